// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/CompareMoveChoice.h"

#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "shell/NameBook.h"

#include <QStringList>

#include <utility>

namespace tokenmeter
{
namespace
{

constexpr const char *MoveOption = "compare.move";
constexpr const char *PromptOption = "compare.prompt";
const QString Below = QStringLiteral("<");
const QString From = QStringLiteral(">=");

std::optional<std::int64_t> sizeAfter(const QString &text, const QString &sign)
{
    bool isNumber = false;
    const qlonglong size = text.startsWith(sign) ? text.mid(sign.size()).toLongLong(&isNumber) : 0;
    return isNumber && size > 0 && size <= MaxTokensPerClass ? std::optional<std::int64_t>{size} : std::nullopt;
}

void setOption(ViewState &view, const char *name, const QString &value)
{
    if (value.isEmpty()) {
        view.options.erase(QLatin1String{name});
    } else {
        view.options[QLatin1String{name}] = value;
    }
}

} // namespace

CompareMoveChoice moveChoiceOf(const ViewState &view)
{
    CompareMoveChoice choice;
    if (const ParsedFilterText parsed = parseFilterText(optionOf(view, MoveOption)); !parsed.problem) {
        choice.terms = parsed.terms;
    }
    const QString prompt = optionOf(view, PromptOption);
    choice.promptBelow = sizeAfter(prompt, Below);
    choice.promptFrom = sizeAfter(prompt, From);
    return choice;
}

ViewState withMoveChoice(ViewState view, const CompareMoveChoice &choice)
{
    setOption(view, MoveOption, filterText(choice.terms));
    setOption(view, PromptOption, choice.promptBelow  ? Below + QString::number(*choice.promptBelow)
                                  : choice.promptFrom ? From + QString::number(*choice.promptFrom)
                                                      : QString{});
    return view;
}

std::optional<CompareMove> compareMoveOf(const CompareMoveChoice &choice, const NameBook &names)
{
    if (choice.isAll()) {
        return std::nullopt;
    }
    ViewState meant;
    meant.filter = choice.terms;
    CompareMove move{.filter = usageFilterOf(meant, names), .promptFrom = choice.promptFrom, .promptBelow = choice.promptBelow};
    move.filter.from.reset(); // the view's period is in force anyway
    move.filter.to.reset();
    return move;
}

QString CompareMoveText::which(const CompareMoveChoice &choice, const NameBook &names)
{
    QStringList parts;
    for (const FilterKey key : AllFilterKeys) {
        const std::vector<FilterTerm> terms = choice.terms.of(key);
        if (terms.empty()) {
            continue;
        }
        QStringList labels;
        for (const FilterTerm &term : terms) {
            labels << visibleText(key == FilterKey::Bound || key == FilterKey::Text ? term.text : names.label(key, term));
        }
        const QString any = labels.join(tr(" or ", "between two names of which any is meant"));
        switch (key) {
        case FilterKey::Provider: parts << tr("at %1", "a provider").arg(any); break;
        case FilterKey::Model: parts << tr("of %1", "a model").arg(any); break;
        case FilterKey::Project: parts << tr("in %1", "a project").arg(any); break;
        case FilterKey::Source: parts << tr("from %1", "a source of logs").arg(any); break;
        case FilterKey::Tag: parts << tr("tagged %1").arg(any); break;
        case FilterKey::Session: parts << tr("of session %1").arg(any); break;
        case FilterKey::Agent: parts << tr("of agent %1").arg(any); break;
        case FilterKey::Tier: parts << tr("at service tier %1").arg(any); break;
        case FilterKey::Bound: parts << tr("with %1", "cost>1").arg(labels.join(tr(" and ", "between two bounds"))); break;
        case FilterKey::Text: parts << tr("named like “%1”").arg(any); break;
        case FilterKey::Excluded: break; // in view or not, as the page's filter has it
        case FilterKey::Unpriced: parts << (terms.front().text == QStringLiteral("no") ? tr("with a price") : tr("without a price")); break;
        }
    }
    if (choice.promptBelow) {
        parts << tr("under %1 tokens").arg(NumberText::whole(*choice.promptBelow));
    }
    if (choice.promptFrom) {
        parts << tr("of %1 tokens or more").arg(NumberText::whole(*choice.promptFrom));
    }
    return parts.join(tr(", ", "between two conditions"));
}

QString CompareMoveText::sentence(const CompareMoveChoice &choice, const NameBook &names, std::int64_t moved, std::int64_t stayed)
{
    const QString which = CompareMoveText::which(choice, names);
    if (moved == 0) {
        return tr("No request in view is meant (%1): everything stays at its actual cost.").arg(which);
    }
    return tr("Only requests %1 move: %2 of %3. The rest stays at its actual cost.").arg(which, NumberText::whole(moved), NumberText::whole(Int128{moved} + stayed));
}

} // namespace tokenmeter
