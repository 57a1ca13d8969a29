// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Compare.h"
#include "shell/FilterTerms.h"
#include "shell/ViewState.h"

#include <QCoreApplication>
#include <QString>

#include <cstdint>
#include <optional>

namespace tokenmeter
{

class NameBook;

/// Which requests move to another model, as the user says it: what a filter line lets through, and prompts of some size. In a view
/// "compare.move" = the line, "compare.prompt" = "<20000" or ">=20000".
struct CompareMoveChoice
{
    FilterTerms terms{};
    std::optional<std::int64_t> promptBelow{}; ///< tokens sent, exclusive
    std::optional<std::int64_t> promptFrom{};  ///< inclusive; one of both
    bool isAll() const { return terms.isEmpty() && !promptBelow && !promptFrom; }
    friend bool operator==(const CompareMoveChoice &, const CompareMoveChoice &) = default;
};

/// What is not understood restricts nothing.
CompareMoveChoice moveChoiceOf(const ViewState &view);
ViewState withMoveChoice(ViewState view, const CompareMoveChoice &choice);
/// Nothing where all requests move.
std::optional<CompareMove> compareMoveOf(const CompareMoveChoice &choice, const NameBook &names);

class CompareMoveText
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::CompareMoveText)
public:
    /// "in atlas-api, under 20,000 tokens"
    static QString which(const CompareMoveChoice &choice, const NameBook &names);
    /// "Only requests in atlas-api, under 20,000 tokens, move: 1,204 of 21,480. The rest stays at its actual cost."
    static QString sentence(const CompareMoveChoice &choice, const NameBook &names, std::int64_t moved, std::int64_t stayed);
};

} // namespace tokenmeter
