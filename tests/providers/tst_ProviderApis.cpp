// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "ProviderSupport.h"
#include "providers/Url.h"

#include <algorithm>
#include <set>

namespace test_ProviderApis
{

using namespace tokenmeter;
using namespace tokenmeter::testing::providers;

/// What must hold for every provider there is.
class tst_ProviderApis : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void descriptions();
    void requestsKeepSecrets();
    void missingKeys();
    void keysWithLineEnds();
    void otherBases();
    void foreignReplies();
    void damagedReplies();
    void contentStaysOut();
    void hugeNumbers();
};

namespace
{

/// Which folder of fixtures belongs to a provider.
std::string folderOf(const ProviderApi &api)
{
    return std::string{api.id};
}

/// Every recorded body of a provider, replies and errors alike.
std::vector<std::string> bodiesOf(const ProviderApi &api)
{
    std::vector<std::string> bodies;
    for (const std::string &name : fixtureNames(folderOf(api), ".json")) {
        if (name.find("/routes.json") == std::string::npos && name.find("/expected") == std::string::npos) {
            bodies.push_back(fixture(name));
        }
    }
    return bodies;
}

/// Runs visit(api, report) for each report there is.
template <typename Visit>
void eachReport(Visit visit)
{
    for (const ProviderApi &api : providerApis()) {
        for (const ApiReport &report : api.reports) {
            visit(api, report);
        }
    }
}

std::string nameOf(const ProviderApi &api, const ApiReport &report)
{
    return std::string{api.id} + "/" + std::string{report.id};
}

bool needsServiceAccount(const ApiReport &report)
{
    return report.id == "bigquery-token" || report.id == "monitoring-token" || report.id == "vertex-tokens";
}

bool isNameOfField(const std::string &text)
{
    return text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-[]") == std::string::npos;
}

} // namespace

void tst_ProviderApis::descriptions()
{
    std::set<std::string_view> ids;
    QCOMPARE(providerApis().size(), std::size_t{16});
    for (const ProviderApi &api : providerApis()) {
        QVERIFY(ids.insert(api.id).second);
        QVERIFY(!api.name.empty());
        QVERIFY(!api.fields.empty());
        QVERIFY(!api.insights.empty());
        QVERIFY(!api.reports.empty());
        QVERIFY(!api.triedForReal);
        QVERIFY2(!api.hosts.empty() || api.id == "litellm", std::string{api.id}.c_str());
        QCOMPARE(api.callsCostMoney, api.has(Caveat::CallsCostMoney));
        std::set<std::string_view> reports;
        for (const ApiReport &report : api.reports) {
            QVERIFY(reports.insert(report.id).second);
            QVERIFY(!report.yields.empty());
            QVERIFY(report.interval >= std::chrono::minutes{5});
            QVERIFY(report.request && report.parse);
            if (!report.sameAs.empty()) {
                QVERIFY(reports.count(report.sameAs) == 1); // of an earlier one
            }
        }
        QCOMPARE(providerApiById(api.id), &api);
    }
    QVERIFY(providerApiById("nobody") == nullptr);
}

void tst_ProviderApis::requestsKeepSecrets()
{
    const PollInput input = sampleInput();
    eachReport([&](const ProviderApi &api, const ApiReport &report) {
        if (needsServiceAccount(report)) {
            return;
        }
        const std::string name = nameOf(api, report);
        const Result<HttpRequest> request = report.request(input);
        QVERIFY2(request, name.c_str());
        QVERIFY2(mayCarryAKey(request->url), name.c_str());
        Credentials secrets;
        for (const KeyField &field : api.fields) {
            if (field.isSecret && field.id != "access-key-id") {
                secrets.set(std::string{field.id}, std::string{input.credentials.get(field.id)});
            }
        }
        QVERIFY2(!secrets.leakInto(request->url), name.c_str());
        QVERIFY2(!secrets.leakInto(request->logText()), name.c_str());
        QVERIFY2(request->secretBody || !secrets.leakInto(request->body), name.c_str());
        for (const HttpHeader &header : request->headers) {
            const std::vector<std::string> &hidden = request->secretHeaders;
            const bool isHidden = std::find(hidden.begin(), hidden.end(), header.first) != hidden.end();
            QVERIFY2(isHidden || !secrets.leakInto(header.second), name.c_str());
        }
        bool isKnownHost = api.hosts.empty();
        for (const std::string_view host : api.hosts) {
            isKnownHost = isKnownHost || urlParts(request->url).host == host;
        }
        QVERIFY2(isKnownHost || api.id == "langfuse", name.c_str());
    });
}

