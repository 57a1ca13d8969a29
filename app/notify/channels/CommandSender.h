// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "notify/channels/Sender.h"

#include <QProcess>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <memory>

namespace tokenmeter
{

/// Runs the user's command for a message: an argument vector, no shell, the JSON document on standard input, what it writes
/// thrown away. Sent when it ends with 0. It runs in a session of its own, so that it can be ended by force with all it started.
class CommandSender final : public Sender
{
public:
    static constexpr std::chrono::seconds Deadline{30};
    explicit CommandSender(QStringList command, std::chrono::milliseconds deadline = Deadline);
    ~CommandSender() override;
    void send(const Message &message, Answer answer) override;

private:
    void finish(SendResult::How how, std::string receipt);
    void end();

    QStringList m_command;
    std::chrono::milliseconds m_longest;
    std::unique_ptr<QProcess> m_process{};
    QTimer m_deadline;
    Answer m_answer;
};

} // namespace tokenmeter
