// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/ProviderText.h"

namespace tokenmeter
{

QString ProviderText::need(KeyNeed need)
{
    switch (need) {
    case KeyNeed::ApiKey:
        return tr("An ordinary API key is enough.");
    case KeyNeed::AdminKey:
        return tr("An administrator's key of the organization; an ordinary API key sees nothing here.");
    case KeyNeed::ManagementKey:
        return tr("A management key; an ordinary key sees less or nothing.");
    case KeyNeed::AccessKeyPair:
        return tr("An access key of the cloud account, with the right to read bills and nothing else.");
    case KeyNeed::ServiceAccount:
        return tr("The key file of a service account that may read the exported bills.");
    case KeyNeed::ClientCredentials:
        return tr("Tenant, client and secret of an application that may read costs.");
    case KeyNeed::PersonalToken:
        return tr("A personal token with the right to read billing.");
    case KeyNeed::KeyPair:
        return tr("Public and secret key of a project.");
    case KeyNeed::VirtualKey:
        return tr("A key of your own proxy.");
    }
    return {};
}

QString ProviderText::insight(Insight insight)
{
    switch (insight) {
    case Insight::BilledCost:
        return tr("what is billed");
    case Insight::EstimatedCost:
        return tr("an estimate of the cost");
    case Insight::Balance:
        return tr("the balance");
    case Insight::Tokens:
        return tr("tokens");
    case Insight::CacheTokens:
        return tr("tokens read from and written to caches");
    case Insight::CostByModel:
        return tr("cost by model");
    case Insight::CostByTokenClass:
        return tr("cost by kind of token");
    case Insight::Projects:
        return tr("projects");
    case Insight::Keys:
        return tr("keys");
    case Insight::Limits:
        return tr("limits of spending");
    case Insight::Hours:
        return tr("hours");
    }
    return {};
}

QString ProviderText::caveat(Caveat caveat)
{
    switch (caveat) {
    case Caveat::NoSubscriptions:
        return tr("Traffic of a subscription does not appear.");
    case Caveat::NoPriorityTier:
        return tr("Cost of committed capacity does not appear.");
    case Caveat::CompletedDaysOnly:
        return tr("Today is missing until it is over.");
    case Caveat::LastThirtyDaysOnly:
        return tr("Only the last thirty days can be read.");
    case Caveat::LateByADay:
        return tr("Figures come a day late.");
    case Caveat::WholeCloudAccount:
        return tr("The balance is that of everything at this cloud, not of models alone.");
    case Caveat::SpendFromBalance:
        return tr("Spend is what the balance fell by.");
    case Caveat::GatewayEstimate:
        return tr("Cost is the gateway's own reckoning; the vendor's bill may differ.");
    case Caveat::CallsCostMoney:
        return tr("The provider charges for each call.");
    case Caveat::ClockMustBeRight:
        return tr("The clock of this computer must be right, since requests are signed with the time.");
    case Caveat::ExportMustBeSetUp:
        return tr("Nothing is there until you switch on the export of bills.");
    case Caveat::NoTokens:
        return tr("Tokens are not told.");
    case Caveat::MonthlyByModel:
        return tr("Cost by model is told by month only.");
    case Caveat::OnlyThisRegion:
        return tr("A key works only on the host of its region.");
    }
    return {};
}

QString ProviderText::yield(Yield yield)
{
    switch (yield) {
    case Yield::Charges:
        return tr("cost");
    case Yield::Usage:
        return tr("usage");
    case Yield::Balance:
        return tr("balance");
    case Yield::Facts:
        return tr("limits and facts of the account");
    case Yield::Names:
        return tr("names of projects, keys or users");
    case Yield::Handover:
        return tr("log-in");
    }
    return {};
}

QString ProviderText::untried()
{
    return tr("Built from the provider's documentation and recorded examples; not yet tried against the real service.");
}

const std::vector<Insight> &ProviderText::insights()
{
    static const std::vector<Insight> all{Insight::BilledCost,       Insight::EstimatedCost, Insight::Balance, Insight::Tokens,
                                          Insight::CacheTokens,      Insight::CostByModel,   Insight::CostByTokenClass,
                                          Insight::Projects,         Insight::Keys,          Insight::Limits,  Insight::Hours};
    return all;
}

} // namespace tokenmeter
