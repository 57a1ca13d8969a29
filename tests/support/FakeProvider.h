// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QSslCertificate>
#include <QString>
#include <QStringList>
#include <QThread>

#include <cstddef>
#include <memory>
#include <vector>

namespace tokenmeter::testing
{

/// A way to answer wrongly.
struct FakeFault
{
    enum class Kind {
        Status,         ///< `status` with the body recorded for it, if there is one
        Malformed,      ///< a body whose end is missing, though its length is right
        Cut,            ///< the connection ends in the middle of the body
        Html,           ///< status 200, a log-in page
        WrongType,      ///< the right body under the type image/png
        EndlessPages,   ///< each page leads to another one, each under a new cursor
        RepeatedCursor, ///< each page leads to itself
        Drip,           ///< the right body, a byte now and then
        Silent,         ///< never answers
        Reset,          ///< the connection is closed before an answer
        Redirect,       ///< to `to`
        Huge,           ///< `bytes` of blanks, without a length
    };
    Kind kind = Kind::Status;
    int times = -1;             ///< so many requests, then the right answers; -1: from now on
    QString path{};             ///< only requests whose path ends so; empty: all
    QString query{};            ///< only requests that have this parameter, "Action=QueryBalanceAcct"; empty: all
    int status = 500;
    QByteArray retryAfter{};    ///< of Status; empty: as recorded
    QByteArray to{};            ///< of Redirect: a Location
    qint64 bytes = 0;           ///< of Huge
};

/// What was asked. Names of headers in lower case.
struct FakeRequest
{
    QByteArray method{};
    QString path{};
    QList<std::pair<QString, QString>> query{};
    QMap<QByteArray, QByteArray> headers{};
    QByteArray body{};
    int status = 0; ///< of the answer; 0 = there was none
    QString queryValue(const QString &name) const;
};

/// A provider's billing interface on loopback, played from fixtures/providers/<provider>/routes.json by the rules of the notes beside
/// these recordings. Knows nothing of the client's code, so that a mistake of the client is not made twice. It has a thread of its
/// own and ends with this object; every method may be called from any thread.
class FakeProvider
{
public:
    enum class Transport { Plain, Tls };
    /// @param provider a folder's name
    explicit FakeProvider(const QString &provider, Transport transport = Transport::Plain);
    ~FakeProvider();
    FakeProvider(const FakeProvider &) = delete;
    FakeProvider &operator=(const FakeProvider &) = delete;

    /// "http://127.0.0.1:40001"
    QString base() const;
    QSslCertificate certificate() const; ///< of Transport::Tls; it signed itself

    /// The only key that is let in; others get the recorded 401. At first firstKey(). For signed requests and for pairs: id and secret.
    void expectKey(const QByteArray &key);
    void expectKeyPair(const QByteArray &id, const QByteArray &secret);
    static QByteArray firstKey();
    static QByteArray firstId();
    static QByteArray firstSecret();
    /// The service account that is let in, and the public half of its key (PEM). At first none is.
    void expectServiceAccount(const QByteArray &address, const QByteArray &publicKey);
    /// The time by which signatures are judged: dated more than five minutes before or after, or run out, they are refused. At first
    /// any time is right. @param time "2026-03-07T12:00:00Z"
    void setTime(const QString &time);

    void fail(const FakeFault &fault);
    void heal();
    void delay(int milliseconds);
    /// No request from this one on is answered, counted from 1 since forget(); its connection stays open. 0: all are answered.
    void holdFrom(std::size_t request);
    /// Routes of this path are chosen as if they did not ask for these parameters.
    void ignore(const QString &path, const QStringList &parameters);
    /// From now on this recording is answered in place of the other one; also a text in place of a name of a file.
    void answerInstead(const QString &bodyFile, const QByteArray &body);
    /// The recording for requests that no route takes, by path. Else 404.
    void otherwise(const QString &path, const QString &bodyFile);

    std::vector<FakeRequest> requests() const;
    void forget();

    struct State;

private:
    class Server;
    std::shared_ptr<State> m_state;
    QThread m_thread;
    QObject *m_server = nullptr;
    quint16 m_port = 0;
    QSslCertificate m_certificate{};
    Transport m_transport;
};

/// A recording as it is.
QByteArray recorded(const QString &provider, const QString &file);

} // namespace tokenmeter::testing
