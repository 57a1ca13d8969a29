// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Packed.h"

#include "import/LogFile.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace tokenmeter::testing
{
namespace
{

struct Content
{
    std::string text{};
    bool isWhole = false; ///< to the end of what is packed
};

constexpr std::size_t MostContent = std::size_t{1} << 20;
constexpr UnpackLimits SmallLimits{.most = 8 << 20, .ratio = 250, .free = 2 << 20}; ///< none is met before MostContent is

/// From its start, in pieces of that size.
Content contentIn(const LogFile &log, std::size_t piece)
{
    Content content;
    std::string block(piece, '\0');
    while (content.text.size() < MostContent) {
        const std::int64_t got = log.readAt(std::int64_t(content.text.size()), block.data(), block.size());
        if (got <= 0) {
            content.isWhole = got == 0;
            break;
        }
        content.text.append(block, 0, std::size_t(got));
    }
    return content;
}

/// However it is read, and read again, it is the same; what a damaged one gives before its end is a part of it.
std::string complaintAboutContent(const LogFile &log)
{
    const Content large = contentIn(log, 64U << 10);
    const Content small = contentIn(log, 97);
    const std::size_t common = std::min(large.text.size(), small.text.size());
    if (large.text.compare(0, common, small.text, 0, common) != 0) {
        return "small pieces give another text than large ones";
    }
    const bool isLong = large.text.size() >= MostContent || small.text.size() >= MostContent;
    if (!isLong && (large.isWhole != small.isWhole || (large.isWhole && large.text.size() != small.text.size()))) {
        return "small pieces end elsewhere than large ones";
    }
    return {};
}

} // namespace

std::string complaintAboutPacked(Reader &reader, const Format &format, const std::string &name, const std::string &bytes)
{
    constexpr std::size_t MostMembers = 4;
    reader.put(name, bytes);
    std::vector<std::string> files{name};
    if (const auto members = archiveMembers(reader.pathOf(name))) {
        files.clear();
        for (const std::string &member : *members) {
            if (files.size() < MostMembers) {
                files.push_back(name + '/' + member);
            }
        }
    }
    for (const std::string &file : files) {
        const Result<LogFile> log = LogFile::open(reader.pathOf(file), SmallLimits);
        if (!log) {
            continue; // refused
        }
        std::string complaint = complaintAboutContent(*log);
        complaint = complaint.empty() ? reader.readWhatLiesAt(format, file, {}, SmallLimits).complaint : complaint;
        if (!complaint.empty()) {
            return complaint;
        }
    }
    return {};
}

} // namespace tokenmeter::testing
