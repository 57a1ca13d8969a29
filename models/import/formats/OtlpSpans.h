// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Json.h"

#include <cstdint>
#include <string>
#include <string_view>
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
    std::int64_t offset = 0;

    /// Of the first name that is there and not empty.
    std::string_view text(std::initializer_list<std::string_view> names) const;
    bool hasUsage() const;
};

/// The spans and events in one export, those with usage alone.
/// @return the error that the reader wants
json::Error spansOf(json::Object &document, std::vector<Span> &spans);

/// What counts of them: inference spans, of parent and child with equal tokens and model the child, events only without their span,
/// and the outermost agent spans of traces that have nothing else. @return indices into `spans`
std::vector<std::size_t> counted(const std::vector<Span> &spans);

} // namespace tokenmeter::otlp
