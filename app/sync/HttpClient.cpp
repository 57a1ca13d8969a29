// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/HttpClient.h"

#include "providers/Url.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QSslConfiguration>
#include <QTimer>
#include <QUrl>

#include <optional>

namespace tokenmeter
{
namespace
{

constexpr std::chrono::milliseconds LookForCancel{50};

std::string hostOf(const QUrl &url)
{
    return url.port() < 0 ? url.host().toStdString() : url.host().toStdString() + ':' + std::to_string(url.port());
}

bool isThisComputer(const QUrl &url)
{
    return mayCarryAKey("http://" + hostOf(url) + '/');
}

bool isRedirect(int status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/// What the network said, as far as it is not about a status.
std::optional<Problem> problemOf(QNetworkReply::NetworkError error, const std::string &host)
{
    const auto notReached = [&](const char *what) { return Problem{.cause = Cause::NotReached, .args = {host, what}}; };
    switch (error) {
    case QNetworkReply::NoError:
        return std::nullopt;
    case QNetworkReply::ConnectionRefusedError:
        return notReached("refused");
    case QNetworkReply::HostNotFoundError:
        return notReached("unknown host");
    case QNetworkReply::RemoteHostClosedError:
        return notReached("closed");
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
        return notReached("offline");
    case QNetworkReply::SslHandshakeFailedError:
        return Problem{.cause = Cause::CertificateRefused, .args = {host}};
    default:
        break;
    }
    if (error > 100 && error < 200) {
        return notReached("proxy");
    }
    return error < 100 ? std::optional{notReached("other")} : std::nullopt; // the rest are names for statuses
}

QNetworkRequest preparedFor(const HttpRequest &request, const QUrl &url)
{
    QNetworkRequest prepared{url};
    prepared.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    prepared.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    prepared.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    prepared.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("tokenmeter"));
    for (const auto &[name, value] : request.headers) {
        prepared.setRawHeader(QByteArray::fromStdString(name), QByteArray::fromStdString(value));
    }
    if (!request.body.empty() && !prepared.hasRawHeader("content-type")) {
        prepared.setRawHeader("Content-Type", "application/json");
    }
    return prepared;
}

} // namespace

HttpClient::HttpClient(HttpLimits limits, std::string namedBase, CancelFlag cancel)
    : m_limits{limits}, m_namedHost{urlParts(namedBase).host}, m_cancel{std::move(cancel)}
{
}

bool HttpClient::mayAsk(const QUrl &url) const
{
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty()) {
        return false;
    }
    return url.scheme() == QLatin1String("https")
        || (url.scheme() == QLatin1String("http") && (isThisComputer(url) || urlParts("http://" + hostOf(url)).host == m_namedHost));
}

Result<HttpReply> HttpClient::send(const HttpRequest &request)
{
    QUrl url = QUrl::fromEncoded(QByteArray::fromStdString(request.url), QUrl::StrictMode);
    HttpRequest now = request;
    for (int hop = 0;; ++hop) {
        if (!mayAsk(url)) {
            return Problem{.cause = Cause::AddressNotAllowed, .args = {hostOf(url)}};
        }
        Result<HttpReply> reply = once(now, url);
        if (!reply || !isRedirect(reply->status) || reply->header("location").empty()) {
            return reply;
        }
        const QUrl target = url.resolved(QUrl::fromEncoded(QByteArray::fromStdString(std::string{reply->header("location")})));
        const bool isSame = target.scheme() == url.scheme() && target.host() == url.host() && target.port() == url.port();
        if (!isSame || hop >= m_limits.redirects) {
            return Problem{.cause = Cause::RedirectRefused, .args = {hostOf(url), hostOf(target)}};
        }
        if (reply->status == 303) {
            now.method = "GET";
            now.body.clear();
        }
        url = target;
    }
}

Result<HttpReply> HttpClient::once(const HttpRequest &request, const QUrl &url)
{
    const std::string host = hostOf(url);
    if (m_cancel.isSet()) {
        return Problem{.cause = Cause::Cancelled};
    }
    QNetworkRequest prepared = preparedFor(request, url);
    if (!m_trusted.isEmpty()) {
        QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
        configuration.addCaCertificates(m_trusted);
        prepared.setSslConfiguration(configuration);
    }
    m_network.setProxy(isThisComputer(url) ? QNetworkProxy{QNetworkProxy::NoProxy}
                                           : QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery{url}).value(0));
    const QByteArray body = QByteArray::fromStdString(request.body);
    QNetworkReply *reply = m_network.sendCustomRequest(prepared, QByteArray::fromStdString(request.method), body);

    QEventLoop loop;
    QByteArray received;
    std::optional<Problem> ended; // by us
    const auto end = [&](Problem problem) {
        if (!ended) {
            ended = std::move(problem);
            reply->abort();
        }
    };
    const auto tooLong = [&](std::chrono::milliseconds limit) {
        end({.cause = Cause::TookTooLong, .args = {host, std::to_string(std::chrono::ceil<std::chrono::seconds>(limit).count())}});
    };
    QTimer connecting;
    QTimer total;
    QTimer cancelled;
    connecting.setSingleShot(true);
    total.setSingleShot(true);
    QObject::connect(&connecting, &QTimer::timeout, reply, [&] { tooLong(m_limits.connect); });
    QObject::connect(&total, &QTimer::timeout, reply, [&] { tooLong(m_limits.total); });
    QObject::connect(&cancelled, &QTimer::timeout, reply, [&] {
        if (m_cancel.isSet()) {
            end({.cause = Cause::Cancelled});
        }
    });
    QObject::connect(reply, &QNetworkReply::metaDataChanged, &connecting, &QTimer::stop);
    const auto take = [&] {
        received += reply->readAll();
        if (received.size() > m_limits.body) {
            end({.cause = Cause::ReplyTooLarge});
        }
    };
    QObject::connect(reply, &QNetworkReply::readyRead, reply, take);
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    connecting.start(m_limits.connect);
    total.start(m_limits.total);
    cancelled.start(LookForCancel);
    if (!reply->isFinished()) {
        loop.exec(QEventLoop::ExcludeUserInputEvents);
    }
    if (!ended) {
        take();
    }
    const QNetworkReply::NetworkError error = reply->error();
    HttpReply answer;
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    for (const auto &[name, value] : reply->rawHeaderPairs()) {
        answer.headers.emplace_back(name.toStdString(), value.toStdString());
    }
    reply->disconnect();
    reply->deleteLater();
    QCoreApplication::sendPostedEvents(reply, QEvent::DeferredDelete);
    if (ended) {
        return *std::move(ended);
    }
    const bool isPlain = answer.header("content-encoding").empty() && !answer.header("content-length").empty();
    const bool isShort = isPlain && request.method != "HEAD" && received.size() < std::atoll(std::string{answer.header("content-length")}.c_str());
    if (answer.status >= 200 && answer.status < 300 && (isShort || error != QNetworkReply::NoError)) { // of a refusal its status is enough
        return Problem{.cause = Cause::ReplyCutShort};
    }
    if (answer.status < 200) {
        return problemOf(error, host).value_or(Problem{.cause = Cause::NotReached, .args = {host, "other"}});
    }
    answer.body = received.toStdString();
    return answer;
}

} // namespace tokenmeter
