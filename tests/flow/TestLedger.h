// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/LedgerReader.h"
#include "ledger/LedgerWriter.h"
#include "pricing/Pricer.h"

#include <QTemporaryDir>

#include <memory>
#include <string>
#include <vector>

namespace tokenmeter::testing
{

/// One request, as a test writes it.
struct Use
{
    const char *time = "2026-10-01T12:00:00Z";
    std::string model{"plain"};
    TokenCounts tokens{};
    std::string project{"shop"};
    std::string session{"s1"};
    std::string provider{};
    std::string source{"claude-code"};
    Precision precision = Precision::Instant;
    std::string agent{};
    std::string tier{};
    RareCounts rare{};
    std::uint32_t flags = 0;
    std::int64_t requests = 1;
};

/// A real ledger file with real prices. The models `plain` (USD 10 input, 1 cache read, 12.5 and 20 cache writes, 50
/// output per million), `yuan` (CNY 4 and 16) and `free` (USD 0) have prices of the user's own.
class TestLedger
{
public:
    TestLedger();
    void add(const std::vector<Use> &uses);
    void setRate(const char *day, const char *from, const char *to, const char *rate);
    LedgerReader &reader() { return *m_reader; }
    LedgerWriter &writer() { return *m_writer; }
    Pricer &pricer() { return m_pricer; }

private:
    QTemporaryDir m_folder;
    Pricer m_pricer;
    std::unique_ptr<LedgerWriter> m_writer;
    std::unique_ptr<LedgerReader> m_reader;
    int m_count = 0;
};

/// An amount from its decimal text.
Money money(const char *decimal, const char *currency = "USD");

} // namespace tokenmeter::testing
