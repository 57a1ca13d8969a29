// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tokenmeter
{

/// Paths in the home folder start with ~, as people write them. Control characters are shown.
QString shortPath(const QString &path);

} // namespace tokenmeter
