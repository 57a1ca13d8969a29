// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/CompareText.h"

#include "format/NumberText.h"
#include "format/TokenText.h"

#include <QLocale>

namespace tokenmeter
{

QString CompareText::factor(Factor factor)
{
    return QLocale{}.toString(factor.toDouble(), 'g', 4);
}

QString CompareText::band(const FactorBand &band)
{
    return band.low == band.high ? factor(band.central)
                                 : tr("%1 to %2, likely %3", "factors").arg(factor(band.low), factor(band.high), factor(band.central));
}

QString CompareText::assumed(const Assumed &assumed)
{
    using What = Assumed::What;
    switch (assumed.what) {
    case What::Tokenizer: return tr("tokens there for one here: %1").arg(band(assumed.band));
    case What::Answer: return tr("length of answers times %1").arg(band(assumed.band));
    case What::CacheHit: return tr("cache reads that stay reads: %1").arg(band(assumed.band));
    case What::WritesAsInput: return tr("cache writes priced as input");
    case What::NoCache: return tr("no cache: everything sent is input");
    case What::HourAsFive: return tr("one-hour writes priced as five-minute writes");
    case What::MinCacheable: return tr("prompts under %1 tokens are not cached").arg(NumberText::whole(assumed.count));
    case What::ContextUnknown: return tr("context window not known, not checked");
    case What::StandardTier: return tr("%1 at the standard price for want of their service tier").arg(TokenText::requests(assumed.count));
    case What::StandardSpeed: return tr("%1 that were fast, at the standard price").arg(TokenText::requests(assumed.count));
    case What::SearchUnknown: return tr("%1 with web searches that count nothing: the fee is not known").arg(TokenText::requests(assumed.count));
    case What::LowerBound: return tr("%1 known as sums only, at the base price: at least").arg(TokenText::requests(assumed.count));
    case What::FixedTime: return tr("prices of one moment");
    }
    return {};
}

QStringList CompareText::gaps(const ReplayGaps &gaps, std::int64_t contextWindow)
{
    QStringList texts;
    if (gaps.context > 0) {
        texts << tr("%1 over its context of %2 tokens").arg(TokenText::requests(gaps.context), NumberText::whole(contextWindow));
    }
    if (gaps.unpriced > 0) {
        texts << tr("%1 at a time for which it has no price").arg(TokenText::requests(gaps.unpriced));
    }
    if (gaps.modality > 0) {
        texts << tr("%1 with audio or images, for which it has no price").arg(TokenText::requests(gaps.modality));
    }
    if (gaps.noActual > 0) {
        texts << tr("%1 without a price of their own").arg(TokenText::requests(gaps.noActual));
    }
    return texts;
}

} // namespace tokenmeter
