// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pricing/Pricer.h"

#include "ledger/LedgerReader.h"

#include <memory>
#include <mutex>
#include <vector>

namespace tokenmeter
{

/// Pricers of one ledger, lent to one thread at a time: they remember the names they have matched, and that memory is not
/// to be shared. All functions may be called from any thread.
class PricerPool
{
public:
    /// A pricer for as long as this lives.
    class Loan
    {
    public:
        Loan(PricerPool &pool, std::unique_ptr<Pricer> pricer, unsigned edition)
            : m_pool{&pool}, m_pricer{std::move(pricer)}, m_edition{edition}
        {
        }
        Loan(Loan &&) = default;
        ~Loan();
        Pricer &operator*() const { return *m_pricer; }

    private:
        PricerPool *m_pool;
        std::unique_ptr<Pricer> m_pricer;
        unsigned m_edition;
    };
    /// One that is free, or a new one from what the ledger says.
    Result<Loan> borrow(LedgerReader &reader);
    /// Prices have changed, or another ledger is open: pricers made so far are not lent again.
    void clear();

private:
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Pricer>> m_free;
    unsigned m_edition = 0;
};

} // namespace tokenmeter
