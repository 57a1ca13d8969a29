// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/channels/CommandSender.h"

#include <QJsonDocument>

#include <csignal>
#include <unistd.h>

#include <utility>

namespace tokenmeter
{

CommandSender::CommandSender(QStringList command, std::chrono::milliseconds deadline) : m_command{std::move(command)}, m_longest{deadline}
{
    m_deadline.setSingleShot(true);
    QObject::connect(&m_deadline, &QTimer::timeout, &m_deadline, [this] { finish(SendResult::How::TryAgain, "timeout"); });
}

CommandSender::~CommandSender()
{
    end();
}

void CommandSender::send(const Message &message, Answer answer)
{
    m_answer = std::move(answer);
    m_process = std::make_unique<QProcess>();
    m_process->setProgram(m_command.value(0));
    m_process->setArguments(m_command.mid(1));
    m_process->setStandardOutputFile(QProcess::nullDevice());
    m_process->setStandardErrorFile(QProcess::nullDevice());
    m_process->setChildProcessModifier([] { ::setsid(); });
    QObject::connect(m_process.get(), &QProcess::errorOccurred, &m_deadline, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) {
            finish(SendResult::How::TryAgain, "command not found");
        }
    });
    QObject::connect(m_process.get(), &QProcess::finished, &m_deadline, [this](int code, QProcess::ExitStatus status) {
        const bool isDone = status == QProcess::NormalExit && code == 0;
        finish(isDone ? SendResult::How::Sent : SendResult::How::TryAgain,
               status == QProcess::NormalExit ? "exit " + std::to_string(code) : "signal " + std::to_string(code));
    });
    m_deadline.start(m_longest);
    m_process->start();
    if (m_process) { // it may have failed already
        m_process->write(QJsonDocument{message.document}.toJson(QJsonDocument::Compact) + '\n');
        m_process->closeWriteChannel();
    }
}

void CommandSender::end()
{
    m_deadline.stop();
    if (!m_process) {
        return;
    }
    m_process->disconnect(&m_deadline);
    if (const qint64 group = m_process->processId(); m_process->state() != QProcess::NotRunning && group > 1) {
        ::kill(-pid_t(group), SIGKILL);
        m_process->kill();
        m_process->waitForFinished(1000); // a killed process ends at once; this reaps it
    }
}

void CommandSender::finish(SendResult::How how, std::string receipt)
{
    end();
    if (m_process) {
        m_process.release()->deleteLater(); // this may be a slot of it
    }
    if (Answer answer = std::exchange(m_answer, {})) {
        answer({how, std::move(receipt)});
    }
}

} // namespace tokenmeter
