// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/SourceDetails.h"

#include "flow/Overlaps.h"
#include "import/Format.h"
#include "import/LineNumbers.h"

#include <algorithm>
#include <map>
#include <utility>

namespace tokenmeter
{
namespace
{

constexpr std::size_t RecordsAtOnce = 2000;

bool standsIn(const SourceKey &source, const RecordRow &row)
{
    return row.sourceFormat == source.format && row.file.starts_with(source.root)
        && (row.file.size() == source.root.size() || row.file[source.root.size()] == '/' || source.root.ends_with('/'));
}

/// As a place of a file, which is all that is used of the problem.
Problem placeIn(const DuplicateGroup::Place &place)
{
    const Format *format = formatById(place.source.format);
    const bool hasLines = format == nullptr || format->kind(place.file) != FileKind::Database;
    return {.file = place.file, .offset = hasLines ? place.offset : -1};
}

/// Where each counts, then its copies.
std::vector<Problem> placesOf(const std::vector<DuplicateGroup> &groups)
{
    std::vector<Problem> places;
    for (const DuplicateGroup &group : groups) {
        places.push_back(placeIn(group.counted));
        for (const DuplicateGroup::Place &copy : group.copies) {
            places.push_back(placeIn(copy));
        }
    }
    return places;
}

/// The first line and the last one of each.
std::vector<Problem> placesOf(const SourceKey &source, const std::vector<MergedFile> &files)
{
    std::vector<Problem> places;
    for (const MergedFile &file : files) {
        places.push_back(placeIn({.source = source, .file = file.path, .offset = file.places.first}));
        places.push_back(placeIn({.source = source, .file = file.path, .offset = file.places.last}));
    }
    numberLines(places);
    return places;
}

/// As the ledger settles overlaps: of a row that names none it is the one whose price it has.
std::string providerOf(const RecordRow &row)
{
    const std::string_view key = row.rate.modelKey;
    return row.serving.provider.empty() ? std::string{key.substr(0, key.find('/'))} : providerMeant(row.serving.provider);
}

/// Sums of days are stored at noon of their day; what is known by its moment belongs to the day of whoever summed.
LocalDay dayOfRow(const RecordRow &row, const Zone &zone)
{
    return (row.precision < Precision::Day ? zone : Zone::utc()).dayOf(row.time);
}

} // namespace

Result<OverlapDays> overlapDaysOf(LedgerReader &reader, const Overlap &overlap, const Zone &zone, const ReadProgress &progress)
{
    // A tracker names tools, and not always providers.
    const bool isByTool = overlap.secondTells == SourceTells::Tracker && (overlap.firstTells == SourceTells::Tracker || overlap.firstTells == SourceTells::Requests);
    const bool isOneSource = overlap.pair.first == overlap.pair.second; // single requests beside sums of days, or exports in one folder of which some are not grouped by model
    const bool isOfExports = overlap.firstTells == SourceTells::Buckets;
    const std::string provider = providerMeant(overlap.pair.provider);
    const Zone cut = daysOf(overlap.pair.second.format, zone);
    OverlapDays result{.overlap = overlap};
    std::map<LocalDay, OverlapDay> days;
    RecordQuestion question;
    question.filter.from = overlap.from;
    question.filter.to = overlap.to;
    question.filter.sources = {overlap.pair.first.format, overlap.pair.second.format};
    question.filter.excluded = UsageFilter::Excluded::With;
    question.descending = false;
    question.limit = RecordsAtOnce;
    const double span = double((overlap.to - overlap.from).count() + 1);
    for (;;) {
        const Result<RecordPage> page = reader.records(question, cut);
        if (!page) {
            return page.problem();
        }
        for (const RecordRow &row : page->rows) {
            const bool isDay = row.precision >= Precision::Day;
            const bool isProviders = providerOf(row) == provider;
            const bool isOfSecond = isOneSource && (isOfExports ? row.serving.model.empty() : isDay);
            const bool isFirst = standsIn(overlap.pair.first, row) && (isByTool || isProviders) && !isOfSecond;
            const bool isOut = row.leftOut != NotCounted::No && row.leftOut != NotCounted::Covered; // for other reasons than the other source
            const bool isSecond = !isFirst && standsIn(overlap.pair.second, row) && isProviders;
            if (isOut || (!isFirst && !isSecond)) {
                continue;
            }
            OverlapDay &day = days[dayOfRow(row, cut)];
            (isFirst ? day.first : day.second) += {.records = 1, .tokens = row.tokens.total() + row.rare.tokens()};
        }
        if (page->atEnd || page->rows.empty()) {
            break;
        }
        question.place = placeOf(page->rows.back(), question.sort);
        if (progress) {
            progress(double((cut.dayOf(page->rows.back().time) - overlap.from).count()) / span);
        }
    }
    for (auto &[day, sides] : days) {
        if (sides.first.records > 0 && sides.second.records > 0) {
            sides.day = day;
            result.first += sides.first;
            result.second += sides.second;
            result.days.push_back(sides);
        }
    }
    return result;
}

Result<std::vector<Problem>> sourceProblemsOf(LedgerReader &reader, const SourceKey &source, std::size_t limit)
{
    Result<std::vector<Problem>> problems = reader.sourceProblems(source, limit);
    if (problems) {
        numberLines(*problems);
    }
    return problems;
}

Result<SourceDuplicates> sourceDuplicatesOf(LedgerReader &reader, const SourceKey &source, const DuplicateQuestion &question, std::size_t files,
                                            const ReadProgress &progress)
{
    Result<SourceCopies> copies = reader.sourceDuplicates(source, question, progress);
    if (!copies) {
        return copies.problem();
    }
    Result<MergedFiles> merged = reader.sourceMergedFiles(source, {}, files);
    if (!merged) {
        return merged.problem();
    }
    SourceDuplicates result{.copies = *std::move(copies)};
    std::vector<DuplicateRule> &rules = result.copies.rules;
    std::erase_if(rules, [](const DuplicateRule &rule) { return rule.copies == 0; });
    std::stable_sort(rules.begin(), rules.end(), [](const DuplicateRule &a, const DuplicateRule &b) { return a.copies > b.copies; });
    for (const DuplicateRule &rule : rules) {
        const std::vector<Problem> places = placesOf(rule.examples);
        result.places.insert(result.places.end(), places.begin(), places.end());
    }
    numberLines(result.places);
    result.files = *std::move(merged);
    result.filePlaces = placesOf(source, result.files.files);
    const Result<std::vector<SourceFacts>> sources = reader.sourceFacts();
    if (!sources) {
        return sources.problem();
    }
    for (const SourceFacts &facts : *sources) {
        if (facts.key == source) {
            result.lines = facts.duplicateLines;
            result.lineTokens = facts.duplicateTokens;
            result.uncountedLines = facts.uncountedLines;
        }
    }
    return result;
}

Result<MoreOf<DuplicateGroup>> moreDuplicatesOf(LedgerReader &reader, const SourceKey &source, SightingRule rule, const DuplicatePlace &after, std::size_t limit,
                                                const ReadProgress &progress)
{
    Result<std::vector<DuplicateGroup>> groups = reader.sourceDuplicateGroups(source, rule, after, limit, progress);
    if (!groups) {
        return groups.problem();
    }
    MoreOf<DuplicateGroup> more{.found = *std::move(groups)};
    more.places = placesOf(more.found);
    numberLines(more.places);
    return more;
}

Result<MoreOf<MergedFile>> moreMergedFilesOf(LedgerReader &reader, const SourceKey &source, const MergedFile &after, std::size_t limit)
{
    Result<MergedFiles> files = reader.sourceMergedFiles(source, after, limit);
    if (!files) {
        return files.problem();
    }
    MoreOf<MergedFile> more{.found = std::move(files->files)};
    more.places = placesOf(source, more.found);
    return more;
}

} // namespace tokenmeter
