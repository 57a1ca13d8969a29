// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Money.h"
#include "core/NamedPeriod.h"
#include "core/Result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace tokenmeter
{

/// What the user writes about a period or a day, in Markdown. Shown without HTML and without pictures.
struct ReviewNote
{
    NamedPeriod period{};
    std::string markdown{};
    friend bool operator==(const ReviewNote &, const ReviewNote &) = default;
};

/// What came of the spend, as the user counts it: 12 merged changes, 40 hours, 3,000 USD saved.
struct WorkOutcome
{
    NamedPeriod period{};
    std::string project{}; ///< empty: of all work of the period
    std::string kind{};    ///< one of the usual ones (UsualOutcomeKinds), or the user's own word
    Int128 quantity = 0;   ///< in 1e-9; of money saved 0
    std::optional<Money> money{}; ///< of money saved
    std::string text{};
    friend bool operator==(const WorkOutcome &, const WorkOutcome &) = default;

    static constexpr int QuantityScale = 9;
};

/// Stable names of kinds that everybody counts: "merged changes", "tickets", "hours", "money saved".
inline constexpr std::string_view UsualOutcomeKinds[] = {"merged changes", "tickets", "hours", "money saved"};
inline constexpr std::string_view MoneySavedKind = UsualOutcomeKinds[3];

/// Something that happened and that charts of time show.
struct Annotation
{
    /// Stored by name: "release", "incident", "price change", "other".
    enum class Kind : std::uint8_t { Release, Incident, PriceChange, Other };
    LocalDay day{};
    std::optional<UtcTime> moment{}; ///< where the user said more than the day; its local day is `day`
    Kind kind = Kind::Other;
    std::string text{};
    friend bool operator==(const Annotation &, const Annotation &) = default;
};

std::string_view toText(Annotation::Kind kind);
std::optional<Annotation::Kind> parseAnnotationKind(std::string_view text);

struct ReviewFact
{
    std::int64_t id = 0; ///< number in this ledger
    std::string uuid{};
    std::string machine{}; ///< a hash
    UtcTime created{};
    UtcTime changed{};
    std::variant<ReviewNote, WorkOutcome, Annotation> what{};

    const ReviewNote *note() const { return std::get_if<ReviewNote>(&what); }
    const WorkOutcome *outcome() const { return std::get_if<WorkOutcome>(&what); }
    const Annotation *annotation() const { return std::get_if<Annotation>(&what); }
    friend bool operator==(const ReviewFact &, const ReviewFact &) = default;
};

using ReviewFactBody = decltype(ReviewFact::what);

/// Problems: BadArgument with the field ("note", "kind", "quantity", "money", "project", "text", "period") and what was given.
Result<Done> checkReviewFact(const ReviewFactBody &what);

} // namespace tokenmeter