void tst_ProviderApis::missingKeys()
{
    PollInput input = sampleInput();
    input.credentials = Credentials{};
    eachReport([&](const ProviderApi &api, const ApiReport &report) {
        const Result<HttpRequest> request = report.request(input);
        QVERIFY2(!request, nameOf(api, report).c_str());
        QCOMPARE(request.problem().cause, Cause::CredentialUnusable);
        QVERIFY(!request.problem().field.empty());
    });
}

void tst_ProviderApis::keysWithLineEnds()
{
    PollInput input = sampleInput();
    input.credentials.set("key", "  sk-EXAMPLE-key\r\n");
    const ApiReport &report = providerApiById("deepseek")->reports[0];
    const Result<HttpRequest> request = report.request(input);
    QVERIFY(request);
    QCOMPARE(request->headers.back().second, std::string{"Bearer sk-EXAMPLE-key"});
    input.credentials.set("key", "sk-EXAMPLE\r\nHost: evil.example.com");
    QVERIFY(!report.request(input)); // a header cannot be smuggled in
}

void tst_ProviderApis::otherBases()
{
    PollInput input = sampleInput();
    input.base = "http://127.0.0.1:8080/";
    eachReport([&](const ProviderApi &api, const ApiReport &report) {
        if (needsServiceAccount(report)) {
            return;
        }
        const Result<HttpRequest> request = report.request(input);
        QVERIFY2(request && request->url.starts_with("http://127.0.0.1:8080/"), nameOf(api, report).c_str());
        QVERIFY(!request->url.starts_with("http://127.0.0.1:8080//"));
    });
}

/// HTML, nothing, a bare text, an empty object or list, another provider's answer: a problem or a problem in the page, and never an
/// amount that nobody wrote.
void tst_ProviderApis::foreignReplies()
{
    std::vector<std::string> bodies{"<html><body>Sign in</body></html>", "", "\"x\"", "null", "5", "[]", "{}", R"({"data":null})",
                                    R"({"data":5})", R"({"data":[5,null,"x",[]]})", R"({"results":{"a":1}})", R"({"Result":[]})",
                                    R"({"Success":true,"Data":{"Items":[1]}})", R"({"usageItems":["x"]})", R"({"properties":7})"};
    for (const ProviderApi &api : providerApis()) {
        for (std::string &body : bodiesOf(api)) {
            bodies.push_back(std::move(body));
        }
    }
    const PollInput input = sampleInput();
    int refused = 0;
    eachReport([&](const ProviderApi &api, const ApiReport &report) {
        for (const std::string &body : bodies) {
            const Result<PolledPage> page = report.parse(reply(200, body), input);
            refused += page ? 0 : 1;
            if (page && body.find_first_of("0123456789") == std::string::npos) {
                for (const Charge &charge : page->charges) {
                    QVERIFY2(!charge.billed && !charge.list, nameOf(api, report).c_str());
                }
                for (const UsageBucket &bucket : page->buckets) {
                    QVERIFY2(bucket.counts.isEmpty(), nameOf(api, report).c_str());
                }
            }
        }
    });
    QVERIFY(refused > 1000);
}

