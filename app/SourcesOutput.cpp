// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SourcesOutput.h"

#include "ImportSources.h"
#include "Json.h"
#include "Output.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/SourceText.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>

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
    return source.state == SourceState::Read     ? SourcesOutputTexts::tr("read")
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
        return repeated == RepeatedCalls::Sums ? SourcesOutputTexts::tr("Another record of the tool, such as a session's sum, for the same call")
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

QJsonObject placeJson(const DuplicateGroup::Place &place)
{
    return {{QStringLiteral("file"), text(place.file)}, {QStringLiteral("offset"), qint64(place.offset)}};
}

QString placeText(const DuplicateGroup::Place &place)
{
    return SourcesOutputTexts::tr("%1, byte %2").arg(text(place.file), NumberText::whole(place.offset));
}

int numberOf(const SourceKey &key, const std::vector<SourceFacts> &sources)
{
    const auto found = std::find_if(sources.begin(), sources.end(), [&](const SourceFacts &one) { return one.key == key; });
    return int(found - sources.begin()) + 1;
}

QString named(const SourceKey &key, const std::vector<SourceFacts> &sources)
{
    return QStringLiteral("%1 %2 (%3)").arg(numberOf(key, sources)).arg(displayName(key.format), text(key.root));
}

} // namespace

QJsonObject sourceJson(const SourceKey &source)
{
    return {{QStringLiteral("format"), text(source.format)}, {QStringLiteral("path"), text(source.root)}};
}

QJsonObject sourcesJson(const std::vector<SourceFacts> &sources, const Zone &zone)
{
    QJsonArray array;
    for (const SourceFacts &source : sources) {
        QJsonObject one = sourceJson(source.key);
        one.insert(QStringLiteral("number"), numberOf(source.key, sources));
        one.insert(QStringLiteral("state"), nameOf(source.state));
        one.insert(QStringLiteral("records_forgotten"), source.recordsForgotten);
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
        array.append(one);
    }
    return {{QStringLiteral("sources"), array}};
}

QString sourcesText(const std::vector<SourceFacts> &sources, const Zone &zone)
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
        table.addRow({QString::number(numberOf(source.key, sources)), displayName(source.key.format), text(source.key.root), wordOf(source),
                      NumberText::whole(source.files), megabytes(source.bytesRead), NumberText::whole(source.records), NumberText::whole(source.notCounting()),
                      NumberText::whole(source.billed.lines), NumberText::whole(source.problems), firstDay(source, zone), lastDay(source, zone),
                      dayOf(source.lastRead, zone)});
    }
    return table.toText();
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

