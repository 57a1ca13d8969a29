// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/PriceChangeText.h"

#include <QStringList>

namespace tokenmeter
{

QString PriceChangeText::kind(ChangeKind kind)
{
    switch (kind) {
    case ChangeKind::ModelAdded: return tr("model added");
    case ChangeKind::ModelRemoved: return tr("model removed");
    case ChangeKind::PriceAdded: return tr("price added");
    case ChangeKind::PriceRemoved: return tr("price removed");
    case ChangeKind::PriceClosed: return tr("price ends");
    case ChangeKind::PeriodChanged: return tr("period changed");
    case ChangeKind::PriceChanged: return tr("price changed");
    case ChangeKind::TierChanged: return tr("service tier changed");
    case ChangeKind::RegionChanged: return tr("region changed");
    case ChangeKind::FeeChanged: return tr("fee changed");
    case ChangeKind::CurrencyChanged: return tr("currency changed");
    case ChangeKind::NamesChanged: return tr("names changed");
    case ChangeKind::MoveChanged: return tr("alias moved");
    case ChangeKind::ProviderChanged: return tr("provider changed");
    case ChangeKind::EndChanged: return tr("end of service");
    }
    return {};
}

QString PriceChangeText::guards(std::uint32_t guards)
{
    const std::pair<std::uint32_t, QString> all[] = {{TenTimesGuard, tr("more than ten times dearer or cheaper")},
                                                     {PaidToFreeGuard, tr("free of a sudden")},
                                                     {OutputBelowHalfGuard, tr("output below half of input")},
                                                     {ClosedRowGuard, tr("a period that was closed")},
                                                     {RemovedGuard, tr("usage would lose its price")},
                                                     {CurrencyGuard, tr("another currency")}};
    QStringList texts;
    for (const auto &[bit, words] : all) {
        if ((guards & bit) != 0) {
            texts << words;
        }
    }
    return texts.join(tr(", ", "between two reasons"));
}

} // namespace tokenmeter
