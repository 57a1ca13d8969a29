// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/SourcesView.h"

#include "flow/KnownSources.h"
#include "format/ByteText.h"
#include "format/DateText.h"
#include "format/LogRetention.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/PathText.h"
#include "format/ProblemText.h"
#include "format/ShareText.h"
#include "format/SourceText.h"
#include "format/TokenText.h"
#include "pages/AccountsView.h"
#include "pages/InspectorView.h"

#include <QFileInfo>

#include <algorithm>
#include <climits>
#include <map>

namespace tokenmeter
{
namespace
{

constexpr qint64 FullBar = 1000; ///< of a bar

int plural(std::int64_t count)
{
    return int(std::min<std::int64_t>(count, INT_MAX));
}

QString sourcePath(const SourceKey &source)
{
    return shortPath(QString::fromStdString(source.root));
}

PageTable::Cell countCell(std::int64_t number)
{
    return {.text = NumberText::whole(number), .exact = QString::number(number), .number = true};
}

PageTable::Cell dayCell(const std::optional<UtcTime> &time, const Zone &zone, LocalDay today)
{
    if (!time) {
        return {.text = NumberText::notApplicable(), .exact = QStringLiteral(" ")};
    }
    const LocalDay day = zone.dayOf(*time);
    return {.text = DateText::day(day, today), .exact = QString::fromStdString(toIso(day))};
}

/// One after the other; Chinese has no blanks between them.
QString sentences(const QString &first, const QString &second)
{
    return NumberText::isChinese() || first.isEmpty() || second.isEmpty() ? first + second : first + QLatin1Char(' ') + second;
}

/// A file as its source's folder has it.
QString fileBelow(const SourceKey &source, const QString &path)
{
    const QString root = QString::fromStdString(source.root);
    const QString below = root.endsWith(QLatin1Char('/')) ? root : root + QLatin1Char('/');
    return visibleText(path.startsWith(below) ? path.mid(below.size()) : QFileInfo{path}.fileName());
}

/// Of places that are shown beside each other: their files' names alone would not tell them apart.
bool haveOneNameForTwoFiles(const Problem *begin, const Problem *end)
{
    std::map<QString, std::string> fileOf;
    return std::any_of(begin, end, [&](const Problem &place) {
        const auto [known, isNew] = fileOf.try_emplace(QFileInfo{QString::fromStdString(place.file)}.fileName(), place.file);
        return known->second != place.file;
    });
}

QString placeWithFolder(const Problem &place)
{
    const QString folder = QFileInfo{QString::fromStdString(place.file)}.path();
    return SourcesView::tr("%1 in %2", "a place in a file, its folder").arg(ProblemText::place(place), visibleText(shortPath(folder)));
}

QString commaJoined(const QStringList &parts)
{
    return parts.join(NumberText::isChinese() ? QStringLiteral("，") : QStringLiteral(", "));
}

} // namespace

QString SourcesView::moment(UtcTime time) const
{
    return DateText::moment(time, m_context.zone, m_context.today);
}

QString SourcesView::name(const SourceKey &source) const
{
    const QString tool = sourceName(source.format);
    const auto isTwin = [&](const SourceEntry &entry) { return entry.facts.key != source && sourceName(entry.facts.key.format) == tool; };
    const bool hasTwin = std::any_of(m_data.sources.begin(), m_data.sources.end(), isTwin) || std::any_of(m_data.forgotten.begin(), m_data.forgotten.end(), isTwin);
    return hasTwin ? tr("%1 (%2)", "a tool, its folder").arg(tool, sourcePath(source)) : tool;
}

QString SourcesView::recordsText(const SourceFacts &facts) const
{
    QStringList parts;
    if (facts.records > 0 || facts.billed.lines == 0) {
        parts << NumberText::whole(facts.records);
    }
    if (facts.billed.lines > 0) {
        parts << tr("%Ln billed line(s)", nullptr, plural(facts.billed.lines));
    }
    if (facts.covered > 0) {
        parts << tr("%Ln counted elsewhere", "records that another source tells, too", plural(facts.covered));
    }
    if (facts.excluded > 0) {
        parts << tr("%Ln excluded", "records", plural(facts.excluded));
    }
    if (facts.forgotten > 0) {
        parts << tr("%Ln forgotten", "records", plural(facts.forgotten));
    }
    return commaJoined(parts);
}

QString SourcesView::filterValue(const SourceKey &source) const
{
    const auto hasOther = [&](auto isLike) {
        const auto isOther = [&](const SourceEntry &entry) { return !(entry.facts.key == source) && isLike(entry.facts.key); };
        return std::any_of(m_data.sources.begin(), m_data.sources.end(), isOther) || std::any_of(m_data.forgotten.begin(), m_data.forgotten.end(), isOther);
    };
    if (!hasOther([&](const SourceKey &other) { return other.format == source.format; })) {
        return QString::fromStdString(source.format);
    }
    const bool isShared = hasOther([&](const SourceKey &other) { return other.root == source.root; });
    return QString::fromStdString(isShared ? source.format + ':' + source.root : source.root);
}

QString SourcesView::span(const SourceFacts &facts) const
{
    if (facts.oldest && facts.newest) {
        return DateText::range(m_context.zone.dayOf(*facts.oldest), m_context.zone.dayOf(*facts.newest), m_context.today);
    }
    return facts.billed.first && facts.billed.last ? DateText::range(*facts.billed.first, *facts.billed.last, m_context.today) : NumberText::notApplicable();
}

QString SourcesView::lastRead(const SourceFacts &facts) const
{
    return facts.lastRead ? moment(*facts.lastRead) : tr("never");
}

QString SourcesView::state(const SourceEntry &entry) const
{
    if (entry.facts.state == SourceState::Forgotten) {
        return tr("Forgotten");
    }
    if (!entry.facts.isRead()) {
        return tr("Paused");
    }
    if (entry.isMissing) {
        return tr("Not found");
    }
    return entry.facts.problems > 0 ? tr("%n problem(s)", nullptr, plural(entry.facts.problems)) : tr("Up to date");
}

/// Of several problems the one that something can be done about.
void SourcesView::addTrouble(FactCardTexts &texts, const SourceEntry &entry) const
{
    const SourceFacts &facts = entry.facts;
    const LogRetention *retention = logRetentionOf(facts.key.format);
    const std::optional<LostDays> lost = lostDaysOf(facts.key.format, facts.pausedSince, m_context.today, m_context.zone);
    const auto day = [this](LocalDay each) { return DateText::day(each, m_context.today); };
    texts.problemTone = Tone::Warning;
    if (entry.isMissing) {
        texts.problem = entry.isFile ? tr("The file is not there") : tr("The folder is not there");
        texts.hint = tr("Its records stay. Where it has moved, add it at its new place.");
    } else if (facts.state == SourceState::Paused && lost) {
        texts.problem = tr("Paused on %1; the tool deletes logs after %n day(s)", nullptr, retention->days).arg(day(lost->from));
        texts.hint = tr("What it wrote from %1 to %2 may be lost already. Let it go on to read what is left.", "days").arg(day(lost->from), day(lost->to));
    } else if (facts.state == SourceState::Paused && retention != nullptr) {
        texts.problem = tr("The tool deletes logs after %n day(s)", nullptr, retention->days);
        texts.hint = tr("What it writes while this is paused is lost once it has deleted it.");
    } else if (facts.problems > 0) {
        texts.problem = facts.skippedLines > 0 ? tr("%Ln line(s) could not be read", nullptr, plural(facts.skippedLines))
                                               : tr("%Ln problem(s) while reading", nullptr, plural(facts.problems));
        texts.verb = tr("Show");
    }
    if (!facts.pausedWith.empty()) {
        texts.note = tr("Paused with %1").arg(sourcePath({facts.key.format, facts.pausedWith}));
    } else if (retention != nullptr && facts.state == SourceState::Read) {
        // It is looked at all the time here: where nothing was read for long, the tool was not used.
        texts.note = tr("Tool deletes logs after %n day(s); kept here", nullptr, retention->days);
    } else if (facts.cacheReading != CacheReading::Told) {
        texts.note = facts.cacheReading == CacheReading::Beside ? tr("As you said, its input leaves cached tokens out")
                                                                : tr("As you said, its input holds the cached tokens");
    } else if (tellsSessionSums(facts.key.format)) {
        texts.note = tr("A session's sum stands on the day it began");
    }
}

SourceCardTexts SourcesView::card(const SourceEntry &entry, const SourceActivity &activity) const
{
    const SourceFacts &facts = entry.facts;
    SourceCardTexts texts;
    texts.isPaused = facts.state == SourceState::Paused;
    texts.isReading = activity.isReading;
    texts.hasProblems = facts.problems > 0;
    texts.hasCopies = facts.duplicateLines > 0 || facts.records > 0;
    texts.mayLeaveCacheOut = mayLeaveCacheOut(facts.key.format);
    texts.leavesCacheOut = facts.cacheReading == CacheReading::Beside;
    texts.whyNotScan = !facts.pausedWith.empty()                  ? tr("It is paused with its folder: let that go on first.")
        : texts.isPaused                                          ? tr("It is paused: let it go on first.")
        : entry.isMissing                                         ? tr("It is not there.")
        : entry.isOfLaterVersion                                  ? tr("This version does not know how “%1” is read: a newer one read it.").arg(visibleText(facts.key.format))
        : !entry.missingProfile.empty()                           ? tr("Its mapping “%1” says how it is read, and is not there any more.").arg(visibleText(entry.missingProfile))
                                                                  : QString{};
    texts.whyNotSayCache = texts.whyNotScan; // all that it does is to read again
    FactCardTexts &card = texts.facts;
    card.icon = entry.isFile ? Icon::File : Icon::Folder;
    card.name = sourceName(facts.key.format);
    card.subtitle = sourcePath(facts.key);
    card.state = state(entry);
    card.tone = !facts.isRead() ? Tone::Neutral : entry.isMissing || facts.problems > 0 ? Tone::Warning : Tone::Positive;
    if (activity.isReading) {
        card.tone = Tone::Accent;
        card.state = activity.progress.filesTotal > 0 ? tr("Reading, %1 of %2", "files").arg(NumberText::whole(activity.progress.filesDone), NumberText::whole(activity.progress.filesTotal))
                                                      : tr("Reading");
        texts.permille = activity.progress.bytesTotal > 0 ? int(std::clamp<qint64>(activity.progress.bytesDone * FullBar / activity.progress.bytesTotal, 0, FullBar)) : 0;
    }
    card.facts = {{tr("Records"), recordsText(facts)},
                  {tr("Span"), span(facts)},
                  {tr("Read"), tr("%1 in %2", "size, files").arg(ByteText::shortForm(facts.bytesRead), tr("%Ln file(s)", nullptr, plural(facts.files)))},
                  {tr("Last"), lastRead(facts)}};
    addTrouble(card, entry);
    return texts;
}

ForgottenTexts SourcesView::forgotten(const SourceEntry &entry) const
{
    const SourceFacts &facts = entry.facts;
    return {.name = sourceName(facts.key.format),
            .path = sourcePath(facts.key),
            .fact = facts.recordsForgotten ? tr("Its %Ln record(s) are in no total.", nullptr, plural(facts.forgotten))
                                           : tr("Its %Ln record(s) stay in all totals.", nullptr, plural(facts.records))};
}

QString SourcesView::summary() const
{
    const auto count = [this](auto is) { return int(std::count_if(m_data.sources.begin(), m_data.sources.end(), is)); };
    QStringList parts{tr("%n source(s)", nullptr, int(m_data.sources.size()))};
    if (const int problems = count([](const SourceEntry &entry) { return entry.facts.problems > 0 || entry.isMissing; }); problems > 0) {
        parts << tr("%n with problems", "sources", problems);
    }
    if (const int paused = count([](const SourceEntry &entry) { return !entry.facts.isRead(); }); paused > 0) {
        parts << tr("%n paused", "sources", paused);
    }
    const QString sources = commaJoined(parts);
    return m_data.accounts.accounts.empty() ? sources : sources + QStringLiteral(" · ") + AccountsView{m_context}.summary(m_data.accounts);
}

Statement SourcesView::newTool(const NewTool &tool)
{
    const int more = int(tool.folders.size()) - 1;
    const QString first = shortPath(tool.folders.front());
    const QString folders = more > 0 ? tr("%1 and %n more folder(s)", "a folder", more).arg(first) : first;
    return {.fact = tr("Found on this computer and not read: %1, %2 in %3.", "a tool, files, folders")
                        .arg(shownFormatName(tool.name), tr("%Ln file(s)", nullptr, plural(tool.files)), folders),
            .meaning = tr("What it used is in no total until it is imported. Its logs are only read, never changed."),
            .verbs = {tr("Import"), tr("Not this one")}};
}

QString SourcesView::watching(const WatchLimit &limit)
{
    const QString looked = tr("Not all logs can be watched: the others are looked at every %n second(s).", nullptr, limit.seconds);
    return limit.setting.isEmpty() ? sentences(looked, tr("There are more folders than this program watches."))
                                   : sentences(looked, tr("The system's limit is reached; an administrator can raise it: sysctl %1.").arg(limit.setting));
}

QString SourcesView::meaning(const Overlap &overlap) const
{
    if (overlap.isOfExports && overlap.isDefault) {
        const QString rows = tr("Where one has at least as much of every class of a day and model as the other, it alone counts: %Ln record(s) are left out.", nullptr, plural(overlap.records));
        return overlap.isUncertain ? sentences(rows, tr("Where neither has, they are taken for two computers' usage, and both count until you choose.")) : rows;
    }
    if (overlap.choice == OverlapChoice::Both && overlap.isDefault) {
        return tr("Many requests stand in both, but not all of them: it cannot be told which are the same, and both count until you choose.");
    }
    if (overlap.choice == OverlapChoice::Both) {
        return tr("As you chose, both count: what both tell of is counted twice.");
    }
    const QString kept = name(*overlap.kept());
    const QString left = tr("%Ln record(s) of %1 on these days are left out; nothing is counted twice.", nullptr, plural(overlap.records)).arg(name(*overlap.left()));
    if (!overlap.isDefault) {
        return sentences(tr("As you chose, %1 counts.").arg(kept), left);
    }
    QString why;
    switch (overlap.secondTells) {
    case SourceTells::Gateway:
        why = tr("%1 counts: %2 logged the same requests on their way, and one is enough.").arg(kept, name(*overlap.left()));
        if (overlap.isUncertain) {
            why = sentences(why, tr("On days on which not all requests stand in both it cannot be told: there both count until you choose."));
        }
        break;
    case SourceTells::Requests:
        why = tr("%1 counts: both tell the same requests, and one is enough.").arg(kept);
        break;
    case SourceTells::Buckets:
        why = overlap.firstTells == SourceTells::Requests ? tr("%1 counts: it tells every request, with project and session, where the other has sums.").arg(kept)
                                                          : tr("%1 counts: both have sums of the same usage, and one is enough.").arg(kept);
        break;
    case SourceTells::Sums:
        why = tr("%1 counts: it tells more than a gateway's sums.").arg(kept);
        break;
    case SourceTells::Tracker:
        why = overlap.firstTells == SourceTells::Tracker ? tr("%1 counts: both summed the same logs, and one is enough.").arg(kept)
                                                         : tr("%1 counts: it holds the records themselves, which the other program has only summed.").arg(kept);
        if (overlap.hasSumsOfTools) {
            why = sentences(why, tr("Sums over several tools are left out as a whole where each of the tools has records of its own on that day, else only where a record has the same model."));
        }
        break;
    }
    return sentences(why, left);
}

Statement SourcesView::statement(const Overlap &overlap) const
{
    // Of a pair that has several providers in common each is told by itself.
    const auto ofPair = [&](const Overlap &other) { return other.pair.first == overlap.pair.first && other.pair.second == overlap.pair.second; };
    const QString days = DateText::range(overlap.from, overlap.to, m_context.today);
    const QString both = tr("%1 and %2", "two sources").arg(name(overlap.pair.first), name(overlap.pair.second));
    return {.fact = std::count_if(m_data.overlaps.begin(), m_data.overlaps.end(), ofPair) < 2
                ? tr("Two sources cover the same spend: %1, %2.", "sources, days").arg(both, days)
                : tr("Two sources cover the same spend: %1 for %2, %3.", "sources, provider, days")
                      .arg(both, overlap.pair.provider.empty() ? tr("no provider") : visibleText(overlap.pair.provider), days),
            .meaning = meaning(overlap),
            .verbs = {tr("Compare the two"), tr("Change…")}};
}

Statement SourcesView::idlePairs(int pairs)
{
    return {.fact = tr("And %Ln more pair(s) in which nothing is left out.", nullptr, pairs),
            .meaning = tr("A third source tells what these tell, and counts."),
            .verbs = {tr("Show them")}};
}

PageTable SourcesView::table() const
{
    PageTable table;
    table.title = tr("Sources");
    table.columns = {tr("Source"), tr("Format"), tr("Path"), tr("State"), tr("Records"), tr("Not counting"), tr("First day"), tr("Last day"),
                     tr("Files"), tr("Bytes read"), tr("Last read"), tr("Copies in a file"), tr("Lines left out"), tr("Problems")};
    for (const std::vector<SourceEntry> *entries : {&m_data.sources, &m_data.forgotten}) {
        for (const SourceEntry &entry : *entries) {
            const SourceFacts &facts = entry.facts;
            PageTable::Cell read{.text = lastRead(facts)};
            if (facts.lastRead) {
                read.exact = QString::fromStdString(toRfc3339(*facts.lastRead));
            }
            table.rows.push_back({{.text = sourceName(facts.key.format)}, {.text = visibleText(facts.key.format)}, {.text = sourcePath(facts.key), .exact = QString::fromStdString(facts.key.root)},
                                  {.text = state(entry)}, countCell(facts.records), countCell(facts.notCounting()), dayCell(facts.oldest, m_context.zone, m_context.today),
                                  dayCell(facts.newest, m_context.zone, m_context.today), countCell(facts.files),
                                  {.text = ByteText::shortForm(facts.bytesRead), .exact = QString::number(facts.bytesRead), .number = true}, read,
                                  countCell(facts.duplicateLines), countCell(facts.skippedLines), countCell(facts.problems)});
        }
    }
    return table;
}

PageTable SourcesView::overlapTable() const
{
    PageTable table;
    table.title = tr("Sources that cover the same spend");
    table.columns = {tr("First"), tr("Second"), tr("Provider"), tr("From"), tr("To"), tr("Days"), tr("Counts"), tr("Records left out"), tr("Tokens left out")};
    for (const Overlap &overlap : m_data.overlaps) {
        table.rows.push_back({{.text = name(overlap.pair.first)}, {.text = name(overlap.pair.second)}, {.text = visibleText(overlap.pair.provider)},
                              {.text = DateText::day(overlap.from, m_context.today), .exact = QString::fromStdString(toIso(overlap.from))},
                              {.text = DateText::day(overlap.to, m_context.today), .exact = QString::fromStdString(toIso(overlap.to))}, countCell(overlap.days),
                              {.text = overlap.kept() == nullptr ? tr("both") : name(*overlap.kept())}, countCell(overlap.records), countCell(overlap.tokens)});
    }
    return table;
}

PageTable SourcesView::files(const SourceKey &source, const std::vector<SourceFile> &files) const
{
    PageTable table;
    table.title = tr("Files of %1").arg(name(source));
    table.columns = {tr("File"), tr("Changed"), tr("Size"), tr("Read up to"), tr("Copies"), tr("Lines left out"), tr("Problems")};
    for (const SourceFile &file : files) {
        const QString path = QString::fromStdString(file.path);
        PageTable::Cell changed{.text = file.modified ? moment(*file.modified) : NumberText::notApplicable()};
        if (file.modified) {
            changed.exact = QString::fromStdString(toRfc3339(*file.modified));
        }
        table.rows.push_back({{.text = fileBelow(source, path), .exact = path}, changed,
                              {.text = ByteText::shortForm(file.size), .exact = QString::number(file.size), .number = true},
                              {.text = file.bytesRead >= file.size ? tr("its end") : ByteText::shortForm(file.bytesRead), .exact = QString::number(file.bytesRead), .number = true},
                              countCell(file.duplicateLines), countCell(file.skippedLines), countCell(file.problems)});
    }
    table.note = tr("A double click or Return opens the file.");
    return table;
}

PageTable SourcesView::days(const OverlapDays &days) const
{
    const QString first = name(days.overlap.pair.first);
    const QString second = name(days.overlap.pair.second);
    PageTable table;
    table.title = tr("%1 and %2, day by day", "two sources").arg(first, second);
    table.columns = {tr("Day"), tr("Records, %1").arg(first), tr("Records, %1").arg(second), tr("Tokens, %1").arg(first), tr("Tokens, %1").arg(second), tr("Difference")};
    const auto cells = [](PageTable::Cell head, const OverlapSide &a, const OverlapSide &b) {
        return std::vector<PageTable::Cell>{std::move(head), countCell(a.records), countCell(b.records), countCell(a.tokens), countCell(b.tokens), countCell(b.tokens - a.tokens)};
    };
    for (const OverlapDay &day : days.days) {
        table.rows.push_back(cells({.text = DateText::full(day.day), .exact = QString::fromStdString(toIso(day.day))}, day.first, day.second));
    }
    table.footer = cells({.text = tr("%Ln day(s)", nullptr, plural(std::int64_t(days.days.size())))}, days.first, days.second);
    table.note = tr("Days on which both tell something, as %1 cuts them.").arg(second);
    return table;
}

OverlapTexts SourcesView::choices(const OverlapDays &days) const
{
    const QString first = name(days.overlap.pair.first);
    const QString second = name(days.overlap.pair.second);
    const auto amount = [](const OverlapSide &side) {
        return tr("%1 tokens in %2", "tokens, records").arg(TokenText::shortForm(side.tokens), tr("%Ln record(s)", nullptr, plural(side.records)));
    };
    OverlapTexts texts;
    texts.fact = tr("On %Ln day(s) both %1 and %2 have usage of %3.", nullptr, plural(std::int64_t(days.days.size()))).arg(first, second, visibleText(days.overlap.pair.provider));
    const std::int64_t more = days.second.tokens - days.first.tokens;
    texts.difference = more == 0 ? tr("They tell the same number of tokens.")
                                 : tr("%1 tells %2 tokens more (%3).", "a source, tokens, share")
                                       .arg(more > 0 ? second : first, TokenText::shortForm(std::abs(more)), ShareText::oneDecimal(std::abs(more), std::max(days.first.tokens, days.second.tokens)));
    // What is left out is known of the choice that holds; of others, what they tell of these days is the most it can be.
    const OverlapSide left{.records = days.overlap.records, .tokens = days.overlap.tokens};
    const bool isUsualApart = days.overlap.isByRecognition;
    const auto leaves = [&](OverlapChoice choice, const OverlapSide &most) {
        const bool holds = choice == days.overlap.choice && !(isUsualApart && days.overlap.isDefault);
        return holds ? amount(left) : tr("up to %1", "an amount").arg(amount(most));
    };
    OverlapSide both = days.first;
    both += days.second;
    QString firstMeaning = tr("Counts %1; leaves out %2.", "amounts").arg(amount(days.first), leaves(OverlapChoice::First, days.second));
    if (isUsualApart) {
        const QString rule = days.overlap.isOfExports ? tr("Where one has at least as much of every class of a day and model as the other, it alone counts; elsewhere both count.")
            : days.overlap.secondTells == SourceTells::Gateway
            ? tr("%1 counts on days on which all requests that %2 has of a model stand in both; on other days both count.").arg(first, second)
            : tr("%1 counts on days on which both have the same sum of a model; on other days both count.").arg(first);
        const bool holds = days.overlap.isDefault && days.overlap.records > 0;
        const QString meaning = holds ? sentences(rule, tr("That leaves out %1.", "an amount").arg(amount(left))) : rule;
        texts.usual = {.label = tr("What is recognised as the same counts once (usual)"), .meaning = meaning};
        firstMeaning = sentences(firstMeaning, tr("On days and models that %1 has at all, what only %2 has is left out, too.").arg(first, second));
    }
    texts.options = {{{isUsualApart ? tr("%1 always counts").arg(first) : tr("%1 counts (usual)").arg(first), firstMeaning},
                      {isUsualApart ? tr("%1 always counts").arg(second) : tr("%1 counts").arg(second),
                       sentences(tr("Counts %1; leaves out %2.", "amounts").arg(amount(days.second), leaves(OverlapChoice::Second, days.first)),
                                 tr("What it does not tell, such as projects or sessions, is not known on these days."))},
                      {tr("Both count"), tr("Counts %1: right only where they tell different usage.", "an amount").arg(amount(both))}}};
    return texts;
}

ForgetTexts SourcesView::forget(const SourceEntry &entry, const ForgetEffect &effect) const
{
    const SourceFacts &facts = entry.facts;
    ForgetTexts texts;
    texts.name = name(facts.key);
    texts.path = sourcePath(facts.key);
    texts.meaning << tr("It is not looked at any more, and what its tool writes from now on is not counted. Its files are not touched.")
                  << tr("Its %Ln record(s) stay in the ledger and in all totals, unless you take them out here. Either way they stay known: otherwise the next scan would bring them back.",
                        nullptr, plural(facts.records))
                  << tr("It can be taken back at any time: at the end of this page, or by adding its path again.");
    if (effect.records > 0) {
        texts.withRecords = tr("Also take its records out of all totals");
        texts.effect = tr("%Ln record(s) no longer count.", nullptr, plural(effect.records));
        if (effect.shared > 0) {
            texts.effect = sentences(texts.effect, tr("%Ln stand in another source, too, and go on counting.", "records", plural(effect.shared)));
        }
    }
    return texts;
}

std::vector<DuplicateTexts> SourcesView::duplicates(const SourceKey &source, const SourceDuplicates &duplicates) const
{
    std::vector<DuplicateTexts> sections;
    std::size_t place = 0;
    const QString tool = name(source);
    const SourceCopies &counting = duplicates.copies;
    const auto without = [&](std::int64_t more) {
        return tr("Without this rule %1 would count up to %2 tokens more: %3 in place of %4.", "a source, tokens")
            .arg(tool, TokenText::shortForm(more), TokenText::shortForm(counting.tokens + more), TokenText::shortForm(counting.tokens));
    };
    if (duplicates.lines > 0) {
        DuplicateTexts section;
        section.rule = tr("Lines of one request in one file");
        section.sums = tr("Merged: %1.", "lines").arg(tr("%Ln line(s)", nullptr, plural(duplicates.lines)));
        if (duplicates.lineTokens && duplicates.uncountedLines < duplicates.lines) {
            section.sums = sentences(section.sums, without(*duplicates.lineTokens));
        }
        if (duplicates.uncountedLines > 0) {
            section.sums = sentences(section.sums, tr("Of %Ln line(s) it is not known what they would add: they were read before that was noted. “Scan again” tells it where their files are still there.",
                                                      nullptr, plural(duplicates.uncountedLines)));
        }
        section.all = duplicates.files.count;
        section.groups = groups(source, duplicates.files.files, duplicates.filePlaces.data(), duplicates.places.size());
        section.examples = source.format == "claude-code" ? tr("The tool writes a line for each part of an answer, and repeats the request's usage in all of them.")
                                                          : tr("Several lines of a file tell of the same request.");
        sections.push_back(std::move(section));
    }
    for (const DuplicateRule &rule : counting.rules) {
        DuplicateTexts section;
        section.rule = InspectorView::ruleText(rule.rule, source.format);
        section.rule[0] = section.rule[0].toUpper();
        section.sums = tr("Merged: %1 of %2.", "copies, records").arg(tr("%Ln copy(ies)", nullptr, plural(rule.copies)), tr("%Ln record(s)", nullptr, plural(rule.records)));
        section.sums = sentences(section.sums, without(rule.tokens));
        if (!rule.cost.empty()) {
            std::vector<Money> sum = counting.cost;
            for (const Money &money : rule.cost) {
                addMoney(sum, money);
            }
            // Where nothing counts, or nothing with a price, that is an amount of zero.
            const QString counts = counting.cost.empty() ? MoneyText::amount(Money::fromAtto(0, rule.cost.front().currency())) : MoneyText::several(counting.cost);
            section.sums = sentences(section.sums, tr("At list prices that is up to %1 more: %2 in place of %3.", "amounts").arg(MoneyText::several(rule.cost), MoneyText::several(sum), counts));
        }
        if (rule.unpricedTokens > 0) {
            section.sums = sentences(section.sums, tr("%1 of these tokens have no price.").arg(TokenText::shortForm(rule.unpricedTokens)));
        }
        section.examples = std::int64_t(rule.examples.size()) < rule.records ? tr("The newest of them:") : QString{};
        section.all = rule.records;
        section.by = rule.rule;
        section.groups = groups(rule.examples, duplicates.places.data() + place, place);
        for (const DuplicateTexts::Group &group : section.groups) {
            place += std::size_t(group.places.size());
        }
        sections.push_back(std::move(section));
    }
    return sections;
}

std::vector<DuplicateTexts::Group> SourcesView::groups(const std::vector<DuplicateGroup> &groups, const Problem *places, std::size_t first) const
{
    std::vector<DuplicateTexts::Group> texts;
    for (const DuplicateGroup &each : groups) {
        DuplicateTexts::Group group;
        group.firstPlace = first;
        group.head = commaJoined({moment(each.time), visibleText(each.model), TokenText::tokens(each.tokens)});
        const Problem *const end = places + each.copies.size() + 1;
        const bool isAmbiguous = haveOneNameForTwoFiles(places, end);
        for (std::size_t i = 0; places != end; ++i, ++places) {
            const QString where = isAmbiguous ? placeWithFolder(*places) : ProblemText::place(*places);
            group.places << (i == 0 ? tr("%1, counts", "a place in a file").arg(where) : tr("%1, a copy", "a place in a file").arg(where));
        }
        first += each.copies.size() + 1;
        texts.push_back(std::move(group));
    }
    return texts;
}

std::vector<DuplicateTexts::Group> SourcesView::groups(const SourceKey &source, const std::vector<MergedFile> &files, const Problem *places, std::size_t first) const
{
    std::vector<DuplicateTexts::Group> texts;
    for (const MergedFile &file : files) {
        DuplicateTexts::Group group;
        group.firstPlace = first;
        QStringList head{fileBelow(source, QString::fromStdString(file.path)), tr("%Ln line(s)", nullptr, plural(file.lines))};
        if (file.tokens) {
            head << TokenText::tokens(*file.tokens);
        }
        group.head = commaJoined(head);
        if (file.places.isEmpty() || places[0].offset < 0) { // of a database the file is all that can be opened
            group.places << ProblemText::place(places[0]);
        } else {
            group.places << tr("%1, the first", "a place in a file").arg(ProblemText::place(places[0]))
                         << tr("%1, the last", "a place in a file").arg(ProblemText::place(places[1]));
        }
        places += 2;
        first += 2;
        texts.push_back(std::move(group));
    }
    return texts;
}

} // namespace tokenmeter
