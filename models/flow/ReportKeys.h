// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Zone.h"

#include <string>

namespace tokenmeter
{

/// `2026-10-25T02:00+01:00`: the local hour that begins then, with its offset, so that both hours of a clock change exist.
std::string hourText(UtcTime start, const Zone &zone);
/// `2026-W45`, ISO 8601. @param monday first day of the week
std::string weekText(LocalDay monday);
/// `2026-10`. @param month year * 12 + month - 1
std::string monthText(std::int64_t month);

} // namespace tokenmeter
