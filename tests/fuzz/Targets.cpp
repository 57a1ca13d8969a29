// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Targets.h"

#include "BesideSamples.h"
#include "Packed.h"
#include "import/Discovery.h"

#include <algorithm>
#include <cstdint>
#include <optional>

namespace tokenmeter::testing
{
namespace
{

/// FNV-1a: which of the looks an input gets must not depend on the machine.
std::size_t choiceOf(std::string_view text)
{
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    }
    return std::size_t(hash >> 8U);
}

void addSeed(std::vector<FuzzTarget> &all, const Sample &sample, std::string_view ending, FuzzTarget::Kind kind, const std::string &seed)
{
    const std::string_view id = sample.format.id;
    const std::string name = std::string{id.substr(0, id.find(':'))}.append(ending); // a profile has a name behind it
    auto place = std::find_if(all.begin(), all.end(), [&](const FuzzTarget &target) { return target.name == name; });
    if (place == all.end()) {
        all.push_back({.name = name, .format = &sample.format, .kind = kind, .file = sample.name});
        place = all.end() - 1;
    }
    place->seeds.push_back(seed);
}

/// Logs of Claude Code, packed: their bytes are kept, since each packer makes others.
void addPacked(std::vector<FuzzTarget> &all)
{
    for (const char *packing : {"gzip", "zstd", "zip"}) {
        FuzzTarget target{.name = std::string{"packed."} + packing, .format = formatById("claude-code"), .kind = FuzzTarget::Kind::Packed};
        target.file = target.name + "/session";
        target.seeds.push_back(contentOf(FIXTURES "/fuzz/" + target.name + "/seed"));
        all.push_back(std::move(target));
    }
}

void addBeside(std::vector<FuzzTarget> &all)
{
    for (const BesideSample &sample : besideSamples()) {
        const std::string name = "side." + sample.name; // a folder of its own: nothing lies there but these two
        all.push_back({.name = name,
                       .format = formatById(sample.format),
                       .kind = FuzzTarget::Kind::Beside,
                       .file = sample.log.empty() ? std::string{} : name + '/' + sample.log,
                       .log = sample.text,
                       .beside = name + '/' + sample.beside,
                       .seeds = {sample.seed}});
    }
}

/// A list of where logs are: names of folders or nothing.
std::string complaintAboutRoots(Reader &reader, const FuzzTarget &target, const std::string &input)
{
    constexpr std::size_t MostRoots = 10'000;
    reader.put(target.beside, input);
    const std::vector<std::string> roots = target.format->roots({.home = reader.pathOf(target.name + "/home")});
    const bool areFolders = std::all_of(roots.begin(), roots.end(), [](const std::string &root) { return root.starts_with('/'); });
    return !areFolders ? "a root is no folder's name" : roots.size() > MostRoots ? "too many roots" : "";
}

/// What lies beside says of a request whose it was: it is never counted, takes none away, and its faults are no problem of the log's.
std::string complaintAboutBeside(Reader &reader, const FuzzTarget &target, const std::string &input)
{
    reader.remove(target.beside);
    const Outcome alone = reader.read(*target.format, target.file, target.log);
    const Outcome with = readBeside(reader, target, input);
    if (!with.complaint.empty()) {
        return with.complaint;
    }
    if (with.problems.size() > alone.problems.size() || with.skipped != alone.skipped) {
        return "a problem of what lies beside is the log's";
    }
    for (const auto &[identity, found] : with.records) {
        const auto place = alone.records.find(identity);
        if (place == alone.records.end()) {
            return "what lies beside made a record";
        }
        const UsageRecord &before = place->second.record;
        if (found.record.tokens.output != before.tokens.output || found.record.time != before.time || found.record.reportedAmount != before.reportedAmount) {
            return "what lies beside changed a count";
        }
    }
    return with.records.size() == alone.records.size() ? "" : "what lies beside took a record away";
}

} // namespace

const std::vector<FuzzTarget> &fuzzTargets()
{
    static const std::vector<FuzzTarget> all = [] {
        std::vector<FuzzTarget> made;
        for (const Sample &sample : samples()) {
            const std::string_view name = sample.name;
            addSeed(made, sample, name.substr(std::min(name.rfind('.'), name.size())), FuzzTarget::Kind::File, sample.text);
            if (!sample.statements.empty()) {
                addSeed(made, sample, ".sql", FuzzTarget::Kind::Statements, sample.statements);
            }
        }
        addPacked(made);
        addBeside(made);
        return made;
    }();
    return all;
}

const FuzzTarget *fuzzTarget(std::string_view name)
{
    const std::vector<FuzzTarget> &all = fuzzTargets();
    const auto place = std::find_if(all.begin(), all.end(), [&](const FuzzTarget &target) { return target.name == name; });
    return place == all.end() ? nullptr : &*place;
}

std::string complaintAbout(Reader &reader, const FuzzTarget &target, const std::string &input)
{
    switch (target.kind) {
    case FuzzTarget::Kind::File:
        return complaintAbout(reader, *target.format, target.file, input, choiceOf(input));
    case FuzzTarget::Kind::Packed:
        return complaintAboutPacked(reader, *target.format, target.file, input);
    case FuzzTarget::Kind::Beside:
        return target.file.empty() ? complaintAboutRoots(reader, target, input) : complaintAboutBeside(reader, target, input);
    case FuzzTarget::Kind::Statements:
        break;
    }
    const std::optional<std::string> database = databaseFrom(input);
    return database ? complaintAbout(reader, *target.format, target.file, *database, choiceOf(input)) : std::string{};
}

Outcome readBeside(Reader &reader, const FuzzTarget &target, const std::string &input)
{
    reader.put(target.beside, input);
    return reader.read(*target.format, target.file, target.log);
}

} // namespace tokenmeter::testing
