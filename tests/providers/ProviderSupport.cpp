// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ProviderSupport.h"

#include "providers/Url.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>
#include <QUrlQuery>

#include <cstdlib>

namespace tokenmeter::testing::providers
{
namespace
{

QString pathOf(std::string_view path)
{
    return QStringLiteral(FIXTURES "/providers/") + QString::fromUtf8(path.data(), qsizetype(path.size()));
}

std::vector<std::string> valuesOf(const QJsonValue &value)
{
    std::vector<std::string> values;
    for (const QJsonValue each : value.isArray() ? value.toArray() : QJsonArray{value}) {
        values.push_back(each.toString().toStdString());
    }
    return values;
}

} // namespace

std::string fixture(std::string_view path)
{
    QFile file{pathOf(path)};
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("no fixture %s", qPrintable(file.fileName()));
    }
    return file.readAll().toStdString();
}

std::vector<std::string> fixtureNames(std::string_view folder, std::string_view ending)
{
    std::vector<std::string> names;
    const QDir dir{pathOf(folder)};
    const QString pattern = QStringLiteral("*") + QString::fromUtf8(ending.data(), qsizetype(ending.size()));
    for (const QString &name : dir.entryList({pattern}, QDir::Files, QDir::Name)) {
        names.push_back(std::string{folder} + "/" + name.toStdString());
    }
    return names;
}

HttpReply reply(int status, std::string body, std::vector<HttpHeader> headers)
{
    return {.status = status, .headers = std::move(headers), .body = std::move(body)};
}

HttpReply replyOf(std::string_view path)
{
    return reply(200, fixture(path));
}

UtcTime at(std::string_view text)
{
    const std::optional<ParsedTime> time = parseTime(text);
    if (!time) {
        std::abort();
    }
    return time->time;
}

Credentials allKeys()
{
    Credentials keys;
    keys.set("key", "sk-EXAMPLE-key-0000000001");
    keys.set("access-key-id", "LTAIEXAMPLEKEYID");
    keys.set("access-key-secret", "ExampleSecretDoNotUse");
    keys.set("public-key", "pk-lf-EXAMPLE-0000001");
    keys.set("secret-key", "sk-lf-EXAMPLE-0000002");
    keys.set("client-id", "EXAMPLE-client-id-01");
    keys.set("client-secret", "EXAMPLE-client-secret-01");
    keys.set("access-token", "EXAMPLE-azure-token-01");
    keys.set("bigquery-token", "ya29.EXAMPLE-bigquery");
    keys.set("monitoring-token", "ya29.EXAMPLE-monitoring");
    keys.set("tenant", "tenant1");
    keys.set("subscription", "example");
    keys.set("team", "00000000-0000-4000-8000-000000000009");
    keys.set("login", "octo-example");
    keys.set("account", "example-acct");
    keys.set("table", "p.d.gcp_billing_export_v1_1");
    keys.set("project", "example-project");
    keys.set("base", "https://litellm.example.com/v1");
    return keys;
}

PollInput sampleInput()
{
    PollInput input;
    input.range = {at("2026-03-01T00:00:00Z"), at("2026-03-07T00:00:00Z")};
    input.now = at("2026-03-07T06:07:08Z");
    input.nonce = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    input.credentials = allKeys();
    return input;
}

RoutePlayer::RoutePlayer(std::string_view folder) : m_folder{folder}
{
    const std::string text = fixture(m_folder + "/routes.json");
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(text));
    for (const QJsonValue each : document.object().value(QStringLiteral("routes")).toArray()) {
        const QJsonObject object = each.toObject();
        Route route;
        route.method = object.value(QStringLiteral("method")).toString().toStdString();
        route.path = object.value(QStringLiteral("path")).toString().toStdString();
        route.status = object.value(QStringLiteral("status")).toInt();
        route.bodyFile = object.value(QStringLiteral("body_file")).toString().toStdString();
        route.bodyContains = object.value(QStringLiteral("request_body_contains")).toString().toStdString();
        const QString auth = object.value(QStringLiteral("auth")).toString();
        const QString word = QStringLiteral("x-acs-action: ");
        if (auth.contains(word)) {
            route.action = auth.mid(auth.indexOf(word) + word.size()).toStdString();
        }
        const QJsonObject query = object.value(QStringLiteral("query")).toObject();
        for (auto it = query.begin(); it != query.end(); ++it) {
            route.query[it.key().toStdString()] =
                it.value().isNull() ? std::nullopt : std::optional{valuesOf(it.value())};
        }
        const QJsonObject headers = object.value(QStringLiteral("headers")).toObject();
        for (auto it = headers.begin(); it != headers.end(); ++it) {
            route.headers.emplace_back(it.key().toStdString(), it.value().toString().toStdString());
        }
        if (route.path != "*" && route.action != "*") { // those are to be injected
            m_routes.push_back(std::move(route));
        }
    }
}

