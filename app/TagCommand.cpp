// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Commands.h"

#include "Json.h"
#include "LedgerAccess.h"
#include "Output.h"
#include "View.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <tuple>

namespace tokenmeter
{
namespace
{

struct TagTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::TagTexts)
};

/// For programs.
QString wordOf(TagScope scope)
{
    return scope == TagScope::Project ? QStringLiteral("project")
        : scope == TagScope::Session  ? QStringLiteral("session")
                                      : QStringLiteral("record");
}

QString titleOf(TagScope scope)
{
    return scope == TagScope::Project ? TagTexts::tr("Project") : scope == TagScope::Session ? TagTexts::tr("Session") : TagTexts::tr("Records");
}

int listTags(const CommandContext &context)
{
    const Result<LedgerAccess> ledger = openForReading(context.ledger);
    const Result<std::vector<TagAssignment>> tags
        = ledger ? ledger->reader->tagAssignments() : Result<std::vector<TagAssignment>>{ledger.problem()};
    if (!tags) {
        printError(ProblemText::full(tags.problem()));
        return ExitFailed;
    }
    QJsonArray array;
    TextTable table{{{TagTexts::tr("Key")}, {TagTexts::tr("Value")}, {TagTexts::tr("On")}, {TagTexts::tr("Of")}}};
    for (const TagAssignment &tag : *tags) {
        const bool isRecord = tag.scope == TagScope::Record;
        table.addRow({text(tag.tag.key), text(tag.tag.value), titleOf(tag.scope),
                      isRecord ? NumberText::whole(tag.records) : text(tag.subject)});
        QJsonObject json{{QStringLiteral("key"), text(tag.tag.key)},
                         {QStringLiteral("value"), text(tag.tag.value)},
                         {QStringLiteral("scope"), wordOf(tag.scope)}};
        if (isRecord) {
            json.insert(QStringLiteral("records"), qint64(tag.records));
        } else {
            json.insert(QStringLiteral("subject"), text(tag.subject));
        }
        array.append(json);
    }
    if (context.json) {
        printJson({{QStringLiteral("tags"), array}});
    } else {
        print(tags->empty() ? TagTexts::tr("There are no tags. Give one with: tokenmeter tag add client=a --project NAME") + QLatin1Char('\n')
                            : table.toText());
    }
    return ExitDone;
}

/// What the options point at: sessions or projects when nothing but these is named, else the records in view.
std::vector<TagTarget> targetsOf(const ViewOptions &options, const View &view)
{
    std::vector<TagTarget> targets;
    for (const auto &[scope, names, member] : {std::tuple{TagScope::Session, &options.sessions, &ViewOptions::sessions},
                                               std::tuple{TagScope::Project, &options.projects, &ViewOptions::projects}}) {
        ViewOptions others = options;
        (others.*member).clear();
        if (!names->empty() && isEverything(others)) {
            for (const std::string &name : *names) {
                targets.push_back({.scope = scope, .records = {}, .name = name});
            }
            return targets;
        }
    }
    targets.push_back({.scope = TagScope::Record, .records = {.records = {}, .filter = view.filter, .zone = view.zone}, .name = {}});
    return targets;
}

int change(const CommandContext &context, const TagCommand &command)
{
    const bool adds = command.action == TagCommand::Action::Add;
    const std::size_t equals = command.tag.find('=');
    const Tag tag{command.tag.substr(0, equals), equals == std::string::npos ? std::string{} : command.tag.substr(equals + 1)};
    const Result<View> view = viewOf(context, command.view);
    if (!view) {
        printError(ProblemText::sentence(view.problem()));
        return ExitUsage;
    }
    if (!isValidTag({tag.key, tag.value.empty() && !adds ? "x" : tag.value})) {
        printError(TagTexts::tr("“%1” is not a tag: KEY=VALUE, the key without blanks, colons and quotes").arg(text(command.tag)));
        return ExitUsage;
    }
    if (isEverything(command.view)) {
        printError(TagTexts::tr("Say which usage: --session, --project or another filter"));
        return ExitUsage;
    }
    Result<LedgerAccess> ledger = openForWriting(context.ledger, context.zone, context.environment.now);
    if (!ledger) {
        printError(ProblemText::full(ledger.problem()));
        return ExitFailed;
    }
    View resolved = *view;
    std::int64_t records = 0;
    const Result<Done> done = [&]() -> Result<Done> {
        if (const Result<Done> read = resolveModels(*ledger, resolved.filter, context.environment.now); !read) {
            return read;
        }
        const Result<std::vector<TagAssignment>> known = ledger->reader->tagAssignments();
        if (!known) {
            return known.problem();
        }
        for (TagTarget &target : targetsOf(command.view, resolved)) {
            if (!adds && !tag.value.empty()) { // only where it has this value
                if (target.scope == TagScope::Record) {
                    target.records.filter->tags.push_back({tag.key, tag.value});
                } else if (std::none_of(known->begin(), known->end(), [&](const TagAssignment &one) {
                               return one.tag == tag && one.scope == target.scope && one.subject == target.name;
                           })) {
                    continue;
                }
            }
            const Result<std::int64_t> changed
                = ledger->writer->setTag(target, adds ? tag : Tag{tag.key, {}}, context.environment.now);
            if (!changed) {
                return changed.problem();
            }
            records += *changed;
        }
        return Done{};
    }();
    if (!done) {
        printError(ProblemText::full(done.problem()));
        return ExitFailed;
    }
    if (context.json) {
        printJson({{QStringLiteral("key"), text(tag.key)},
                   {QStringLiteral("value"), tag.value.empty() ? QJsonValue{} : QJsonValue{text(tag.value)}},
                   {QStringLiteral("scope"), wordOf(targetsOf(command.view, resolved).front().scope)},
                   {QStringLiteral("records"), qint64(records)}});
    } else {
        print(TagTexts::tr("Tags of %1 records changed.").arg(NumberText::whole(records)) + QLatin1Char('\n'));
    }
    return ExitDone;
}

} // namespace

int runTag(const CommandContext &context, const TagCommand &command)
{
    return command.action == TagCommand::Action::List ? listTags(context) : change(context, command);
}

} // namespace tokenmeter
