// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Money.h"
#include "core/Problem.h"

#include <QJsonObject>
#include <QString>

#include <string>

namespace tokenmeter
{

inline QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

/// A text, or null where there is none.
inline QJsonValue orNull(const QString &value)
{
    return value.isEmpty() ? QJsonValue{} : QJsonValue{value};
}
inline QJsonValue orNull(const std::string &utf8)
{
    return orNull(text(utf8));
}

/// {"currency": "USD", "amount": "12.345678901"}
QJsonObject toJson(const Money &money);
/// {"file", "line", "field", "what"}: the cause as a sentence and its place, never content.
QJsonObject toJson(const Problem &problem);

} // namespace tokenmeter
