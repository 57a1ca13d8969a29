// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace tokenmeter::language
{

/// What can be chosen; the name is in the language itself.
struct Choice
{
    QString code{}; ///< "en", "zh_CN"
    QString name{};
};
std::vector<Choice> choices();

/// The language that `code` means: itself where we have it, else what suits the system best.
QString effective(const QString &code);

/// Installs our catalogue and Qt's own, sets the default locale. Every window gets QEvent::LanguageChange.
/// Does nothing when that language is in force.
void apply(const QString &code);

/// The language in force; empty before the first apply().
QString current();

} // namespace tokenmeter::language
