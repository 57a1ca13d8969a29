// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/PricerPool.h"

#include "flow/Pricing.h"

namespace tokenmeter
{

PricerPool::Loan::~Loan()
{
    if (!m_pricer) {
        return; // moved away
    }
    const std::lock_guard lock{m_pool->m_mutex};
    if (m_edition == m_pool->m_edition) {
        m_pool->m_free.push_back(std::move(m_pricer));
    }
}

Result<PricerPool::Loan> PricerPool::borrow(LedgerReader &reader)
{
    unsigned edition = 0;
    {
        const std::lock_guard lock{m_mutex};
        edition = m_edition;
        if (!m_free.empty()) {
            std::unique_ptr<Pricer> pricer = std::move(m_free.back());
            m_free.pop_back();
            return Loan{*this, std::move(pricer), edition};
        }
    }
    Result<std::unique_ptr<Pricer>> made = pricerOf(reader);
    if (!made) {
        return made.problem();
    }
    return Loan{*this, *std::move(made), edition};
}

void PricerPool::clear()
{
    const std::lock_guard lock{m_mutex};
    ++m_edition;
    m_free.clear();
}

} // namespace tokenmeter
