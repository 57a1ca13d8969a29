// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FakeProvider.h"

#include "support/FakeAuth.h"
#include "support/FakeRoutes.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMutex>
#include <QPointer>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>
#include <QUrl>
#include <QUrlQuery>

namespace tokenmeter::testing
{

struct FakeProvider::State
{
    mutable QMutex mutex{};
    QString provider{};
    std::vector<FakeRoute> routes{};
    FakeKeys keys{.key = FakeProvider::firstKey(), .id = FakeProvider::firstId(), .secret = FakeProvider::firstSecret()};
    std::vector<FakeFault> faults{};
    int delayMs = 0;
    std::size_t heldFrom = 0;
    QMap<QString, QStringList> ignored{};
    QMap<QString, QByteArray> instead{};
    QMap<QString, QString> otherwise{};
    std::vector<FakeRequest> requests{};
    int pages = 0;
};

namespace
{

constexpr int DripMs = 10;
constexpr int LongestConnectionMs = 60'000;
constexpr qsizetype MostOfRequest = 1024 * 1024;

struct Answer
{
    int status = 200;
    QMap<QByteArray, QByteArray> headers{{"Content-Type", "application/json"}};
    QByteArray body{};
};

QByteArray bodyOf(const FakeProvider::State &state, const QString &file)
{
    return state.instead.contains(file) ? state.instead[file] : recorded(state.provider, file);
}

Answer injected(const FakeProvider::State &state, int status)
{
    Answer answer;
    answer.status = status;
    answer.body = R"({"error":{"message":"made up"}})";
    for (const FakeRoute &route : state.routes) {
        if (route.isInjected && route.status == status) {
            answer.body = bodyOf(state, route.bodyFile);
            for (auto it = route.headers.begin(); it != route.headers.end(); ++it) {
                answer.headers[it.key()] = it.value();
            }
            break;
        }
    }
    return answer;
}

Answer rightAnswer(const FakeProvider::State &state, const FakeRequest &request, const QByteArray &rawPath, const QByteArray &rawQuery)
{
    const FakeRoute *route = routeFor(state.routes, request, state.ignored);
    const QString file = route != nullptr ? route->bodyFile : state.otherwise.value(request.path);
    QString auth = route != nullptr ? route->auth : QString{};
    for (const FakeRoute &each : state.routes) { // also what no route takes is asked for with a key
        auth = auth.isEmpty() && each.path == request.path ? each.auth : auth;
    }
    if (!isLetIn(auth, request, rawPath, rawQuery, state.keys)) {
        for (const FakeRoute &each : state.routes) { // a path may have a refusal of its own
            if (each.path == request.path && each.method == request.method && each.status >= 400 && !each.isInjected) {
                Answer refusal;
                refusal.status = each.status;
                refusal.body = bodyOf(state, each.bodyFile);
                return refusal;
            }
        }
        return injected(state, state.provider == QLatin1String("alibaba") ? 404 : 401); // Alibaba's 404 is a key it does not know
    }
    if (isOverLimit(state.provider, request)) {
        return injected(state, 400);
    }
    if (file.isEmpty()) {
        return injected(state, 404);
    }
    Answer answer;
    answer.status = route != nullptr ? route->status : 200;
    answer.body = bodyOf(state, file);
    // A recording that names its version; what stands in its place is another version.
    if (const QByteArray recordedTag = route != nullptr ? route->headers.value("ETag") : QByteArray{}; !recordedTag.isEmpty()) {
        const QByteArray tag
            = state.instead.contains(file) ? '"' + QCryptographicHash::hash(answer.body, QCryptographicHash::Sha1).toHex() + '"' : recordedTag;
        if (request.headers.value("if-none-match") == tag) {
            answer = {.status = 304};
        }
        answer.headers["ETag"] = tag;
    }
    return answer;
}

/// The body with a cursor that leads on.
QByteArray withCursor(const QByteArray &body, const QString &cursor)
{
    QJsonObject object = QJsonDocument::fromJson(body).object();
    object[QStringLiteral("has_more")] = true;
    object[QStringLiteral("next_page")] = cursor;
    return QJsonDocument{object}.toJson(QJsonDocument::Compact);
}

QByteArray headOf(const Answer &answer, qint64 length)
{
    QByteArray head = "HTTP/1.1 " + QByteArray::number(answer.status) + " Said\r\nConnection: close\r\n";
    for (auto it = answer.headers.begin(); it != answer.headers.end(); ++it) {
        head += it.key() + ": " + it.value() + "\r\n";
    }
    if (length >= 0) {
        head += "Content-Length: " + QByteArray::number(length) + "\r\n";
    }
    return head + "\r\n";
}

bool isFor(const FakeFault &fault, const FakeRequest &request)
{
    const QString name = fault.query.section(QLatin1Char('='), 0, 0);
    return (fault.path.isEmpty() || request.path.endsWith(fault.path))
        && (fault.query.isEmpty() || request.queryValue(name) == fault.query.section(QLatin1Char('='), 1));
}

std::optional<FakeFault> takeFault(FakeProvider::State &state, const FakeRequest &request)
{
    for (FakeFault &fault : state.faults) {
        if (fault.times != 0 && isFor(fault, request)) {
            fault.times -= fault.times > 0 ? 1 : 0;
            return fault;
        }
    }
    return std::nullopt;
}

void say(QTcpSocket *socket, const QByteArray &bytes)
{
    socket->write(bytes);
    socket->disconnectFromHost();
}

void drip(QTcpSocket *socket, const QByteArray &bytes)
{
    auto *timer = new QTimer{socket};
    QObject::connect(timer, &QTimer::timeout, socket, [socket, bytes, at = qsizetype{0}]() mutable {
        socket->write(bytes.mid(at++, 1));
        if (at >= bytes.size()) {
            socket->disconnectFromHost();
        }
    });
    timer->start(DripMs);
}

void pour(QTcpSocket *socket, qint64 bytes)
{
    socket->write("HTTP/1.1 200 Said\r\nConnection: close\r\nContent-Type: application/json\r\n\r\n");
    const auto more = [socket, left = bytes]() mutable {
        constexpr qint64 Chunk = 1024 * 1024;
        while (left > 0 && socket->bytesToWrite() < Chunk) {
            left -= socket->write(QByteArray(qsizetype(std::min(left, Chunk)), ' '));
        }
        if (left <= 0) {
            socket->disconnectFromHost();
        }
    };
    QObject::connect(socket, &QTcpSocket::bytesWritten, socket, more);
    QTimer::singleShot(0, socket, more);
}

void answerWrongly(FakeProvider::State &state, QTcpSocket *socket, const FakeFault &fault, Answer answer)
{
    using Kind = FakeFault::Kind;
    const QByteArray body = answer.body;
    switch (fault.kind) {
    case Kind::Status:
        answer = injected(state, fault.status);
        if (!fault.retryAfter.isEmpty()) {
            for (const QByteArray &name : answer.headers.keys()) {
                if (name.toLower() == "retry-after") {
                    answer.headers.remove(name);
                }
            }
            answer.headers["Retry-After"] = fault.retryAfter;
        }
        break;
    case Kind::Malformed:
        answer.body = body.left(body.size() / 2);
        break;
    case Kind::Cut:
        return say(socket, headOf(answer, body.size()) + body.left(body.size() / 2));
    case Kind::Html:
        answer.headers["Content-Type"] = "text/html";
        answer.body = "<!DOCTYPE html><html><body>Log in to this network</body></html>";
        break;
    case Kind::WrongType:
        answer.headers["Content-Type"] = "image/png";
        break;
    case Kind::EndlessPages:
        answer.body = withCursor(body, QStringLiteral("page_EXAMPLEendless%1").arg(++state.pages));
        break;
    case Kind::RepeatedCursor:
        answer.body = withCursor(body, QStringLiteral("page_EXAMPLEagain"));
        break;
    case Kind::Drip:
        return drip(socket, headOf(answer, body.size()) + body);
    case Kind::Silent:
        return;
    case Kind::Reset:
        return socket->abort();
    case Kind::Redirect:
        answer = {};
        answer.status = 302;
        answer.headers["Location"] = fault.to;
        break;
    case Kind::Huge:
        return pour(socket, fault.bytes);
    }
    say(socket, headOf(answer, answer.body.size()) + answer.body);
}

} // namespace

/// Lives on the thread of its provider.
class FakeProvider::Server : public QObject
{
public:
    Server(std::shared_ptr<State> state, Transport transport) : m_state{std::move(state)}
    {
        if (transport == Transport::Tls) {
            auto *server = new QSslServer{this};
            const FakeCertificate made = makeCertificate();
            QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
            configuration.setPrivateKey(QSslKey{made.key, QSsl::Rsa});
            m_certificate = QSslCertificate{made.certificate};
            configuration.setLocalCertificate(m_certificate);
            configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
            server->setSslConfiguration(configuration);
            m_server = server;
        } else {
            m_server = new QTcpServer{this};
        }
        QObject::connect(m_server, &QTcpServer::pendingConnectionAvailable, this, [this] {
            while (QTcpSocket *socket = m_server->nextPendingConnection()) {
                take(socket);
            }
        });
        m_server->listen(QHostAddress::LocalHost);
    }
    quint16 port() const { return m_server->serverPort(); }
    QSslCertificate certificate() const { return m_certificate; }

private:
    void take(QTcpSocket *socket)
    {
        QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        QTimer::singleShot(LongestConnectionMs, socket, [socket] { socket->abort(); });
        const auto read = [this, socket, text = QByteArray{}]() mutable {
            text += socket->readAll();
            const qsizetype head = text.indexOf("\r\n\r\n");
            if (text.size() > MostOfRequest) {
                return socket->abort();
            }
            if (head < 0) {
                return;
            }
            const QList<QByteArray> lines = text.left(head).split('\n');
            FakeRequest request;
            for (const QByteArray &line : lines.mid(1)) {
                const qsizetype colon = line.indexOf(':');
                request.headers[line.left(colon).toLower()] = line.mid(colon + 1).trimmed();
            }
            const qsizetype length = request.headers.value("content-length").toLongLong();
            if (text.size() < head + 4 + length) {
                return;
            }
            request.body = text.mid(head + 4, length);
            text.clear();
            respond(socket, std::move(request), lines.front().trimmed().split(' '));
        };
        QObject::connect(socket, &QTcpSocket::readyRead, socket, read);
        if (socket->bytesAvailable() > 0) {
            Q_EMIT socket->readyRead();
        }
    }

