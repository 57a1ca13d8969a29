// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

/// How files of a format look, for measuring.
enum class Kind {
    Lines, ///< one value a line, or a table: `first`, then talk and usage in turn
    List,  ///< one JSON document: `first`, talk and usage in turn with commas between them, `last`
    Files, ///< a document a request: `usage` each, their names end with `last`
    Rows   ///< a database that `first` makes; `usage` adds a row
};

/// @ stands for a number of seven digits that differs from request to request, $ for a text as it stands in JSON, % for one without
/// anything to escape.
struct Shape
{
    Kind kind = Kind::Lines;
    const char *format = "";
    const char *path = "";  ///< below a folder: some formats look at it
    const char *first = "";
    const char *talk = "";  ///< what is said beside a request; empty = nothing is
    const char *usage = "";
    const char *last = "";
};

std::span<const Shape> shapes();

/// What was written of a shape.
struct Written
{
    std::vector<std::filesystem::path> files{};
    std::int64_t bytes = 0, requests = 0;
};
Written writeShape(const Shape &shape, const std::filesystem::path &folder, std::int64_t bytes);
