// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/LookMemory.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace tokenmeter
{
namespace
{

constexpr std::string_view Version = "1";

bool fitsOnALine(std::string_view path)
{
    return path.find('\n') == std::string_view::npos;
}

std::string_view takeLine(std::string_view &text)
{
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

std::optional<std::int64_t> takeNumber(std::string_view &line)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
    if (error != std::errc{} || number < 0) {
        return std::nullopt;
    }
    line.remove_prefix(std::size_t(end - line.data()));
    return number;
}

} // namespace

std::string LookMemory::text() const
{
    const bool fits = std::all_of(folders.begin(), folders.end(), [](const SeenFolder &folder) { return fitsOnALine(folder.path); })
        && std::all_of(recent.begin(), recent.end(), fitsOnALine);
    if (folders.empty() || !fits) {
        return {};
    }
    std::string text{Version};
    text += ' ' + std::to_string(msOf(whole)) + ' ' + std::to_string(folders.size()) + '\n';
    for (const SeenFolder &folder : folders) {
        text += std::to_string(folder.modifiedNs) + ' ' + folder.path + '\n';
    }
    for (const std::string &file : recent) {
        text += file + '\n';
    }
    return text;
}

LookMemory LookMemory::fromText(std::string_view text)
{
    LookMemory memory;
    std::string_view head = takeLine(text);
    if (!head.starts_with(Version) || !head.substr(Version.size()).starts_with(' ')) {
        return {};
    }
    head.remove_prefix(Version.size() + 1);
    const std::optional<std::int64_t> whole = takeNumber(head);
    head.remove_prefix(head.empty() ? 0 : 1);
    const std::optional<std::int64_t> count = takeNumber(head);
    if (!whole || !count) {
        return {};
    }
    memory.whole = utcFromMs(*whole);
    for (std::int64_t i = 0; i < *count; ++i) {
        std::string_view line = takeLine(text);
        const std::optional<std::int64_t> modified = takeNumber(line);
        if (!modified || !line.starts_with(' ')) {
            return {};
        }
        memory.folders.push_back({std::string{line.substr(1)}, *modified});
    }
    while (!text.empty()) {
        memory.recent.emplace_back(takeLine(text));
    }
    return memory;
}

} // namespace tokenmeter
