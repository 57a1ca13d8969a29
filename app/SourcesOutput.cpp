// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SourcesOutput.h"

#include "Json.h"
#include "Output.h"
#include "flow/KnownSources.h"
#include "format/LogRetention.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/SourceText.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <climits>

namespace tokenmeter
{
namespace
{

struct SourcesOutputTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::SourcesOutputTexts)
};

QLatin1String nameOf(SourceState state)
{
    return state == SourceState::Read ? QLatin1String{"read"} : state == SourceState::Paused ? QLatin1String{"paused"} : QLatin1String{"forgotten"};
}

QLatin1String nameOf(SourceTells tells)
{
    switch (tells) {
    case SourceTells::Requests:
        return QLatin1String{"requests"};
    case SourceTells::Buckets:
        return QLatin1String{"buckets"};
    case SourceTells::Sums:
        return QLatin1String{"sums"};
    case SourceTells::Tracker:
        return QLatin1String{"tracker"};
    case SourceTells::Gateway:
        return QLatin1String{"gateway"};
    }
    return {};
}

QLatin1String nameOf(OverlapChoice choice)
{
    return choice == OverlapChoice::First ? QLatin1String{"first"} : choice == OverlapChoice::Second ? QLatin1String{"second"} : QLatin1String{"both"};
}

QLatin1String nameOf(SightingRule rule)
{
    return rule == SidechainReplay ? QLatin1String{"sidechain replay"} : rule == WeakIdentity ? QLatin1String{"weak identity"} : QLatin1String{"same identity"};
}

QString wordOf(const SourceFacts &source)
{
    return source.isRead()                       ? SourcesOutputTexts::tr("read")
        : source.state == SourceState::Read      ? SourcesOutputTexts::tr("paused with its folder")
        : source.state == SourceState::Paused    ? SourcesOutputTexts::tr("paused")
        : source.recordsForgotten                ? SourcesOutputTexts::tr("forgotten with records")
                                                 : SourcesOutputTexts::tr("forgotten");
}

QString wordOf(SourceTells tells)
{
    switch (tells) {
    case SourceTells::Requests:
        return SourcesOutputTexts::tr("a log of requests");
    case SourceTells::Buckets:
        return SourcesOutputTexts::tr("a console's export");
    case SourceTells::Sums:
        return SourcesOutputTexts::tr("a gateway's sums");
    case SourceTells::Tracker:
        return SourcesOutputTexts::tr("another tracker's days");
    case SourceTells::Gateway:
        return SourcesOutputTexts::tr("a gateway's log of requests");
    }
    return {};
}

QString wordOf(SightingRule rule, const std::string &format)
{
    const RepeatedCalls repeated = repeatedCallsIn(format);
    if (rule != SameIdentity && repeated != RepeatedCalls::SideQuestions) {
        return repeated == RepeatedCalls::Sums     ? SourcesOutputTexts::tr("Another record of the tool, such as a session's sum, for the same call")
            : repeated == RepeatedCalls::Removals ? SourcesOutputTexts::tr("A sum of requests that a restored checkpoint took out of the task")
                                                  : SourcesOutputTexts::tr("The same answer, noted before it was finished");
    }
    return rule == SidechainReplay ? SourcesOutputTexts::tr("A side question that repeats its parent's answer")
        : rule == WeakIdentity     ? SourcesOutputTexts::tr("A line without a request id, told by message and prompt")
                                   : SourcesOutputTexts::tr("The provider's own id of the answer");
}

QString dayOf(const std::optional<UtcTime> &time, const Zone &zone)
{
    return time ? text(toIso(zone.dayOf(*time))) : QString{};
}

/// Of its records, and of a bill's lines where it has none.
QString firstDay(const SourceFacts &source, const Zone &zone)
{
    return !source.oldest && source.billed.first ? text(toIso(*source.billed.first)) : dayOf(source.oldest, zone);
}

