// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Commands.h"

#include "Json.h"
#include "LedgerAccess.h"
#include "Output.h"
#include "View.h"
#include "core/Decimal.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>

#include <algorithm>
#include <cstdio>

namespace tokenmeter
{
namespace
{

using Kind = FactCommand::Kind;
using Action = FactCommand::Action;

struct FactTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::FactTexts)
};

Problem wrongFact(const char *option, const std::string &value)
{
    return {.cause = Cause::BadArgument, .args = {option, value}};
}

int factFailed(const Problem &problem)
{
    printError(ProblemText::full(problem));
    return problem.cause == Cause::BadArgument || problem.cause == Cause::UnknownZone ? ExitUsage : ExitFailed;
}

ReviewFactKind storedKind(Kind kind)
{
    return kind == Kind::Note ? ReviewFactKind::Note : kind == Kind::Outcome ? ReviewFactKind::Outcome : ReviewFactKind::Annotation;
}

/// The days that a fact is about.
NamedPeriod daysOf(const ReviewFact &fact)
{
    if (const Annotation *annotation = fact.annotation()) {
        return {NamedPeriod::Kind::Day, annotation->day, annotation->day};
    }
    return fact.note() != nullptr ? fact.note()->period : fact.outcome()->period;
}

QJsonObject factJson(const ReviewFact &fact)
{
    QJsonObject json{{QStringLiteral("number"), qint64(fact.id)},
                     {QStringLiteral("id"), text(fact.uuid)},
                     {QStringLiteral("created"), text(toRfc3339(fact.created))},
                     {QStringLiteral("changed"), text(toRfc3339(fact.changed))}};
    if (const ReviewNote *note = fact.note()) {
        json.insert(QStringLiteral("period"), text(toText(note->period)));
        json.insert(QStringLiteral("markdown"), text(note->markdown));
    } else if (const WorkOutcome *outcome = fact.outcome()) {
        json.insert(QStringLiteral("period"), text(toText(outcome->period)));
        json.insert(QStringLiteral("project"), outcome->project.empty() ? QJsonValue{} : QJsonValue{text(outcome->project)});
        json.insert(QStringLiteral("kind"), text(outcome->kind));
        json.insert(QStringLiteral("quantity"), text(formatDecimal(outcome->quantity, WorkOutcome::QuantityScale)));
        json.insert(QStringLiteral("money"), outcome->money ? QJsonValue{toJson(*outcome->money)} : QJsonValue{});
        json.insert(QStringLiteral("text"), text(outcome->text));
    } else if (const Annotation *annotation = fact.annotation()) {
        json.insert(QStringLiteral("day"), text(toIso(annotation->day)));
        json.insert(QStringLiteral("moment"), annotation->moment ? QJsonValue{text(toRfc3339(*annotation->moment))} : QJsonValue{});
        json.insert(QStringLiteral("kind"), text(std::string{toText(annotation->kind)}));
        json.insert(QStringLiteral("text"), text(annotation->text));
    }
    return json;
}

QString kindText(Annotation::Kind kind)
{
    switch (kind) {
    case Annotation::Kind::Release: return FactTexts::tr("release");
    case Annotation::Kind::Incident: return FactTexts::tr("incident");
    case Annotation::Kind::PriceChange: return FactTexts::tr("price change");
    case Annotation::Kind::Other: break;
    }
    return FactTexts::tr("other");
}

QString notesText(const std::vector<ReviewFact> &facts)
{
    QString lines;
    for (const ReviewFact &fact : facts) {
        lines += FactTexts::tr("%1, note %2:").arg(text(toText(daysOf(fact))), QString::number(fact.id)) + QLatin1Char('\n') + text(fact.note()->markdown)
            + QStringLiteral("\n\n");
    }
    return lines;
}

QString outcomesTable(const std::vector<ReviewFact> &facts)
{
    TextTable table{{{FactTexts::tr("Number")},
                     {FactTexts::tr("Period")},
                     {FactTexts::tr("Project")},
                     {FactTexts::tr("What")},
                     {FactTexts::tr("Quantity"), TextTable::Align::Right},
                     {FactTexts::tr("Saved"), TextTable::Align::Right},
                     {FactTexts::tr("Remark")}}};
    for (const ReviewFact &fact : facts) {
        const WorkOutcome &outcome = *fact.outcome();
        table.addRow({QString::number(fact.id), text(toText(outcome.period)), text(outcome.project), text(outcome.kind),
                      outcome.quantity == 0 && outcome.money ? QString{} : text(formatDecimal(outcome.quantity, WorkOutcome::QuantityScale)),
                      outcome.money ? MoneyText::amount(*outcome.money) : QString{}, text(outcome.text)});
    }
    return table.toText();
}

