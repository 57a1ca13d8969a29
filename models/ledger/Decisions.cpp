// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/Decisions.h"

#include <QList>
#include <QString>

#include <algorithm>
#include <optional>
#include <string_view>

namespace tokenmeter
{
namespace
{

constexpr qsizetype LongestKey = 64;
constexpr qsizetype LongestValue = 200;

/// Letters, not halves of them. Nothing for text that is not UTF-8.
std::optional<QList<uint>> lettersOf(const std::string &text)
{
    const QString decoded = QString::fromStdString(text);
    return decoded.toStdString() == text ? std::optional{decoded.toUcs4()} : std::nullopt;
}

bool isControl(uint letter)
{
    const QChar::Category category = QChar::category(char32_t(letter));
    return category == QChar::Other_Control || category == QChar::Separator_Line
        || category == QChar::Separator_Paragraph;
}

bool isAllowedInKey(uint letter)
{
    static const std::u32string_view forbidden = U"=:\"'`\u2018\u2019\u201C\u201D\u00AB\u00BB";
    return !isControl(letter) && !QChar::isSpace(char32_t(letter)) && forbidden.find(char32_t(letter)) == std::u32string_view::npos;
}

} // namespace

bool isValidTag(const Tag &tag)
{
    const auto key = lettersOf(tag.key);
    const auto value = lettersOf(tag.value);
    return key && value && !key->isEmpty() && key->size() <= LongestKey && !value->isEmpty() && value->size() <= LongestValue
        && std::all_of(key->begin(), key->end(), isAllowedInKey) && std::none_of(value->begin(), value->end(), isControl);
}

} // namespace tokenmeter
