// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Json.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace tokenmeter::otlp
{

/// Names are literals; a name stands once, and no value is empty.
using Attributes = std::vector<std::pair<std::string_view, std::string>>;

/// A span, or a log record that stands for one, with those of its attributes that matter here.
struct Span
{
    std::string trace{};
    std::string span{};
    std::string parent{};
    std::string time{}; ///< nanoseconds since the epoch, as text: its end, else its start
    std::string service{}; ///< of its resource
    bool isEvent = false;
    Attributes attributes{};
    const char *begin = nullptr; ///< of its object in what is read, as long as that is
    std::int64_t offset = 0;     ///< the same in the file

    /// Of the first name that is there and not empty.
    std::string_view text(std::initializer_list<std::string_view> names) const;
    bool hasUsage() const;
};

/// Of spans without usage: which one is above which, by numbers that stand for trace and span.
using Links = std::unordered_map<std::uint64_t, std::uint64_t>;

struct Found
{
    std::vector<Span> spans{}; ///< spans and events with usage
    Links links{};             ///< all other spans that have a parent
};

/// What is in one export.
/// @param hasUsage false: it is known that no span has any
/// @return the error that the reader wants
json::Error spansOf(json::Object &document, Found &found, bool hasUsage);

/// What counts of them: inference spans, of one above another with equal tokens and model the lower one, events only without their
/// span, and the outermost agent spans of traces that have nothing else. @return indices into `spans`
std::vector<std::size_t> counted(const std::vector<Span> &spans, const Links &links);

} // namespace tokenmeter::otlp
