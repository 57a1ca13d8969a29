// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Targets.h"

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

void addSeed(std::vector<FuzzTarget> &all, const Sample &sample, std::string_view ending, bool isStatements, const std::string &seed)
{
    const std::string_view id = sample.format.id;
    const std::string name = std::string{id.substr(0, id.find(':'))}.append(ending); // a profile has a name behind it
    auto place = std::find_if(all.begin(), all.end(), [&](const FuzzTarget &target) { return target.name == name; });
    if (place == all.end()) {
        all.push_back({.name = name, .format = &sample.format, .file = sample.name, .isStatements = isStatements});
        place = all.end() - 1;
    }
    place->seeds.push_back(seed);
}

} // namespace

const std::vector<FuzzTarget> &fuzzTargets()
{
    static const std::vector<FuzzTarget> all = [] {
        std::vector<FuzzTarget> made;
        for (const Sample &sample : samples()) {
            const std::string_view name = sample.name;
            addSeed(made, sample, name.substr(std::min(name.rfind('.'), name.size())), false, sample.text);
            if (!sample.statements.empty()) {
                addSeed(made, sample, ".sql", true, sample.statements);
            }
        }
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
    if (!target.isStatements) {
        return complaintAbout(reader, *target.format, target.file, input, choiceOf(input));
    }
    const std::optional<std::string> database = databaseFrom(input);
    return database ? complaintAbout(reader, *target.format, target.file, *database, choiceOf(input)) : std::string{};
}

} // namespace tokenmeter::testing
