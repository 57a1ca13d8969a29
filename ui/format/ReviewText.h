// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "analysis/Adjustments.h"
#include "core/ReviewFact.h"
#include "flow/Closing.h"
#include "flow/Review.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace tokenmeter
{

/// One bar of a waterfall, in words.
struct ReviewStep
{
    enum class Kind { Before, Effect, SmallEffects, After };
    Kind kind = Kind::Effect;
    ChangeEffect effect = ChangeEffect::Volume; ///< of Effect
    Int128 value = 0; ///< exact, attos
    QString name{};   ///< short: "Requests"
    QString detail{}; ///< what is behind it, short: "+11.4 %"; may be empty
    QString shown{};  ///< rounded so that all bars close; with its sign
    QString meaning{}; ///< a sentence
    bool isTotal() const { return kind == Kind::Before || kind == Kind::After; }
};

/// A review in words. Texts are plain.
class ReviewText
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::ReviewText)
public:
    /// "October 2026", "Q3 2026", "2026", "5–11 Oct 2026".
    static QString period(const NamedPeriod &period);
    /// As it stands below a bar: "October", "1–18 Oct".
    static QString shortPeriod(DayRange days);

    /// "October cost $912.37, which is $69.27 more than September."
    static QString headline(const ReviewData &review);
    /// What explains it, and what a year before was: one or two sentences.
    static QString reasons(const ReviewData &review);
    /// Cheaper tokens and a dearer month: why. Empty where one of the periods cannot tell.
    static QString tokensAgainstTasks(const ReviewData &review);
    /// What must be known before the figures are believed; each a sentence.
    static QStringList caveats(const ReviewData &review);

    static QString effect(ChangeEffect effect);
    static QString meaning(ChangeEffect effect);
    /// Totals and effects of a waterfall. Zero effects are left out, small ones (less than half a per cent of the larger period and less
    /// than one unit) stand together; @param foldsSmall false: each for itself, zero ones too
    static std::vector<ReviewStep> steps(const ReviewData &review, std::size_t waterfall, bool foldsSmall);
    /// "the changes in all, up and down, come to $167.02"; for opposite effects that cancel.
    static QString absoluteSum(const Change &change, Currency currency);

    static QString tokenClass(ChangeClass part);
    static QString reconciled(const ReviewReconciled &line);
    static QString budget(const ReviewBudget &budget); ///< "$87.63 under"
    static QString amountOf(const ReviewBudget &budget, Int128 amount); ///< money or tokens
    static QString merged(const ReviewData &review); ///< "41 records, all by rule"; "none"
    static QString mergeRule(int rule);
    static QString planLine(const PlanLine &line);
    /// "band $842–968 held" or "missed"; of a period that is over.
    static QString forecastVerdict(const ReviewData &review);
    static QString outcomeKind(const std::string &kind); ///< usual ones in the language, others as the user wrote them
    static QString quantity(const WorkOutcome &outcome); ///< "42", "$3,000"
    static QString cause(AdjustmentCause cause);         ///< "late records"
    /// Whose usage changed, and by what: "Late records of Claude Code: 12 requests of claude-opus-5 in atlas-api".
    static QString adjustment(const Adjustment &adjustment);
    static QString lack(const OpenPoints::Account &account);
    /// Chinese sentences stand side by side.
    static QString sentenceGap();
    /// "+$69.27"
    static QString signedAmount(Int128 atto, Currency currency);
};

} // namespace tokenmeter
