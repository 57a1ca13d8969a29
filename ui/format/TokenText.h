// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

#include <cstdint>

namespace tokenmeter
{

/// Numbers of tokens and requests for people.
class TokenText
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::TokenText)
public:
    /// Three significant digits: "1.94 B", "872 M", "940 k", "812"; Chinese "19.4 亿", "5,200 万".
    static QString shortForm(std::int64_t count);
    /// "1,941,207,388"
    static QString exact(std::int64_t count);
    /// A label of an axis: "200 M".
    static QString axis(double value, double step, double largest);
    /// "21,480 requests"
    static QString requests(std::int64_t count);
    /// "812 tokens", exact
    static QString tokens(std::int64_t count);
};

} // namespace tokenmeter
