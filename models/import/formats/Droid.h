// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// Sessions of Factory's Droid: `<session>.settings.json`, a document with sums over the session that grow.
Format droidFormat();

} // namespace tokenmeter
