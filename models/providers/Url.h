// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tokenmeter
{

/// Names and values of a query, not encoded yet, in the order they are sent. Names may repeat.
using QueryPairs = std::vector<std::pair<std::string, std::string>>;

/// RFC 3986: everything but `A-Z a-z 0-9 - _ . ~` becomes %XX, byte by byte. A blank is %20, never +.
std::string percentEncoded(std::string_view text);
/// `name=value&...`, both encoded; the order is kept.
std::string queryText(const QueryPairs &query);
/// The same sorted by name, then value, as signatures want it.
std::string sortedQueryText(const QueryPairs &query);

/// Parts of an absolute URL. All empty when it is none.
struct UrlParts
{
    std::string scheme{}; ///< lower case
    std::string host{};   ///< lower case, with its port when one is written, without a user
    std::string path{};   ///< "/" when there is none; still encoded
    std::string query{};  ///< without the question mark; still encoded
};
UrlParts urlParts(std::string_view url);

/// `base` (scheme, host, perhaps a path, no query; slashes at its end do not matter) + `path` (begins with a slash) + query.
std::string joinedUrl(std::string_view base, std::string_view path, const QueryPairs &query = {});

/// Whether a key may be sent there: HTTPS, or the machine itself (localhost, 127.0.0.0/8, [::1]). No user in it.
bool mayCarryAKey(std::string_view url);

} // namespace tokenmeter
