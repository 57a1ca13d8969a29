// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FakeSignatures.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QMessageAuthenticationCode>
#include <QTimeZone>

#include <algorithm>
#include <cstdlib>

namespace tokenmeter::testing
{
namespace
{

constexpr qint64 MostDrift = 5 * 60; // seconds that the clock of a caller may be wrong by

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

QByteArray hmac(const QByteArray &key, const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, key, QCryptographicHash::Sha256);
}

/// `Name=value` of an Authorization header's list.
QByteArray partOf(const QByteArray &authorization, const QByteArray &name)
{
    for (QByteArray part : authorization.mid(authorization.indexOf(' ') + 1).split(',')) {
        part = part.trimmed();
        if (part.startsWith(name + '=')) {
            return part.mid(name.size() + 1);
        }
    }
    return {};
}

/// All three clouds hash the same six lines. Headers are taken by the names that the caller says it signed.
QByteArray hashOfCanonical(const SignedCall &call, const QByteArray &names)
{
    QList<QByteArray> query = call.query.isEmpty() ? QList<QByteArray>{} : call.query.split('&');
    std::sort(query.begin(), query.end());
    QByteArray headers;
    for (const QByteArray &name : names.split(';')) {
        headers += name + ':' + call.request.headers.value(name) + '\n';
    }
    return sha256(call.request.method + '\n' + call.path + '\n' + query.join('&') + '\n' + headers + '\n' + names + '\n' + sha256(call.request.body));
}

/// Whether each of these stands among the names and in the request.
bool areSigned(const FakeRequest &request, const QByteArray &names, const QList<QByteArray> &wanted)
{
    const QList<QByteArray> said = names.split(';');
    return std::is_sorted(said.begin(), said.end())
        && std::all_of(wanted.begin(), wanted.end(), [&](const QByteArray &name) { return said.contains(name) && request.headers.contains(name); });
}

/// "20260305T060708Z", at about the server's time.
bool isOfNow(const QByteArray &stamp, const FakeKeys &keys)
{
    QDateTime time = QDateTime::fromString(QString::fromLatin1(stamp), QStringLiteral("yyyyMMdd'T'HHmmss'Z'"));
    time.setTimeZone(QTimeZone::utc());
    return time.isValid() && (!keys.now || std::abs(time.toSecsSinceEpoch() - *keys.now) <= MostDrift);
}

/// How the two clouds differ that derive a key for the day, the region and the service.
struct Dialect
{
    QByteArray algorithm{};
    QByteArray prefix{}; ///< of the secret
    QByteArray end{};    ///< of the scope
    QByteArray date{};   ///< name of the header
};

bool isSignedByDerivedKey(const SignedCall &call, const Dialect &dialect, const QByteArray &scope, const FakeKeys &keys)
{
    const QByteArray authorization = call.request.headers.value("authorization");
    const QByteArray stamp = call.request.headers.value(dialect.date);
    const QByteArray names = partOf(authorization, "SignedHeaders");
    const QByteArray fullScope = stamp.left(8) + '/' + scope + '/' + dialect.end;
    if (!authorization.startsWith(dialect.algorithm + ' ') || partOf(authorization, "Credential") != keys.id + '/' + fullScope
        || !areSigned(call.request, names, {"content-type", "host", dialect.date}) || !isOfNow(stamp, keys)) {
        return false;
    }
    QByteArray key = dialect.prefix + keys.secret;
    for (const QByteArray &part : fullScope.split('/')) {
        key = hmac(key, part);
    }
    const QByteArray toSign = dialect.algorithm + '\n' + stamp + '\n' + fullScope + '\n' + hashOfCanonical(call, names);
    return hmac(key, toSign).toHex() == partOf(authorization, "Signature");
}

} // namespace

bool isSignedAcs3(const SignedCall &call, const FakeKeys &keys)
{
    const QByteArray authorization = call.request.headers.value("authorization");
    const QByteArray names = partOf(authorization, "SignedHeaders");
    if (!authorization.startsWith("ACS3-HMAC-SHA256 ") || partOf(authorization, "Credential") != keys.id
        || call.request.headers.value("x-acs-content-sha256") != sha256(call.request.body) || !areSigned(call.request, names, {"host"})) {
        return false;
    }
    return hmac(keys.secret, "ACS3-HMAC-SHA256\n" + hashOfCanonical(call, names)).toHex() == partOf(authorization, "Signature");
}

bool isSignedAws4(const SignedCall &call, const QByteArray &scope, const QByteArray &target, const FakeKeys &keys)
{
    static const Dialect aws{"AWS4-HMAC-SHA256", "AWS4", "aws4_request", "x-amz-date"};
    const QByteArray names = partOf(call.request.headers.value("authorization"), "SignedHeaders");
    return call.request.headers.value("x-amz-target") == target && areSigned(call.request, names, {"x-amz-target"})
        && isSignedByDerivedKey(call, aws, scope, keys);
}

bool isSignedVolcengine(const SignedCall &call, const QByteArray &scope, const FakeKeys &keys)
{
    static const Dialect volcengine{"HMAC-SHA256", {}, "request", "x-date"};
    const QByteArray names = partOf(call.request.headers.value("authorization"), "SignedHeaders");
    return call.request.headers.value("x-content-sha256") == sha256(call.request.body) && areSigned(call.request, names, {"x-content-sha256"})
        && isSignedByDerivedKey(call, volcengine, scope, keys);
}

} // namespace tokenmeter::testing