QString lastDay(const SourceFacts &source, const Zone &zone)
{
    return !source.newest && source.billed.last ? text(toIso(*source.billed.last)) : dayOf(source.newest, zone);
}

QString megabytes(std::int64_t bytes)
{
    return NumberText::whole((bytes + 500'000) / 1'000'000);
}

int plural(std::int64_t count)
{
    return int(std::min<std::int64_t>(count, INT_MAX));
}

QJsonValue lineJson(const Problem &place)
{
    return place.line > 0 ? QJsonValue{qint64(place.line)} : QJsonValue{};
}

QJsonObject placeJson(const DuplicateGroup::Place &place, const Problem &numbered)
{
    return {{QStringLiteral("file"), text(place.file)},
            {QStringLiteral("offset"), qint64(place.offset)},
            {QStringLiteral("line"), lineJson(numbered)}};
}

/// In its file.
QString whereText(const Problem &place)
{
    return place.line > 0   ? SourcesOutputTexts::tr("line %1").arg(NumberText::whole(place.line))
        : place.offset >= 0 ? SourcesOutputTexts::tr("byte %1").arg(NumberText::whole(place.offset))
                            : QString{};
}

QString placeText(const Problem &place)
{
    const QString where = whereText(place);
    return where.isEmpty() ? text(place.file) : SourcesOutputTexts::tr("%1, %2", "a file, a place in it").arg(text(place.file), where);
}

QString withoutRule(std::int64_t more, const SourceCopies &counting)
{
    return SourcesOutputTexts::tr("Without this rule at most %1 tokens would count in place of %2.")
        .arg(NumberText::whole(counting.tokens + more), NumberText::whole(counting.tokens));
}

/// "5 of 1,204". Nothing where that is all.
QString partText(std::size_t listed, std::int64_t all)
{
    if (std::int64_t(listed) >= all) {
        return {};
    }
    return SourcesOutputTexts::tr("%1 of %2 are listed; more with --limit N, all with --all.").arg(NumberText::whole(std::int64_t(listed)), NumberText::whole(all));
}

/// Numbers of the sources that something holds for.
template <class Holds>
QString numbersOf(const std::vector<SourceFacts> &sources, const Holds &holds)
{
    QStringList numbers;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (holds(sources[i])) {
            numbers << QString::number(i + 1);
        }
    }
    return numbers.join(QStringLiteral(", "));
}

std::optional<LostDays> lostOf(const SourceFacts &source, const Zone &zone, UtcTime now)
{
    return lostDaysOf(source.key.format, source.pausedSince, zone.dayOf(now), zone);
}

int numberOf(const SourceKey &key, const std::vector<SourceFacts> &sources)
{
    const auto found = std::find_if(sources.begin(), sources.end(), [&](const SourceFacts &one) { return one.key == key; });
    return int(found - sources.begin()) + 1;
}

QString named(const SourceKey &key, const std::vector<SourceFacts> &sources)
{
    return QStringLiteral("%1 %2 (%3)").arg(numberOf(key, sources)).arg(sourceName(key.format), text(key.root));
}

} // namespace

QJsonObject sourceJson(const SourceKey &source)
{
    return {{QStringLiteral("format"), text(source.format)}, {QStringLiteral("path"), text(source.root)}};
}

