// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/MappingText.h"

#include "core/Decimal.h"
#include "core/Money.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/TokenText.h"

#include <QRegularExpression>
#include <QStringList>

#include <algorithm>
#include <climits>

namespace tokenmeter
{
namespace
{

constexpr std::size_t MostReasons = 3; ///< in one line

/// Rows that are read without their amount.
std::int64_t rowsWith(Cause cause, const MappingTrial &trial)
{
    const std::vector<PreviewRow> &rows = trial.preview.rows;
    return std::count_if(rows.begin(), rows.end(), [cause](const PreviewRow &row) {
        return row.isRead && std::any_of(row.problems.begin(), row.problems.end(), [cause](const Problem &problem) { return problem.cause == cause && problem.field == "cost"; });
    });
}

int plural(std::int64_t count)
{
    return int(std::min<std::int64_t>(count, INT_MAX));
}

QString mappedAmount(const std::string &amount, const std::string &currency)
{
    const Currency unit{currency};
    const std::optional<Int128> value = parseDecimalRounded(amount, MoneyScale);
    if (unit.isNone() || !value) {
        return visibleText(amount + " " + currency);
    }
    return MoneyText::amount(Money::fromAtto(*value, unit));
}

} // namespace

QString MappingText::file(const FileHead &head, const Profile &profile, const TableHead &table)
{
    const int columns = plural(std::int64_t(table.columns.size()));
    QString kind;
    switch (profile.kind) {
    case Profile::Kind::Csv: kind = tr("CSV with %n column(s)", nullptr, columns); break;
    case Profile::Kind::Tsv: kind = tr("Table with tabs, %n column(s)", nullptr, columns); break;
    case Profile::Kind::Jsonl: kind = tr("JSON lines with %n field(s)", nullptr, columns); break;
    case Profile::Kind::Json: kind = tr("JSON list with %n field(s)", nullptr, columns); break;
    }
    const QString size = NumberText::locale().formattedDataSize(head.size, 0, QLocale::DataSizeSIFormat);
    const int rows = plural(std::int64_t(table.rows.size()));
    const bool hasMore = table.hasMore || (!head.isWhole && profile.kind != Profile::Kind::Json);
    return hasMore ? tr("%1, %2, the first %n row(s)", nullptr, rows).arg(kind, size) : tr("%1, %2, %n row(s)", nullptr, rows).arg(kind, size);
}

QString MappingText::trouble(HeadTrouble trouble, bool isWhole)
{
    switch (trouble) {
    case HeadTrouble::None: break;
    case HeadTrouble::Empty: return tr("This file is empty. Export it again with the period you want.");
    case HeadTrouble::Utf16: return tr("This file is written in UTF-16. Save it as UTF-8, in spreadsheets as “CSV UTF-8”, and open it again.");
    case HeadTrouble::Binary: return tr("This file is no text. Export it as CSV or JSON and open that.");
    case HeadTrouble::OneColumn: return tr("Everything stands in one column. Choose what separates the columns, or the kind of file.");
    case HeadTrouble::NoRows: return tr("There is no row below the names. Choose another row as the header, or export the file again.");
    case HeadTrouble::NotJson:
        return isWhole ? tr("There is no list of objects at this place of the file. Choose the list, or the kind of file.")
                       : tr("This list is longer than what can be looked at here. Export it as JSON lines or CSV, or in smaller files.");
    }
    return {};
}

QString MappingText::oddity(const TableHead &table)
{
    if (table.looksHeaderless) {
        return tr("The first row holds values where names are expected. If it is a record, the file has no names.");
    }
    if (!table.isUtf8) {
        return tr("Some letters are not UTF-8. Numbers are read; names may come out damaged.");
    }
    return {};
}

QString MappingText::field(ProfileColumn Profile::*column)
{
    const std::pair<ProfileColumn Profile::*, QString> names[] = {
        {&Profile::timestamp, tr("Time")},
        {&Profile::model, tr("Model")},
        {&Profile::provider, tr("Provider")},
        {&Profile::input, tr("Input tokens")},
        {&Profile::cacheRead, tr("Read from cache")},
        {&Profile::cacheWrite5m, tr("Written to cache")},
        {&Profile::cacheWrite1h, tr("Written for 1 hour")},
        {&Profile::output, tr("Output tokens")},
        {&Profile::reasoning, tr("Reasoning tokens")},
        {&Profile::total, tr("All tokens")},
        {&Profile::cost, tr("Cost")},
        {&Profile::project, tr("Project")},
        {&Profile::session, tr("Session")},
        {&Profile::user, tr("User")},
        {&Profile::requests, tr("Requests")},
        {&Profile::id, tr("Id of the record")},
        {&Profile::stopReason, tr("Stop reason")},
    };
    for (const auto &[member, name] : names) {
        if (member == column) {
            return name;
        }
    }
    return {};
}

QString MappingText::column(const Profile &profile, const std::string &name)
{
    QStringList fields;
    for (const auto &[key, member] : ProfileColumns) {
        const std::vector<std::string> &from = (profile.*member).from;
        if (std::find(from.begin(), from.end(), name) != from.end()) {
            fields << field(member);
        }
    }
    return fields.join(QStringLiteral(", "));
}

QString MappingText::reason(const Problem &problem)
{
    switch (problem.cause) {
    case Cause::MissingField: return problem.field == "timestamp" ? tr("no time") : tr("neither tokens nor cost");
    case Cause::BadTime: return tr("the time is not understood");
    case Cause::TimeTooEarly: return tr("a time before 2020");
    case Cause::BadQuoting: return tr("quotes do not match, or too many cells");
    case Cause::ColumnMissing: return tr("too few cells");
    case Cause::NotJson: return tr("no JSON");
    case Cause::WrongType: return tr("no object");
    case Cause::BadNumber:
        for (const auto &[key, member] : ProfileColumns) {
            if (key == problem.field) {
                return tr("%1 is no number", "a field of the mapping").arg(field(member));
            }
        }
        return ProblemText::sentence(problem);
    default: return ProblemText::sentence(problem);
    }
}

QString MappingText::amounts(const ProfilePreview &preview)
{
    QStringList parts;
    for (const auto &[currency, sum] : preview.amounts) {
        parts << mappedAmount(sum, currency);
    }
    return parts.join(QStringLiteral(" + "));
}

QString MappingText::fate(const MappingTrial &trial, std::size_t row)
{
    const RowFate &fate = trial.fates[row];
    switch (fate.kind) {
    case RowFate::Kind::Unread: return {};
    case RowFate::Kind::PassedOver: return tr("passed over");
    case RowFate::Kind::LeftOut: {
        const std::vector<Problem> &problems = trial.preview.rows[fate.row].problems;
        return problems.empty() ? tr("left out") : tr("left out: %1").arg(reason(problems.front()));
    }
    case RowFate::Kind::Read: break;
    }
    const UsageRecord &record = trial.preview.rows[fate.row].record;
    const std::int64_t tokens = record.tokens.total();
    const QString amount = record.reportedAmount.empty() ? QString{} : mappedAmount(record.reportedAmount, record.reportedCurrency);
    const QString counted = tokens > 0 ? TokenText::tokens(tokens) : QString{};
    return amount.isEmpty() ? counted : counted.isEmpty() ? amount : counted + QStringLiteral(" · ") + amount;
}

QString MappingText::details(const MappingTrial &trial, std::size_t row)
{
    const RowFate &fate = trial.fates[row];
    if (fate.kind != RowFate::Kind::Read && fate.kind != RowFate::Kind::LeftOut) {
        return {};
    }
    const PreviewRow &preview = trial.preview.rows[fate.row];
    QStringList lines;
    for (const Problem &problem : preview.problems) {
        lines << ProblemText::sentence(problem);
    }
    if (preview.isRead) {
        const TokenCounts &t = preview.record.tokens;
        const auto add = [&](const QString &name, std::int64_t count) {
            if (count != 0) {
                lines << QStringLiteral("%1: %2").arg(name, TokenText::exact(count));
            }
        };
        const std::string time = toRfc3339(preview.record.time);
        lines << QStringLiteral("%1: %2").arg(field(&Profile::timestamp),
                                              QString::fromStdString(preview.record.precision == Precision::Day ? time.substr(0, 10) : time));
        add(tr("Input that was not cached"), t.input);
        add(field(&Profile::cacheRead), t.cacheRead);
        add(field(&Profile::cacheWrite5m), t.cacheWrite5m);
        add(field(&Profile::cacheWrite1h), t.cacheWrite1h);
        add(field(&Profile::output), t.output);
        add(tr("of it reasoning"), t.reasoning);
    }
    return lines.join(u'\n');
}

QString MappingText::summary(const MappingTrial &trial)
{
    const auto rows = std::int64_t(trial.table.rows.size());
    QStringList parts{tr("%1 of %2 rows read").arg(NumberText::whole(trial.read), NumberText::whole(rows))};
    if (!trial.preview.amounts.empty()) {
        parts << amounts(trial.preview);
    }
    if (const std::int64_t tokens = trial.preview.tokens.total(); tokens > 0) {
        parts << tr("%1 tokens", "an abbreviated number").arg(TokenText::shortForm(tokens));
    }
    if (const std::int64_t unread = rowsWith(Cause::BadNumber, trial) + rowsWith(Cause::OtherCurrency, trial); unread > 0) {
        parts << tr("%n amount(s) not read", nullptr, plural(unread));
    }
    return parts.join(tr(", ", "between parts of a sum in words"));
}

QString MappingText::otherCurrency(const MappingTrial &trial, const Profile &profile)
{
    const std::int64_t rows = rowsWith(Cause::OtherCurrency, trial);
    return rows == 0 ? QString{}
                     : tr("%n amount(s) are of another currency than %1. Choose the currency of the cost.", nullptr, plural(rows)).arg(visibleText(profile.currency));
}

QString MappingText::command(const QString &profile)
{
    static const QRegularExpression plain{QStringLiteral("^[A-Za-z0-9._-]+$")};
    const bool isPlain = plain.match(profile).hasMatch() && !profile.startsWith(u'-');
    // A name has no quotes in it.
    return QStringLiteral("tokenmeter import --profile %1 FILE").arg(isPlain ? profile : u'"' + profile + u'"');
}

QString MappingText::missing(const MappingTrial &trial)
{
    const std::optional<Problem> &problem = trial.missing;
    if (!problem) {
        const std::vector<Problem> &problems = trial.preview.problems;
        return problems.empty() ? QString{}
            : problems.front().cause == Cause::ColumnMissing
            ? tr("The column “%1” is not in this file. Choose another one for it, or none.").arg(visibleText(problems.front().field))
            : ProblemText::sentence(problems.front());
    }
    const std::pair<const char *, QString> wanted[] = {
        {"columns.timestamp.from", tr("Choose the column that holds the time.")},
        {"columns.timestamp.format", tr("The pattern needs %Y, %m and %d, and knows %H, %M, %S and %f besides.")},
        {"columns.timestamp.zone", tr("Choose the time zone of times without one.")},
        {"columns.input", tr("Choose at least one column with tokens or a cost.")},
        {"columns.cost.currency", tr("Choose the currency of the cost.")},
        {"columns.cost.scale", tr("Choose the unit of the cost.")},
        {"semantics.input_includes_cache_read", tr("Say whether input includes what was read from the cache: a wrong guess counts tokens twice, or not at all.")},
        {"semantics.input_includes_cache_write", tr("Say whether input includes what was written to the cache.")},
        {"semantics.output_includes_reasoning", tr("Say whether output includes reasoning.")},
        {"columns.id.from", tr("Choose the column with the id, or tell equal rows by what is in them.")},
    };
    for (const auto &[key, sentence] : wanted) {
        if (problem->field == key) {
            return sentence;
        }
    }
    return ProblemText::sentence(*problem);
}

QString MappingText::leftOut(const MappingTrial &trial)
{
    QStringList sentences;
    for (const PreviewRow &row : trial.preview.rows) {
        if (!row.isRead && !row.problems.empty()) {
            if (std::size_t(sentences.size()) == MostReasons) {
                sentences << QStringLiteral("…");
                break;
            }
            sentences << tr("Line %1: %2.").arg(NumberText::whole(row.line), reason(row.problems.front()));
        }
    }
    return sentences.join(u' ');
}

MappingText::Question MappingText::question(Part part, const PartEvidence &evidence)
{
    Question text;
    const QString whole = NumberText::whole(evidence.exampleWhole);
    const QString some = NumberText::whole(evidence.examplePart);
    const QString rest = NumberText::whole(std::max<std::int64_t>(0, evidence.exampleWhole - evidence.examplePart));
    const QString sum = NumberText::whole(evidence.exampleWhole + evidence.examplePart);
    const bool hasExample = evidence.examplePart > 0;
    switch (part) {
    case Part::CacheRead:
        text.question = tr("Does input include what was read from the cache?");
        text.inside = hasExample ? tr("Yes: %1 = %2 new + %3 cached").arg(whole, rest, some) : tr("Yes, cached tokens are a part of it");
        text.beside = hasExample ? tr("No: %1 new + %2 cached").arg(whole, some) : tr("No, cached tokens come on top");
        break;
    case Part::CacheWrite:
        text.question = tr("Does input include what was written to the cache?");
        text.inside = hasExample ? tr("Yes: %1 = %2 other + %3 written").arg(whole, rest, some) : tr("Yes, written tokens are a part of it");
        text.beside = hasExample ? tr("No: %1 other + %2 written").arg(whole, some) : tr("No, written tokens come on top");
        break;
    case Part::Reasoning:
        text.question = tr("Does output include reasoning?");
        text.inside = hasExample ? tr("Yes: %1, of it %2 reasoning").arg(whole, some) : tr("Yes, reasoning is a part of it");
        text.beside = hasExample ? tr("No: %1 + %2 reasoning = %3").arg(whole, some, sum) : tr("No, reasoning comes on top");
        break;
    }
    const auto rows = [](std::int64_t count) { return NumberText::whole(count); };
    if (evidence.rows > 0 && evidence.inside != evidence.beside) {
        const bool inside = evidence.inside > evidence.beside;
        text.evidence = (inside ? tr("The column of all tokens says yes in %1 of %2 rows.") : tr("The column of all tokens says no in %1 of %2 rows."))
                            .arg(rows(inside ? evidence.inside : evidence.beside), rows(evidence.rows));
    } else if (evidence.larger > 0) {
        text.evidence = tr("In %n row(s) the part is larger than the whole: there it cannot be inside.", nullptr, plural(evidence.larger));
    } else if (evidence.rows > 0) {
        text.evidence = evidence.inside > 0 ? tr("The column of all tokens fits both readings.") : tr("The column of all tokens fits neither reading.");
    } else if (hasExample) {
        text.evidence = tr("No column of all tokens tells. Whoever made the file says it in their documentation.");
    } else {
        text.evidence = tr("No row has any of it.");
    }
    return text;
}

} // namespace tokenmeter
