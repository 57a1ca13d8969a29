// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/channels/WebhookSender.h"

#include "notify/WebhookAddress.h"

#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>

#include <utility>

namespace tokenmeter
{
namespace
{

constexpr qsizetype MostOfReply = 64 * 1024;

/// Whether the same request may succeed later.
bool mayPass(int status)
{
    return status >= 500 || status == 408 || status == 425 || status == 429;
}

std::string causeOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError: return "connection refused";
    case QNetworkReply::HostNotFoundError: return "host not found";
    case QNetworkReply::SslHandshakeFailedError: return "certificate not accepted";
    case QNetworkReply::RemoteHostClosedError: return "connection closed";
    default: return "network error " + std::to_string(int(error));
    }
}

} // namespace

WebhookSender::WebhookSender(WebhookForm form, std::string name, std::shared_ptr<SecretStore> secrets, std::chrono::milliseconds deadline)
    : m_form{form}, m_name{std::move(name)}, m_secrets{std::move(secrets)}, m_longest{deadline}
{
    m_deadline.setSingleShot(true);
    QObject::connect(&m_deadline, &QTimer::timeout, &m_network, [this] { finish(SendResult::How::TryAgain, "timeout"); });
}

WebhookSender::~WebhookSender()
{
    m_answer = {};
    finish(SendResult::How::TryAgain, {});
}

void WebhookSender::send(const Message &message, Answer answer)
{
    m_answer = std::move(answer);
    m_body.clear();
    m_deadline.start(m_longest);
    const std::weak_ptr<int> alive = m_alive;
    const int number = ++*m_alive;
    m_secrets->read(m_name, [this, alive, number, body = webhookBody(m_form, message), key = QByteArray::fromStdString(message.key)](const Result<QString> &address) {
        if (const std::shared_ptr<int> now = alive.lock(); now && *now == number && m_answer) {
            post(address, body, key);
        }
    });
}

void WebhookSender::post(const Result<QString> &secret, const QByteArray &body, const QByteArray &key)
{
    if (!secret) {
        // A locked keyring may be open at the next attempt.
        return finish(SendResult::How::TryAgain, "address not readable");
    }
    const Result<QUrl> address = webhookAddress(*secret);
    if (!address) {
        return finish(SendResult::How::Never, "address not allowed");
    }
    QNetworkRequest request{*address};
    request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json; charset=utf-8"));
    request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("tokenmeter"));
    request.setRawHeader("Idempotency-Key", key);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    m_network.setProxy(isThisComputer(*address) ? QNetworkProxy{QNetworkProxy::NoProxy}
                                                : QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery{*address}).value(0));
    m_reply = m_network.post(request, body);
    m_reply->setReadBufferSize(MostOfReply + 1); // however much comes at once
    QObject::connect(m_reply, &QNetworkReply::readyRead, &m_network, [this] {
        m_body += m_reply->readAll();
        if (m_body.size() > MostOfReply) {
            replied();
        }
    });
    QObject::connect(m_reply, &QNetworkReply::finished, &m_network, [this] { replied(); });
}

void WebhookSender::replied()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0) {
        return finish(SendResult::How::TryAgain, causeOf(m_reply->error()));
    }
    const std::string receipt = "http " + std::to_string(status);
    if (status >= 300 && status < 400) {
        return finish(SendResult::How::TryAgain, "redirect");
    }
    if (status < 200 || status >= 300) {
        return finish(mayPass(status) ? SendResult::How::TryAgain : SendResult::How::Never, receipt);
    }
    if (m_reply->error() != QNetworkReply::NoError) {
        return finish(SendResult::How::TryAgain, causeOf(m_reply->error()));
    }
    if (hasRefusal(m_form)) {
        m_body += m_reply->readAll();
        m_body.truncate(MostOfReply);
        const std::optional<int> refusal = refusalIn(m_form, m_body);
        if (!refusal || *refusal != 0) {
            // Most of these numbers mean "too often" or "wrong word"; trying again is cheap.
            return finish(SendResult::How::TryAgain, refusal ? "refused " + std::to_string(*refusal) : "reply not understood");
        }
    }
    finish(SendResult::How::Sent, receipt);
}

void WebhookSender::finish(SendResult::How how, std::string receipt)
{
    m_deadline.stop();
    ++*m_alive;
    m_body.clear();
    if (QNetworkReply *reply = m_reply) {
        m_reply.clear();
        reply->disconnect(&m_network);
        reply->abort();
        reply->deleteLater();
    }
    if (Answer answer = std::exchange(m_answer, {})) {
        answer({how, std::move(receipt)});
    }
}

} // namespace tokenmeter
