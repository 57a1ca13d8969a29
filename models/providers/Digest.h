// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace tokenmeter
{

/// The 32 bytes of a SHA-256.
std::string sha256(std::string_view bytes);
/// The 32 bytes of an HMAC with SHA-256.
std::string hmacSha256(std::string_view key, std::string_view bytes);
/// Lower case, two digits a byte.
std::string hexOf(std::string_view bytes);
/// RFC 4648: with padding; the URL's alphabet without padding.
std::string base64(std::string_view bytes);
std::string base64Url(std::string_view bytes);

} // namespace tokenmeter
