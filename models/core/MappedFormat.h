// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tokenmeter
{

/// Before the name of a profile it is the format's id of what was read by that profile. Stored.
inline constexpr std::string_view MappedFormatPrefix = "generic:";

inline std::string mappedFormatId(std::string_view profile)
{
    return std::string{MappedFormatPrefix}.append(profile);
}

/// The profile's name in such an id; nothing for the id of another format.
inline std::optional<std::string_view> profileOfFormat(std::string_view formatId)
{
    return formatId.starts_with(MappedFormatPrefix) ? std::optional{formatId.substr(MappedFormatPrefix.size())} : std::nullopt;
}

} // namespace tokenmeter
