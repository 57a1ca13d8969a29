// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/SingleInstance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QLocalSocket>
#include <QLockFile>
#include <QStandardPaths>

namespace tokenmeter
{
namespace
{

constexpr int AnswerMs = 1'000;
constexpr int LockMs = 3'000;

QString socketOf(const QString &ledger)
{
    const QFileInfo file{ledger};
    // The file may not be there yet; its folder may be a link.
    const QString folder = QFileInfo{file.path()}.canonicalFilePath();
    const QString path = file.exists() ? file.canonicalFilePath() : (folder.isEmpty() ? file.path() : folder) + QLatin1Char('/') + file.fileName();
    const QByteArray name = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha256).toHex().left(16);
    return QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) + QStringLiteral("/tokenmeter-") + QString::fromLatin1(name);
}

} // namespace

SingleInstance::SingleInstance(const QString &ledger, QObject *parent) : QObject{parent}, m_socket{socketOf(ledger)}
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            Q_EMIT raiseWanted();
            socket->write("shown\n");
            socket->disconnectFromServer();
        }
    });
}

bool SingleInstance::askOther() const
{
    QLocalSocket socket;
    socket.connectToServer(m_socket);
    // One that is stopped takes connections and says nothing: then this start goes on.
    return socket.waitForConnected(AnswerMs) && socket.waitForReadyRead(AnswerMs);
}

bool SingleInstance::isElsewhere()
{
    if (askOther()) {
        return true;
    }
    QLockFile lock{m_socket + QStringLiteral(".lock")}; // two that start at once
    if (!lock.tryLock(LockMs)) {
        return askOther();
    }
    if (askOther()) {
        return true;
    }
    QLocalServer::removeServer(m_socket);
    m_server.listen(m_socket);
    return false;
}

} // namespace tokenmeter
