// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Format.h"

namespace tokenmeter
{

/// Requests exported from Helicone (its export tool, pages of its API) as JSON, JSON lines or CSV. Names are those of its public query
/// API. Whether the prompt holds the cache depends on the provider and on the version of the server: the total tells.
Format heliconeFormat();

} // namespace tokenmeter
