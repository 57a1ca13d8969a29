// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "providers/Paging.h"

namespace tokenmeter
{

Result<std::optional<std::string>> PageWalk::after(const PolledPage &page)
{
    ++m_pages;
    const bool hasCursor = page.next && !page.next->empty();
    if (!hasCursor) {
        if (page.saysMore) {
            return Problem{.cause = Cause::PagingBroken, .args = {std::to_string(m_pages)}};
        }
        return std::optional<std::string>{};
    }
    if (!m_seen.insert(*page.next).second) {
        return Problem{.cause = Cause::PagingBroken, .args = {std::to_string(m_pages)}};
    }
    if (m_pages >= MostPages) {
        return Problem{.cause = Cause::PagingTooLong, .args = {std::to_string(m_pages)}};
    }
    return page.next;
}

} // namespace tokenmeter
