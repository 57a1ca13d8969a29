// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/SyncTimer.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSaveFile>
#include <QStandardPaths>

namespace tokenmeter
{
namespace
{

constexpr int LongestAnswerMs = 10'000;

QString timerName()
{
    return QStringLiteral("tokenmeter-sync.timer");
}

QString serviceName()
{
    return QStringLiteral("tokenmeter-sync.service");
}

/// An argument as systemd reads it: in quotes, specifiers and variables doubled.
QString quoted(const QString &argument)
{
    QString text = argument;
    text.replace(QLatin1Char('\\'), QStringLiteral("\\\\")).replace(QLatin1Char('"'), QStringLiteral("\\\""));
    text.replace(QLatin1Char('%'), QStringLiteral("%%")).replace(QLatin1Char('$'), QStringLiteral("$$"));
    text.replace(QLatin1Char('\n'), QStringLiteral("\\n"));
    return QLatin1Char('"') + text + QLatin1Char('"');
}

bool write(const QString &path, const QString &text)
{
    QSaveFile file{path};
    return file.open(QIODevice::WriteOnly) && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) && file.write(text.toUtf8()) >= 0
        && file.commit();
}

} // namespace

SyncTimer SyncTimer::ofThisUser()
{
    return SyncTimer{QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/systemd/user"), [](const QStringList &arguments) {
                         QProcess process;
                         process.start(QStringLiteral("systemctl"), QStringList{QStringLiteral("--user")} + arguments);
                         return process.waitForFinished(LongestAnswerMs) && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
                     }};
}

QString SyncTimer::serviceText(const QString &program, const QString &ledger)
{
    return QStringLiteral("[Unit]\n"
                          "Description=Tokenmeter: poll the bills of model providers\n"
                          "\n"
                          "[Service]\n"
                          "Type=oneshot\n"
                          "ExecStart=%1 --ledger %2 sync\n"
                          "UMask=0077\n"
                          "Nice=10\n"
                          "TimeoutStartSec=30min\n")
        .arg(quoted(program), quoted(ledger));
}

QString SyncTimer::timerText()
{
    return QStringLiteral("[Unit]\n"
                          "Description=Tokenmeter: poll the bills of model providers every quarter of an hour\n"
                          "\n"
                          "[Timer]\n"
                          "OnCalendar=*:0/15\n"
                          "RandomizedDelaySec=120\n"
                          "Persistent=true\n"
                          "\n"
                          "[Install]\n"
                          "WantedBy=timers.target\n");
}

SyncTimer::Outcome SyncTimer::install(const QString &program, const QString &ledger) const
{
    Outcome outcome;
    QDir{}.mkpath(m_folder);
    const QDir folder{m_folder};
    for (const auto &[name, text] : {std::pair{serviceName(), serviceText(program, ledger)}, std::pair{timerName(), timerText()}}) {
        const QString path = folder.filePath(name);
        if (!write(path, text)) {
            outcome.problem = Problem{.cause = Cause::FileUnreadable, .file = path.toStdString(), .args = {"not written"}};
            return outcome;
        }
        outcome.files << path;
    }
    outcome.systemdAnswered = m_control({QStringLiteral("daemon-reload")})
        && m_control({QStringLiteral("enable"), QStringLiteral("--now"), timerName()});
    return outcome;
}

SyncTimer::Outcome SyncTimer::remove() const
{
    Outcome outcome;
    const QDir folder{m_folder};
    if (folder.exists(timerName())) {
        (void)m_control({QStringLiteral("disable"), QStringLiteral("--now"), timerName()});
    }
    for (const QString &name : {timerName(), serviceName()}) {
        const QString path = folder.filePath(name);
        if (!QFile::exists(path)) {
            continue;
        }
        if (!QFile::remove(path)) {
            outcome.problem = Problem{.cause = Cause::FileUnreadable, .file = path.toStdString(), .args = {"not removed"}};
            return outcome;
        }
        outcome.files << path;
    }
    outcome.systemdAnswered = !outcome.files.isEmpty() && m_control({QStringLiteral("daemon-reload")});
    return outcome;
}

} // namespace tokenmeter
