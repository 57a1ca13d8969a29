// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Commands.h"

#include "Json.h"
#include "Output.h"
#include "ProfileShelf.h"
#include "flow/FileMapping.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "import/ProfilePreview.h"
#include "import/formats/Generic.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>

#include <algorithm>

namespace tokenmeter
{
namespace
{

struct ProfileTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::ProfileTexts)
};

int refused(const Problem &problem)
{
    printError(ProblemText::full(problem, ProblemText::Place::CommandLine));
    return ExitFailed;
}

QString timeOf(const UsageRecord &record)
{
    const std::string time = toRfc3339(record.time);
    return text(record.precision == Precision::Day ? time.substr(0, 10) : time);
}

QJsonObject rowJson(const PreviewRow &row)
{
    QJsonArray problems;
    for (const Problem &problem : row.problems) {
        problems.append(toJson(problem));
    }
    QJsonObject json{{QStringLiteral("line"), qint64(row.line)}, {QStringLiteral("read"), row.isRead}, {QStringLiteral("problems"), problems}};
    if (row.isRead) {
        const TokenCounts &t = row.record.tokens;
        json.insert(QStringLiteral("time"), timeOf(row.record));
        json.insert(QStringLiteral("model"), text(row.context.serving.model));
        json.insert(QStringLiteral("provider"), text(row.context.serving.provider));
        json.insert(QStringLiteral("project"), text(row.context.attribution.project));
        json.insert(QStringLiteral("tokens"), QJsonObject{{QStringLiteral("input"), qint64(t.input)},
                                                          {QStringLiteral("cache_read"), qint64(t.cacheRead)},
                                                          {QStringLiteral("cache_write_5m"), qint64(t.cacheWrite5m)},
                                                          {QStringLiteral("cache_write_1h"), qint64(t.cacheWrite1h)},
                                                          {QStringLiteral("output"), qint64(t.output)},
                                                          {QStringLiteral("reasoning"), qint64(t.reasoning)}});
        json.insert(QStringLiteral("requests"), qint64(row.record.requests));
        json.insert(QStringLiteral("amount"), text(row.record.reportedAmount));
        json.insert(QStringLiteral("currency"), text(row.record.reportedCurrency));
    }
    return json;
}

void printPreviewJson(const ProfilePreview &preview)
{
    QJsonArray rows;
    for (const PreviewRow &row : preview.rows) {
        rows.append(rowJson(row));
    }
    QJsonArray amounts;
    for (const auto &[currency, sum] : preview.amounts) {
        amounts.append(QJsonObject{{QStringLiteral("currency"), text(currency)}, {QStringLiteral("amount"), text(sum)}});
    }
    QJsonArray problems;
    for (const Problem &problem : preview.problems) {
        problems.append(toJson(problem));
    }
    printJson(QJsonObject{{QStringLiteral("rows"), rows},
                          {QStringLiteral("left_out"), qint64(preview.left)},
                          {QStringLiteral("tokens"), qint64(preview.tokens.total())},
                          {QStringLiteral("requests"), qint64(preview.requests)},
                          {QStringLiteral("amounts"), amounts},
                          {QStringLiteral("problems"), problems}});
}