QJsonObject sourcesJson(const std::vector<SourceFacts> &sources, const Zone &zone, UtcTime now)
{
    QJsonArray array;
    for (const SourceFacts &source : sources) {
        QJsonObject one = sourceJson(source.key);
        one.insert(QStringLiteral("number"), numberOf(source.key, sources));
        one.insert(QStringLiteral("state"), nameOf(source.state));
        one.insert(QStringLiteral("paused_with"), orNull(text(source.pausedWith)));
        one.insert(QStringLiteral("records_forgotten"), source.recordsForgotten);
        one.insert(QStringLiteral("cache"), cacheWord(source.cacheReading));
        one.insert(QStringLiteral("files"), qint64(source.files));
        one.insert(QStringLiteral("bytes_read"), qint64(source.bytesRead));
        one.insert(QStringLiteral("records"), qint64(source.records));
        one.insert(QStringLiteral("not_counting"), QJsonObject{{QStringLiteral("records"), qint64(source.notCounting())},
                                                               {QStringLiteral("excluded"), qint64(source.excluded)},
                                                               {QStringLiteral("forgotten"), qint64(source.forgotten)},
                                                               {QStringLiteral("covered"), qint64(source.covered)}});
        one.insert(QStringLiteral("billed_lines"), qint64(source.billed.lines));
        one.insert(QStringLiteral("first_billed_day"), orNull(source.billed.first ? text(toIso(*source.billed.first)) : QString{}));
        one.insert(QStringLiteral("last_billed_day"), orNull(source.billed.last ? text(toIso(*source.billed.last)) : QString{}));
        one.insert(QStringLiteral("problems"), qint64(source.problems));
        one.insert(QStringLiteral("duplicate_lines"), qint64(source.duplicateLines));
        one.insert(QStringLiteral("skipped_lines"), qint64(source.skippedLines));
        one.insert(QStringLiteral("first_day"), orNull(dayOf(source.oldest, zone)));
        one.insert(QStringLiteral("last_day"), orNull(dayOf(source.newest, zone)));
        one.insert(QStringLiteral("last_read"), orNull(source.lastRead ? text(toRfc3339(*source.lastRead)) : QString{}));
        one.insert(QStringLiteral("session_sums"), tellsSessionSums(source.key.format));
        const std::optional<LostDays> lost = lostOf(source, zone, now);
        one.insert(QStringLiteral("may_be_lost"),
                   lost ? QJsonValue{QJsonObject{{QStringLiteral("from"), text(toIso(lost->from))}, {QStringLiteral("to"), text(toIso(lost->to))}}} : QJsonValue{});
        array.append(one);
    }
    return {{QStringLiteral("sources"), array}};
}

QString sourcesText(const std::vector<SourceFacts> &sources, const Zone &zone, UtcTime now)
{
    if (sources.empty()) {
        return SourcesOutputTexts::tr("Nothing was read yet. See: tokenmeter import") + QLatin1Char('\n');
    }
    using Align = TextTable::Align;
    TextTable table{{{SourcesOutputTexts::tr("No."), Align::Right},
                     {SourcesOutputTexts::tr("Format")},
                     {SourcesOutputTexts::tr("Path")},
                     {SourcesOutputTexts::tr("State")},
                     {SourcesOutputTexts::tr("Files"), Align::Right},
                     {SourcesOutputTexts::tr("MB"), Align::Right},
                     {SourcesOutputTexts::tr("Records"), Align::Right},
                     {SourcesOutputTexts::tr("Not counted"), Align::Right},
                     {SourcesOutputTexts::tr("Billed lines"), Align::Right},
                     {SourcesOutputTexts::tr("Problems"), Align::Right},
                     {SourcesOutputTexts::tr("First day")},
                     {SourcesOutputTexts::tr("Last day")},
                     {SourcesOutputTexts::tr("Last read")}}};
    for (const SourceFacts &source : sources) {
        table.addRow({QString::number(numberOf(source.key, sources)), sourceName(source.key.format), text(source.key.root), wordOf(source),
                      NumberText::whole(source.files), megabytes(source.bytesRead), NumberText::whole(source.records), NumberText::whole(source.notCounting()),
                      NumberText::whole(source.billed.lines), NumberText::whole(source.problems), firstDay(source, zone), lastDay(source, zone),
                      dayOf(source.lastRead, zone)});
    }
    QString words = table.toText();
    if (const QString sums = numbersOf(sources, [](const SourceFacts &source) { return tellsSessionSums(source.key.format); }); !sums.isEmpty()) {
        words += SourcesOutputTexts::tr("No. %1: a session's sum stands on the day it began.").arg(sums) + QLatin1Char('\n');
    }
    const auto saidOf = [&](CacheReading reading) { return numbersOf(sources, [reading](const SourceFacts &source) { return source.cacheReading == reading; }); };
    if (const QString beside = saidOf(CacheReading::Beside); !beside.isEmpty()) {
        words += SourcesOutputTexts::tr("No. %1: as you said, its input leaves cached tokens out.").arg(beside) + QLatin1Char('\n');
    }
    if (const QString inside = saidOf(CacheReading::Inside); !inside.isEmpty()) {
        words += SourcesOutputTexts::tr("No. %1: as you said, its input holds the cached tokens.").arg(inside) + QLatin1Char('\n');
    }
    for (const SourceFacts &source : sources) {
        const LogRetention *retention = logRetentionOf(source.key.format);
        if (source.state != SourceState::Paused || retention == nullptr) {
            continue;
        }
        const QString number = QString::number(numberOf(source.key, sources));
        if (const std::optional<LostDays> lost = lostOf(source, zone, now)) {
            words += SourcesOutputTexts::tr("No. %1: it was paused on %2, and its tool deletes logs after %n day(s). What it wrote from then to %3 may be lost.",
                                            nullptr, retention->days)
                         .arg(number, text(toIso(lost->from)), text(toIso(lost->to)));
        } else {
            words += SourcesOutputTexts::tr("No. %1: its tool deletes logs after %n day(s), also while this is paused.", nullptr, retention->days).arg(number);
        }
        words += QLatin1Char('\n');
    }
    return words;
}

