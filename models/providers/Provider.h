// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"
#include "providers/Credentials.h"
#include "providers/Http.h"
#include "providers/PollRange.h"
#include "providers/PolledPage.h"

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tokenmeter
{

/// All that a request depends on. There is no clock and no random number in here: both are handed in.
struct PollInput
{
    PollRange range{};        ///< [from, to) in UTC: one of slicesOf()
    std::string cursor{};     ///< of the page; empty = the first
    Credentials credentials{}; ///< the account's key and what reports before this one handed over
    UtcTime now{};            ///< signatures and tokens are dated with it
    std::string nonce{};      ///< random and never used before, 32 hexadecimal digits
    std::string base{};       ///< replaces scheme and host (a gateway, a test server); empty = the provider's own
    bool hourly = false;      ///< buckets of an hour instead of a day, where the report knows them
    int pageSize = 0;         ///< rows or buckets of a page; 0 = what suits the interface
};

/// What a report brings.
enum class Yield : unsigned char { Charges, Usage, Balance, Facts, Names, Handover };

/// One endpoint of a provider. Reports are run in their order, since later ones need what earlier ones hand over; one that yields
/// a Handover is run whenever another one is due.
struct ApiReport
{
    std::string_view id{}; ///< "usage-completions"; stored with what came from it, never renamed
    std::vector<Yield> yields{};
    ReadPlan plan{};
    std::chrono::minutes interval{60}; ///< how often to ask
    Precision precision = Precision::Day; ///< width of its buckets
    bool knowsHours = false;  ///< PollInput::hourly works
    /// Another report of this provider that tells the same tokens or money: of the two only the other one is summed.
    std::string_view sameAs{};
    bool isOptional = false;  ///< refusing it (403, 404) says something about the key and does not stop the account
    /// Problems: CredentialUnusable (field: the key's field)
    std::function<Result<HttpRequest>(const PollInput &)> request{};
    /// Looks at the status first. Problems as in problemOfStatus() and ReplyJson::parse(), DataNotReady; what is wrong with
    /// single fields stands in the page.
    std::function<Result<PolledPage>(const HttpReply &, const PollInput &)> parse{};

    bool doesYield(Yield yield) const;
};

/// Which kind of key a provider wants. The window has a sentence for each.
enum class KeyNeed : unsigned char {
    ApiKey,            ///< the ordinary one that also runs models
    AdminKey,          ///< made by an owner or administrator of the organization
    ManagementKey,     ///< administers and cannot run models; some reports work with an ordinary key, too
    AccessKeyPair,     ///< id and secret of a cloud user with read access to bills
    ServiceAccount,    ///< a JSON file with a private key
    ClientCredentials, ///< tenant, client id and client secret
    PersonalToken,     ///< a token with a permission for billing
    KeyPair,           ///< public and secret key of a project
    VirtualKey,        ///< a key of the user's own proxy
};

/// A field of the dialog.
struct KeyField
{
    std::string_view id{};      ///< name in Credentials
    std::string_view example{}; ///< how such a value looks; not a real one
    bool isSecret = true;
    bool isOptional = false;
};

/// What can be learned from a provider. What is not listed for it can not.
enum class Insight : unsigned char {
    BilledCost,
    EstimatedCost, ///< reckoned, not a bill
    Balance,
    Tokens,
    CacheTokens,
    CostByModel,
    CostByTokenClass,
    Projects,
    Keys,
    Limits,
    Hours, ///< finer than days
};

/// What the user must know before trusting the figures.
enum class Caveat : unsigned char {
    NoSubscriptions,      ///< traffic of a subscription does not appear
    NoPriorityTier,       ///< cost of committed capacity does not appear
    CompletedDaysOnly,    ///< today is missing
    LastThirtyDaysOnly,
    LateByADay,
    WholeCloudAccount,    ///< a balance of everything at this cloud, not of models alone
    SpendFromBalance,     ///< spend is what the balance fell by
    GatewayEstimate,      ///< the gateway's own reckoning; the vendor's bill may differ
    CallsCostMoney,       ///< the provider charges for asking
    ClockMustBeRight,     ///< requests are signed with the time
    ExportMustBeSetUp,    ///< nothing is there until the user switches on an export
    NoTokens,
    MonthlyByModel,       ///< per model only by month
    OnlyThisRegion,       ///< a key works only on the host of its region
};

struct ProviderApi
{
    std::string_view id{};   ///< "openai"; stored, never renamed
    std::string_view name{}; ///< a proper name that is not translated
    KeyNeed need = KeyNeed::ApiKey;
    std::vector<KeyField> fields{};
    std::string_view keyPage{};  ///< where the key is made
    std::string_view keyHint{};  ///< words of that page to look for: scope, role, permission; proper names
    std::vector<std::string_view> hosts{}; ///< all that a key may be sent to, unless the user names another
    std::vector<Insight> insights{};
    std::vector<Caveat> caveats{};
    bool callsCostMoney = false;
    bool triedForReal = false; ///< false: built from documentation and recorded examples
    std::vector<ApiReport> reports{};

    bool has(Insight insight) const;
    bool has(Caveat caveat) const;
};

/// All providers; one line each in Provider.cpp.
const std::vector<ProviderApi> &providerApis();
/// Null when there is none of that name.
const ProviderApi *providerApiById(std::string_view id);

} // namespace tokenmeter
