// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Json.h"

#include <cstddef>
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

/// Of a trace's spans without usage: which one is above which, by their ids.
using Links = std::unordered_map<std::string, std::string>;

/// A span without usage that has a parent.
struct Link
{
    std::string trace{};
    std::string span{};
    std::string parent{};
};

struct Found
{
    std::vector<Span> spans{}; ///< spans and events with usage
    std::vector<Link> links{}; ///< all other spans that have a parent
};

/// What is in one export.
/// @param hasUsage false: it is known that no span has any
/// @return the error that the reader wants
json::Error spansOf(json::Object &document, Found &found, bool hasUsage);

/// A call of a model; not what an agent or a tool did, which may tell the sum of its calls.
bool isCall(const Span &span);

inline constexpr std::size_t Nobody = static_cast<std::size_t>(-1);

/// What counts of the spans with usage of one trace: calls; of one call above another with equal tokens and model the lower one; events
/// only without their span; and the outermost agent spans of a trace that has nothing else.
/// @param hadCalls it had calls that are no longer among the spans
/// @return of each span itself, where it counts; the index of the one that counts and tells the same, or the sum's parts; or Nobody, where
///         that is not among them
std::vector<std::size_t> toldBy(const std::vector<Span> &spans, const Links &links, bool hadCalls);

/// Attributes by a number, for a saved state. @return empty where there is none
std::string_view attributeAt(std::size_t number);
std::size_t numberOf(std::string_view attribute);
/// Tells the list that these numbers are places in from any other.
std::string namesMark();

} // namespace tokenmeter::otlp