QJsonObject stateJson(const SourceKey &source, SourceState state, const ForgetEffect &effect)
{
    QJsonObject json = sourceJson(source);
    json.insert(QStringLiteral("state"), nameOf(state));
    json.insert(QStringLiteral("records"), qint64(effect.records));
    json.insert(QStringLiteral("shared"), qint64(effect.shared));
    return json;
}

QString stateText(const SourceFacts &before, SourceState state, bool withRecords, const ForgetEffect &effect)
{
    QString words;
    if (state == SourceState::Paused) {
        words = SourcesOutputTexts::tr("%1 is paused: no import looks at it. What was read of it counts.").arg(text(before.key.root));
    } else if (state == SourceState::Read) {
        words = SourcesOutputTexts::tr("%1 is read again.").arg(text(before.key.root));
    } else {
        words = SourcesOutputTexts::tr("%1 is forgotten. Importing its path takes it back.").arg(text(before.key.root));
    }
    if (withRecords && state == SourceState::Forgotten) {
        words += QLatin1Char(' ')
            + SourcesOutputTexts::tr("%1 records no longer count; %2 stand in another source, too, and count on.").arg(NumberText::whole(effect.records), NumberText::whole(effect.shared));
    } else if (effect.records > 0) {
        words += QLatin1Char(' ') + SourcesOutputTexts::tr("%1 records count again.").arg(NumberText::whole(effect.records));
    }
    return words + QLatin1Char('\n') + SourcesOutputTexts::tr("To take it back: tokenmeter undo") + QLatin1Char('\n');
}

QString cacheWord(CacheReading reading)
{
    return reading == CacheReading::Inside ? QStringLiteral("inside") : reading == CacheReading::Beside ? QStringLiteral("beside") : QStringLiteral("auto");
}