    void respond(QTcpSocket *socket, FakeRequest request, const QList<QByteArray> &line)
    {
        request.method = line.value(0);
        const QByteArray target = line.value(1);
        const qsizetype question = target.indexOf('?');
        const QByteArray rawPath = question < 0 ? target : target.left(question);
        const QByteArray rawQuery = question < 0 ? QByteArray{} : target.mid(question + 1);
        request.path = QString::fromUtf8(QByteArray::fromPercentEncoding(rawPath));
        for (const QByteArray &pair : rawQuery.split('&')) {
            const qsizetype equals = pair.indexOf('=');
            if (equals > 0) {
                request.query.append({QString::fromUtf8(QByteArray::fromPercentEncoding(pair.left(equals))),
                                      QString::fromUtf8(QByteArray::fromPercentEncoding(pair.mid(equals + 1)))});
            }
        }
        const QMutexLocker lock{&m_state->mutex};
        const std::optional<FakeFault> fault = takeFault(*m_state, request);
        FakeRequest played = request;
        if (fault && (fault->kind == FakeFault::Kind::EndlessPages || fault->kind == FakeFault::Kind::RepeatedCursor)) {
            played.query.removeIf([](const auto &pair) { return pair.first == QLatin1String("page"); }); // each is the first one again
        }
        const Answer answer = rightAnswer(*m_state, played, rawPath, rawQuery);
        request.status = fault ? (fault->kind == FakeFault::Kind::Status ? fault->status : 0) : answer.status;
        if (m_state->heldFrom > 0 && m_state->requests.size() + 1 >= m_state->heldFrom) {
            request.status = 0;
            m_state->requests.push_back(request);
            return;
        }
        m_state->requests.push_back(request);
        QTimer::singleShot(m_state->delayMs, socket, [state = m_state, socket, answer, fault] {
            if (fault) {
                const QMutexLocker again{&state->mutex};
                answerWrongly(*state, socket, *fault, answer);
            } else {
                say(socket, headOf(answer, answer.body.size()) + answer.body);
            }
        });
    }