QJsonObject duplicatesJson(const SourceFacts &source, const SourceCopies &copies)
{
    QJsonArray array;
    const auto amounts = [](const std::vector<Money> &cost) {
        QJsonArray list;
        for (const Money &money : cost) {
            list.append(toJson(money));
        }
        return list;
    };
    for (const DuplicateRule &rule : copies.rules) {
        QJsonArray examples;
        for (const DuplicateGroup &group : rule.examples) {
            QJsonArray places;
            for (const DuplicateGroup::Place &place : group.copies) {
                places.append(placeJson(place));
            }
            examples.append(QJsonObject{{QStringLiteral("time"), text(toRfc3339(group.time))},
                                        {QStringLiteral("model"), text(group.model)},
                                        {QStringLiteral("tokens"), qint64(group.tokens)},
                                        {QStringLiteral("counted"), placeJson(group.counted)},
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
    return {{QStringLiteral("source"), sourceJson(source.key)},
            {QStringLiteral("rules"), array},
            {QStringLiteral("counting"), counting},
            {QStringLiteral("duplicate_lines"), qint64(source.duplicateLines)},
            {QStringLiteral("duplicate_line_tokens"), source.duplicateTokens ? QJsonValue{qint64(*source.duplicateTokens)} : QJsonValue{}},
            {QStringLiteral("duplicate_lines_not_counted"), qint64(source.uncountedLines)}};
}

QString duplicatesText(const SourceFacts &source, const SourceCopies &copies)
{
    QString words = SourcesOutputTexts::tr("%1 lines were merged into others of the same file.").arg(NumberText::whole(source.duplicateLines));
    if (source.uncountedLines < source.duplicateLines) {
        words += QLatin1Char(' ') + SourcesOutputTexts::tr("They would have added %1 tokens.").arg(NumberText::whole(source.duplicateTokens.value_or(0)));
    }
    if (source.uncountedLines > 0) {
        words += QLatin1Char(' ')
            + SourcesOutputTexts::tr("What %1 of them would have added was not noted; where their files are still there, this tells it: tokenmeter sources rescan %2")
                  .arg(NumberText::whole(source.uncountedLines), shellWord(text(source.key.root)));
    }
    words += QLatin1Char('\n');
    if (copies.rules.empty()) {
        words += SourcesOutputTexts::tr("No record of this source stands in another place.") + QLatin1Char('\n');
    }
    for (const DuplicateRule &rule : copies.rules) {
        words += QStringLiteral("%1: %2\n")
                     .arg(wordOf(rule.rule, source.key.format),
                          SourcesOutputTexts::tr("%1 copies of %2 records were not counted: at most %3 tokens.")
                              .arg(NumberText::whole(rule.copies), NumberText::whole(rule.records), NumberText::whole(rule.tokens)));
        if (!rule.cost.empty()) {
            words += QStringLiteral("  %1\n").arg(SourcesOutputTexts::tr("At list prices: %1.").arg(MoneyText::several(rule.cost)));
        }
        if (rule.unpricedTokens > 0) {
            words += QStringLiteral("  %1\n").arg(SourcesOutputTexts::tr("Without a price: %1 tokens.").arg(NumberText::whole(rule.unpricedTokens)));
        }
        for (const DuplicateGroup &group : rule.examples) {
            words += QStringLiteral("  %1  %2\n").arg(text(toRfc3339(group.time)), placeText(group.counted));
            for (const DuplicateGroup::Place &place : group.copies) {
                words += QStringLiteral("    = %1\n").arg(placeText(place));
            }
        }
    }
    return words;
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
                                 {QStringLiteral("left_out"),
                                  QJsonObject{{QStringLiteral("records"), qint64(one.records)}, {QStringLiteral("tokens"), qint64(one.tokens)}}}});
    }
    return {{QStringLiteral("overlaps"), array}};
}

QString overlapsText(const std::vector<Overlap> &overlaps, const std::vector<SourceFacts> &sources)
{
    QString words;
    for (const Overlap &one : overlaps) {
        const QString provider = one.pair.provider.empty() ? SourcesOutputTexts::tr("unknown provider") : text(one.pair.provider);
        words += SourcesOutputTexts::tr("%1: on %2 days from %3 to %4").arg(provider, NumberText::whole(one.days), text(toIso(one.from)), text(toIso(one.to)))
            + QLatin1Char('\n');
        words += QStringLiteral("  %1, %2\n").arg(named(one.pair.first, sources), wordOf(one.firstTells));
        words += QStringLiteral("  %1, %2\n").arg(named(one.pair.second, sources), wordOf(one.secondTells));
        const QString why = one.isDefault ? SourcesOutputTexts::tr("the usual choice") : SourcesOutputTexts::tr("as you decided");
        words += QStringLiteral("  ");
        words += one.left() == nullptr
            ? SourcesOutputTexts::tr("Both count (%1).").arg(why)
            : SourcesOutputTexts::tr("No. %1 counts (%2). Left out of no. %3 on these days: %4 records, %5 tokens.")
                  .arg(numberOf(*one.kept(), sources))
                  .arg(why)
                  .arg(numberOf(*one.left(), sources))
                  .arg(NumberText::whole(one.records), NumberText::whole(one.tokens));
        if (one.isByRecognition && !one.isDefault && one.left() != nullptr) {
            words += QLatin1Char(' ') + SourcesOutputTexts::tr("That includes what no. %1 does not have, of each day and model that it has any of.").arg(numberOf(*one.kept(), sources));
        }
        if (one.isUncertain) {
            words += QLatin1Char(' ') + SourcesOutputTexts::tr("On days on which not all requests stand in both, both count until you decide.");
        }
        words += QLatin1Char('\n');
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
