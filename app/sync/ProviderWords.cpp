// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/ProviderWords.h"

namespace tokenmeter
{

QString wordOf(Insight insight)
{
    switch (insight) {
    case Insight::BilledCost: return QStringLiteral("billed_cost");
    case Insight::EstimatedCost: return QStringLiteral("estimated_cost");
    case Insight::Balance: return QStringLiteral("balance");
    case Insight::Tokens: return QStringLiteral("tokens");
    case Insight::CacheTokens: return QStringLiteral("cache_tokens");
    case Insight::CostByModel: return QStringLiteral("cost_by_model");
    case Insight::CostByTokenClass: return QStringLiteral("cost_by_token_class");
    case Insight::Projects: return QStringLiteral("projects");
    case Insight::Keys: return QStringLiteral("keys");
    case Insight::Limits: return QStringLiteral("limits");
    case Insight::Hours: return QStringLiteral("hours");
    }
    return {};
}

QString wordOf(Caveat caveat)
{
    switch (caveat) {
    case Caveat::NoSubscriptions: return QStringLiteral("no_subscriptions");
    case Caveat::NoPriorityTier: return QStringLiteral("no_priority_tier");
    case Caveat::CompletedDaysOnly: return QStringLiteral("completed_days_only");
    case Caveat::LastThirtyDaysOnly: return QStringLiteral("last_thirty_days_only");
    case Caveat::LateByADay: return QStringLiteral("late_by_a_day");
    case Caveat::WholeCloudAccount: return QStringLiteral("whole_cloud_account");
    case Caveat::SpendFromBalance: return QStringLiteral("spend_from_balance");
    case Caveat::GatewayEstimate: return QStringLiteral("gateway_estimate");
    case Caveat::CallsCostMoney: return QStringLiteral("calls_cost_money");
    case Caveat::ClockMustBeRight: return QStringLiteral("clock_must_be_right");
    case Caveat::ExportMustBeSetUp: return QStringLiteral("export_must_be_set_up");
    case Caveat::NoTokens: return QStringLiteral("no_tokens");
    case Caveat::MonthlyByModel: return QStringLiteral("monthly_by_model");
    case Caveat::OnlyThisRegion: return QStringLiteral("only_this_region");
    }
    return {};
}

QString wordOf(Yield yield)
{
    switch (yield) {
    case Yield::Charges: return QStringLiteral("charges");
    case Yield::Usage: return QStringLiteral("usage");
    case Yield::Balance: return QStringLiteral("balance");
    case Yield::Facts: return QStringLiteral("facts");
    case Yield::Names: return QStringLiteral("names");
    case Yield::Handover: return QStringLiteral("log_in");
    }
    return {};
}

QString wordOf(KeyNeed need)
{
    switch (need) {
    case KeyNeed::ApiKey: return QStringLiteral("api_key");
    case KeyNeed::AdminKey: return QStringLiteral("admin_key");
    case KeyNeed::ManagementKey: return QStringLiteral("management_key");
    case KeyNeed::AccessKeyPair: return QStringLiteral("access_key_pair");
    case KeyNeed::ServiceAccount: return QStringLiteral("service_account");
    case KeyNeed::ClientCredentials: return QStringLiteral("client_credentials");
    case KeyNeed::PersonalToken: return QStringLiteral("personal_token");
    case KeyNeed::KeyPair: return QStringLiteral("key_pair");
    case KeyNeed::VirtualKey: return QStringLiteral("virtual_key");
    }
    return {};
}

} // namespace tokenmeter
