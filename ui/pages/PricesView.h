// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/PriceHistoryChart.h"
#include "itemmodels/SheetModel.h"
#include "pages/Page.h"
#include "pages/PricesData.h"
#include "theme/ModelColours.h"

#include <QCoreApplication>

#include <vector>

namespace tokenmeter
{

/// Which models the list shows.
enum class PriceShow { Used, All, Changed };

/// A table, and which entry of the data each of its rows is.
struct PriceSheet
{
    std::vector<SheetColumn> columns{};
    std::vector<std::vector<SheetCell>> rows{};
    std::vector<std::size_t> sources{};
    PageTable table(const QString &title) const;
};

/// What the page says of prices. Values in, texts out; knows no widget.
class PricesView
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::PricesView)
public:
    PricesView(const PageContext &context, const PricesData &data, const ModelColours &colours) : m_context{context}, m_data{data}, m_colours{colours} {}

    /// Used ones by what the month has cost, then by requests; all as the price list has them, used ones first; changed ones by the day of
    /// their last change, the newest first.
    PriceSheet models(PriceShow show) const;
    /// The model that is shown where none was chosen: the first of the list.
    std::size_t firstOf(PriceShow show) const;

    PriceHistoryData history(const PricedModel &model) const;
    PriceSheet rows(const PricedModel &model) const; ///< every dated price, the newest first
    /// Label and what stands beside it: names in logs, context, end of service.
    std::vector<std::pair<QString, QString>> facts(const PricedModel &model) const;
    QString scope(const PricedModel &model) const; ///< "CNY per million tokens, log scale"

    QString unpricedSentence() const; ///< empty = everything has a price
    PriceSheet unpriced() const;
    PriceSheet ahead() const;
    PriceSheet agreements() const; ///< own prices, then discounts
    QStringList retirements() const;

    /// Of a proposal, and of what was found with it.
    static QString updateTitle(const PriceUpdate &update, LocalDay today);
    static QString movesSentence(const PriceUpdate &update);
    PriceSheet changes(const std::vector<CatalogueChange> &changes) const;
    static QString findingsSentence(const PriceFindings &findings, bool isPending);

    /// "$5.00", at least two decimals and all digits; "–" when there is none.
    static QString price(const std::string &perMillion, Currency currency);

private:
    std::vector<std::size_t> order(PriceShow show) const;
    bool hasChanged(const PricedModel &model) const;
    QString day(const std::string &text) const; ///< of a row: "21 May 2024"
    QString amounts(const std::vector<Money> &amounts) const;
    QString modelName(const std::string &key) const;
    Currency currencyOf(const std::string &key) const;

    const PageContext &m_context;
    const PricesData &m_data;
    const ModelColours &m_colours;
};

} // namespace tokenmeter
