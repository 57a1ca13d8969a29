// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace tokenmeter
{

/// Which models count tokens of a text alike, as far as vendors say: "gpt", "claude", "claude-2026" (Opus 4.7 and later, Sonnet 5 and
/// later, Fable, Mythos). A model that is unknown is a tokenizer of its own.
/// @param key catalogue key, "anthropic/claude-opus-5", or a raw name
/// @param family catalogue family, "claude-opus"; empty = unknown
std::string tokenizerOf(std::string_view key, std::string_view family);

} // namespace tokenmeter
