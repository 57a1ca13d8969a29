// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/Guarded.h"
#include "ledger/Query.h"

#include <atomic>
#include <cstdint>
#include <utility>

namespace tokenmeter
{

/// The read transaction of one question. A long scan renews it between two statements, so that none lasts long; when
/// another process has written meanwhile, sums over both parts would be wrong, and the question starts anew.
class Snapshot
{
public:
    struct Moved
    {
    };

    /// @param renewable false: one transaction to the end, after too many beginnings
    Snapshot(Connection &connection, const std::atomic<std::uint32_t> &interrupts, bool renewable)
        : m_connection{connection}, m_interrupts{&interrupts}, m_before{interrupts.load()}, m_renewable{renewable}
    {
        begin();
    }
    /// Inside somebody else's transaction.
    explicit Snapshot(Connection &connection) : m_connection{connection} {}
    Snapshot(const Snapshot &) = delete;
    Snapshot &operator=(const Snapshot &) = delete;

    /// Whether renew() compares: false in one long transaction, which only its own connection sees.
    bool isRenewable() const { return m_renewable; }
    /// To be called while no statement is in the middle. Throws Moved, or Cancelled: SQLite forgets an interrupt that comes
    /// between two statements.
    void renew()
    {
        if (m_interrupts != nullptr && m_interrupts->load() != m_before) {
            throw LedgerFailure{{.cause = Cause::Cancelled}};
        }
        if (m_renewable) {
            const std::int64_t before = m_version;
            end();
            begin();
            if (m_version != before) {
                throw Moved{};
            }
        }
    }
    void end()
    {
        if (m_interrupts != nullptr) {
            m_connection.exec("COMMIT");
        }
    }

private:
    void begin()
    {
        m_connection.exec("BEGIN");
        m_version = m_connection.query("PRAGMA data_version").firstInteger().value_or(0);
        // Only this begins to read, and the version is that of the last snapshot until then.
        m_connection.query("SELECT count(*) FROM meta").firstInteger();
        m_version = m_connection.query("PRAGMA data_version").firstInteger().value_or(0);
    }

    Connection &m_connection;
    const std::atomic<std::uint32_t> *m_interrupts = nullptr;
    std::uint32_t m_before = 0;
    bool m_renewable = false;
    std::int64_t m_version = 0;
};

/// Runs a body that may renew its snapshot; it may run several times.
template <class Body>
auto onSnapshots(Connection &connection, const std::atomic<std::uint32_t> &interrupts, Body &&body)
    -> Result<decltype(body(std::declval<Snapshot &>()))>
{
    constexpr int Renewable = 2; // attempts; then one long transaction rather than none
    for (int attempt = 0;; ++attempt) {
        try {
            auto result = guarded([&] {
                connection.settle();
                Snapshot snapshot{connection, interrupts, attempt < Renewable};
                auto value = body(snapshot);
                snapshot.end();
                return value;
            });
            if (!result) {
                connection.settle();
            }
            return result;
        } catch (const Snapshot::Moved &) {
            connection.settle();
        }
    }
}

} // namespace tokenmeter
