// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/CalculatorView.h"

#include "format/CalculatorText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/TokenText.h"

#include <QLocale>

#include <algorithm>
#include <array>

namespace tokenmeter
{

CalculatorView::CalculatorView(const Calculation &calculation, Currency currency, const ModelColours &colours)
    : m_calculation{calculation}, m_currency{currency}, m_order{cheapestFirst(calculation.models)}
{
    std::vector<ModelLabel> labels;
    for (const CalculatedModel &model : calculation.models) {
        labels.push_back({.family = visibleText(model.model.family), .name = visibleText(model.model.displayName), .raw = visibleText(model.model.id)});
    }
    m_looks = colours.looksOf(labels);
    // The view's currency first: amounts of two currencies have no order.
    std::stable_partition(m_order.begin(), m_order.end(), [&](std::size_t i) {
        const CalculatedModel &model = calculation.models[i];
        return model.answer == CalculatedModel::Answer::Cost && model.year.central.currency() == currency;
    });
}

QString CalculatorView::nameOf(std::size_t model) const
{
    const ReplayModel &named = m_calculation.models[model].model;
    const bool isTwice = std::count_if(m_calculation.models.begin(), m_calculation.models.end(), [&](const CalculatedModel &other) {
                             return other.model.displayName == named.displayName;
                         }) > 1;
    return isTwice ? CalculatorText::name(named) : visibleText(named.displayName.empty() ? named.id : named.displayName);
}

QString CalculatorView::amountText(const CalculatedBand &band) const
{
    return band.low == band.high ? MoneyText::amount(band.central)
                                 : tr("%1 to %2", "amounts").arg(MoneyText::amount(band.low), MoneyText::amount(band.high));
}

BandBarsData CalculatorView::bars() const
{
    BandBarsData data{.title = tr("Cost of a year"), .measure = MeasureText{Measure::Cost, m_currency}, .nothing = tr("No model is chosen. Add one below.")};
    for (const std::size_t i : m_order) {
        const CalculatedModel &model = m_calculation.models[i];
        const bool hasCost = model.answer == CalculatedModel::Answer::Cost;
        const bool isDrawn = hasCost && model.year.central.currency() == m_currency;
        BandBarsData::Bar bar{.name = nameOf(i), .look = m_looks[i], .hasValue = isDrawn};
        bar.shown = hasCost ? MoneyText::forecast(model.year.central) : tr("no figure");
        if (isDrawn) {
            bar.cost = model.year.central.atto();
            bar.low = model.year.low.atto();
            bar.high = model.year.high.atto();
        }
        if (hasCost) {
            bar.exact = MoneyText::amount(model.year.central);
            bar.band = model.year.low == model.year.high ? QString{} : amountText(model.year);
            bar.notes = CalculatorText::notes(model, m_calculation.question);
        } else {
            bar.notes << CalculatorText::reason(model);
        }
        data.bars.push_back(std::move(bar));
    }
    return data;
}

std::vector<SheetColumn> CalculatorView::columns() const
{
    return {{.title = tr("Model")}, {.title = tr("A request")}, {.title = tr("First month")}, {.title = tr("Year")}, {.title = tr("Year, low to high")}, {.title = tr("Notes")}};
}

std::vector<std::vector<SheetCell>> CalculatorView::rows() const
{
    std::vector<std::vector<SheetCell>> rows;
    const auto amount = [](const CalculatedBand &band, CellTone tone) {
        return SheetCell{.text = MoneyText::amount(band.central), .exact = MoneyText::full(band.central), .toolTip = MoneyText::full(band.central), .tone = tone};
    };
    for (const std::size_t i : m_order) {
        const CalculatedModel &model = m_calculation.models[i];
        std::vector<SheetCell> row{{.text = nameOf(i), .toolTip = CalculatorText::name(model.model), .tone = CellTone::Strong, .swatch = true, .look = m_looks[i]}};
        if (model.answer == CalculatedModel::Answer::Cost) {
            row.push_back(amount(model.request, CellTone::Normal));
            row.push_back(amount(model.month, CellTone::Normal));
            row.push_back(amount(model.year, CellTone::Strong));
            row.push_back({.text = model.year.low == model.year.high ? NumberText::notApplicable() : amountText(model.year), .tone = CellTone::Faint});
        } else {
            row.insert(row.end(), 4, SheetCell{.text = NumberText::notApplicable(), .tone = CellTone::Faint});
        }
        const QString said = model.answer == CalculatedModel::Answer::Cost ? CalculatorText::notes(model, m_calculation.question).join(QStringLiteral("; ")) : CalculatorText::reason(model);
        row.push_back({.text = said, .toolTip = said, .tone = model.answer == CalculatedModel::Answer::Cost ? CellTone::Faint : CellTone::Warning});
        rows.push_back(std::move(row));
    }
    return rows;
}

PageTable CalculatorView::table() const
{
    PageTable table{.title = tr("Calculator, %1").arg(requests())};
    for (const SheetColumn &column : columns()) {
        table.columns << column.title;
    }
    constexpr std::size_t Notes = 5;
    for (const std::vector<SheetCell> &row : rows()) {
        std::vector<PageTable::Cell> cells;
        for (std::size_t i = 0; i < row.size(); ++i) {
            cells.push_back({.text = row[i].text, .exact = row[i].exact, .number = i > 0 && i < Notes});
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

QString CalculatorView::found() const
{
    return CalculatorText::pasted(m_calculation.pasted);
}

QString CalculatorView::size() const
{
    const PastedText &pasted = m_calculation.pasted;
    const QString bytes = QLocale{}.formattedDataSize(pasted.bytes, 1, QLocale::DataSizeSIFormat);
    return pasted.classes.characters > 0 && !pasted.classes.isCut ? tr("Text of %1, %2 characters").arg(bytes, NumberText::whole(pasted.classes.characters))
                                                                 : tr("Text of %1", "3.2 MB").arg(bytes);
}

QString CalculatorView::requests() const
{
    const std::array<std::int64_t, CalculatedMonths> months = requestsByMonth(m_calculation.question.requests, m_calculation.question.growth);
    if (months.front() == months.back()) {
        return tr("%1 each month").arg(TokenText::requests(months.front()));
    }
    return tr("%1 in the first month, %2 in the twelfth").arg(TokenText::requests(months.front()), NumberText::whole(months.back()));
}

QString CalculatorView::note() const
{
    QStringList names;
    for (const Problem &problem : m_calculation.unknown) {
        names << visibleText(problem.args.at(0));
    }
    return names.isEmpty() ? QString{} : tr("Not in the price list: %1").arg(names.join(QStringLiteral(", ")));
}

} // namespace tokenmeter
