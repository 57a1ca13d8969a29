// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Commands.h"

#include "CloseOutput.h"
#include "Json.h"
#include "LedgerAccess.h"
#include "Output.h"
#include "PriceFiles.h"
#include "ProposalOutput.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "pricing/PriceList.h"
#include "pricing/Proposal.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QUuid>

#include <optional>

namespace tokenmeter
{
namespace
{

struct PricesTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::PricesTexts)
};

int failed(const Problem &problem, int status = ExitFailed)
{
    printError(ProblemText::full(problem));
    return status;
}

int list(const CommandContext &context, const PricesCommand &command)
{
    const Result<LedgerAccess> ledger = openForReading(context.ledger);
    if (!ledger) {
        return failed(ledger.problem());
    }
    const Result<std::vector<LedgerReader::ModelVolume>> models = ledger->reader->models();
    if (!models) {
        return failed(models.problem());
    }
    QJsonArray array;
    TextTable table{{{PricesTexts::tr("Model")},
                     {PricesTexts::tr("Provider")},
                     {PricesTexts::tr("Requests"), TextTable::Align::Right},
                     {PricesTexts::tr("Tokens"), TextTable::Align::Right},
                     {PricesTexts::tr("Unpriced requests"), TextTable::Align::Right},
                     {PricesTexts::tr("Priced as")}}};
    for (const LedgerReader::ModelVolume &model : *models) {
        if (command.unpricedOnly && model.unpricedRequests == 0) {
            continue;
        }
        const Pricer::ModelName name = ledger->pricer->nameOf(model.provider, model.model, context.environment.now);
        array.append(QJsonObject{{QStringLiteral("model"), text(model.model)},
                                 {QStringLiteral("provider"), text(model.provider)},
                                 {QStringLiteral("requests"), qint64(model.requests)},
                                 {QStringLiteral("tokens"), qint64(model.tokens)},
                                 {QStringLiteral("unpriced_requests"), qint64(model.unpricedRequests)},
                                 {QStringLiteral("unpriced_tokens"), qint64(model.unpricedTokens)},
                                 {QStringLiteral("key"), name.key.empty() ? QJsonValue{} : QJsonValue{text(name.key)}}});
        table.addRow({text(model.model), text(model.provider), NumberText::whole(model.requests),
                      NumberText::whole(model.tokens), NumberText::whole(model.unpricedRequests),
                      name.key.empty() ? NumberText::notApplicable() : text(name.key)});
    }
    if (context.json) {
        printJson({{QStringLiteral("models"), array}});
    } else {
        print(array.isEmpty() ? (command.unpricedOnly ? PricesTexts::tr("Every model in the ledger has a price.")
                                                      : PricesTexts::tr("The ledger holds no usage yet."))
                      + QLatin1Char('\n')
                              : table.toText());
    }
    return ExitDone;
}

QString orDash(const std::string &price)
{
    return price.empty() ? NumberText::notApplicable() : text(price);
}

int show(const CommandContext &context, const PricesCommand &command)
{
    const Result<LedgerAccess> ledger = openForReading(context.ledger);
    const Result<std::shared_ptr<const Catalogue>> used
        = ledger ? catalogueOf(*ledger->reader) : Result<std::shared_ptr<const Catalogue>>{Catalogue::builtIn()};
    if (!used) {
        return failed(used.problem());
    }
    const std::shared_ptr<const Catalogue> catalogue = *used;
    Pricer pricer{catalogue, {}};
    const Pricer::ModelName name = pricer.nameOf(command.provider, command.model, context.environment.now);
    const PriceListModel model = priceListOf(*catalogue, name.key);
    if (model.key.empty()) {
        QStringList near;
        for (const std::string &other : pricer.nearest(command.model, 5)) {
            near << text(other);
        }
        printError(ProblemText::sentence({.cause = Cause::UnknownModel, .args = {command.model}}) + QLatin1Char(' ')
                   + near.join(QStringLiteral(", ")));
        return ExitFailed;
    }
    QJsonArray rows;
    TextTable table{{{PricesTexts::tr("From")},
                     {PricesTexts::tr("To")},
                     {PricesTexts::tr("Mode")},
                     {PricesTexts::tr("Context from"), TextTable::Align::Right},
                     {PricesTexts::tr("Input"), TextTable::Align::Right},
                     {PricesTexts::tr("Cache read"), TextTable::Align::Right},
                     {PricesTexts::tr("Write 5 min"), TextTable::Align::Right},
                     {PricesTexts::tr("Write 1 h"), TextTable::Align::Right},
                     {PricesTexts::tr("Output"), TextTable::Align::Right},
                     {PricesTexts::tr("Status")}}};
    for (const PriceListRow &row : model.rows) {
        QJsonArray sources;
        for (const std::string &source : row.sources) {
            sources.append(text(source));
        }
        rows.append(QJsonObject{{QStringLiteral("from"), text(row.from)},
                                {QStringLiteral("to"), text(row.to)},
                                {QStringLiteral("mode"), text(row.mode)},
                                {QStringLiteral("min_context"), qint64(row.minContext)},
                                {QStringLiteral("input"), text(row.input)},
                                {QStringLiteral("cache_read"), text(row.cachedInput)},
                                {QStringLiteral("cache_write_5m"), text(row.cacheWrite5m)},
                                {QStringLiteral("cache_write_1h"), text(row.cacheWrite1h)},
                                {QStringLiteral("output"), text(row.output)},
                                {QStringLiteral("output_thinking"), text(row.outputThinking)},
                                {QStringLiteral("status"), text(row.status)},
                                {QStringLiteral("note"), text(row.note)},
                                {QStringLiteral("sources"), sources}});
        table.addRow({row.from.empty() ? PricesTexts::tr("launch") : text(row.from), orDash(row.to), text(row.mode),
                      NumberText::whole(row.minContext), orDash(row.input), orDash(row.cachedInput),
                      orDash(row.cacheWrite5m), orDash(row.cacheWrite1h), orDash(row.output), text(row.status)});
    }
    if (context.json) {
        printJson({{QStringLiteral("model"), text(model.key)},
                   {QStringLiteral("name"), text(model.displayName)},
                   {QStringLiteral("currency"), text(model.currency.code())},
                   {QStringLiteral("catalogue"), text(catalogue->version())},
                   {QStringLiteral("rows"), rows}});
    } else {
        print(PricesTexts::tr("%1 (%2): %3 per million tokens, catalogue %4")
                  .arg(text(model.displayName), text(model.key), text(model.currency.code()), text(catalogue->version()))
              + QLatin1Char('\n') + table.toText());
    }
    return ExitDone;
}