QJsonObject duplicatesJson(const SourceFacts &source, const SourceDuplicates &duplicates, const DuplicatesShown &shown)
{
    const SourceCopies &copies = duplicates.copies;
    auto place = duplicates.places.begin();
    QJsonArray array;
    const auto amounts = [](const std::vector<Money> &cost) {
        QJsonArray list;
        for (const Money &money : cost) {
            list.append(toJson(money));
        }
        return list;
    };
    for (const DuplicateRule &rule : copies.rules) {
        if (!shown.copies) {
            break;
        }
        QJsonArray examples;
        for (const DuplicateGroup &group : rule.examples) {
            const QJsonObject counted = placeJson(group.counted, *place++);
            QJsonArray places;
            for (const DuplicateGroup::Place &copy : group.copies) {
                places.append(placeJson(copy, *place++));
            }
            examples.append(QJsonObject{{QStringLiteral("time"), text(toRfc3339(group.time))},
                                        {QStringLiteral("model"), text(group.model)},
                                        {QStringLiteral("tokens"), qint64(group.tokens)},
                                        {QStringLiteral("counted"), counted},
                                        {QStringLiteral("copies"), places}});
        }
        array.append(QJsonObject{{QStringLiteral("rule"), nameOf(rule.rule)},
                                 {QStringLiteral("records"), qint64(rule.records)},
                                 {QStringLiteral("copies"), qint64(rule.copies)},
                                 {QStringLiteral("tokens"), qint64(rule.tokens)},
                                 {QStringLiteral("unpriced_tokens"), qint64(rule.unpricedTokens)},
                                 {QStringLiteral("cost"), amounts(rule.cost)},
                                 {QStringLiteral("examples"), examples}});
    }
    const QJsonObject counting{{QStringLiteral("tokens"), qint64(copies.tokens)},
                               {QStringLiteral("unpriced_tokens"), qint64(copies.unpricedTokens)},
                               {QStringLiteral("cost"), amounts(copies.cost)}};
    QJsonArray files;
    for (std::size_t i = 0; i < duplicates.files.files.size(); ++i) {
        const MergedFile &file = duplicates.files.files[i];
        const auto end = [&](std::int64_t offset, const Problem &numbered) {
            return QJsonObject{{QStringLiteral("offset"), file.places.isEmpty() ? QJsonValue{} : QJsonValue{qint64(offset)}},
                               {QStringLiteral("line"), lineJson(numbered)}};
        };
        files.append(QJsonObject{{QStringLiteral("file"), text(file.path)},
                                 {QStringLiteral("lines"), qint64(file.lines)},
                                 {QStringLiteral("tokens"), file.tokens ? QJsonValue{qint64(*file.tokens)} : QJsonValue{}},
                                 {QStringLiteral("first"), end(file.places.first, duplicates.filePlaces[2 * i])},
                                 {QStringLiteral("last"), end(file.places.last, duplicates.filePlaces[2 * i + 1])}});
    }
    return {{QStringLiteral("source"), sourceJson(source.key)},
            {QStringLiteral("rules"), array},
            {QStringLiteral("counting"), counting},
            {QStringLiteral("same_file"), QJsonObject{{QStringLiteral("files"), qint64(duplicates.files.count)}, {QStringLiteral("examples"), files}}},
            {QStringLiteral("duplicate_lines"), qint64(source.duplicateLines)},
            {QStringLiteral("duplicate_line_tokens"), source.duplicateTokens ? QJsonValue{qint64(*source.duplicateTokens)} : QJsonValue{}},
            {QStringLiteral("duplicate_lines_not_counted"), qint64(source.uncountedLines)}};
}

