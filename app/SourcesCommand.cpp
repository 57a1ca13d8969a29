// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Commands.h"

#include "ImportSources.h"
#include "LedgerAccess.h"
#include "Output.h"
#include "SourcesOutput.h"
#include "core/MappedFormat.h"
#include "flow/KnownSources.h"
#include "flow/Overlaps.h"
#include "flow/SourceDetails.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/SourceText.h"
#include "import/Discovery.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <cstdint>
#include <set>

namespace tokenmeter
{
namespace
{

using Action = SourcesCommand::Action;

struct SourcesTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::SourcesTexts)
};

int sourcesFailed(const Problem &problem)
{
    printError(ProblemText::full(problem));
    return problem.cause == Cause::BadArgument ? ExitUsage : ExitFailed;
}

/// A source as the user names it: its number in the list, or its path.
class SourceNames
{
public:
    explicit SourceNames(const std::vector<SourceFacts> &sources) : m_sources{sources} {}

    /// @return nothing: an error was printed
    const SourceFacts *find(const std::string &name) const
    {
        bool isNumber = false;
        const qlonglong number = QString::fromStdString(name).toLongLong(&isNumber);
        if (isNumber) {
            if (number >= 1 && number <= qlonglong(m_sources.size())) {
                return &m_sources[std::size_t(number - 1)];
            }
            printError(SourcesTexts::tr("There is no source number %1. The numbers are in: tokenmeter sources").arg(number));
            return nullptr;
        }
        const QString given = QDir::cleanPath(QDir::current().absoluteFilePath(QFile::decodeName(name.c_str())));
        const QString resolved = QFileInfo{given}.canonicalFilePath(); // roots are stored with links resolved
        const SourceFacts *found = nullptr;
        for (const SourceFacts &source : m_sources) {
            const QString root = text(source.key.root);
            if (root != given && root != resolved) {
                continue;
            }
            if (found != nullptr) {
                printError(SourcesTexts::tr("Several sources lie at %1. Give the number of one from: tokenmeter sources").arg(given));
                return nullptr;
            }
            found = &source;
        }
        if (found == nullptr) {
            printError(SourcesTexts::tr("Nothing was read from %1. What was read is in: tokenmeter sources").arg(given));
        }
        return found;
    }

private:
    const std::vector<SourceFacts> &m_sources;
};

int show(const CommandContext &context, const QJsonObject &json, const QString &words)
{
    if (context.json) {
        printJson(json);
    } else {
        print(words);
    }
    return ExitDone;
}

int notRead(const SourceFacts &source)
{
    printError(SourcesTexts::tr("This source is not read now. Resume it first: tokenmeter sources resume %1").arg(shellWord(text(source.pausedWith.empty() ? source.key.root : source.pausedWith))));
    return ExitFailed;
}

int decideState(const CommandContext &context, LedgerAccess &ledger, const SourcesCommand &command, const SourceFacts &source)
{
    const SourceState state = command.action == Action::Pause ? SourceState::Paused
        : command.action == Action::Forget                    ? SourceState::Forgotten
                                                              : SourceState::Read;
    if (command.action == Action::Resume && !source.pausedWith.empty()) {
        return notRead(source);
    }
    if (source.state == state && source.recordsForgotten == (state == SourceState::Forgotten && command.withRecords)) {
        return show(context, stateJson(source.key, state, {}), SourcesTexts::tr("That is so already. Nothing was changed.") + QLatin1Char('\n'));
    }
    const Result<ForgetEffect> effect = ledger.writer->setSourceState(source.key, state, command.withRecords, command.why, context.environment.now);
    return effect ? show(context, stateJson(source.key, state, *effect), stateText(source, state, command.withRecords, *effect)) : sourcesFailed(effect.problem());
}

/// The import that reads it: one without a path looks in the tools' own places alone.
QString importOf(const CommandContext &context, const SourceKey &source)
{
    const QString command = QStringLiteral("tokenmeter import");
    const Format *format = formatById(source.format);
    if (const std::optional<std::string_view> profile = profileOfFormat(source.format)) {
        return command + QStringLiteral(" --format generic --profile ") + shellWord(text(std::string{*profile})) + QLatin1Char(' ') + shellWord(text(source.root));
    }
    if (format == nullptr) { // of a later version of this program
        return command + QLatin1Char(' ') + shellWord(text(source.root));
    }
    const std::vector<std::string> own = ownRoots(*format, context.environment.places);
    return std::find(own.begin(), own.end(), source.root) != own.end() ? command : command + QLatin1Char(' ') + shellWord(text(source.root));
}

int rescan(const CommandContext &context, LedgerAccess &ledger, const SourceFacts &source)
{
    if (!source.isRead()) {
        return notRead(source);
    }
    const Result<Done> done = ledger.writer->rescanSource(source.key, context.environment.now);
    if (!done) {
        return sourcesFailed(done.problem());
    }
    return show(context, {{QStringLiteral("rescan"), sourceJson(source.key)}},
                SourcesTexts::tr("The next import reads it from the start: %1. Nothing is counted twice.").arg(importOf(context, source.key)) + QLatin1Char('\n'));
}

