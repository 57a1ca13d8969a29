// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tokenmeter
{

using HttpHeader = std::pair<std::string, std::string>;

/// What is to be sent. Built by a provider's file, sent by whoever has sockets.
struct HttpRequest
{
    std::string method = "GET";
    std::string url{};                  ///< absolute, percent-encoded: scheme, host, path, query
    std::vector<HttpHeader> headers{};  ///< in any order; `Host` only where it is signed
    std::string body{};                 ///< empty for GET
    std::vector<std::string> secretHeaders{}; ///< names of headers that carry a secret or a signature
    bool secretBody = false;            ///< the body carries a secret (a token is fetched)

    /// "GET https://host/path": no query, no user of the URL, no header and no body, so it may stand in a log.
    std::string logText() const;
};

/// What came back. Header names are compared without case.
struct HttpReply
{
    int status = 0; ///< 0 = there was no answer
    std::vector<HttpHeader> headers{};
    std::string body{};

    /// The first header of that name; empty when there is none.
    std::string_view header(std::string_view name) const;
};

} // namespace tokenmeter