QString annotationsTable(const std::vector<ReviewFact> &facts)
{
    TextTable table{{{FactTexts::tr("Number")}, {FactTexts::tr("Day")}, {FactTexts::tr("Kind")}, {FactTexts::tr("What happened")}}};
    for (const ReviewFact &fact : facts) {
        const Annotation &annotation = *fact.annotation();
        table.addRow({QString::number(fact.id), text(annotation.moment ? toRfc3339(*annotation.moment) : toIso(annotation.day)), kindText(annotation.kind),
                      text(annotation.text)});
    }
    return table.toText();
}

int listFacts(const CommandContext &context, const FactCommand &command)
{
    const std::optional<NamedPeriod> within = command.period.empty() ? std::nullopt : parseNamedPeriod(command.period);
    if (!within && !command.period.empty()) {
        return factFailed(wrongFact("period", command.period));
    }
    Result<LedgerAccess> ledger = openForReading(context.ledger);
    if (!ledger && ledger.problem().cause == Cause::LedgerMissing) {
        ledger = openForWriting(context.ledger, context.zone, context.environment.now); // an empty ledger says nothing
    }
    Result<std::vector<ReviewFact>> facts = ledger ? ledger->reader->reviewFacts() : Result<std::vector<ReviewFact>>{ledger.problem()};
    if (!facts) {
        return factFailed(facts.problem());
    }
    std::erase_if(*facts, [&](const ReviewFact &fact) {
        return kindOf(fact.what) != storedKind(command.kind) || (within && !within->contains(daysOf(fact)));
    });
    std::stable_sort(facts->begin(), facts->end(), [](const ReviewFact &a, const ReviewFact &b) { return daysOf(a).from < daysOf(b).from; });
    if (context.json) {
        QJsonArray array;
        for (const ReviewFact &fact : *facts) {
            array.append(factJson(fact));
        }
        const char *key = command.kind == Kind::Note ? "notes" : command.kind == Kind::Outcome ? "outcomes" : "annotations";
        printJson({{QLatin1String(key), array}});
        return ExitDone;
    }
    if (facts->empty()) {
        print(FactTexts::tr("There is nothing yet.") + QLatin1Char('\n'));
    } else {
        print(command.kind == Kind::Note ? notesText(*facts) : command.kind == Kind::Outcome ? outcomesTable(*facts) : annotationsTable(*facts));
    }
    return ExitDone;
}

Result<std::string> noteText(const FactCommand &command)
{
    if (command.file.empty()) {
        return command.text;
    }
    QFile file{QFile::decodeName(command.file.c_str())};
    const bool opened = command.file == "-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened) {
        return Problem{.cause = file.exists() ? Cause::FileUnreadable : Cause::FileMissing, .file = command.file, .args = {file.errorString().toStdString()}};
    }
    constexpr qint64 MoreThanANote = 128 * 1024;
    return file.read(MoreThanANote).toStdString();
}

Result<Annotation> readWhen(const FactCommand &command, const Zone &zone, Annotation annotation)
{
    const std::optional<ParsedTime> when = parseTime(command.period);
    if (!when || (when->precision != Precision::Day && !when->hadZone)) {
        return wrongFact("day", command.period);
    }
    annotation.moment = when->precision == Precision::Day ? std::nullopt : std::optional{when->time};
    annotation.day = annotation.moment ? zone.dayOf(when->time) : *parseDay(command.period);
    return annotation;
}

/// @param before of edit: what is not typed stays
Result<ReviewFactBody> annotationOf(const FactCommand &command, const Zone &zone, Annotation before)
{
    Annotation annotation = std::move(before);
    if (!command.period.empty() || command.action == Action::Add) {
        const Result<Annotation> dated = readWhen(command, zone, annotation);
        if (!dated) {
            return dated.problem();
        }
        annotation = *dated;
    }
    if (!command.what.empty() || command.action == Action::Add) {
        const std::optional<Annotation::Kind> kind = parseAnnotationKind(command.what);
        if (!kind) {
            return wrongFact("kind", command.what);
        }
        annotation.kind = *kind;
    }
    annotation.text = command.text.empty() ? annotation.text : command.text;
    return ReviewFactBody{annotation};
}