int decideCache(const CommandContext &context, LedgerAccess &ledger, const SourcesCommand &command, const SourceFacts &source)
{
    if (!mayLeaveCacheOut(source.key.format)) {
        printError(SourcesTexts::tr("Lines of %1 tell where their cached tokens are. There is nothing to decide.").arg(sourceName(source.key.format)));
        return ExitUsage;
    }
    const CacheReading reading = command.reading == "inside" ? CacheReading::Inside : command.reading == "beside" ? CacheReading::Beside : CacheReading::Told;
    QJsonObject json = sourceJson(source.key);
    json.insert(QStringLiteral("cache"), cacheWord(reading));
    if (source.cacheReading == reading) {
        return show(context, json, SourcesTexts::tr("That is so already. Nothing was changed.") + QLatin1Char('\n'));
    }
    if (!source.isRead()) {
        return notRead(source);
    }
    if (!QFileInfo::exists(text(placeOnDisk(source.key)))) {
        printError(SourcesTexts::tr("%1 is not there, so nothing of it can be read again. Where it has moved, import it at its new place.").arg(text(source.key.root)));
        return ExitFailed;
    }
    const Result<Done> done = ledger.writer->setCacheReading(source.key, reading, command.why, context.environment.now);
    if (!done) {
        return sourcesFailed(done.problem());
    }
    return show(context, json,
                SourcesTexts::tr("The next import reads it from the start: %1. Nothing is counted twice.").arg(importOf(context, source.key)) + QLatin1Char('\n')
                    + SourcesTexts::tr("Records whose file is gone keep the old reading.") + QLatin1Char('\n') + SourcesTexts::tr("To take it back: tokenmeter undo") + QLatin1Char('\n'));
}

std::optional<SightingRule> ruleNamed(const std::string &name)
{
    return name == "same-identity"      ? std::optional{SameIdentity}
        : name == "sidechain-replay" ? std::optional{SidechainReplay}
        : name == "weak-identity"    ? std::optional{WeakIdentity}
                                     : std::nullopt;
}

int duplicates(const CommandContext &context, LedgerAccess &ledger, const SourcesCommand &command, const SourceFacts &source)
{
    const std::size_t most = command.all ? SIZE_MAX : command.limit;
    const DuplicatesShown shown{.lines = command.rule.empty() || command.rule == "same-file", .copies = command.rule != "same-file", .oneRule = !command.rule.empty()};
    const Result<SourceDuplicates> found
        = sourceDuplicatesOf(*ledger.reader, source.key, {.rule = ruleNamed(command.rule), .limit = shown.copies ? most : 0}, shown.lines ? most : 0);
    return found ? show(context, duplicatesJson(source, *found, shown), duplicatesText(source, *found, shown)) : sourcesFailed(found.problem());
}

int allDuplicates(const CommandContext &context, LedgerAccess &ledger, const std::vector<SourceFacts> &sources)
{
    std::vector<SourceDuplicates> all;
    for (const SourceFacts &source : sources) {
        Result<SourceDuplicates> found = sourceDuplicatesOf(*ledger.reader, source.key, {.limit = 0}, 0);
        if (!found) {
            return sourcesFailed(found.problem());
        }
        all.push_back(*std::move(found));
    }
    return show(context, allDuplicatesJson(sources, all), allDuplicatesText(sources, all));
}

int overlaps(const CommandContext &context, LedgerAccess &ledger, const SourcesCommand &command, const std::vector<SourceFacts> &sources)
{
    const Result<LedgerSummary> summary = ledger.reader->summary();
    if (!summary) {
        return sourcesFailed(summary.problem());
    }
    const Result<std::vector<Overlap>> found = overlapsOf(*ledger.reader, Zone::byId(summary->zoneId).value_or(Zone::utc()));
    return found ? show(context, overlapsJson(*found, sources), overlapsText(*found, sources, command.all)) : sourcesFailed(found.problem());
}

/// Empty where the newest entry of the journal is about something else.
std::string newestDecision(LedgerReader &reader)
{
    const Result<std::vector<JournalEntry>> newest = reader.journal(1);
    return newest && !newest->empty() && newest->front().action == "overlap decided" ? newest->front().uuid : std::string{};
}

