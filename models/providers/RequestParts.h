// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "providers/Provider.h"
#include "providers/Url.h"

#include <string>
#include <string_view>

namespace tokenmeter
{

/// The value of a key's field as it may stand in a header: trimmed, not empty, no control characters.
/// Problem: CredentialUnusable, field: the field's id
Result<std::string> keyText(const Credentials &credentials, std::string_view field);

/// The same for a part of a path, encoded, so that a pasted "../" or "?" cannot lead elsewhere.
Result<std::string> pathPart(const Credentials &credentials, std::string_view field);

/// The input's base, else the provider's. Without slashes at its end.
std::string baseOf(const PollInput &input, std::string_view own);

/// GET with `Authorization: Bearer <key>` and `Accept: application/json`.
Result<HttpRequest> bearerGet(const PollInput &input, std::string_view base, std::string_view path, const QueryPairs &query,
                              std::string_view field = "key");

/// A text as a JSON string with its quotes.
std::string jsonText(std::string_view text);

/// Seconds since the epoch; "2026-03-01" in UTC.
std::string epochText(UtcTime time);
std::string utcDayText(UtcTime time);

} // namespace tokenmeter
