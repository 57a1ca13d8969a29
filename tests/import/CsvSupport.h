// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include "core/Merge.h"
#include "import/Format.h"

#include <map>
#include <set>

/// What the tests of the formats that users hand over (CSV files, API responses) share.
namespace tokenmeter::testing::files
{

struct Found
{
    UsageRecord record{};
    UsageContext context{};
    std::vector<Identity> former{};
};

class ListSink : public RecordSink
{
public:
    std::vector<Found> found{};
    std::vector<Problem> problems{};
    std::vector<BilledLine> charges{};
    int skippedCount = 0;

    void add(UsageRecord record, const UsageContext &context) override { found.push_back({std::move(record), context, {}}); }
    void formerly(const Identity &identity, std::uint64_t) override { found.back().former.push_back(identity); }
    void charge(BilledLine line) override { charges.push_back(std::move(line)); }
    void problem(Cause cause, std::int64_t offset, std::string field) override
    {
        problems.push_back({.cause = cause, .offset = offset, .field = std::move(field)});
    }
    void skipped() override { ++skippedCount; }

    bool has(Cause cause, std::string_view field = {}) const
    {
        return std::any_of(problems.begin(), problems.end(), [&](const Problem &problem) {
            return problem.cause == cause && (field.empty() || problem.field == field);
        });
    }
};

inline const UtcTime Modified = parseTime("2026-10-07T00:00:00Z")->time;

/// Hands a text to a format as the loop does: whole, or line by line. Appends to `sink`.
inline void feed(const Format &format, const std::string &text, ListSink &sink)
{
    const std::unique_ptr<LineParser> parser = format.makeParser({.path = "file", .relativePath = "file", .modified = Modified});
    std::string padded = text;
    padded.append(64, ' ');
    if (format.wholeFile || (format.isDocument != nullptr && text.find('\n') != std::string::npos && format.isDocument(text))) {
        parser->parse(std::string_view{padded}.substr(0, text.size()), 0, sink);
        parser->atEnd(sink);
        return;
    }
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        const std::vector<Problem> before = sink.problems;
        const int skippedBefore = sink.skippedCount;
        parser->parse(std::string_view{padded}.substr(start, end - start), std::int64_t(start), sink);
        if (format.readsAhead && end == text.size()) { // of a line without its newline the problems wait
            sink.problems = before;
            sink.skippedCount = skippedBefore;
        }
        start = end + 1;
    }
    parser->atEnd(sink);
}

inline ListSink readText(const Format &format, const std::string &text)
{
    ListSink sink;
    feed(format, text, sink);
    return sink;
}

inline std::string fixture(const std::string &name)
{
    QFile file{QString::fromStdString(FIXTURES "/" + name)};
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string{};
}

/// "input+read+write5m+write1h>output(reasoning)"
inline std::string counts(const UsageRecord &record)
{
    const TokenCounts &t = record.tokens;
    return std::to_string(t.input) + "+" + std::to_string(t.cacheRead) + "+" + std::to_string(t.cacheWrite5m) + "+"
        + std::to_string(t.cacheWrite1h) + ">" + std::to_string(t.output) + "(" + std::to_string(t.reasoning) + ")";
}

/// "inputAudio+cachedAudio+inputImage>outputAudio+outputImage"
inline std::string rare(const UsageRecord &record)
{
    const RareCounts &r = record.rare;
    return std::to_string(r.inputAudio) + "+" + std::to_string(r.cachedAudio) + "+" + std::to_string(r.inputImage) + ">"
        + std::to_string(r.outputAudio) + "+" + std::to_string(r.outputImage);
}

/// One line a record; equal for equal records wherever they stood.
inline std::string line(const Found &found)
{
    const UsageRecord &r = found.record;
    const auto &[who, what] = std::tie(found.context.attribution, found.context.serving);
    return toRfc3339(r.time) + "|" + std::to_string(int(r.precision)) + "|" + what.provider + "|" + what.model + "|" + counts(r)
        + "|" + rare(r) + "|" + r.reportedAmount + r.reportedCurrency + "|" + who.session + "|" + who.project + "|" + who.user
        + "|" + std::to_string(r.flags) + "|" + std::to_string(r.requests) + "|" + std::to_string(r.identity.high);
}