/// The own price that the options describe, or what is wrong with them.
Result<OwnPrice> ownPriceOf(const PricesCommand &command)
{
    OwnPrice price;
    price.uuid = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    price.model = command.model;
    price.provider = command.provider;
    price.currency = command.currency;
    price.from = command.from;
    price.to = command.to;
    price.input = command.input;
    price.cacheRead = command.cacheRead;
    price.cacheWrite5m = command.cacheWrite5m;
    price.cacheWrite1h = command.cacheWrite1h;
    price.output = command.output;
    if (const Result<Done> valid = checkOwnPrice(price); !valid) {
        return valid.problem();
    }
    return price;
}

/// @param moving how many amounts move; nothing: as many as rates do
int repriced(const CommandContext &context, LedgerAccess &ledger, std::optional<std::int64_t> moving = {})
{
    Result<std::unique_ptr<Pricer>> pricer = pricerOf(*ledger.reader);
    if (!pricer) {
        return failed(pricer.problem());
    }
    const Result<std::int64_t> moved = ledger.writer->reprice(false, rateSourceOf(**pricer));
    if (!moved) {
        return failed(moved.problem());
    }
    const Result<std::vector<CloseStanding>> closes = closeStandings(*ledger.reader, context.environment.now, LookAt::Sums);
    if (!closes) {
        return failed(closes.problem());
    }
    if (context.json) {
        printJson({{QStringLiteral("repriced_records"), qint64(moving.value_or(*moved))}, {QStringLiteral("closed"), pendingJson(*closes)}});
    } else {
        print(PricesTexts::tr("%1 records have a new price.").arg(NumberText::whole(moving.value_or(*moved))) + QLatin1Char('\n') + pendingText(*closes));
    }
    return ExitDone;
}

int set(const CommandContext &context, const PricesCommand &command)
{
    const Result<OwnPrice> price = ownPriceOf(command);
    if (!price) {
        printError(ProblemText::sentence(price.problem()));
        return ExitUsage;
    }
    Result<LedgerAccess> ledger = openForWriting(context.ledger, context.zone, context.environment.now);
    if (!ledger) {
        return failed(ledger.problem());
    }
    if (const Result<Done> added = ledger->writer->addOwnPrice(*price, context.environment.now); !added) {
        return failed(added.problem());
    }
    return repriced(context, *ledger);
}

int remove(const CommandContext &context, const PricesCommand &command)
{
    Result<LedgerAccess> ledger = openForWriting(context.ledger, context.zone, context.environment.now);
    if (!ledger) {
        return failed(ledger.problem());
    }
    const Result<std::vector<OwnPrice>> own = ledger->reader->ownPrices();
    if (!own) {
        return failed(own.problem());
    }
    bool any = false;
    for (const OwnPrice &price : *own) {
        if (price.model == command.model) {
            any = true;
            if (const Result<Done> removed = ledger->writer->removeOwnPrice(price.uuid, context.environment.now); !removed) {
                return failed(removed.problem());
            }
        }
    }
    return any ? repriced(context, *ledger) : failed({.cause = Cause::UnknownModel, .args = {command.model}});
}

Result<std::string> contentOf(const std::string &path)
{
    QFile file{QFile::decodeName(path.c_str())};
    if (!file.open(QIODevice::ReadOnly)) {
        return Problem{.cause = file.exists() ? Cause::FileUnreadable : Cause::FileMissing,
                       .file = path,
                       .args = {file.errorString().toStdString()}};
    }
    constexpr qint64 LargestCatalogue = 64 << 20;
    return file.read(LargestCatalogue).toStdString();
}

