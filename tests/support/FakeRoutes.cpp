// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FakeRoutes.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace tokenmeter::testing
{
namespace
{

QStringList valuesOf(const QJsonValue &value)
{
    QStringList values;
    if (value.isArray()) {
        for (const QJsonValue each : value.toArray()) {
            values << each.toString();
        }
    } else {
        values << value.toVariant().toString();
    }
    return values;
}

/// How much a route asks for; nothing when the request does not have it. A value says more than an absence.
std::optional<int> weightFor(const FakeRoute &route, const FakeRequest &request, const QStringList &ignored)
{
    if (route.isInjected || route.method != request.method || route.path != request.path) {
        return std::nullopt;
    }
    int weight = 0;
    if (!route.action.isEmpty()) {
        if (request.headers.value("x-acs-action") != route.action) {
            return std::nullopt;
        }
        weight += 2;
    }
    if (!route.bodyContains.isEmpty()) {
        if (!request.body.contains(route.bodyContains)) {
            return std::nullopt;
        }
        weight += 2;
    }
    for (auto it = route.query.begin(); it != route.query.end(); ++it) {
        if (ignored.contains(it.key())) {
            continue;
        }
        QStringList values;
        for (const auto &[name, value] : request.query) {
            if (name == it.key()) {
                values << value;
            }
        }
        if (!it.value()) {
            if (!values.isEmpty()) {
                return std::nullopt;
            }
            weight += 1;
            continue;
        }
        for (const QString &wanted : *it.value()) {
            if (!values.contains(wanted)) {
                return std::nullopt;
            }
        }
        weight += 2;
    }
    return weight;
}

} // namespace

QByteArray recorded(const QString &provider, const QString &file)
{
    QFile source{QStringLiteral(FIXTURES "/providers/%1/%2").arg(provider, file)};
    return source.open(QIODevice::ReadOnly) ? source.readAll() : QByteArray{};
}

QString FakeRequest::queryValue(const QString &name) const
{
    for (const auto &[each, value] : query) {
        if (each == name) {
            return value;
        }
    }
    return {};
}

std::vector<FakeRoute> readRoutes(const QString &provider)
{
    static const QRegularExpression action{QStringLiteral("x-acs-action: (\\w+)")};
    std::vector<FakeRoute> routes;
    const QJsonObject root = QJsonDocument::fromJson(recorded(provider, QStringLiteral("routes.json"))).object();
    for (const QJsonValue value : root[QStringLiteral("routes")].toArray()) {
        const QJsonObject object = value.toObject();
        FakeRoute route;
        route.method = object[QStringLiteral("method")].toString().toLatin1();
        route.path = object[QStringLiteral("path")].toString();
        route.status = object[QStringLiteral("status")].toInt(200);
        route.bodyFile = object[QStringLiteral("body_file")].toString();
        route.auth = object[QStringLiteral("auth")].toString();
        route.bodyContains = object[QStringLiteral("request_body_contains")].toString().toUtf8();
        route.action = action.match(route.auth).captured(1).toLatin1();
        route.isInjected = route.path == QLatin1String("*") || route.auth.endsWith(QLatin1String("x-acs-action: *"));
        const QJsonObject query = object[QStringLiteral("query")].toObject();
        for (auto it = query.begin(); it != query.end(); ++it) {
            route.query[it.key()] = it.value().isNull() ? std::nullopt : std::optional{valuesOf(it.value())};
        }
        const QJsonObject headers = object[QStringLiteral("headers")].toObject();
        for (auto it = headers.begin(); it != headers.end(); ++it) {
            route.headers[it.key().toLatin1()] = it.value().toString().toLatin1();
        }
        routes.push_back(route);
    }
    return routes;
}

const FakeRoute *routeFor(const std::vector<FakeRoute> &routes, const FakeRequest &request, const QMap<QString, QStringList> &ignored)
{
    const FakeRoute *best = nullptr;
    int most = -1;
    for (const FakeRoute &route : routes) {
        if (const std::optional<int> weight = weightFor(route, request, ignored.value(request.path)); weight && *weight > most) {
            most = *weight;
            best = &route;
        }
    }
    return best;
}

bool isOverLimit(const QString &provider, const FakeRequest &request)
{
    if (provider != QLatin1String("openai") && provider != QLatin1String("anthropic")) {
        return false;
    }
    static const QMap<QString, int> byWidth{{QStringLiteral("1d"), 31}, {QStringLiteral("1h"), 168}, {QStringLiteral("1m"), 1440}};
    const QString path = request.path;
    int most = byWidth.value(request.queryValue(QStringLiteral("bucket_width")), 31);
    if (path.endsWith(QLatin1String("/organization/costs"))) {
        most = 180;
    } else if (path.endsWith(QLatin1String("/claude_code")) || path.endsWith(QLatin1String("/api_keys")) || path.endsWith(QLatin1String("/workspaces"))) {
        most = 1000;
    } else if (!path.contains(QLatin1String("/usage")) && !path.endsWith(QLatin1String("/cost_report"))) {
        most = 100;
    }
    return request.queryValue(QStringLiteral("limit")).toInt() > most;
}

} // namespace tokenmeter::testing