    std::shared_ptr<State> m_state;
    QTcpServer *m_server = nullptr;
    QSslCertificate m_certificate{};
};

FakeProvider::FakeProvider(const QString &provider, Transport transport) : m_state{std::make_shared<State>()}, m_transport{transport}
{
    m_state->provider = provider;
    m_state->routes = readRoutes(provider);
    auto *holder = new QObject;
    holder->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, holder, &QObject::deleteLater);
    m_thread.start();
    QMetaObject::invokeMethod(
        holder,
        [&] {
            auto *server = new Server{m_state, transport};
            server->setParent(holder);
            m_port = server->port();
            m_certificate = server->certificate();
        },
        Qt::BlockingQueuedConnection);
    m_server = holder;
}

FakeProvider::~FakeProvider()
{
    m_thread.quit();
    m_thread.wait();
}

QString FakeProvider::base() const
{
    return QStringLiteral("%1://127.0.0.1:%2").arg(m_transport == Transport::Tls ? QStringLiteral("https") : QStringLiteral("http")).arg(m_port);
}

QSslCertificate FakeProvider::certificate() const
{
    return m_certificate;
}

QByteArray FakeProvider::firstKey()
{
    return "sk-right-key-of-tests-0001";
}

QByteArray FakeProvider::firstId()
{
    return "LTAI-right-id-of-tests";
}

