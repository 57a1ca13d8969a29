// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QtTest>

#include <memory>

namespace tokenmeter::testing
{

struct Outcome
{
    int status = -1;
    QByteArray out{};
    QByteArray err{};
    QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

/// The real program in a folder of its own.
class Machine
{
public:
    QString folder(const QString &name = {}) const { return m_folder.filePath(name); }
    QString ledger() const { return folder(QStringLiteral("ledger.db")); }

    QProcessEnvironment environment() const
    {
        QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
        variables.insert(QStringLiteral("HOME"), folder(QStringLiteral("home")));
        variables.insert(QStringLiteral("XDG_DATA_HOME"), folder(QStringLiteral("data")));
        variables.insert(QStringLiteral("XDG_CONFIG_HOME"), folder(QStringLiteral("config")));
        for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "CLAUDE_CONFIG_DIR", "CODEX_HOME", "TOKENMETER_LEDGER"}) {
            variables.remove(QString::fromLatin1(name));
        }
        return variables;
    }
    std::unique_ptr<QProcess> start(const QStringList &arguments) const
    {
        auto process = std::make_unique<QProcess>();
        process->setProcessEnvironment(environment());
        process->setWorkingDirectory(m_folder.path());
        process->start(QStringLiteral(TOKENMETER_PROGRAM), arguments);
        return process;
    }
    Outcome run(const QStringList &arguments) const
    {
        const std::unique_ptr<QProcess> process = start(arguments);
        process->waitForFinished(120'000);
        return {process->exitStatus() == QProcess::NormalExit ? process->exitCode() : -1, process->readAllStandardOutput(),
                process->readAllStandardError()};
    }
    /// With --ledger and --json.
    Outcome ask(QStringList arguments) const
    {
        return run(QStringList{QStringLiteral("--ledger"), ledger(), QStringLiteral("--json")} + arguments);
    }
    QString fingerprint() const
    {
        return ask({QStringLiteral("verify"), QStringLiteral("--fingerprint")}).json().value(QStringLiteral("fingerprint")).toString();
    }

private:
    QTemporaryDir m_folder;
};

inline QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '));
}

inline void write(const QString &path, const QByteArray &content)
{
    QDir{}.mkpath(QFileInfo{path}.path());
    QFile file{path};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

inline QByteArray usageLine(int number, const char *model = "claude-opus-4-1", const char *time = "2026-10-01T10:00:00.000Z")
{
    return QStringLiteral(R"({"type":"assistant","timestamp":"%2","sessionId":"s1","cwd":"/home/dev/api","uuid":"u%1",)"
                          R"("message":{"id":"msg_%1","model":"%3","usage":{"input_tokens":1000,"output_tokens":100,)"
                          R"("cache_read_input_tokens":10000,"cache_creation_input_tokens":0}},"requestId":"req_%1"})")
               .arg(number)
               .arg(QString::fromLatin1(time), QString::fromLatin1(model))
               .toUtf8()
        + "\n";
}

/// Packed with gzip as one piece that is only stored, at most 65,535 bytes; `torn`: the end is missing, so that all of it can be read, and the file not.
inline QByteArray gzipOf(const QByteArray &content, bool torn)
{
    const auto littleEndian = [](quint32 number, int bytes) {
        QByteArray text;
        for (int i = 0; i < bytes; ++i) {
            text += char((number >> (8 * i)) & 0xFFU);
        }
        return text;
    };
    quint32 check = 0xFFFFFFFFU; // CRC-32
    for (const char byte : content) {
        check ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit) {
            check = (check >> 1U) ^ ((check & 1U) != 0 ? 0xEDB88320U : 0U);
        }
    }
    const auto size = quint32(content.size());
    const QByteArray head = QByteArray::fromHex("1f8b0800000000000003") + char(torn ? 0 : 1) + littleEndian(size, 2) + littleEndian(~size, 2);
    return head + content + (torn ? QByteArray{} : littleEndian(~check, 4) + littleEndian(size, 4));
}

} // namespace tokenmeter::testing
