// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Json.h"

#include <cstdint>
#include <optional>
#include <string>

namespace tokenmeter
{

/// A whole regular file with the padding that Json.h asks for behind it; nothing when it is missing, unreadable or larger than that.
struct SideText
{
    std::string bytes{};
    std::size_t size = 0;
    std::string_view text() const { return {bytes.data(), size}; }
};
std::optional<SideText> readSideText(const std::string &path, std::int64_t most);
/// The first bytes alone, the same way.
std::optional<SideText> readSideHead(const std::string &path, std::int64_t most);

/// A document that lies beside a log and says of it what the log does not: a project's folder, a model's name. It is never counted, and
/// what is wrong with it is no problem of the log's.
/// @param read as json::DocumentReader has it
/// @return whether it was read
template <typename Read>
bool readSideDocument(const std::string &path, std::int64_t most, Read &&read)
{
    const std::optional<SideText> file = readSideText(path, most);
    json::DocumentReader reader;
    return file && reader.read(file->text(), read) == json::DocumentReader::State::Whole;
}

} // namespace tokenmeter
