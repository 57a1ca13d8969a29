// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/Paths.h"

namespace tokenmeter::paths
{

std::string_view fileName(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string_view stem(std::string_view path)
{
    const std::string_view name = fileName(path);
    const std::size_t dot = name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? name : name.substr(0, dot);
}

std::string_view unpacked(std::string_view path)
{
    for (const std::string_view ending : {std::string_view{".gz"}, std::string_view{".zst"}}) {
        if (path.ends_with(ending)) {
            return path.substr(0, path.size() - ending.size());
        }
    }
    return path;
}

std::string_view parent(std::string_view path)
{
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

std::vector<std::string> splitList(std::string_view list, std::string_view home)
{
    std::vector<std::string> folders;
    while (!list.empty()) {
        const std::size_t comma = list.find(',');
        std::string_view part = list.substr(0, comma);
        list = comma == std::string_view::npos ? std::string_view{} : list.substr(comma + 1);
        while (!part.empty() && part.front() == ' ') {
            part.remove_prefix(1);
        }
        while (!part.empty() && (part.back() == ' ' || (part.back() == '/' && part.size() > 1))) {
            part.remove_suffix(1);
        }
        if (part == "~" || part.starts_with("~/")) {
            folders.push_back(std::string{home} + std::string{part.substr(1)});
        } else if (!part.empty()) {
            folders.emplace_back(part);
        }
    }
    return folders;
}

} // namespace tokenmeter::paths
