// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/SideFile.h"

#include "import/LogFile.h"

#include <algorithm>

namespace tokenmeter
{
namespace
{

constexpr std::size_t SidePadding = 64;

std::optional<SideText> readUpTo(const LogFile &file, std::int64_t size)
{
    SideText text;
    text.bytes.resize(std::size_t(size) + SidePadding, ' ');
    while (text.size < std::size_t(size)) {
        const std::int64_t got = file.readAt(std::int64_t(text.size), text.bytes.data() + text.size, std::size_t(size) - text.size);
        if (got < 0) {
            return std::nullopt;
        }
        if (got == 0) {
            break;
        }
        text.size += std::size_t(got);
    }
    return text;
}

} // namespace

std::optional<SideText> readSideText(const std::string &path, std::int64_t most)
{
    const Result<LogFile> file = LogFile::open(path);
    if (!file || file->size() > most) {
        return std::nullopt;
    }
    return readUpTo(*file, file->size());
}

std::optional<SideText> readSideHead(const std::string &path, std::int64_t most)
{
    const Result<LogFile> file = LogFile::open(path);
    if (!file) {
        return std::nullopt;
    }
    return readUpTo(*file, std::min(file->size(), most));
}

} // namespace tokenmeter
