// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/RequestParts.h"

#include <algorithm>
#include <chrono>

namespace tokenmeter
{
namespace
{

bool isControl(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
}

} // namespace

Result<std::string> keyText(const Credentials &credentials, std::string_view field)
{
    std::string_view value = credentials.get(field);
    while (!value.empty() && (isControl(value.front()) || value.front() == ' ')) {
        value.remove_prefix(1); // pasted with a line end
    }
    while (!value.empty() && (isControl(value.back()) || value.back() == ' ')) {
        value.remove_suffix(1);
    }
    if (value.empty() || std::any_of(value.begin(), value.end(), isControl)) {
        return Problem{.cause = Cause::CredentialUnusable, .field = std::string{field}};
    }
    return std::string{value};
}

Result<std::string> pathPart(const Credentials &credentials, std::string_view field)
{
    Result<std::string> value = keyText(credentials, field);
    if (!value) {
        return value;
    }
    if (*value == "." || *value == "..") {
        return Problem{.cause = Cause::CredentialUnusable, .field = std::string{field}};
    }
    return percentEncoded(*value);
}

std::string baseOf(const PollInput &input, std::string_view own)
{
    std::string base = input.base.empty() ? std::string{own} : input.base;
    while (!base.empty() && base.back() == '/') {
        base.pop_back();
    }
    return base;
}

Result<HttpRequest> bearerGet(const PollInput &input, std::string_view base, std::string_view path, const QueryPairs &query,
                              std::string_view field)
{
    const Result<std::string> key = keyText(input.credentials, field);
    if (!key) {
        return key.problem();
    }
    HttpRequest request;
    request.url = joinedUrl(baseOf(input, base), path, query);
    request.headers = {{"Accept", "application/json"}, {"Authorization", "Bearer " + *key}};
    request.secretHeaders = {"Authorization"};
    return request;
}

std::string jsonText(std::string_view text)
{
    static constexpr std::string_view Hex = "0123456789abcdef";
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            result += '\\';
            result += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            result += "\\u00";
            result += Hex[static_cast<unsigned char>(c) >> 4U];
            result += Hex[static_cast<unsigned char>(c) & 15U];
        } else {
            result += c;
        }
    }
    return result + '"';
}

std::string epochText(UtcTime time)
{
    return std::to_string(std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count());
}

std::string utcDayText(UtcTime time)
{
    return toIso(dayIn(time, std::chrono::minutes{0}));
}

} // namespace tokenmeter
