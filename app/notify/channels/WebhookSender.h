// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "notify/SecretStore.h"
#include "notify/WebhookBody.h"
#include "notify/channels/Sender.h"

#include <QNetworkAccessManager>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <memory>

class QNetworkReply;

namespace tokenmeter
{

/// Posts to an address that only the secret store knows. HTTPS, or HTTP to this computer; no redirect is followed, no cookie
/// kept, and of the reply only its status is read (of chats that answer 200 to everything, the number inside).
class WebhookSender final : public Sender
{
public:
    static constexpr std::chrono::seconds Deadline{10}; ///< from send() to the answer, whatever the other side does
    WebhookSender(WebhookForm form, std::string name, std::shared_ptr<SecretStore> secrets, std::chrono::milliseconds deadline = Deadline);
    ~WebhookSender() override;
    void send(const Message &message, Answer answer) override;

private:
    void post(const Result<QString> &address, const QByteArray &body, const QByteArray &key);
    void replied();
    void finish(SendResult::How how, std::string receipt);

    WebhookForm m_form;
    std::string m_name;
    std::shared_ptr<SecretStore> m_secrets;
    std::chrono::milliseconds m_longest;
    QNetworkAccessManager m_network;
    QPointer<QNetworkReply> m_reply;
    QTimer m_deadline;
    QByteArray m_body;
    Answer m_answer;
    std::shared_ptr<int> m_alive = std::make_shared<int>(0); ///< number of the message: late answers of the secret store are for an older one
};

} // namespace tokenmeter
