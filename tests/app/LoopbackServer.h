// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QMap>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <vector>

namespace tokenmeter::testing
{

/// A web server that answers as a test says. Written on sockets alone, so that it shares nothing with the client.
class LoopbackServer
{
public:
    enum class Mood { Answer, Hang, Close, Trickle };
    struct Request
    {
        QByteArray path{};
        QMap<QByteArray, QByteArray> headers{}; ///< names in lower case
        QByteArray body{};
    };

    LoopbackServer()
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] { take(m_server.nextPendingConnection()); });
    }
    QString address(const QString &path) const { return QStringLiteral("http://127.0.0.1:%1%2").arg(m_server.serverPort()).arg(path); }

    Mood mood = Mood::Answer;
    int status = 200;
    QByteArray headers{}; ///< more of them, each ended by \r\n
    QByteArray reply{"ok"};
    int lateMs = 0;
    std::vector<Request> requests{};

private:
    void take(QTcpSocket *socket)
    {
        QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, socket, text = QByteArray{}]() mutable {
            text += socket->readAll();
            const qsizetype head = text.indexOf("\r\n\r\n");
            if (head < 0) {
                return;
            }
            Request request;
            const QList<QByteArray> lines = text.left(head).split('\n');
            request.path = lines.front().split(' ').value(1);
            for (const QByteArray &line : lines.mid(1)) {
                const qsizetype colon = line.indexOf(':');
                request.headers[line.left(colon).toLower()] = line.mid(colon + 1).trimmed();
            }
            const qsizetype length = request.headers.value("content-length").toLongLong();
            if (text.size() < head + 4 + length) {
                return;
            }
            request.body = text.mid(head + 4, length);
            text.clear();
            requests.push_back(request);
            respond(socket);
        });
    }

    void respond(QTcpSocket *socket)
    {
        const QByteArray answer = "HTTP/1.1 " + QByteArray::number(status) + " Said\r\nConnection: close\r\n" + headers
            + "Content-Length: " + QByteArray::number(reply.size()) + "\r\n\r\n" + reply;
        switch (mood) {
        case Mood::Hang:
            return;
        case Mood::Close:
            return socket->abort();
        case Mood::Trickle: { // a byte now and then, for ever
            auto *timer = new QTimer{socket};
            QObject::connect(timer, &QTimer::timeout, socket, [socket] { socket->write("HTTP/1.1 200 Said\r\nX: y", 1); });
            return timer->start(20);
        }
        case Mood::Answer:
            QTimer::singleShot(lateMs, socket, [socket, answer] {
                socket->write(answer);
                socket->disconnectFromHost();
            });
        }
    }

    QTcpServer m_server;
};

} // namespace tokenmeter::testing
