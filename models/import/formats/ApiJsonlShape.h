// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/JsonLeaves.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tokenmeter::apijsonl
{

/// Which provider's response a body is.
enum class Shape : std::uint8_t { Gemini, Anthropic, Responses, DashScopeNative, DeepSeek, OpenRouter, Chat };

/// The shape of the object at `prefix`; nothing when it is no response with usage. The first test that holds decides.
std::optional<Shape> shapeAt(const JsonLeaves &leaves, std::string_view prefix);

/// Where in a line the body is.
struct Body
{
    Shape shape = Shape::Chat;
    std::string prefix{};               ///< "" when the line is the body itself
    std::vector<std::string> wrappers{}; ///< prefixes of what is around it, innermost first
};

/// Looks for the body in the line itself, then below `response`, `body`, `result`, `data` and `message` (which is a
/// wrapper in batch results only).
std::optional<Body> findBody(const JsonLeaves &leaves);

/// The provider's name where the body itself tells it, else empty: OpenAI's shapes are spoken by hundreds of servers.
std::string providerOf(Shape shape, std::string_view id, std::string_view model, const JsonLeaves &leaves,
                       std::string_view prefix);

} // namespace tokenmeter::apijsonl
