// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/LedgerSupport.h"

#include "core/Merge.h"

#include <SQLiteCpp/Database.h>

#include <QtTest>

#include <algorithm>
#include <set>

namespace tokenmeter::testing
{

RateSource testRates(std::int64_t factor)
{
    auto rates = std::make_shared<std::map<std::pair<std::string, bool>, Rate>>();
    return [rates, factor](const UsageRecord &record, const Serving &serving) -> const Rate & {
        const bool large = record.tokens.prompt() > 200'000;
        const auto [entry, isNew] = rates->try_emplace({serving.model, large});
        Rate &rate = entry->second;
        if (isNew) {
            if (serving.model == "opus" || serving.model == "haiku") {
                const std::int64_t unit = 1'000'000'000'000 * factor * (large ? 2 : 1) * (serving.model == "opus" ? 15 : 1);
                rate.unpriced = Unpriced::No;
                rate.currency = Currency{"USD"};
                rate.input = unit;
                rate.output = unit * 5;
                rate.cacheRead = unit / 10;
                rate.cacheWrite5m = unit / 4 * 5;
                rate.cacheWrite1h = unit * 2;
                rate.modelKey = "anthropic/" + serving.model;
                rate.contextTier = large ? 200'000 : 0;
            } else {
                rate.unpriced = Unpriced::UnknownModel;
            }
            rate.key = identityOf({serving.model, large ? "large" : "", std::to_string(factor), rate.modelKey}).high;
        }
        return rate;
    };
}

std::unique_ptr<LedgerWriter> openWriter(const std::string &path, const Zone &zone)
{
    auto writer = LedgerWriter::open(path, {.zone = zone});
    if (!writer) {
        qFatal("cannot open the ledger: cause %d", int(writer.problem().cause));
    }
    return std::move(*writer);
}

std::unique_ptr<LedgerReader> openReader(const std::string &path)
{
    auto reader = LedgerReader::open(path);
    if (!reader) {
        qFatal("cannot read the ledger: cause %d", int(reader.problem().cause));
    }
    return std::move(*reader);
}

UsageRecord record(const std::string &id, const char *time, TokenCounts tokens)
{
    UsageRecord r;
    r.identity = identityOf({id});
    r.time = parseTime(time).value().time;
    r.end = r.time;
    r.tokens = tokens;
    return r;
}

FileBatch batchOf(const std::string &path, std::vector<std::pair<UsageRecord, UsageContext>> records)
{
    FileBatch batch;
    batch.source = {"claude-code", "/logs"};
    batch.path = path;
    for (auto &[r, context] : records) {
        r.context = std::uint32_t(batch.usage.contexts.size());
        batch.usage.contexts.push_back(context);
        batch.usage.records.push_back(r);
    }
    return batch;
}

AppendReport appendAll(LedgerWriter &writer, const std::vector<FileBatch> &batches, const RateSource &rates)
{
    if (!writer.beginImport(parseTime("2026-11-24T12:00:00Z")->time)) {
        qFatal("cannot begin");
    }
    const auto appended = writer.append(batches, rates);
    if (!appended) {
        qFatal("cannot append: cause %d %s", int(appended.problem().cause),
               appended.problem().args.empty() ? "" : appended.problem().args.front().c_str());
    }
    return *writer.finishImport();
}

std::string fingerprintOf(const std::string &path)
{
    return *openReader(path)->fingerprint();
}

std::string verifyFailures(const std::string &path)
{
    const RateSource rates = testRates();
    std::string failures;
    const auto checks = openReader(path)->verify(&rates);
    if (!checks) {
        return "verify failed";
    }
    for (const VerifyCheck &check : *checks) {
        if (!check.ok) {
            failures += check.name + ": " + check.detail + "; ";
        }
    }
    return failures;
}

void runSql(const std::string &path, const std::string &sql)
{
    SQLite::Database database{path, SQLite::OPEN_READWRITE, 10'000};
    database.exec(sql);
}

std::int64_t askSql(const std::string &path, const std::string &sql)
{
    SQLite::Database database{path, SQLite::OPEN_READONLY, 10'000};
    return database.execAndGet(sql).getInt64();
}

std::vector<FileBatch> soup(unsigned seed, int files, int linesAFile)
{
    std::mt19937 random{seed};
    const auto pick = [&](int n) { return int(random() % unsigned(n)); };
    const auto word = [&](std::initializer_list<const char *> words) { return std::string{*(words.begin() + pick(int(words.size())))}; };
    // Days around both clock changes of Berlin in 2026 and around new year.
    const std::vector<std::string> days{"2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25", "2026-12-31", "2027-01-01"};
    const int identities = files * linesAFile / 3 + 1;
    std::vector<FileBatch> batches;
    for (int f = 0; f < files; ++f) {
        FileBatch batch;
        batch.source = {word({"claude-code", "codex"}), word({"/logs", "/other"})};
        batch.path = batch.source.root + "/file-" + std::to_string(f);
        for (int c = 0; c < 4; ++c) {
            UsageContext context;
            context.attribution = {word({"", "s1", "s2", "s3"}), word({"", "p1", "p2"}), word({"", "a1"}), word({"", "u1"}), word({"", "k1"})};
            context.serving = {word({"anthropic", "openai", ""}), word({"opus", "haiku", "mystery", ""}), word({"", "batch"}),
                               word({"", "fast"}), word({"", "eu"})};
            batch.usage.contexts.push_back(context);
        }
        for (int line = 0; line < linesAFile; ++line) {
            const int which = pick(identities);
            UsageRecord r;
            r.identity = identityOf({"record", std::to_string(which)});
            // What identifies a record also fixes its family and whether its identity is weak.
            r.family = which % 3 == 0 ? 0 : familyOf({"family", std::to_string(which / 6)});
            r.identity = inFamily(r.identity, r.family); // as the ledger keeps it: "the smaller identity" means this one
            if (r.family != 0 && which % 6 == 1) {
                r.flags |= WeakFlag;
            }
            r.flags |= r.family != 0 && pick(2) == 0 ? std::uint32_t(SidechainFlag) : 0U;
            r.flags |= pick(8) == 0 ? std::uint32_t(NoCacheFieldsFlag) : 0U;
            r.flags |= which % 37 == 5 ? std::uint32_t(ExcludedFlag) : 0U;
            const int prompt = r.has(WeakFlag) ? which / 6 % 2 : pick(2);
            r.tokens = {100 + prompt, 1000, pick(4) == 0 ? 0 : 7, 0, pick(1000), 0};
            if (r.has(NoCacheFieldsFlag)) {
                r.tokens.cacheRead = 0;
                r.tokens.cacheWrite5m = 0;
            }
            r.tokens.reasoning = r.tokens.output / 2;
            if (which % 11 == 0) {
                r.tokens.input += 300'000;
            }
            if (which % 7 == 0) {
                r.rare = {pick(3), 0, pick(3), 0, 0, pick(5)};
            }
            const std::string day = days[std::size_t(which % int(days.size()))];
            if (which % 13 == 0) {
                r.precision = Precision::Day;
                r.time = parseTime(day + "T12:00:00Z")->time;
            } else {
                r.time = parseTime(day + "T00:00:00Z")->time + std::chrono::milliseconds{pick(86'400'000)};
            }
            r.end = r.time + std::chrono::milliseconds{which % 17 == 0 ? 3'600'000 : 0};
            r.requests = which % 19 == 0 ? 1 + pick(3) : 1;
            r.offset = line * 100;
            r.context = std::uint32_t(pick(4));
            if (pick(10) == 0) {
                r.reportedAmount = word({"0.10", "0.1", "0.25"});
                r.reportedCurrency = "USD";
            }
            batch.usage.records.push_back(r);
        }
        batches.push_back(std::move(batch));
    }
    return batches;
}

std::vector<FileBatch> stirred(const std::vector<FileBatch> &batches, unsigned seed, bool doubled)
{
    std::mt19937 random{seed};
    std::vector<FileBatch> pieces;
    for (int round = 0; round < (doubled ? 2 : 1); ++round) {
        for (const FileBatch &batch : batches) {
            std::vector<UsageRecord> records = batch.usage.records;
            std::shuffle(records.begin(), records.end(), random);
            for (std::size_t from = 0; from < records.size();) {
                const std::size_t size = std::min(records.size() - from, std::size_t(1 + random() % 7));
                FileBatch piece = batch;
                piece.usage.records.assign(records.begin() + std::ptrdiff_t(from), records.begin() + std::ptrdiff_t(from + size));
                pieces.push_back(std::move(piece));
                from += size;
            }
        }
    }
    std::shuffle(pieces.begin(), pieces.end(), random);
    return pieces;
}

std::vector<Fact> reference(const std::vector<FileBatch> &batches)
{
    struct Seen
    {
        UsageRecord record{};
        UsageContext context{};
        SourceKey source{};
        std::string path{};
    };
    const auto join = [](const Seen &a, const Seen &b) {
        const Merged merged = mergeCopies(a.record, a.context, b.record, b.context);
        Seen seen = a;
        const bool tie = a.record.has(SidechainFlag) == b.record.has(SidechainFlag) && a.context.attribution == b.context.attribution;
        const bool other = merged.attributionFromOther
            || (tie && std::tie(b.source, b.path, b.record.offset) < std::tie(a.source, a.path, a.record.offset));
        if (other) {
            seen = b;
        }
        seen.context.serving = merged.servingFromOther ? b.context.serving : a.context.serving;
        const std::int64_t offset = seen.record.offset;
        seen.record = merged.record;
        seen.record.offset = offset;
        return seen;
    };
    std::map<Identity, Seen> byIdentity;
    for (const FileBatch &batch : batches) {
        for (const UsageRecord &r : batch.usage.records) {
            const Seen seen{r, batch.usage.contexts[r.context], batch.source, batch.path};
            const auto [entry, isNew] = byIdentity.try_emplace(r.identity, seen);
            if (!isNew) {
                entry->second = join(entry->second, seen);
            }
        }
    }
    const auto prompt = [](const UsageRecord &r) {
        return std::tuple{r.tokens.input, r.tokens.cacheWrite5m + r.tokens.cacheWrite1h, r.tokens.cacheRead};
    };
    std::map<Identity, Seen> result = byIdentity;
    std::set<Identity> gone;
    for (const auto &[id, weak] : byIdentity) {
        if (weak.record.family == 0 || !weak.record.has(WeakFlag)) {
            continue;
        }
        // outside side-chains first, then the smaller identity: the map is in that order
        const Identity *target = nullptr;
        for (const bool side : {false, true}) {
            for (const auto &[other, strong] : byIdentity) {
                if (target == nullptr && strong.record.family == weak.record.family && !strong.record.has(WeakFlag)
                    && strong.record.has(SidechainFlag) == side && prompt(strong.record) == prompt(weak.record)) {
                    target = &other;
                }
            }
        }
        if (target != nullptr) {
            Seen &strong = result.at(*target);
            const Identity keep = strong.record.identity;
            strong = join(strong, weak);
            strong.record.identity = keep;
            gone.insert(id);
        }
    }
    std::vector<Fact> facts;
    for (const auto &[id, seen] : result) {
        bool outside = false;
        if (seen.record.family != 0 && seen.record.has(SidechainFlag) && !seen.record.has(WeakFlag)) { // a weak replay is no record of its own
            for (const auto &[other, member] : result) {
                outside = outside || (member.record.family == seen.record.family && !member.record.has(SidechainFlag));
            }
        }
        if (!outside && !gone.contains(id)) {
            facts.push_back({seen.record, seen.context, seen.source.format});
        }
    }
    return facts;
}

} // namespace tokenmeter::testing
