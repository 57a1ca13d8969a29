// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/LedgerWriter.h"
#include "providers/Paging.h"
#include "providers/Provider.h"
#include "providers/Retry.h"
#include "sync/SyncResult.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tokenmeter
{

/// The world as a sync sees it; tests hand in another one.
struct SyncTools
{
    std::function<UtcTime()> clock{};
    std::function<bool(std::chrono::seconds)> wait{}; ///< false: cancelled meanwhile
    std::function<std::uint32_t()> random{};
    std::function<Result<HttpReply>(const HttpRequest &)> send{};
    std::function<bool()> isCancelled{};
    int pageSize = 0; ///< PollInput::pageSize
};

/// One account's reports, one after another, on the calling thread. All pages of a slice are read before the ledger hears of it;
/// then the slice and how the report stands are written in one transaction. So whatever ends this, the ledger has whole slices,
/// and the next run reads the rest.
class AccountSync
{
public:
    /// @param owner names this process and thread for the claim on the account
    AccountSync(LedgerWriter &writer, SyncTools tools, std::string owner);

    /// Waits up to a minute and a quarter for a service that asks for it, three minutes in all; longer pauses are noted in the
    /// ledger as the time before which nothing is asked. A limit of calls or a host that cannot be reached ends the run of the
    /// account; a refused key stops all its reports.
    /// @param states how the account's reports stand  @param reports of `api`, in its order
    AccountResult run(const ProviderApi &api, const BillingAccount &account, const Credentials &key, std::span<const ReportState> states,
                      std::span<const ApiReport *const> reports);

private:
    struct Halt   ///< why a slice was not read
    {
        Problem problem{};
        RetryDecision decision{};
        bool endsAccount = false; ///< asking another report now is no use
    };

    ReportResult runReport(const ApiReport &report);
    std::optional<Halt> readSlice(const ApiReport &report, const PollRange &range, int failures, PolledPage &all);
    std::optional<Halt> halted(const ApiReport &report, Problem problem, const HttpReply *reply, int attempt);
    bool waits(std::chrono::seconds time);
    ReportResult failed(const ApiReport &report, ReportState state, Halt halt);
    /// All reports: nothing is asked until the key is changed.
    void stopAll();
    void putOffOthers(UtcTime due);
    void remember(const ReportState &state);
    std::optional<Problem> renewClaim();

    LedgerWriter &m_writer;
    SyncTools m_tools;
    std::string m_owner;

    // of the run
    const ProviderApi *m_api = nullptr;
    BillingAccount m_account{};
    Credentials m_credentials{};
    std::vector<ReportState> m_states{};
    std::vector<const ApiReport *> m_left{};
    std::chrono::seconds m_waited{0};
    UtcTime m_claimed{};
    bool m_ends = false;
};

/// 32 hexadecimal digits.
std::string freshNonce(const std::function<std::uint32_t()> &random);

/// The base address that requests of the account go to; empty = the provider's own.
std::string baseAddressOf(const BillingAccount &account);

} // namespace tokenmeter