namespace
{

QString linesText(const SourceFacts &source, const SourceDuplicates &duplicates)
{
    QString words = SourcesOutputTexts::tr("Merged into others of the same file: %Ln line(s).", nullptr, plural(source.duplicateLines));
    if (source.uncountedLines < source.duplicateLines) {
        const std::int64_t tokens = source.duplicateTokens.value_or(0);
        words += QLatin1Char(' ') + SourcesOutputTexts::tr("They would have added %1 tokens.").arg(NumberText::whole(tokens)) + QLatin1Char(' ')
            + withoutRule(tokens, duplicates.copies);
    }
    if (source.uncountedLines > 0) {
        words += QLatin1Char(' ')
            + SourcesOutputTexts::tr("What %1 of them would have added was not noted; where their files are still there, this tells it: tokenmeter sources rescan %2")
                  .arg(NumberText::whole(source.uncountedLines), shellWord(text(source.key.root)));
    }
    words += QLatin1Char('\n');
    for (std::size_t i = 0; i < duplicates.files.files.size(); ++i) {
        const MergedFile &file = duplicates.files.files[i];
        QStringList facts{SourcesOutputTexts::tr("%Ln line(s)", nullptr, plural(file.lines))};
        if (file.tokens) {
            facts << SourcesOutputTexts::tr("%1 tokens").arg(NumberText::whole(*file.tokens));
        }
        if (const QString first = whereText(duplicates.filePlaces[2 * i]); !first.isEmpty()) {
            facts << SourcesOutputTexts::tr("from %1 to %2", "places in a file").arg(first, whereText(duplicates.filePlaces[2 * i + 1]));
        }
        words += QStringLiteral("  %1: %2\n").arg(text(file.path), facts.join(QStringLiteral(", ")));
    }
    if (const QString part = partText(duplicates.files.files.size(), duplicates.files.count); !part.isEmpty()) {
        words += QStringLiteral("  %1\n").arg(part);
    }
    return words;
}

QString ruleText(const DuplicateRule &rule, const SourceFacts &source, const SourceCopies &counting)
{
    const QString merged = SourcesOutputTexts::tr("not counted: %1 of %2, at most %3 tokens.", "copies, records")
                               .arg(SourcesOutputTexts::tr("%Ln copy(ies)", nullptr, plural(rule.copies)),
                                    SourcesOutputTexts::tr("%Ln record(s)", nullptr, plural(rule.records)), NumberText::whole(rule.tokens));
    QString words = QStringLiteral("%1: %2\n  %3\n").arg(wordOf(rule.rule, source.key.format), merged, withoutRule(rule.tokens, counting));
    if (!rule.cost.empty()) {
        words += QStringLiteral("  %1\n").arg(SourcesOutputTexts::tr("At list prices: %1.").arg(MoneyText::several(rule.cost)));
    }
    if (rule.unpricedTokens > 0) {
        words += QStringLiteral("  %1\n").arg(SourcesOutputTexts::tr("Without a price: %1 tokens.").arg(NumberText::whole(rule.unpricedTokens)));
    }
    return words;
}

} // namespace

QString duplicatesText(const SourceFacts &source, const SourceDuplicates &duplicates, const DuplicatesShown &shown)
{
    QString words = shown.lines ? linesText(source, duplicates) : QString{};
    if (!shown.copies) {
        return words;
    }
    const SourceCopies &copies = duplicates.copies;
    if (copies.rules.empty()) {
        words += shown.oneRule ? SourcesOutputTexts::tr("Nothing of this source was merged by this rule.")
                               : SourcesOutputTexts::tr("No record of this source stands in another place.");
        words += QLatin1Char('\n');
    }
    auto place = duplicates.places.begin();
    for (const DuplicateRule &rule : copies.rules) {
        words += ruleText(rule, source, copies);
        for (const DuplicateGroup &group : rule.examples) {
            words += QStringLiteral("  %1  %2\n").arg(text(toRfc3339(group.time)), placeText(*place++));
            for (std::size_t i = 0; i < group.copies.size(); ++i) {
                words += QStringLiteral("    = %1\n").arg(placeText(*place++));
            }
        }
        if (const QString part = partText(rule.examples.size(), rule.records); !part.isEmpty()) {
            words += QStringLiteral("  %1\n").arg(part);
        }
    }
    return words;
}

namespace
{

struct MergedSums
{
    std::int64_t records = 0, copies = 0, tokens = 0;
};

/// Of all rules: a record may have copies by several, which tell other tokens.
MergedSums sumsOf(const SourceDuplicates &found)
{
    MergedSums sums;
    for (const DuplicateRule &rule : found.copies.rules) {
        sums.records += rule.records;
        sums.copies += rule.copies;
        sums.tokens += rule.tokens;
    }
    return sums;
}

} // namespace

