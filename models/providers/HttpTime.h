// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Time.h"

#include <chrono>
#include <optional>
#include <string_view>

namespace tokenmeter
{

/// RFC 9110, 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT" and its two old forms. Nothing for anything else.
/// @param now for years of two digits: more than 50 years ahead means the past
std::optional<UtcTime> parseHttpTime(std::string_view text, UtcTime now);

/// A span as rate-limit headers write it: "12", "1.5" (seconds), "20ms", "1s", "6m0s", "1h2m". Rounded up to seconds.
/// Nothing for anything else and for more than ten years.
std::optional<std::chrono::seconds> parseSpan(std::string_view text);

} // namespace tokenmeter