Result<ReviewFactBody> outcomeOf(const FactCommand &command, const NamedPeriod &period)
{
    std::string kind = command.what;
    for (const std::string_view usual : UsualOutcomeKinds) { // without the blank a shell needs quotes for
        std::string joined{usual};
        std::replace(joined.begin(), joined.end(), ' ', '-');
        kind = kind == joined ? std::string{usual} : kind;
    }
    WorkOutcome outcome{.period = period, .project = command.project, .kind = kind, .text = command.text};
    if (command.quantity.empty() && command.amount.empty()) {
        return wrongFact("quantity", command.quantity);
    }
    if (!command.quantity.empty()) {
        const std::optional<Int128> quantity = parseDecimal(command.quantity, WorkOutcome::QuantityScale);
        if (!quantity) {
            return wrongFact("quantity", command.quantity);
        }
        outcome.quantity = *quantity;
    }
    if (!command.amount.empty()) {
        const std::optional<Int128> atto = parseDecimal(command.amount, MoneyScale);
        const Currency currency{command.currency.empty() ? std::string{"USD"} : command.currency};
        if (!atto || currency.isNone()) {
            return wrongFact(atto ? "--currency" : "--amount", atto ? command.currency : command.amount);
        }
        outcome.money = Money::fromAtto(*atto, currency);
    }
    return ReviewFactBody{outcome};
}

Result<ReviewFactBody> bodyOf(const FactCommand &command, const Zone &zone, const ReviewFact *before)
{
    if (command.kind == Kind::Annotation) {
        return annotationOf(command, zone, before != nullptr ? *before->annotation() : Annotation{});
    }
    const std::optional<NamedPeriod> period = before != nullptr ? std::optional{daysOf(*before)} : parseNamedPeriod(command.period);
    if (!period) {
        return wrongFact("period", command.period);
    }
    if (command.kind == Kind::Outcome) {
        return outcomeOf(command, *period);
    }
    const Result<std::string> markdown = noteText(command);
    return markdown ? Result<ReviewFactBody>{ReviewNote{.period = *period, .markdown = *markdown}} : Result<ReviewFactBody>{markdown.problem()};
}

Result<ReviewFact> storeFact(const LedgerAccess &ledger, const FactCommand &command, const Zone &zone, UtcTime now)
{
    std::optional<ReviewFact> before;
    if (command.action == Action::Edit) {
        const Result<std::vector<ReviewFact>> facts = ledger.reader->reviewFacts();
        if (!facts) {
            return facts.problem();
        }
        const auto found = std::find_if(facts->begin(), facts->end(), [&](const ReviewFact &fact) {
            return fact.id == command.id && kindOf(fact.what) == storedKind(command.kind);
        });
        if (found == facts->end()) {
            return wrongFact("id", std::to_string(command.id));
        }
        before = *found;
    }
    const Result<ReviewFactBody> body = bodyOf(command, zone, before ? &*before : nullptr);
    if (!body) {
        return body.problem();
    }
    return before ? ledger.writer->editReviewFact(command.id, *body, now) : ledger.writer->addReviewFact(*body, now);
}

} // namespace

int runFact(const CommandContext &context, const FactCommand &command)
{
    if (command.action == Action::List) {
        return listFacts(context, command);
    }
    const Result<View> view = viewOf(context, {.timezone = command.timezone});
    const UtcTime now = context.environment.now;
    const Result<LedgerAccess> ledger = view ? openForWriting(context.ledger, context.zone, now) : Result<LedgerAccess>{view.problem()};
    if (!ledger) {
        return factFailed(ledger.problem());
    }
    if (command.action == Action::Remove) {
        const Result<Done> done = ledger->writer->removeReviewFact(command.id, storedKind(command.kind), now);
        if (!done) {
            return factFailed(done.problem());
        }
        if (context.json) {
            printJson({{QStringLiteral("removed"), qint64(command.id)}});
        } else {
            print(FactTexts::tr("Number %1 was removed. To take that back: tokenmeter undo").arg(command.id) + QLatin1Char('\n'));
        }
        return ExitDone;
    }
    const Result<ReviewFact> stored = storeFact(*ledger, command, view->zone, now);
    if (!stored) {
        return factFailed(stored.problem());
    }
    if (context.json) {
        printJson(factJson(*stored));
    } else {
        print(FactTexts::tr("Kept as number %1. To take that back: tokenmeter undo").arg(stored->id) + QLatin1Char('\n'));
    }
    return ExitDone;
}

} // namespace tokenmeter
