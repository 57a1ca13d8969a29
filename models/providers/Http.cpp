// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/Http.h"

#include "providers/Url.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

bool sameLetters(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c; };
    return a.size() == b.size()
        && std::equal(a.begin(), a.end(), b.begin(), [&](char x, char y) { return lower(x) == lower(y); });
}

} // namespace

std::string HttpRequest::logText() const
{
    const UrlParts parts = urlParts(url);
    return method + " " + parts.scheme + "://" + parts.host + parts.path;
}

std::string_view HttpReply::header(std::string_view name) const
{
    for (const HttpHeader &each : headers) {
        if (sameLetters(each.first, name)) {
            return each.second;
        }
    }
    return {};
}

} // namespace tokenmeter
