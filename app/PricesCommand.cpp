// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Commands.h"

#include "Json.h"
#include "LedgerAccess.h"
#include "Output.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "pricing/PriceList.h"
#include "pricing/Proposal.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QUuid>

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

int repriced(const CommandContext &context, LedgerAccess &ledger, bool unpricedOnly)
{
    Result<std::unique_ptr<Pricer>> pricer = pricerOf(*ledger.reader);
    if (!pricer) {
        return failed(pricer.problem());
    }
    const Result<std::int64_t> moved = ledger.writer->reprice(unpricedOnly, rateSourceOf(**pricer));
    if (!moved) {
        return failed(moved.problem());
    }
    if (context.json) {
        printJson({{QStringLiteral("repriced_records"), qint64(*moved)}});
    } else {
        print(PricesTexts::tr("%1 records have a new price.").arg(NumberText::whole(*moved)) + QLatin1Char('\n'));
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
    return repriced(context, *ledger, false);
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
    return any ? repriced(context, *ledger, false) : failed({.cause = Cause::UnknownModel, .args = {command.model}});
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

QString kindName(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::ModelAdded: return PricesTexts::tr("model added");
    case ChangeKind::ModelRemoved: return PricesTexts::tr("model removed");
    case ChangeKind::PriceAdded: return PricesTexts::tr("price added");
    case ChangeKind::PriceRemoved: return PricesTexts::tr("price removed");
    case ChangeKind::PriceClosed: return PricesTexts::tr("price ends");
    case ChangeKind::PeriodChanged: return PricesTexts::tr("period changed");
    case ChangeKind::PriceChanged: return PricesTexts::tr("price changed");
    case ChangeKind::TierChanged: return PricesTexts::tr("service tier changed");
    case ChangeKind::RegionChanged: return PricesTexts::tr("region changed");
    case ChangeKind::FeeChanged: return PricesTexts::tr("fee changed");
    case ChangeKind::CurrencyChanged: return PricesTexts::tr("currency changed");
    case ChangeKind::NamesChanged: return PricesTexts::tr("names changed");
    case ChangeKind::MoveChanged: return PricesTexts::tr("alias moved");
    case ChangeKind::ProviderChanged: return PricesTexts::tr("provider changed");
    }
    return {};
}

QJsonArray amountsJson(const std::vector<Money> &amounts)
{
    QJsonArray array;
    for (const Money &money : amounts) {
        array.append(toJson(money));
    }
    return array;
}

QString amountsText(const std::vector<Money> &amounts)
{
    QStringList texts;
    for (const Money &money : amounts) {
        texts << MoneyText::amount(money);
    }
    return texts.isEmpty() ? NumberText::notApplicable() : texts.join(QStringLiteral(" + "));
}

/// The proposal in a file, compared with the catalogue that the ledger uses.
Result<Proposal> proposalIn(const std::string &file, const std::string &json, LedgerReader &reader)
{
    Result<std::shared_ptr<const Catalogue>> current = catalogueOf(reader);
    if (!current) {
        return current.problem();
    }
    Result<Proposal> proposal = readProposal(**current, json);
    if (!proposal) {
        Problem problem = proposal.problem();
        problem.file = file;
        return problem;
    }
    return proposal;
}

int propose(const CommandContext &context, const PricesCommand &command)
{
    const Result<LedgerAccess> ledger = openForReading(context.ledger);
    if (!ledger) {
        return failed(ledger.problem());
    }
    const Result<std::string> json = contentOf(command.file);
    if (!json) {
        return failed(json.problem());
    }
    const Result<Proposal> proposal = proposalIn(command.file, *json, *ledger->reader);
    if (!proposal) {
        return failed(proposal.problem());
    }
    QJsonArray array;
    TextTable table{{{PricesTexts::tr("Model")},
                     {PricesTexts::tr("Change")},
                     {PricesTexts::tr("From")},
                     {PricesTexts::tr("Class")},
                     {PricesTexts::tr("Before"), TextTable::Align::Right},
                     {PricesTexts::tr("After"), TextTable::Align::Right},
                     {PricesTexts::tr("Look closely")}}};
    for (const CatalogueChange &change : proposal->changes) {
        array.append(QJsonObject{{QStringLiteral("model"), text(change.model)},
                                 {QStringLiteral("change"), kindName(change.kind)},
                                 {QStringLiteral("mode"), text(change.mode)},
                                 {QStringLiteral("from"), text(change.from)},
                                 {QStringLiteral("class"), text(change.priceClass)},
                                 {QStringLiteral("before"), text(change.before)},
                                 {QStringLiteral("after"), text(change.after)},
                                 {QStringLiteral("guarded"), change.guards != 0}});
        table.addRow({text(change.model), kindName(change.kind), text(change.from), text(change.priceClass),
                      text(change.before), text(change.after), change.guards != 0 ? PricesTexts::tr("yes") : QString{}});
    }
    const Result<std::vector<OwnPrice>> own = ledger->reader->ownPrices();
    if (!own) {
        return failed(own.problem());
    }
    Pricer proposed{proposal->catalogue, *own};
    const Result<RepricePreview> preview = ledger->reader->previewReprice(rateSourceOf(proposed));
    if (!preview) {
        return failed(preview.problem());
    }
    if (context.json) {
        printJson({{QStringLiteral("current"), text(proposal->currentVersion)},
                   {QStringLiteral("proposed"), text(proposal->version)},
                   {QStringLiteral("suspicious"), proposal->isSuspicious()},
                   {QStringLiteral("moves"),
                    QJsonObject{{QStringLiteral("records"), qint64(preview->records)},
                                {QStringLiteral("newly_priced"), qint64(preview->newlyPriced)},
                                {QStringLiteral("newly_unpriced"), qint64(preview->newlyUnpriced)},
                                {QStringLiteral("before"), amountsJson(preview->before)},
                                {QStringLiteral("after"), amountsJson(preview->after)}}},
                   {QStringLiteral("changes"), array}});
        return ExitDone;
    }
    print(PricesTexts::tr("Price list %1 against %2 in use: %3 changes.")
              .arg(text(proposal->version), text(proposal->currentVersion), NumberText::whole(std::int64_t(proposal->changes.size())))
          + QLatin1Char('\n'));
    if (!proposal->changes.empty()) {
        print(table.toText());
    }
    print(preview->records == 0
              ? PricesTexts::tr("No record of this ledger would get another amount.") + QLatin1Char('\n')
              : PricesTexts::tr("%1 records would move from %2 to %3; %4 of them had no price, %5 would have none.")
                      .arg(NumberText::whole(preview->records), amountsText(preview->before), amountsText(preview->after),
                           NumberText::whole(preview->newlyPriced), NumberText::whole(preview->newlyUnpriced))
                  + QLatin1Char('\n'));
    print(PricesTexts::tr("Nothing has moved yet. Use it with: tokenmeter prices accept %1").arg(text(command.file))
          + QLatin1Char('\n'));
    return ExitDone;
}

int accept(const CommandContext &context, const PricesCommand &command)
{
    Result<LedgerAccess> ledger = openForWriting(context.ledger, context.zone, context.environment.now);
    if (!ledger) {
        return failed(ledger.problem());
    }
    const Result<std::string> json = contentOf(command.file);
    if (!json) {
        return failed(json.problem());
    }
    const Result<Proposal> proposal = proposalIn(command.file, *json, *ledger->reader);
    if (!proposal) {
        return failed(proposal.problem());
    }
    if (const Result<Done> done = ledger->writer->acceptCatalogue(proposal->version, *json, context.environment.now); !done) {
        return failed(done.problem());
    }
    return repriced(context, *ledger, false);
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
    }
    return ExitFailed;
}

} // namespace tokenmeter
