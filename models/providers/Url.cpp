// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/Url.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

bool isUnreserved(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.'
        || c == '~';
}

std::string lowered(std::string_view text)
{
    std::string result{text};
    for (char &c : result) {
        c = c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c;
    }
    return result;
}

std::string joined(const std::vector<std::pair<std::string, std::string>> &encoded)
{
    std::string text;
    for (const auto &[name, value] : encoded) {
        text += text.empty() ? "" : "&";
        text += name;
        text += '=';
        text += value;
    }
    return text;
}

std::vector<std::pair<std::string, std::string>> encoded(const QueryPairs &query)
{
    std::vector<std::pair<std::string, std::string>> result;
    result.reserve(query.size());
    for (const auto &[name, value] : query) {
        result.emplace_back(percentEncoded(name), percentEncoded(value));
    }
    return result;
}

/// 127.0.0.1 and its like; "127.0.0.1.example.com" is none.
bool isLoopbackNumber(std::string_view host)
{
    int parts = 0;
    std::size_t at = 0;
    while (at <= host.size()) {
        const std::size_t dot = std::min(host.find('.', at), host.size());
        const std::string_view part = host.substr(at, dot - at);
        if (part.empty() || part.size() > 3 || part.find_first_not_of("0123456789") != std::string_view::npos) {
            return false;
        }
        if (parts == 0 && part != "127") {
            return false;
        }
        ++parts;
        at = dot + 1;
    }
    return parts == 4;
}

} // namespace

std::string percentEncoded(std::string_view text)
{
    static constexpr std::string_view Hex = "0123456789ABCDEF";
    std::string result;
    result.reserve(text.size());
    for (const char c : text) {
        if (isUnreserved(c)) {
            result += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            result += '%';
            result += Hex[byte >> 4U];
            result += Hex[byte & 15U];
        }
    }
    return result;
}

std::string queryText(const QueryPairs &query)
{
    return joined(encoded(query));
}

std::string sortedQueryText(const QueryPairs &query)
{
    auto pairs = encoded(query);
    std::sort(pairs.begin(), pairs.end());
    return joined(pairs);
}

UrlParts urlParts(std::string_view url)
{
    UrlParts parts;
    const std::size_t colon = url.find("://");
    if (colon == std::string_view::npos || colon == 0) {
        return parts;
    }
    const std::size_t begin = colon + 3;
    const std::size_t end = std::min(url.find_first_of("/?#", begin), url.size());
    std::string_view authority = url.substr(begin, end - begin);
    if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos) {
        authority.remove_prefix(at + 1);
    }
    if (authority.empty()) {
        return parts;
    }
    parts.scheme = lowered(url.substr(0, colon));
    parts.host = lowered(authority);
    std::string_view rest = url.substr(end);
    rest = rest.substr(0, rest.find('#'));
    const std::size_t question = rest.find('?');
    parts.path = std::string{rest.substr(0, question)};
    if (question != std::string_view::npos) {
        parts.query = std::string{rest.substr(question + 1)};
    }
    if (parts.path.empty()) {
        parts.path = "/";
    }
    return parts;
}

std::string joinedUrl(std::string_view base, std::string_view path, const QueryPairs &query)
{
    while (!base.empty() && base.back() == '/') {
        base.remove_suffix(1);
    }
    std::string url{base};
    url += path;
    if (!query.empty()) {
        url += '?';
        url += queryText(query);
    }
    return url;
}

bool mayCarryAKey(std::string_view url)
{
    const UrlParts parts = urlParts(url);
    if (parts.host.empty()) {
        return false;
    }
    const std::size_t begin = url.find("://") + 3;
    if (url.substr(begin, url.find_first_of("/?#", begin) - begin).find('@') != std::string_view::npos) {
        return false;
    }
    if (parts.scheme == "https") {
        return true;
    }
    if (parts.host.front() == '[') {
        return parts.scheme == "http" && (parts.host == "[::1]" || parts.host.starts_with("[::1]:"));
    }
    const std::string_view name = std::string_view{parts.host}.substr(0, parts.host.find(':'));
    return parts.scheme == "http" && (name == "localhost" || isLoopbackNumber(name));
}

} // namespace tokenmeter