/// Each recorded reply, cut at many places and with each value turned into another type: problems name fields, never content.
void tst_ProviderApis::damagedReplies()
{
    const PollInput input = sampleInput();
    eachReport([&](const ProviderApi &api, const ApiReport &report) {
        for (const std::string &body : bodiesOf(api)) {
            const std::size_t end = body.find_last_not_of(" \r\n") + 1;
            for (std::size_t size = 1; size < end; size += std::max<std::size_t>(end / 40, 1)) {
                const Result<PolledPage> page = report.parse(reply(200, body.substr(0, size)), input);
                QVERIFY2(!page, nameOf(api, report).c_str());
            }
            int step = 0;
            for (const auto &[from, to] : {std::pair{"\": \"", "\": 7, \"x\": \""}, std::pair{": 1", ": [1, 2], \"x\": 1"},
                                           std::pair{": 0", ": null, \"x\": 0"}, std::pair{": {", ": \"t\", \"x\": {"},
                                           std::pair{": [", ": {\"a\": 1}, \"x\": ["}, std::pair{": 2", ": -2"},
                                           std::pair{": true", ": \"maybe\""}}) {
                std::string changed = body;
                for (std::size_t place = changed.find(from); place != std::string::npos;
                     place = changed.find(from, place + std::string_view{to}.size())) {
                    if (step++ % 3 != 0) {
                        changed.replace(place, std::string_view{from}.size(), to);
                    } else {
                        place += 1;
                    }
                }
                const Result<PolledPage> page = report.parse(reply(200, changed), input);
                if (!page) {
                    QVERIFY2(isNameOfField(page.problem().field), page.problem().field.c_str());
                    continue;
                }
                for (const Problem &problem : page->problems) {
                    QVERIFY2(isNameOfField(problem.field), problem.field.c_str());
                    QVERIFY(problem.args.empty());
                }
            }
        }
    });
}

/// A reply that quotes the key and a conversation in every text there is: none of it comes into a problem.
void tst_ProviderApis::contentStaysOut()
{
    const std::string quoted = "sk-EXAMPLE-key-0000000001 said hello";
    const PollInput input = sampleInput();
    eachReport([&](const ProviderApi &api, const ApiReport &report) {
        for (std::string body : bodiesOf(api)) {
            for (std::size_t place = body.find("\": \""); place != std::string::npos; place = body.find("\": \"", place + 5)) {
                const std::size_t begin = place + 4;
                body.replace(begin, body.find('"', begin) - begin, quoted);
            }
            for (const int status : {200, 400, 401, 403, 404, 429, 500}) {
                const Result<PolledPage> page = report.parse(reply(status, body), input);
                std::string said;
                if (!page) {
                    said = page.problem().field;
                    for (const std::string &arg : page.problem().args) {
                        said += " " + arg;
                    }
                    QVERIFY(page.problem().file.empty());
                } else {
                    said = told(*page);
                }
                QVERIFY2(said.find("hello") == std::string::npos && !input.credentials.leakInto(said), nameOf(api, report).c_str());
            }
        }
    });
}

void tst_ProviderApis::hugeNumbers()
{
    const PollInput input = sampleInput();
    eachReport([&](const ProviderApi &api, const ApiReport &report) {
        for (const char *number : {"9223372036854775808", "-9223372036854775809", "1e400", "1e-400", "-0", "1.7976931348623157e308",
                                   "123456789012345678901234567890123456789"}) {
            for (std::string body : bodiesOf(api)) {
                for (std::size_t place = body.find("\": "); place != std::string::npos; place = body.find("\": ", place + 3)) {
                    const std::size_t begin = place + 3;
                    const std::size_t end = body.find_first_not_of("-0123456789.e", begin);
                    if (end > begin && end != std::string::npos) {
                        body.replace(begin, end - begin, number);
                    }
                }
                const Result<PolledPage> page = report.parse(reply(200, body), input); // no overflow, no crash
                for (std::size_t i = 0; page && i < page->buckets.size(); ++i) {
                    const TokenCounts tokens = page->buckets[i].counts.tokens();
                    QVERIFY(tokens.input >= 0 && tokens.input <= MaxTokensPerClass && tokens.output >= 0);
                }
            }
        }
    });
}

TOKENMETER_TEST(tst_ProviderApis);

} // namespace test_ProviderApis

#include "tst_ProviderApis.moc"
