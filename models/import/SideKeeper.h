// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

namespace tokenmeter
{

/// While one lives, what was read of a document that lies beside many logs stays for the next of them, whoever asks, as long as the document
/// lies there unchanged. Of the last few documents: a tool has one for each of its folders.
class SideKeeper
{
public:
    SideKeeper();
    ~SideKeeper();
    SideKeeper(const SideKeeper &) = delete;
    SideKeeper &operator=(const SideKeeper &) = delete;

    static constexpr int MostKept = 16;
};

/// What `read` makes of the document, or made of it before. While it reads, others wait that want the same document, and nobody else. Without a
/// keeper it is read each time. For several threads. @return null where there is no such file
std::shared_ptr<const void> keptBeside(const std::string &path, const std::function<std::shared_ptr<const void>()> &read);

} // namespace tokenmeter
