// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "providers/PolledPage.h"

#include <optional>
#include <set>
#include <string>

namespace tokenmeter
{

/// Follows the pages of one request chain. A value: it knows only what it was told.
/// The whole range is given up on a problem, since a part of the pages would replace complete figures with less.
class PageWalk
{
public:
    static constexpr int MostPages = 500;

    /// The cursor to ask for next; nothing: that was the last page. To be called once for each page, in order.
    /// Problems: PagingBroken (a cursor came twice, or there is more but no cursor), PagingTooLong
    Result<std::optional<std::string>> after(const PolledPage &page);
    int pages() const { return m_pages; }

private:
    std::set<std::string> m_seen{};
    int m_pages = 0;
};

} // namespace tokenmeter
