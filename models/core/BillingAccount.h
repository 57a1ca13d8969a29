// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"
#include "core/Time.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace tokenmeter
{

/// Where the secret fields of an account's key are kept. Never in the ledger. Stored: never renumber.
enum class KeyPlace : std::uint8_t {
    Keyring = 0,     ///< the desktop's secret store, under the account's uuid
    File = 1,        ///< a file of mode 0600 beside the settings, by the user's explicit choice
    Environment = 2, ///< variables of the environment, named in `variables`
};

/// An account at a provider whose billing interfaces are polled.
struct BillingAccount
{
    std::int64_t id = 0;    ///< number in this ledger
    std::string uuid{};
    std::string provider{}; ///< ProviderApi::id
    std::string name{};     ///< what the user calls it; unique among accounts that are not removed
    std::string base{};     ///< scheme and host that replace the provider's own (a gateway); empty = its own
    KeyPlace keyPlace = KeyPlace::Keyring;
    std::vector<std::pair<std::string, std::string>> fields{};    ///< fields of the key that are no secrets: team, region
    std::vector<std::pair<std::string, std::string>> variables{}; ///< of Environment: field and the variable's name
    bool paused = false;
    std::chrono::minutes interval{0}; ///< between polls of each report; 0 = what the provider's description says
    UtcTime created{};
    friend bool operator==(const BillingAccount &, const BillingAccount &) = default;
};

/// The field that marks an account of bills that were imported as files: nothing is asked of its provider. Its value is the account
/// as the bills name it.
inline constexpr const char *ImportedBillField = "imported-bill";

inline bool isImportedBill(const BillingAccount &account)
{
    return std::any_of(account.fields.begin(), account.fields.end(), [](const auto &field) { return field.first == ImportedBillField; });
}

/// How one report of an account stands.
struct ReportState
{
    std::int64_t account = 0;
    std::string report{};             ///< ApiReport::id
    std::optional<UtcTime> readTo{};  ///< exclusive end of what was read completely; nothing = never
    std::optional<UtcTime> lastTry{};
    std::optional<UtcTime> lastSuccess{};
    UtcTime due{};                    ///< not before
    int failures = 0;                 ///< in a row
    bool stopped = false;             ///< refused: not asked until the user changed the key or asked for it
    bool isIncomplete = false;        ///< the last answer was cut by the source
    std::optional<Problem> problem{}; ///< of the last try
    std::int64_t problemCount = 0;    ///< fields of the last answer that could not be read
    friend bool operator==(const ReportState &, const ReportState &) = default;
};

/// Whether nothing at all is asked of an account, since its key was refused. @param states of this account
inline bool isStopped(std::span<const ReportState> states)
{
    return !states.empty() && std::all_of(states.begin(), states.end(), [](const ReportState &state) { return state.stopped; });
}

} // namespace tokenmeter
