// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "notify/WebhookAddress.h"

#include <QStringList>

namespace tokenmeter
{

Result<QUrl> webhookAddress(const QString &text)
{
    const QUrl url{text.trimmed(), QUrl::StrictMode};
    const bool allowed = url.scheme() == QLatin1String("https") || (url.scheme() == QLatin1String("http") && isThisComputer(url));
    if (!url.isValid() || url.host().isEmpty() || !allowed) {
        // Only a word that is a scheme: what was typed without one may begin with the secret.
        const bool isScheme = url.isValid() && !url.host().isEmpty();
        return Problem{.cause = Cause::BadArgument, .args = {"address", isScheme ? url.scheme().toStdString() : std::string{}}};
    }
    return url;
}

bool isThisComputer(const QUrl &address)
{
    const QString host = address.host();
    if (host == QLatin1String("localhost") || host == QLatin1String("::1")) {
        return true;
    }
    const QStringList parts = host.split(QLatin1Char('.'));
    if (parts.size() != 4 || parts.front() != QLatin1String("127")) {
        return false;
    }
    for (const QString &part : parts) {
        bool isNumber = false;
        if (part.toUShort(&isNumber) > 255 || !isNumber) {
            return false;
        }
    }
    return true;
}

QString publicPart(const QUrl &address)
{
    QUrl shown;
    shown.setScheme(address.scheme());
    shown.setHost(address.host());
    shown.setPort(address.port());
    return shown.toString();
}

} // namespace tokenmeter
