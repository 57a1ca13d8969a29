// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tokenmeter
{

/// A name that can be followed by a number or by words: right-to-left letters would else take these to their left.
/// Control characters of the name itself are made visible before, by visibleText().
QString inOneDirection(const QString &name);

} // namespace tokenmeter