void printPreviewText(const ProfilePreview &preview)
{
    using Align = TextTable::Align;
    TextTable table{{{ProfileTexts::tr("Line"), Align::Right},
                     {ProfileTexts::tr("Time")},
                     {ProfileTexts::tr("Model")},
                     {ProfileTexts::tr("Input"), Align::Right},
                     {ProfileTexts::tr("Cache read"), Align::Right},
                     {ProfileTexts::tr("Cache written"), Align::Right},
                     {ProfileTexts::tr("Output"), Align::Right},
                     {ProfileTexts::tr("Amount"), Align::Right}}};
    for (const PreviewRow &row : preview.rows) {
        const QString line = NumberText::whole(row.line);
        if (!row.isRead) {
            table.addRow({line, ProfileTexts::tr("left out"), {}, {}, {}, {}, {}, {}});
            continue;
        }
        const TokenCounts &t = row.record.tokens;
        const QString amount = row.record.reportedAmount.empty() ? QString{} : text(row.record.reportedAmount + " " + row.record.reportedCurrency);
        table.addRow({line, timeOf(row.record), text(row.context.serving.model), NumberText::whole(t.input), NumberText::whole(t.cacheRead),
                      NumberText::whole(t.cacheWrite5m + t.cacheWrite1h), NumberText::whole(t.output), amount});
    }
    QStringList sums;
    for (const auto &[currency, sum] : preview.amounts) {
        sums << text(sum + " " + currency);
    }
    const TokenCounts &t = preview.tokens;
    table.setTotal({{}, ProfileTexts::tr("Sum"), {}, NumberText::whole(t.input), NumberText::whole(t.cacheRead),
                    NumberText::whole(t.cacheWrite5m + t.cacheWrite1h), NumberText::whole(t.output), sums.join(QStringLiteral(", "))});
    print(table.toText());
    for (const PreviewRow &row : preview.rows) {
        for (const Problem &problem : row.problems) {
            const QString what = ProblemText::sentence(problem, ProblemText::Place::CommandLine);
            print(QStringLiteral("  ! %1\n").arg(ProfileTexts::tr("Line %1: %2").arg(NumberText::whole(row.line), what)));
        }
    }
    for (const Problem &problem : preview.problems) {
        print(QStringLiteral("  ! %1\n").arg(ProblemText::sentence(problem, ProblemText::Place::CommandLine)));
    }
}

int testProfile(const CommandContext &context, const ProfileCommand &command)
{
    const Result<Profile> profile = ProfileShelf{context.ledger}.profile(command.name);
    if (!profile) {
        return refused(profile.problem());
    }
    const Result<FileHead> head = headOfFile(command.file);
    if (!head) {
        return refused(head.problem());
    }
    const ProfilePreview preview = previewProfile(*profile, head->text, head->isWhole);
    context.json ? printPreviewJson(preview) : printPreviewText(preview);
    return preview.rows.empty() || preview.left == std::int64_t(preview.rows.size()) ? ExitFailed : ExitDone;
}

int saveProfile(const CommandContext &context, const ProfileCommand &command)
{
    Result<Profile> profile = profileInFile(QFile::decodeName(command.file.c_str()));
    if (!profile) {
        return refused(profile.problem());
    }
    if (!command.name.empty()) {
        profile->name = command.name;
    }
    const Result<Done> kept = ProfileShelf{context.ledger}.keep(*profile);
    return kept ? ExitDone : refused(kept.problem());
}

int proposeProfileOf(const ProfileCommand &command)
{
    const Result<FileHead> head = headOfFile(command.file);
    if (!head) {
        return refused(head.problem());
    }
    std::optional<Profile> proposal = proposeProfile(head->text);
    if (!proposal) {
        return refused({.cause = Cause::UnknownFormat, .file = command.file});
    }
    if (!command.name.empty()) {
        proposal->name = command.name;
    }
    print(text(profileToJson(*proposal)));
    return ExitDone;
}

int listProfiles(const CommandContext &context)
{
    const std::vector<std::string> names = ProfileShelf{context.ledger}.names();
    if (context.json) {
        QJsonArray array;
        for (const std::string &name : names) {
            array.append(text(name));
        }
        printJson(QJsonObject{{QStringLiteral("profiles"), array}});
        return ExitDone;
    }
    if (names.empty()) {
        print(ProfileTexts::tr("No profile is kept. To keep one: tokenmeter profile save FILE") + QLatin1Char('\n'));
    }
    for (const std::string &name : names) {
        print(text(name) + QLatin1Char('\n'));
    }
    return ExitDone;
}

} // namespace

int runProfile(const CommandContext &context, const ProfileCommand &command)
{
    const ProfileShelf shelf{context.ledger};
    switch (command.action) {
    case ProfileCommand::Action::List: return listProfiles(context);
    case ProfileCommand::Action::Save: return saveProfile(context, command);
    case ProfileCommand::Action::Test: return testProfile(context, command);
    case ProfileCommand::Action::Propose: return proposeProfileOf(command);
    case ProfileCommand::Action::Show: {
        const Result<Profile> profile = shelf.profile(command.name);
        if (!profile) {
            return refused(profile.problem());
        }
        print(text(profileToJson(*profile)));
        return ExitDone;
    }
    case ProfileCommand::Action::Remove: {
        const Result<Done> removed = shelf.remove(command.name);
        return removed ? ExitDone : refused(removed.problem());
    }
    }
    return ExitUsage;
}

} // namespace tokenmeter
