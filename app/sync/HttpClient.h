// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "providers/Http.h"
#include "sync/CancelFlag.h"

#include <QNetworkAccessManager>
#include <QSslCertificate>

#include <chrono>
#include <string>

namespace tokenmeter
{

/// What bounds one request.
struct HttpLimits
{
    std::chrono::milliseconds connect{20'000}; ///< until the first byte of the answer's head
    std::chrono::milliseconds total{120'000};  ///< until its last byte
    qint64 body = 64LL * 1024 * 1024;          ///< bytes, after decompression
    int redirects = 3;                         ///< on one host
};

/// Sends one request after another and waits for the answer. For a worker thread: it runs a loop of its own meanwhile, and nothing
/// else of that thread should be in it. To be used on the thread it was made on.
class HttpClient
{
public:
    /// @param namedBase the account's base address: its host may be asked without encryption, since the user named it; empty = none
    HttpClient(HttpLimits limits, std::string namedBase, CancelFlag cancel);
    /// Certificates to be believed beside the system's. For tests.
    void trust(const QSslCertificate &certificate) { m_trusted.append(certificate); }

    /// Any status is an answer; reading it is up to the provider's parser. HTTPS with the certificate checked, plain HTTP only to
    /// this computer and to the named host. A redirect is followed to the same scheme, host and port only.
    /// Problems, none with a part of the request but the host: NotReached (args[1]: "refused", "unknown host", "closed", "offline",
    /// "proxy", "other"), TookTooLong, CertificateRefused, RedirectRefused, AddressNotAllowed, ReplyTooLarge, ReplyCutShort, Cancelled.
    Result<HttpReply> send(const HttpRequest &request);

private:
    Result<HttpReply> once(const HttpRequest &request, const QUrl &url);
    bool mayAsk(const QUrl &url) const;

    HttpLimits m_limits;
    std::string m_namedHost; ///< with its port
    CancelFlag m_cancel;
    QNetworkAccessManager m_network;
    QList<QSslCertificate> m_trusted{};
};

} // namespace tokenmeter