QJsonObject allDuplicatesJson(const std::vector<SourceFacts> &sources, const std::vector<SourceDuplicates> &found)
{
    QJsonArray array;
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const MergedSums sums = sumsOf(found[i]);
        QJsonObject one = sourceJson(sources[i].key);
        one.insert(QStringLiteral("number"), qint64(i + 1));
        one.insert(QStringLiteral("records"), qint64(sums.records));
        one.insert(QStringLiteral("copies"), qint64(sums.copies));
        one.insert(QStringLiteral("tokens"), qint64(sums.tokens));
        one.insert(QStringLiteral("duplicate_lines"), qint64(found[i].lines));
        one.insert(QStringLiteral("duplicate_line_tokens"), found[i].lineTokens ? QJsonValue{qint64(*found[i].lineTokens)} : QJsonValue{});
        array.append(one);
    }
    return {{QStringLiteral("sources"), array}};
}

QString allDuplicatesText(const std::vector<SourceFacts> &sources, const std::vector<SourceDuplicates> &found)
{
    if (sources.empty()) {
        return SourcesOutputTexts::tr("Nothing was read yet. See: tokenmeter import") + QLatin1Char('\n');
    }
    using Align = TextTable::Align;
    TextTable table{{{SourcesOutputTexts::tr("No."), Align::Right},
                     {SourcesOutputTexts::tr("Format")},
                     {SourcesOutputTexts::tr("Path")},
                     {SourcesOutputTexts::tr("Records with copies"), Align::Right},
                     {SourcesOutputTexts::tr("Copies"), Align::Right},
                     {SourcesOutputTexts::tr("Tokens in them"), Align::Right},
                     {SourcesOutputTexts::tr("Merged lines of one file"), Align::Right},
                     {SourcesOutputTexts::tr("Tokens in them"), Align::Right}}};
    for (std::size_t i = 0; i < sources.size(); ++i) {
        const MergedSums sums = sumsOf(found[i]);
        table.addRow({QString::number(i + 1), sourceName(sources[i].key.format), text(sources[i].key.root), NumberText::whole(sums.records),
                      NumberText::whole(sums.copies), NumberText::whole(sums.tokens), NumberText::whole(found[i].lines),
                      found[i].lineTokens ? NumberText::whole(*found[i].lineTokens) : QString{}});
    }
    return table.toText() + SourcesOutputTexts::tr("Which they are: tokenmeter sources duplicates NUMBER") + QLatin1Char('\n');
}

QJsonObject overlapsJson(const std::vector<Overlap> &overlaps, const std::vector<SourceFacts> &sources)
{
    const auto sideJson = [&](const SourceKey &key, SourceTells tells) {
        QJsonObject json = sourceJson(key);
        json.insert(QStringLiteral("number"), numberOf(key, sources));
        json.insert(QStringLiteral("tells"), nameOf(tells));
        return json;
    };
    QJsonArray array;
    for (const Overlap &one : overlaps) {
        array.append(QJsonObject{{QStringLiteral("provider"), orNull(text(one.pair.provider))},
                                 {QStringLiteral("first"), sideJson(one.pair.first, one.firstTells)},
                                 {QStringLiteral("second"), sideJson(one.pair.second, one.secondTells)},
                                 {QStringLiteral("from"), text(toIso(one.from))},
                                 {QStringLiteral("to"), text(toIso(one.to))},
                                 {QStringLiteral("days"), qint64(one.days)},
                                 {QStringLiteral("choice"), nameOf(one.choice)},
                                 {QStringLiteral("usual"), one.isDefault},
                                 {QStringLiteral("uncertain"), one.isUncertain},
                                 {QStringLiteral("exports_of_one_program"), one.isOfExports},
                                 {QStringLiteral("left_out"),
                                  QJsonObject{{QStringLiteral("records"), qint64(one.records)}, {QStringLiteral("tokens"), qint64(one.tokens)}}}});
    }
    return {{QStringLiteral("overlaps"), array}};
}

