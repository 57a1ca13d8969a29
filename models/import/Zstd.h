// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace tokenmeter
{

/// The text of one zstd frame or several. Nothing when it is damaged, cut, larger than `most`, or wants a window of more than 128 MiB.
std::optional<std::string> unpackZstd(std::string_view packed, std::size_t most);

} // namespace tokenmeter