std::size_t RoutePlayer::Route::constraints() const
{
    std::size_t sum = (bodyContains.empty() ? 0U : 2U) + (action.empty() ? 0U : 2U);
    for (const auto &[name, wanted] : query) {
        sum += wanted ? 2U : 1U;
    }
    return sum;
}

bool RoutePlayer::matches(const Route &route, const HttpRequest &request)
{
    const QUrl url{QString::fromStdString(request.url), QUrl::StrictMode};
    if (!url.isValid() || route.method != request.method || url.path(QUrl::FullyDecoded).toStdString() != route.path) {
        return false;
    }
    if (!route.bodyContains.empty() && request.body.find(route.bodyContains) == std::string::npos) {
        return false;
    }
    if (!route.action.empty()) {
        const HttpReply headers{.headers = request.headers};
        if (headers.header("x-acs-action") != route.action) {
            return false;
        }
    }
    const QUrlQuery query{url};
    for (const auto &[name, wanted] : route.query) {
        std::vector<std::string> values;
        for (const auto &item : query.queryItems(QUrl::FullyDecoded)) {
            if (item.first.toStdString() == name) {
                values.push_back(item.second.toStdString());
            }
        }
        if (wanted ? values != *wanted : !values.empty()) {
            return false;
        }
    }
    return true;
}

HttpReply RoutePlayer::answer(const HttpRequest &request)
{
    m_asked.push_back(request);
    const Route *best = nullptr;
    for (const Route &route : m_routes) {
        if (matches(route, request) && (best == nullptr || route.constraints() > best->constraints())) {
            best = &route;
        }
    }
    if (best == nullptr) {
        return reply(404, "{}");
    }
    return reply(best->status, fixture(m_folder + "/" + best->bodyFile), best->headers);
}

Result<PolledPage> runReport(const ApiReport &report, PollInput input, RoutePlayer &player)
{
    PolledPage all;
    const PollRange range = input.range;
    for (const PollRange &slice : slicesOf(report.plan, range)) {
        PageWalk walk;
        input.range = slice;
        input.cursor.clear();
        for (;;) {
            const Result<HttpRequest> request = report.request(input);
            if (!request) {
                return request.problem();
            }
            Result<PolledPage> page = report.parse(player.answer(*request), input);
            if (!page) {
                return page.problem();
            }
            const Result<std::optional<std::string>> next = walk.after(*page);
            if (!next) {
                return next.problem();
            }
            const auto append = [](auto &to, auto &from) { to.insert(to.end(), from.begin(), from.end()); };
            append(all.charges, page->charges);
            append(all.buckets, page->buckets);
            append(all.balances, page->balances);
            append(all.topUps, page->topUps);
            append(all.facts, page->facts);
            append(all.names, page->names);
            append(all.problems, page->problems);
            all.problemCount += page->problemCount;
            all.isIncomplete = all.isIncomplete || page->isIncomplete;
            all.handover.add(page->handover);
            if (!*next) {
                break;
            }
            input.cursor = **next;
        }
    }
    return all;
}

const ApiReport &reportOf(const ProviderApi &api, std::string_view id)
{
    for (const ApiReport &report : api.reports) {
        if (report.id == id) {
            return report;
        }
    }
    qFatal("no report %s", std::string{id}.c_str());
    std::abort();
}

Result<PolledPage> parsed(std::string_view api, std::string_view report, const HttpReply &reply, const PollInput &input)
{
    return reportOf(*providerApiById(api), report).parse(reply, input);
}

std::string billedSum(const std::vector<Charge> &charges)
{
    return billedSum(charges, [](const Charge &) { return true; });
}

TokenCounts tokenSum(const std::vector<UsageBucket> &buckets)
{
    TokenCounts sum;
    for (const UsageBucket &bucket : buckets) {
        sum += bucket.counts.tokens();
    }
    return sum;
}

RareCounts rareSum(const std::vector<UsageBucket> &buckets)
{
    RareCounts sum;
    for (const UsageBucket &bucket : buckets) {
        sum += bucket.counts.rare();
    }
    return sum;
}

std::int64_t requestSum(const std::vector<UsageBucket> &buckets)
{
    std::int64_t sum = 0;
    for (const UsageBucket &bucket : buckets) {
        sum += bucket.requests.value_or(0);
    }
    return sum;
}

std::string told(const PolledPage &page)
{
    std::string text;
    for (const Problem &problem : page.problems) {
        text += text.empty() ? "" : ", ";
        text += std::to_string(int(problem.cause)) + " " + problem.field;
    }
    return text;
}

} // namespace tokenmeter::testing::providers