QByteArray FakeProvider::firstSecret()
{
    return "right-secret-of-tests-0002";
}

void FakeProvider::expectKey(const QByteArray &key)
{
    const QMutexLocker lock{&m_state->mutex};
    m_state->keys.key = key;
}

void FakeProvider::expectKeyPair(const QByteArray &id, const QByteArray &secret)
{
    const QMutexLocker lock{&m_state->mutex};
    m_state->keys.id = id;
    m_state->keys.secret = secret;
}

void FakeProvider::expectServiceAccount(const QByteArray &address, const QByteArray &publicKey)
{
    const QMutexLocker lock{&m_state->mutex};
    m_state->keys.serviceAccount = address;
    m_state->keys.publicKey = publicKey;
}

void FakeProvider::setTime(const QString &time)
{
    const QMutexLocker lock{&m_state->mutex};
    m_state->keys.now = QDateTime::fromString(time, Qt::ISODate).toSecsSinceEpoch();
}

void FakeProvider::fail(const FakeFault &fault)
{
    const QMutexLocker lock{&m_state->mutex};
    m_state->faults.push_back(fault);
}

void FakeProvider::heal()
{
    const QMutexLocker lock{&m_state->mutex};
    m_state->faults.clear();
}

void FakeProvider::delay(int milliseconds)
{
    const QMutexLocker lock{&m_state->mutex};
    m_state->delayMs = milliseconds;
}

void FakeProvider::holdFrom(std::size_t request)
{
    const QMutexLocker lock{&m_state->mutex};
    m_state->heldFrom = request;
}

void FakeProvider::ignore(const QString &path, const QStringList &parameters)
{
    const QMutexLocker lock{&m_state->mutex};
    m_state->ignored[path] = parameters;
}

void FakeProvider::answerInstead(const QString &bodyFile, const QByteArray &body)
{
    const QMutexLocker lock{&m_state->mutex};
    m_state->instead[bodyFile] = body;
}

void FakeProvider::otherwise(const QString &path, const QString &bodyFile)
{
    const QMutexLocker lock{&m_state->mutex};
    m_state->otherwise[path] = bodyFile;
}

std::vector<FakeRequest> FakeProvider::requests() const
{
    const QMutexLocker lock{&m_state->mutex};
    return m_state->requests;
}

void FakeProvider::forget()
{
    const QMutexLocker lock{&m_state->mutex};
    m_state->requests.clear();
}

} // namespace tokenmeter::testing
