// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// Sessions of Cline's command line: `~/.cline/data/sessions/<session>/<session>.messages.json`, a document that is written anew.
Format clineCliFormat();

} // namespace tokenmeter
