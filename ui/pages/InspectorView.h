// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Zone.h"
#include "flow/Why.h"

#include <QCoreApplication>
#include <QString>

#include <vector>

namespace tokenmeter
{

/// One part of the panel, from top to bottom. All texts are plain.
struct InspectorBlock
{
    enum class Kind {
        Amount,    ///< `label`: the figure
        Caption,   ///< `label`: a line below it
        Warning,   ///< `label`: a paragraph about what is missing
        TableHead, ///< label, count, price, amount: headers
        ModelHead, ///< label: a model; amount: its subtotal
        RateHead,  ///< label: which price; what follows is at that price
        Class,     ///< label: token class; count, price, amount
        Note,      ///< label: belongs to the class above
        Sum,       ///< label, amount, above a line
        Heading,   ///< label: title of a section
        Pair,      ///< label and `amount` as its value, which wraps
        Line,      ///< between sections
    } kind = Kind::Caption;
    QString label{};
    QString count{};
    QString price{};
    QString amount{};
};

/// What the panel says about an amount: values to words. Pure; tested without a window.
class InspectorView
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::InspectorView)
public:
    InspectorView(const Zone &zone, LocalDay today, const QString &currency) : m_zone{zone}, m_today{today}, m_currency{currency} {}

    std::vector<InspectorBlock> record(const WhyRecordAnswer &answer) const;
    /// @param title of the mark, as it was asked
    std::vector<InspectorBlock> sum(const WhySumAnswer &answer, const QString &title) const;
    /// The same as text, one line a block, for copying and for a screen reader.
    static QString asText(const std::vector<InspectorBlock> &blocks);

    static QString className(const std::string &part); ///< "Cache write 5 m"
    /// How a name came to its model: "exact", "alias, router suffix".
    static QString matchText(const std::string &matchedBy);
    static QString unpricedText(Unpriced reason);
    /// @param format whose records were merged: what it repeats has other reasons than another's
    static QString ruleText(SightingRule rule, const std::string &format);
    QString placeText(const LinePlace &place) const;

private:
    QString momentText(UtcTime time) const;
    QString dayText(const std::string &isoDay) const;
    QString rowText(const Rate &rate) const;
    QString tierText(const Rate &rate, const PriceOrigin &origin, std::int64_t promptTokens) const;
    QString multiplierText(const Rate &rate) const;
    QString sourceText(const Rate &rate, const PriceOrigin &origin) const;
    static QString priceText(const CostPart &part);
    static QString countText(const CostPart &part);
    static int decimalsOf(const std::vector<Money> &amounts, Money total);
    static QString number(Money amount, int decimals);
    void addClass(std::vector<InspectorBlock> &blocks, const CostPart &part, int decimals, std::int64_t reasoning) const;

    Zone m_zone;
    LocalDay m_today;
    QString m_currency;
};

} // namespace tokenmeter
