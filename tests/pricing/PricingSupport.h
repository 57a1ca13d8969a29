// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Decimal.h"
#include "core/Rate.h"
#include "core/Time.h"
#include "pricing/Catalogue.h"
#include "pricing/Pricer.h"

#include <QFile>
#include <QString>

#include <string>

namespace tokenmeter
{

inline UtcTime at(const std::string &text)
{
    return parseTime(text)->time;
}

/// Price per million as text, of a rate in attos per token.
inline std::string perMillion(std::int64_t atto)
{
    return formatDecimal(atto, 12);
}

inline std::string readFile(const char *path)
{
    QFile file{QString::fromUtf8(path)};
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string{};
}

inline std::string catalogueJson()
{
    return readFile(SOURCE_ROOT "/resources/prices/catalogue.json");
}

/// The same text with one occurrence replaced; the text itself when there is none, which a test must notice.
inline std::string replaced(std::string text, const std::string &what, const std::string &by)
{
    const std::size_t place = text.find(what);
    return place == std::string::npos ? text : text.replace(place, what.size(), by);
}

/// Amount, currency and what is unpriced, in one text that a table can hold: "0.09 USD", "UnknownModel".
inline std::string costText(const PriceQuery &query, const Rate &rate)
{
    switch (rate.unpriced) {
    case Unpriced::No: {
        const Money money = costOf(query.tokens, query.rare, rate);
        return formatDecimal(money.atto(), MoneyScale) + ' ' + money.currency().code();
    }
    case Unpriced::UnknownModel:
        return "UnknownModel";
    case Unpriced::AmbiguousModel:
        return "AmbiguousModel";
    case Unpriced::NoPriceForDate:
        return "NoPriceForDate";
    case Unpriced::NoModelName:
        return "NoModelName";
    case Unpriced::AmountOnly:
        return "AmountOnly";
    }
    return "?";
}

} // namespace tokenmeter