/// What is proposed: the text of a catalogue, and the file it is in, to be named when it is wrong.
struct Proposed
{
    std::string file{};
    std::string json{};
    bool isPending = false; ///< fetched, not named
};

/// The file that is named, else what was fetched last.
Result<Proposed> proposedBy(const CommandContext &context, const PricesCommand &command, const Catalogue &current)
{
    if (!command.file.empty()) {
        const Result<std::string> json = contentOf(command.file);
        return json ? Result<Proposed>{{.file = command.file, .json = *json}} : Result<Proposed>{json.problem()};
    }
    std::optional<PendingPrices> pending = PriceFiles{context.ledger}.pending();
    if (!pending) {
        return Problem{.cause = Cause::BadCatalogue, .args = {"proposal", "none waits; fetch one with: tokenmeter prices fetch models.dev"}};
    }
    if (pending->basis != basisOf(current)) {
        return staleProposal();
    }
    return Proposed{.json = std::move(pending->json), .isPending = true};
}

/// The proposal, compared with the catalogue that the ledger uses.
Result<std::pair<Proposed, Proposal>> proposalOf(const CommandContext &context, const PricesCommand &command, LedgerReader &reader)
{
    const Result<std::shared_ptr<const Catalogue>> current = catalogueOf(reader);
    if (!current) {
        return current.problem();
    }
    Result<Proposed> proposed = proposedBy(context, command, **current);
    if (!proposed) {
        return proposed.problem();
    }
    Result<Proposal> proposal = readProposal(**current, proposed->json);
    if (!proposal) {
        Problem problem = proposal.problem();
        problem.file = proposed->file;
        return problem;
    }
    return std::pair{*std::move(proposed), *std::move(proposal)};
}

int propose(const CommandContext &context, const PricesCommand &command)
{
    const Result<LedgerAccess> ledger = openForReading(context.ledger);
    if (!ledger) {
        return failed(ledger.problem());
    }
    const Result<std::pair<Proposed, Proposal>> read = proposalOf(context, command, *ledger->reader);
    if (!read) {
        return failed(read.problem());
    }
    const auto &[proposed, proposal] = *read;
    const Result<RepricePreview> preview = previewOf(*ledger->reader, proposal.catalogue);
    if (!preview) {
        return failed(preview.problem());
    }
    if (context.json) {
        printJson({{QStringLiteral("current"), text(proposal.currentVersion)},
                   {QStringLiteral("proposed"), text(proposal.version)},
                   {QStringLiteral("suspicious"), proposal.isSuspicious()},
                   {QStringLiteral("moves"), movesJson(*preview)},
                   {QStringLiteral("changes"), changesJson(proposal.changes)}});
        return ExitDone;
    }
    print(PricesTexts::tr("Price list %1 against %2 in use: %3 changes.")
              .arg(text(proposal.version), text(proposal.currentVersion), NumberText::whole(std::int64_t(proposal.changes.size())))
          + QLatin1Char('\n') + changesText(proposal.changes) + movesText(*preview)
          + (proposed.isPending ? PricesTexts::tr("Nothing has moved yet. Use it with: tokenmeter prices accept")
                                : PricesTexts::tr("Nothing has moved yet. Use it with: tokenmeter prices accept %1").arg(text(command.file)))
          + QLatin1Char('\n'));
    return ExitDone;
}

int accept(const CommandContext &context, const PricesCommand &command)
{
    Result<LedgerAccess> ledger = openForWriting(context.ledger, context.zone, context.environment.now);
    if (!ledger) {
        return failed(ledger.problem());
    }
    const Result<std::pair<Proposed, Proposal>> read = proposalOf(context, command, *ledger->reader);
    if (!read) {
        return failed(read.problem());
    }
    const auto &[proposed, proposal] = *read;
    // Every rate names the list it is from, so all of them change; what people want to know is how many amounts do.
    const Result<RepricePreview> preview = previewOf(*ledger->reader, proposal.catalogue);
    if (!preview) {
        return failed(preview.problem());
    }
    if (const Result<Done> done = ledger->writer->acceptCatalogue(proposal.version, proposed.json, context.environment.now); !done) {
        return failed(done.problem());
    }
    if (proposed.isPending) {
        PriceFiles{context.ledger}.dropPending();
    }
    return repriced(context, *ledger, preview->records);
}

} // namespace

int runPrices(const CommandContext &context, const PricesCommand &command)
{
    switch (command.action) {
    case PricesCommand::Action::List: return list(context, command);
    case PricesCommand::Action::Show: return show(context, command);
    case PricesCommand::Action::Set: return set(context, command);
    case PricesCommand::Action::Remove: return remove(context, command);
    case PricesCommand::Action::Propose: return propose(context, command);
    case PricesCommand::Action::Accept: return accept(context, command);
    case PricesCommand::Action::Fetch: break; // needs the network: sync/FetchPricesCommand.cpp
    }
    return ExitFailed;
}

} // namespace tokenmeter
