// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/ReconcileText.h"

#include "core/Decimal.h"
#include "format/ProblemText.h"

namespace tokenmeter
{
namespace
{

/// Parts per million as per cent, exactly: 126 -> "0.0126".
QString ppmAsPercent(std::int64_t ppm)
{
    return QString::fromStdString(formatDecimal(ppm, 4));
}

} // namespace

QString ReconcileText::step(ReconcileStep step)
{
    switch (step) {
    case ReconcileStep::TimeZoneEdge: return tr("Time zone edge");
    case ReconcileStep::OtherPayer: return tr("Paid otherwise");
    case ReconcileStep::SeenOnlyByProvider: return tr("Seen only by the provider");
    case ReconcileStep::SeenOnlyInLogs: return tr("Seen only in logs");
    case ReconcileStep::Unpriced: return tr("Without a price here");
    case ReconcileStep::PriceAndTier: return tr("Price and tier");
    case ReconcileStep::Credits: return tr("Credits");
    case ReconcileStep::Fees: return tr("Fees");
    case ReconcileStep::Tax: return tr("Tax");
    case ReconcileStep::Rounding: return tr("Rounding");
    }
    return {};
}

QString ReconcileText::shortStep(ReconcileStep step)
{
    switch (step) {
    case ReconcileStep::TimeZoneEdge: return tr("Day edge", "below a narrow bar");
    case ReconcileStep::OtherPayer: return tr("Other payer", "below a narrow bar");
    case ReconcileStep::SeenOnlyByProvider: return tr("Provider only", "below a narrow bar");
    case ReconcileStep::SeenOnlyInLogs: return tr("Logs only", "below a narrow bar");
    case ReconcileStep::Unpriced: return tr("No price", "below a narrow bar");
    case ReconcileStep::PriceAndTier: return tr("Price, tier", "below a narrow bar");
    case ReconcileStep::Credits:
    case ReconcileStep::Fees:
    case ReconcileStep::Tax:
    case ReconcileStep::Rounding: break;
    }
    return ReconcileText::step(step);
}

QString ReconcileText::tier()
{
    return tr("Tier");
}

QString ReconcileText::price()
{
    return tr("Price");
}

QString ReconcileText::residual()
{
    return tr("Unexplained");
}

QString ReconcileText::shortResidual()
{
    return tr("Rest", "below a narrow bar");
}

QString ReconcileText::metered()
{
    return tr("Metered, list cost");
}

QString ReconcileText::shortMetered()
{
    return tr("Metered");
}

QString ReconcileText::billed()
{
    return tr("Billed");
}

QString ReconcileText::meaning(ReconcileStep step, BillDetail detail)
{
    switch (step) {
    case ReconcileStep::TimeZoneEdge:
        return tr("The provider cuts its days elsewhere than you do, so that some usage counts in the month next to this one. Nothing is wrong.");
    case ReconcileStep::OtherPayer:
        return tr("A subscription or another account pays for it, so it is not on this bill. Where that is wrong, say who pays: tokenmeter accounts payer.");
    case ReconcileStep::SeenOnlyByProvider:
        return detail == BillDetail::Tokens
            ? tr("The provider counted tokens that no log here has: another machine, deleted logs, or a key that somebody else uses. Import those logs, or look at the keys.")
            : tr("More is billed than the logs explain: another machine, deleted logs, a key that somebody else uses, or another price. Import those logs first.");
    case ReconcileStep::SeenOnlyInLogs:
        return tr("Logs have usage that is not on the bill: failed requests, usage of another account, or a report that comes late. Look at the records and at who pays.");
    case ReconcileStep::Unpriced:
        return tr("The bill has models that have no price here. Set their prices; what is left then becomes usage or price.");
    case ReconcileStep::PriceAndTier:
        return tr("Billed at another price than the list's: a negotiated price, a tier, or a list price that is out of date. The bill names no tiers, so they "
                  "cannot be told apart.");
    case ReconcileStep::Credits:
        return tr("Free quota, promotions, discounts and corrections on the bill.");
    case ReconcileStep::Fees:
        return tr("Lines of the bill that are no tokens, less what was metered of that kind.");
    case ReconcileStep::Tax:
        return tr("Tax on the bill. List prices are without it.");
    case ReconcileStep::Rounding:
        return tr("What the provider adds or takes so that its lines make the total that it states.");
    }
    return {};
}

QString ReconcileText::tierMeaning()
{
    return tr("Billed in another tier than the logs tell: batch is cheaper than the list's standard price, priority dearer. Logs that name the tier would explain it.");
}

QString ReconcileText::priceMeaning()
{
    return tr("Billed at another price than the list's: a negotiated price, or a list price that is out of date. Compare the classes, then the price.");
}

QString ReconcileText::residualMeaning(BillDetail detail, bool isZero)
{
    if (isZero) {
        return tr("Nothing is left: the steps lead from what was metered to what is billed, to the last digit.");
    }
    switch (detail) {
    case BillDetail::Total:
        return tr("The bill is one number, so usage, prices and tiers cannot be told apart. A table of costs by model from the provider's console would.");
    case BillDetail::Days:
        return tr("The bill tells days and no models, so usage, prices and tiers cannot be told apart. Look for the day with the gap.");
    case BillDetail::Money:
    case BillDetail::Tokens:
        break;
    }
    return tr("What no step explains. Look at the lines of the bill.");
}

QString ReconcileText::roundingUnknown()
{
    return tr("The bill states no total beside its lines, so their sum is the total.");
}

QString ReconcileText::meteredMeaning()
{
    return tr("Usage of this provider in your logs, in your days of the month, at list prices.");
}

QString ReconcileText::billedMeaning()
{
    return tr("What the provider charges for the month: the sum of all lines of its bill.");
}

QString ReconcileText::badge(const Reconciliation &result)
{
    switch (result.badge) {
    case ReconcileBadge::Within: return tr("Reconciled within %1 %.").arg(ppmAsPercent(*result.residualPpm));
    case ReconcileBadge::TotalCompared: return tr("Total compared: the bill tells too little for more.");
    case ReconcileBadge::Incomplete: return tr("Incomplete: days of the bill are missing or cannot be read.");
    }
    return {};
}

QString ReconcileText::badgeWords(const Reconciliation &result)
{
    switch (result.badge) {
    case ReconcileBadge::Within: return tr("Reconciled within %1 %").arg(ppmAsPercent(*result.residualPpm));
    case ReconcileBadge::TotalCompared: return tr("Total compared");
    case ReconcileBadge::Incomplete: return tr("Incomplete");
    }
    return {};
}

QString ReconcileText::ratio(const std::string &model, std::int64_t billionths)
{
    return tr("%1: billed is %2 of list on every day. A discount?").arg(visibleText(model), QString::fromStdString(formatDecimal(billionths / 100'000, 4, 4)));
}

QString ReconcileText::tokenClass(TokenClass tokenClass)
{
    switch (tokenClass) {
    case TokenClass::Unknown: return {};
    case TokenClass::Input: return tr("input");
    case TokenClass::CacheRead: return tr("cache read");
    case TokenClass::CacheWrite5m: return tr("cache write, 5 min");
    case TokenClass::CacheWrite1h: return tr("cache write, 1 h");
    case TokenClass::CacheWrite: return tr("cache write");
    case TokenClass::Output: return tr("output");
    case TokenClass::Reasoning: return tr("reasoning");
    }
    return {};
}

} // namespace tokenmeter
