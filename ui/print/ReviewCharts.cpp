// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "print/ReviewCharts.h"

#include "format/MoneyText.h"
#include "format/ReviewDocument.h"
#include "format/ReviewText.h"
#include "theme/ModelColours.h"

#include <QCoreApplication>

namespace tokenmeter
{

WaterfallData waterfallDataOf(const ReviewData &review, std::size_t waterfall)
{
    const Currency currency = review.waterfalls.at(waterfall).currency;
    WaterfallData data{.title = QCoreApplication::translate("tokenmeter::ReviewDocument", "Why it changed"), .measure = MeasureText{Measure::Cost, currency}};
    for (const ReviewStep &step : ReviewText::steps(review, waterfall, true)) {
        data.bars.push_back({.name = step.name,
                             .longName = step.name,
                             .value = step.value,
                             .shown = step.shown,
                             .exact = MoneyText::full(Money::fromAtto(step.value, currency)),
                             .meaning = step.meaning,
                             .isTotal = step.isTotal()});
    }
    return data;
}

StackedColumnsData daysDataOf(const ReviewData &review)
{
    StackedColumnsData data;
    data.title = QCoreApplication::translate("tokenmeter::ReviewDocument", "Day by day");
    data.from = review.period.from;
    data.to = review.period.to;
    // A day behind the last one that can hold something: none of a past period is marked, those ahead of a running one are empty.
    const Zone zone = Zone::byId(review.zone).value_or(Zone::utc());
    data.today = std::max(zone.dayOf(review.made), review.period.from);
    data.measure = MeasureText{Measure::Cost, review.currency};
    ReviewDays days = reviewDaysOf(review);
    std::vector<ModelLabel> labels;
    for (const ReviewDays::Series &series : days.series) {
        labels.push_back({.name = series.name, .raw = QString::fromStdString(series.model.substr(series.model.find('/') + 1))});
    }
    const std::vector<Look> looks = ModelColours{}.looksOf(labels);
    for (std::size_t i = 0; i < days.series.size(); ++i) {
        ReviewDays::Series &series = days.series[i];
        const bool isRest = series.model.empty();
        data.series.push_back({.name = series.name,
                               .shortName = isRest ? series.name : ModelColours::shortName(series.name),
                               .group = isRest ? series.name : ModelColours::familyName(labels[i]),
                               .look = isRest ? Look::other() : looks[i],
                               .values = std::move(series.values)});
    }
    data.unpriced = std::move(days.unpriced);
    data.hasData.assign(data.unpriced.size(), true);
    return data;
}

} // namespace tokenmeter