QString overlapsText(const std::vector<Overlap> &overlaps, const std::vector<SourceFacts> &sources, bool all)
{
    QString words;
    std::vector<Overlap> ordered = overlaps;
    const auto idle = std::stable_partition(ordered.begin(), ordered.end(), [](const Overlap &one) { return !one.isIdle(); });
    const std::int64_t hidden = all ? 0 : std::int64_t(ordered.end() - idle);
    ordered.erase(all ? ordered.end() : idle, ordered.end());
    for (const Overlap &one : ordered) {
        const QString provider = one.pair.provider.empty() ? SourcesOutputTexts::tr("unknown provider") : text(one.pair.provider);
        words += (one.from == one.to ? SourcesOutputTexts::tr("%1: on %2", "provider, day").arg(provider, text(toIso(one.from)))
                                     : SourcesOutputTexts::tr("%1: on %Ln day(s) from %2 to %3", nullptr, plural(one.days))
                                           .arg(provider, text(toIso(one.from)), text(toIso(one.to))))
            + QLatin1Char('\n');
        words += QStringLiteral("  %1, %2\n").arg(named(one.pair.first, sources), wordOf(one.firstTells));
        words += QStringLiteral("  %1, %2\n").arg(named(one.pair.second, sources), wordOf(one.secondTells));
        const QString why = one.isDefault ? SourcesOutputTexts::tr("the usual choice") : SourcesOutputTexts::tr("as you decided");
        words += QStringLiteral("  ");
        words += one.isOfExports && one.isDefault
            ? SourcesOutputTexts::tr("Where one has at least as much of every class of a day and model as the other, it alone counts (%1). Left out: %Ln record(s), %2 tokens.", nullptr,
                                     plural(one.records))
                  .arg(why, NumberText::whole(one.tokens))
            : one.left() == nullptr
            ? SourcesOutputTexts::tr("Both count (%1).").arg(why)
            : SourcesOutputTexts::tr("No. %1 counts (%2). Left out of no. %3 on these days: %Ln record(s), %4 tokens.", nullptr, plural(one.records))
                  .arg(numberOf(*one.kept(), sources))
                  .arg(why)
                  .arg(numberOf(*one.left(), sources))
                  .arg(NumberText::whole(one.tokens));
        if (one.isByRecognition && !one.isDefault && one.left() != nullptr) {
            words += QLatin1Char(' ') + SourcesOutputTexts::tr("On days and models that no. %1 has at all, what only no. %2 has is left out, too.").arg(numberOf(*one.kept(), sources)).arg(numberOf(*one.left(), sources));
        }
        if (one.isUncertain) {
            words += QLatin1Char(' ')
                + (one.isOfExports ? SourcesOutputTexts::tr("Where neither has, they are taken for two computers' usage, and both count until you decide.")
                                   : SourcesOutputTexts::tr("On days on which not all requests stand in both, both count until you decide."));
        }
        words += QLatin1Char('\n');
    }
    if (hidden > 0) {
        words += SourcesOutputTexts::tr("And %Ln more pair(s) in which nothing is left out, since a third source counts. To see them: tokenmeter sources overlaps --all", nullptr,
                                        plural(hidden))
            + QLatin1Char('\n');
    }
    if (overlaps.empty()) {
        words += SourcesOutputTexts::tr("No two sources tell of the same usage.") + QLatin1Char('\n');
    } else {
        words += SourcesOutputTexts::tr("To decide otherwise: tokenmeter sources prefer NUMBER OTHER, or with --both when they are different accounts.") + QLatin1Char('\n');
        if (std::any_of(overlaps.begin(), overlaps.end(), [](const Overlap &one) { return !one.isDefault; })) {
            words += SourcesOutputTexts::tr("To take a decision away: tokenmeter sources prefer NUMBER OTHER --usual.") + QLatin1Char('\n');
        }
    }
    return words + SourcesOutputTexts::tr("What providers bill stands on a basis of its own and is never added to this.") + QLatin1Char('\n');
}

} // namespace tokenmeter