int prefer(const CommandContext &context, LedgerAccess &ledger, const SourcesCommand &command, const std::vector<SourceFacts> &sources)
{
    const SourceNames names{sources};
    const SourceFacts *winner = names.find(command.source);
    const SourceFacts *other = winner != nullptr ? names.find(command.other) : nullptr;
    if (other == nullptr) {
        return ExitUsage;
    }
    const OverlapPair pair{winner->key, other->key, providerMeant(command.provider)};
    const Result<LedgerSummary> summary = ledger.reader->summary();
    if (!summary) {
        return sourcesFailed(summary.problem());
    }
    // A tracker's day is one of the ledger's zone.
    const Result<std::vector<Overlap>> found = ledger.reader->overlaps(Zone::byId(summary->zoneId).value_or(Zone::utc()));
    if (!found) {
        return sourcesFailed(found.problem());
    }
    const auto isPair = [&](const Overlap &one) {
        return (one.pair.first == pair.first && one.pair.second == pair.second) || (one.pair.first == pair.second && one.pair.second == pair.first);
    };
    const bool doOverlap = std::any_of(found->begin(), found->end(), [&](const Overlap &one) {
        return isPair(one) && (pair.provider.empty() || pair.provider == providerMeant(one.pair.provider));
    });
    // Two logs of requests may be chosen between whatever was found in them, where one may have been written on the other's way.
    const auto logsRequests = [](const SourceKey &key) { return tellsOf(key.format) == SourceTells::Requests || mayLogAgain(key.format); };
    const bool mayRepeat = winner != other && logsRequests(pair.first) && logsRequests(pair.second) && (mayLogAgain(pair.first.format) || mayLogAgain(pair.second.format));
    if (!doOverlap && !mayRepeat && !command.usual) {
        printError(SourcesTexts::tr("These two do not tell of the same usage. What overlaps is in: tokenmeter sources overlaps"));
        return ExitUsage;
    }
    const std::optional<OverlapChoice> choice = command.usual ? std::nullopt : std::optional{command.both ? OverlapChoice::Both : OverlapChoice::First};
    std::set<std::string> providers{pair.provider};
    if (command.usual && command.provider.empty()) { // the window decides for one provider
        for (const Overlap &one : *found) {
            if (!one.isDefault && isPair(one)) {
                providers.insert(one.decidedFor);
            }
        }
    }
    std::int64_t changed = 0;
    int decisions = 0; // each is taken back by itself
    std::string before = newestDecision(*ledger.reader);
    for (const std::string &provider : providers) {
        const OverlapPair ofProvider{pair.first, pair.second, provider};
        const Result<std::int64_t> decided = ledger.writer->setOverlapChoice(ofProvider, choice, command.why, context.environment.now);
        if (!decided) {
            return sourcesFailed(decided.problem());
        }
        changed += *decided;
        const std::string newest = newestDecision(*ledger.reader);
        decisions += newest == before ? 0 : 1;
        before = newest;
    }
    const QJsonObject json{{QStringLiteral("records"), qint64(changed)}};
    if (decisions == 0) {
        return show(context, json, SourcesTexts::tr("That is so already. Nothing was changed.") + QLatin1Char('\n'));
    }
    const QString number = NumberText::whole(changed);
    return show(context, json,
                (decisions == 1 ? SourcesTexts::tr("%1 records count now and did not, or no longer count. To take it back: tokenmeter undo").arg(number)
                                : SourcesTexts::tr("%1 records count now and did not, or no longer count. To take it back, %2 times: tokenmeter undo")
                                      .arg(number, NumberText::whole(decisions)))
                    + QLatin1Char('\n'));
}

bool writes(Action action)
{
    return action != Action::List && action != Action::Duplicates && action != Action::Overlaps;
}

} // namespace

int runSources(const CommandContext &context, const SourcesCommand &command)
{
    Result<LedgerAccess> ledger = writes(command.action) ? openForWriting(context.ledger, context.zone, context.environment.now) : openForReading(context.ledger);
    if (!ledger && ledger.problem().cause == Cause::LedgerMissing) {
        ledger = openForWriting(context.ledger, context.zone, context.environment.now); // an empty ledger has read nothing
    }
    const Result<std::vector<SourceFacts>> sources = ledger ? ledger->reader->sourceFacts() : Result<std::vector<SourceFacts>>{ledger.problem()};
    if (!sources) {
        return sourcesFailed(sources.problem());
    }
    switch (command.action) {
    case Action::List:
        return show(context, sourcesJson(*sources, context.zone, context.environment.now), sourcesText(*sources, context.zone, context.environment.now));
    case Action::Overlaps:
        return overlaps(context, *ledger, command, *sources);
    case Action::Prefer:
        return prefer(context, *ledger, command, *sources);
    case Action::Duplicates:
        if (command.source.empty()) {
            return allDuplicates(context, *ledger, *sources);
        }
        break;
    default:
        break;
    }
    const SourceFacts *source = SourceNames{*sources}.find(command.source);
    if (source == nullptr) {
        return ExitUsage;
    }
    switch (command.action) {
    case Action::Rescan:
        return rescan(context, *ledger, *source);
    case Action::Duplicates:
        return duplicates(context, *ledger, command, *source);
    case Action::Cache:
        return decideCache(context, *ledger, command, *source);
    default:
        return decideState(context, *ledger, command, *source);
    }
}

} // namespace tokenmeter
