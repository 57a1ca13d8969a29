// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Properties.h"

#include "core/Decimal.h"
#include "core/Merge.h"
#include "import/Profile.h"
#include "import/formats/Generic.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace tokenmeter::testing
{
namespace
{

namespace fs = std::filesystem;

std::string complaintAbout(const UsageRecord &record)
{
    const TokenCounts &t = record.tokens;
    const RareCounts &r = record.rare;
    for (const std::int64_t count : {t.input, t.cacheRead, t.cacheWrite5m, t.cacheWrite1h, t.output, t.reasoning, r.inputAudio,
                                     r.cachedAudio, r.outputAudio, r.inputImage, r.outputImage, r.webSearches, record.requests}) {
        if (count < 0 || count > MaxTokensPerClass) {
            return "a count is " + std::to_string(count);
        }
    }
    if (t.reasoning > t.output) {
        return "more reasoning than output";
    }
    if (record.time < utcFromMs(0) || record.time > utcFromMs(253'402'300'800'000) || record.end < record.time) {
        return "a time is " + std::to_string(msOf(record.time));
    }
    if (!record.reportedAmount.empty() && !parseDecimalRounded(record.reportedAmount, 18)) {
        return "an amount is no number";
    }
    if (record.identity == Identity{}) {
        return "a record has no identity";
    }
    return {};
}

std::string complaintAbout(const BilledLine &line)
{
    const Charge &charge = line.charge;
    return !charge.billed || charge.currency.empty() || charge.from >= charge.to ? "a charge without an amount, a currency or a time" : "";
}

std::string complaintAbout(const Problem &problem)
{
    bool holds = holdsMarker(problem.field);
    for (const std::string &argument : problem.args) {
        holds = holds || holdsMarker(argument);
    }
    return holds ? "a problem holds content, cause " + std::to_string(int(problem.cause)) : "";
}

bool isSame(const Found &a, const Found &b)
{
    return a.record.tokens == b.record.tokens && a.record.time == b.record.time && a.record.reportedAmount == b.record.reportedAmount
        && a.record.requests == b.record.requests && a.context == b.context;
}

/// The log had grown to the end of some line when it was read first.
std::string complaintAboutGrowth(Reader &reader, const Format &format, const std::string &name, const std::string &text, const Outcome &atOnce,
                                 std::size_t choice)
{
    const std::size_t newline = text.find('\n', text.empty() ? 0 : choice % text.size());
    if (newline == std::string::npos || newline + 1 == text.size()) {
        return {};
    }
    Outcome grown = reader.read(format, name, text.substr(0, newline + 1));
    if (grown.states.empty()) {
        return "nothing was handed on";
    }
    const ReadRange rest{.begin = grown.consumed, .parserState = grown.states.back()};
    const Outcome second = reader.read(format, name, text, rest);
    grown.batches.insert(grown.batches.end(), second.batches.begin(), second.batches.end());
    const std::map<Identity, Found> inTwoGoes = grown.left();
    const std::map<Identity, Found> inOneGo = atOnce.left();
    if (!second.complaint.empty()) {
        return "of the rest: " + second.complaint;
    }
    for (const auto &[identity, found] : inOneGo) {
        const auto place = inTwoGoes.find(identity);
        if (place == inTwoGoes.end()) {
            return "a record is lost when the log is read in two goes";
        }
        if (!isSame(found, place->second)) {
            return "a record is another one when the log is read in two goes";
        }
    }
    return inTwoGoes.size() == inOneGo.size() ? "" : "a record is invented when the log is read in two goes";
}

void joinInto(std::map<Identity, Found> &records, const Found &found)
{
    const auto [place, isNew] = records.try_emplace(found.record.identity, found);
    if (!isNew) {
        Found &first = place->second;
        const Merged merged = mergeCopies(first.record, first.context, found.record, found.context);
        first = {merged.record, {merged.attributionFromOther ? found.context.attribution : first.context.attribution,
                                 merged.servingFromOther ? found.context.serving : first.context.serving}};
    }
}

/// A ledger in the simplest words. In it no row is stale, so what a record would be in the other reading of the cache takes no place.
class Replay
{
public:
    /// Records that may be known under another identity come last in a transaction.
    void take(const UsageBatch &batch)
    {
        for (const bool isNamed : {false, true}) {
            for (std::size_t i = 0; i < batch.records.size(); ++i) {
                std::vector<FormerIdentity> former;
                std::copy_if(batch.former.begin(), batch.former.end(), std::back_inserter(former),
                             [i](const FormerIdentity &each) { return each.record == i; });
                if (former.empty() != isNamed) {
                    takeRecord({batch.records[i], batch.contexts.at(batch.records[i].context)}, former);
                }
            }
        }
    }
    const std::map<Identity, Found> &rows() const { return m_rows; }

private:
    using Name = std::pair<Identity, std::uint64_t>;

    void takeRecord(const Found &found, const std::vector<FormerIdentity> &former)
    {
        const Name now{found.record.identity, found.record.family};
        const auto alias = m_aliases.find(now);
        const bool takesItsPlace = alias != m_aliases.end() && std::any_of(former.begin(), former.end(), [&](const FormerIdentity &each) {
            return !each.isAlias && !each.isOtherReading && each.identity == alias->second && m_rows.contains(each.identity);
        });
        const bool isAlias = alias != m_aliases.end() && !takesItsPlace;
        const Identity standing = isAlias ? alias->second : found.record.identity;
        if (takesItsPlace) {
            m_aliases.erase(alias);
        }
        for (const FormerIdentity &each : former) {
            const auto old = m_rows.find(each.identity);
            const bool isThere = old != m_rows.end() && old->second.record.family == each.family && each.identity != standing;
            if (isThere && !each.isOtherReading && Name{each.identity, each.family} != now) {
                m_rows.erase(old);
                for (auto &[name, row] : m_aliases) {
                    row = row == each.identity ? standing : row;
                }
            }
        }
        if (!isAlias) {
            joinInto(m_rows, found);
        }
        for (const FormerIdentity &each : former) {
            if (each.isAlias && Name{each.identity, each.family} != now) {
                m_aliases.try_emplace({each.identity, each.family}, standing);
            }
        }
    }

    std::map<Identity, Found> m_rows{};
    std::map<Name, Identity> m_aliases{};
};

} // namespace

void Outcome::add(const Found &found)
{
    joinInto(records, found);
}

std::map<Identity, Found> Outcome::left() const
{
    Replay replay;
    for (const UsageBatch &batch : batches) {
        replay.take(batch);
    }
    return replay.rows();
}

bool holdsMarker(const std::string &text)
{
    return text.find(Marker) != std::string::npos;
}

bool holdsMarker(const Found &found)
{
    const Attribution &a = found.context.attribution;
    const Serving &s = found.context.serving;
    for (const std::string *text : {&a.session, &a.project, &a.agent, &a.user, &a.keyLabel, &s.provider, &s.model, &s.serviceTier,
                                    &s.speed, &s.region, &found.record.reportedAmount, &found.record.reportedCurrency}) {
        if (holdsMarker(*text)) {
            return true;
        }
    }
    return false;
}

Reader::Reader()
{
    m_folder = ((fs::is_directory("/dev/shm") ? fs::path{"/dev/shm"} : fs::temp_directory_path()) / "fuzz-XXXXXX").string();
    if (::mkdtemp(m_folder.data()) == nullptr) {
        throw std::runtime_error{"no temporary folder"};
    }
}

Reader::~Reader()
{
    std::error_code ignored;
    fs::remove_all(m_folder, ignored);
}

void Reader::put(const std::string &name, const std::string &text)
{
    const std::string path = pathOf(name);
    if (name.find('/') != std::string::npos) {
        fs::create_directories(fs::path{path}.parent_path());
    }
    std::ofstream{path, std::ios::binary}.write(text.data(), std::streamsize(text.size()));
}

void Reader::remove(const std::string &name)
{
    std::error_code ignored;
    fs::remove(pathOf(name), ignored);
}

Outcome Reader::read(const Format &format, const std::string &name, const std::string &text, const ReadRange &range)
{
    put(name, text);
    return readWhatLiesAt(format, name, range);
}

Outcome Reader::readWhatLiesAt(const Format &format, const std::string &name, const ReadRange &range, const UnpackLimits &limits)
{
    const std::string path = pathOf(name);
    Outcome outcome;
    Result<LogFile> log = LogFile::open(path, limits);
    if (!log) {
        outcome.complaint = "cannot open the file";
        return outcome;
    }
    const FileContext file{.path = path, .relativePath = name, .modified = utcFromMs(1'791'190'800'000)};
    outcome.consumed = range.begin;
    const auto complain = [&](std::string what) {
        outcome.complaint = outcome.complaint.empty() ? std::move(what) : outcome.complaint;
    };
    const Result<Done> done = m_loop.read(format, file, *log, range, [&](LineBatch &&batch) {
        if (batch.consumed < outcome.consumed || (!log->isPacked() && batch.consumed > log->size())) {
            complain("the offset went to " + std::to_string(batch.consumed));
        }
        outcome.consumed = batch.consumed;
        if (batch.duplicateLines < 0 || batch.skippedLines < 0 || batch.problemCount < std::int64_t(batch.problems.size())) {
            complain("a counter is wrong");
        }
        for (const UsageRecord &record : batch.usage.records) {
            if (record.context >= batch.usage.contexts.size()) {
                complain("a context is missing");
                return;
            }
            complain(complaintAbout(record));
            outcome.add({record, batch.usage.contexts[record.context]});
        }
        outcome.batches.push_back(batch.usage);
        outcome.charges += std::int64_t(batch.charges.size());
        for (const BilledLine &line : batch.charges) {
            complain(complaintAbout(line));
        }
        for (const Problem &problem : batch.problems) {
            complain(complaintAbout(problem));
            outcome.problems.push_back(problem);
        }
        outcome.states.push_back(batch.parserState);
        outcome.skipped += batch.skippedLines;
    });
    // A damaged one is refused whole.
    const bool isRefusedWhole = format.kind(path) == FileKind::Database || log->isPacked();
    if (!done && done.problem().cause != Cause::BadArgument && !isRefusedWhole) {
        complain("the file could not be read, cause " + std::to_string(int(done.problem().cause)));
    }
    for (const std::string &argument : done ? std::vector<std::string>{} : done.problem().args) {
        if (holdsMarker(argument)) {
            complain("the reason holds content");
        }
    }
    if (!done && range.parserState.empty() && !isRefusedWhole) {
        complain("refused without a reason");
    }
    return outcome;
}

std::string complaintAbout(Reader &reader, const Format &format, const std::string &name, const std::string &text, std::size_t choice)
{
    const Outcome outcome = reader.read(format, name, text);
    if (!outcome.complaint.empty()) {
        return outcome.complaint;
    }
    if (choice % 8 == 0) {
        for (const Format &any : formats()) {
            if (any.recognises(name, text) < 0) {
                return "less than not sure";
            }
        }
        if (const std::optional<Profile> proposed = proposeProfile(text)) {
            return reader.read(genericFormat(*proposed), name, text).complaint;
        }
    }
    // Of what begins like a packed file there is no tail.
    const bool isPacked = text.starts_with("\x1f\x8b") || text.starts_with("\x28\xb5\x2f\xfd") || text.starts_with("PK");
    return format.kind(name) == FileKind::Lines && !isPacked ? complaintAboutGrowth(reader, format, name, text, outcome, choice / 8) : std::string{};
}

} // namespace tokenmeter::testing
