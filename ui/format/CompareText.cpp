// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/CompareText.h"

#include "format/NumberText.h"

#include <QLocale>

#include <algorithm>
#include <climits>

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
    const int count = int(std::min<std::int64_t>(assumed.count, INT_MAX));
    switch (assumed.what) {
    case What::Tokenizer: return tr("tokens there for one here: %1").arg(band(assumed.band));
    case What::Answer: return tr("length of answers: %1 times").arg(band(assumed.band));
    case What::CacheHit: return tr("cache reads that stay reads: %1").arg(band(assumed.band));
    case What::WritesAsInput: return tr("cache writes priced as input");
    case What::NoCache: return tr("no cache: everything sent is input");
    case What::HourAsFive: return tr("one-hour writes priced as five-minute writes");
    case What::MinCacheable: return tr("prompts under %1 tokens are not cached").arg(NumberText::whole(assumed.count));
    case What::ContextUnknown: return tr("context window not known, not checked");
    case What::StandardTier: return tr("%n request(s) at the standard price for want of their service tier", nullptr, count);
    case What::StandardSpeed: return tr("%n fast request(s) at the standard price", nullptr, count);
    case What::SearchUnknown: return tr("web searches of %n request(s) count nothing, their fee is not known", nullptr, count);
    case What::LowerBound: return tr("%n request(s) known as sums only, at the base price: at least", nullptr, count);
    case What::FixedTime: return tr("prices of one moment");
    }
    return {};
}

QStringList CompareText::gaps(const ReplayGaps &gaps, std::int64_t contextWindow)
{
    QStringList texts;
    const auto count = [](std::int64_t requests) { return int(std::min<std::int64_t>(requests, INT_MAX)); };
    if (gaps.context > 0) {
        texts << tr("%n request(s) over its context of %1 tokens", nullptr, count(gaps.context)).arg(NumberText::whole(contextWindow));
    }
    if (gaps.unpriced > 0) {
        texts << tr("%n request(s) at a time for which it has no price", nullptr, count(gaps.unpriced));
    }
    if (gaps.modality > 0) {
        texts << tr("%n request(s) with audio or images, for which it has no price", nullptr, count(gaps.modality));
    }
    if (gaps.noActual > 0) {
        texts << tr("%n request(s) without a price of their own", nullptr, count(gaps.noActual));
    }
    return texts;
}

} // namespace tokenmeter