/// The ledger's view: copies merged by identity.
inline std::set<std::string> reduced(const ListSink &sink)
{
    std::map<Identity, Found> byIdentity;
    for (const Found &found : sink.found) {
        const auto [at, isNew] = byIdentity.emplace(found.record.identity, found);
        if (!isNew) {
            const Merged merged = mergeCopies(at->second.record, at->second.context, found.record, found.context);
            Found next{merged.record, at->second.context};
            next.context.attribution = merged.attributionFromOther ? found.context.attribution : next.context.attribution;
            next.context.serving = merged.servingFromOther ? found.context.serving : next.context.serving;
            at->second = next;
        }
    }
    std::set<std::string> lines;
    for (const auto &[identity, found] : byIdentity) {
        lines.insert(line(found));
    }
    return lines;
}

inline std::string nameOf(Precision precision)
{
    return precision == Precision::Instant ? "instant"
        : precision == Precision::Minute   ? "minute"
        : precision == Precision::Hour     ? "hour"
        : precision == Precision::Day      ? "day"
                                           : "session";
}

/// Every record of an expected.json against what was found, matched by time; fields that are not named are not asked.
/// @return what differs; empty when all agree
inline std::string differences(const std::string &expectedJson, const std::vector<Found> &found)
{
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(expectedJson));
    const QJsonArray records = document.object().value(QStringLiteral("records")).toArray();
    if (records.isEmpty() || std::size_t(records.size()) != found.size()) {
        return "expected " + std::to_string(records.size()) + " records, found " + std::to_string(found.size());
    }
    for (const QJsonValue &value : records) {
        const QJsonObject want = value.toObject();
        const UtcTime time = parseTime(want.value(QStringLiteral("ts_utc")).toString().toStdString())->time;
        const auto match = std::find_if(found.begin(), found.end(), [&](const Found &f) { return f.record.time == time; });
        if (match == found.end()) {
            return "nothing at " + toRfc3339(time);
        }
        const UsageRecord &r = match->record;
        const auto number = [&](const char *key) { return want.value(QLatin1String{key}).toInteger(); };
        const std::string wanted = std::to_string(number("input")) + "+" + std::to_string(number("cache_read")) + "+"
            + std::to_string(number("cache_write_5m")) + "+" + std::to_string(number("cache_write_1h")) + ">"
            + std::to_string(number("output")) + "(" + std::to_string(number("reasoning")) + ")";
        if (wanted != counts(r)) {
            return "wanted " + wanted + ", found " + counts(r);
        }
        if (want.value(QStringLiteral("model")).toString().toStdString() != match->context.serving.model) {
            return "model " + match->context.serving.model;
        }
        for (const auto &[key, text] : {std::pair{"service_tier", match->context.serving.serviceTier},
                                        std::pair{"project", match->context.attribution.project},
                                        std::pair{"session", match->context.attribution.session},
                                        std::pair{"user", match->context.attribution.user},
                                        std::pair{"api_key_label", match->context.attribution.keyLabel},
                                        std::pair{"ts_precision", nameOf(r.precision)},
                                        std::pair{"provider", match->context.serving.provider}}) {
            if (want.contains(QLatin1String{key}) && want.value(QLatin1String{key}).toString().toStdString() != text) {
                return std::string{key} + " " + text;
            }
        }
        if (number("web_search_requests") != r.rare.webSearches) {
            return "web searches";
        }
        if (want.value(QStringLiteral("requests")).toInteger(r.requests) != r.requests) {
            return "requests " + std::to_string(r.requests);
        }
        if (want.value(QStringLiteral("is_batch")).toBool() != r.has(BatchFlag)) {
            return "batch";
        }
        // A derived key is the format's own affair; what a provider issued is the identity itself.
        const std::string key = want.value(QStringLiteral("dedup_key")).toString().toStdString();
        const bool isIssued = key.starts_with("chatcmpl-") || key.starts_with("resp_") || key.starts_with("gen-");
        if (isIssued && r.identity != identityOf({key})) {
            return "identity of " + key;
        }
        const QJsonValue cost = want.value(QStringLiteral("cost_reported"));
        const bool agrees = cost.isDouble() ? QString::fromStdString(r.reportedAmount).toDouble() == cost.toDouble() && !r.reportedAmount.empty()
                                            : r.reportedAmount.empty();
        if (!agrees) {
            return "cost " + r.reportedAmount;
        }
    }
    return {};
}

} // namespace tokenmeter::testing::files
