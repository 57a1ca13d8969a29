// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/WindowBanner.h"

#include "format/ProblemText.h"
#include "format/TokenText.h"

#include <QStringList>

#include <algorithm>

namespace tokenmeter
{

QString WindowBanner::unpricedSentence(const std::vector<LedgerReader::ModelVolume> &models)
{
    // The same model may come from two providers; people know it by its name.
    std::vector<std::string> names;
    std::int64_t requests = 0;
    for (const LedgerReader::ModelVolume &model : models) {
        if (model.unpricedRequests > 0) {
            requests += model.unpricedRequests;
            if (std::find(names.begin(), names.end(), model.model) == names.end()) {
                names.push_back(model.model);
            }
        }
    }
    if (names.empty()) {
        return {};
    }
    constexpr std::size_t MostNamed = 2;
    QStringList named;
    for (std::size_t i = 0; i < std::min(names.size(), MostNamed); ++i) {
        named << (names[i].empty() ? tr("(no model name)") : visibleText(names[i]));
    }
    const int more = int(names.size() - std::min(names.size(), MostNamed));
    if (more > 0) {
        named << tr("%n more", "further models", more);
    }
    return tr("%n model(s) have no price: %1, %2. Not in any total.", "names, then requests", int(names.size()))
        .arg(named.join(tr(", ", "between two names")), TokenText::requests(requests));
}

std::optional<BannerMessage> WindowBanner::of(const BannerFacts &facts)
{
    if (facts.demo) {
        return BannerMessage{.tone = Tone::Accent,
                             .icon = Icon::Demo,
                             .sentence = tr("Demo data. Your own ledger is untouched."),
                             .actions = {BannerAction::LeaveDemo}};
    }
    if (facts.ledgerProblem) {
        return BannerMessage{.tone = Tone::Negative,
                             .icon = Icon::Warning,
                             .sentence = ProblemText::full(*facts.ledgerProblem),
                             .actions = {BannerAction::OpenLedger, BannerAction::TryAgain}};
    }
    if (facts.jobProblem) {
        return BannerMessage{.tone = Tone::Negative,
                             .icon = Icon::Warning,
                             .sentence = ProblemText::full(*facts.jobProblem),
                             .actions = {BannerAction::Dismiss}};
    }
    const QString unpriced = unpricedSentence(facts.unpriced);
    if (!unpriced.isEmpty()) {
        BannerMessage message{.tone = Tone::Warning, .icon = Icon::Warning, .sentence = unpriced, .actions = {}};
        if (!facts.unpricedShown) {
            message.actions = {BannerAction::ShowUnpriced};
        }
        message.actions.push_back(BannerAction::SetPrice);
        return message;
    }
    return std::nullopt;
}

QString WindowBanner::verb(BannerAction action)
{
    switch (action) {
    case BannerAction::LeaveDemo:
        return tr("Leave demo");
    case BannerAction::OpenLedger:
        return tr("Open another ledger…");
    case BannerAction::TryAgain:
        return tr("Try again");
    case BannerAction::ShowUnpriced:
        return tr("Show usage");
    case BannerAction::SetPrice:
        return tr("Set price…");
    case BannerAction::Dismiss:
        return tr("Close");
    }
    return {};
}

} // namespace tokenmeter
