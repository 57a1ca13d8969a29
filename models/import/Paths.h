// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Texts of paths with '/' separators; nothing here looks at the disk.
namespace tokenmeter::paths
{

/// "b.jsonl" of "/a/b.jsonl"
std::string_view fileName(std::string_view path);
/// "b" of "/a/b.jsonl"
std::string_view stem(std::string_view path);
/// "/a/b.jsonl" of "/a/b.jsonl.gz" and "/a/b.jsonl.zst"
std::string_view unpacked(std::string_view path);
/// "/a" of "/a/b.jsonl"; empty when there is no '/'
std::string_view parent(std::string_view path);
/// The folders of a comma-separated variable, without blanks and slashes at their ends, "~/" replaced.
std::vector<std::string> splitList(std::string_view list, std::string_view home);

} // namespace tokenmeter::paths
