// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "flow/BilledReport.h"

#include "flow/ModelNames.h"
#include "flow/ToldTwice.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <iterator>
#include <map>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

using BilledKey = std::vector<std::optional<std::string>>;

std::optional<std::string> saidOrNothing(const std::string &text)
{
    return text.empty() ? std::nullopt : std::optional{text};
}

/// What a bill does not know would be left out of every group, or let everything through: better no answer.
Result<Done> checkBilled(const ReportRequest &request)
{
    for (const ReportKey key : request.groupBy) {
        switch (key) {
        case ReportKey::Day:
        case ReportKey::Month:
        case ReportKey::Provider:
        case ReportKey::Account:
        case ReportKey::Model:
        case ReportKey::Project:
        case ReportKey::Tier: break;
        default: return Problem{.cause = Cause::BadArgument, .args = {"group-by", std::string{nameOf(key)}}};
        }
    }
    const UsageFilter &filter = request.filter;
    for (const auto &[name, isAsked] : {std::pair{"session", !filter.sessions.empty()}, std::pair{"source", !filter.sources.empty()},
                                        std::pair{"tag", !filter.tags.empty()}, std::pair{"currency", !request.currency.empty()}}) {
        if (isAsked) {
            return Problem{.cause = Cause::BadArgument, .args = {name, "--basis billed"}};
        }
    }
    return Done{};
}

bool isAmong(const std::vector<std::string> &names, const std::string &name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

bool letsThrough(const std::vector<std::string> &names, const std::string &name)
{
    return names.empty() || isAmong(names, name);
}

class BilledReader
{
public:
    BilledReader(const ReportRequest &request, Pricer &pricer) : m_request{request}, m_names{pricer, request.now} {}

    void take(const BillingAccount &account, const Charge &charge)
    {
        const LocalDay day = charge.day ? *charge.day : m_request.zone.dayOf(charge.from);
        const Pricer::ModelName &model = m_names.of(account.provider, charge.model, {});
        const UsageFilter &filter = m_request.filter;
        const bool isIn = (!filter.from || day >= *filter.from) && (!filter.to || day <= *filter.to) && letsThrough(filter.providers, account.provider)
            && letsThrough(filter.projects, charge.project) && (filter.models.empty() || modelMatches(filter.models, charge.model, model));
        if (!isIn || charge.isOtherProduct) {
            return;
        }
        BilledKey key;
        for (const ReportKey part : m_request.groupBy) {
            key.push_back(partOf(part, account, charge, day, model));
        }
        BilledGroup &group = m_groups[key];
        group.key = std::move(key);
        for (BilledGroup *sum : {&group, &m_total}) {
            add(*sum, charge);
        }
    }
    void finish(BilledReport &report)
    {
        report.total = std::move(m_total);
        for (auto &[key, group] : m_groups) {
            report.groups.push_back(std::move(group));
        }
    }

private:
    std::optional<std::string> partOf(ReportKey part, const BillingAccount &account, const Charge &charge, LocalDay day, const Pricer::ModelName &model) const
    {
        switch (part) {
        case ReportKey::Day: return toIso(day);
        case ReportKey::Month: return toIso(day).substr(0, 7);
        case ReportKey::Provider: return account.provider;
        case ReportKey::Account: return account.name;
        case ReportKey::Model: return saidOrNothing(m_request.rawModels || charge.model.empty() ? charge.model : model.id);
        case ReportKey::Project: return saidOrNothing(charge.project);
        case ReportKey::Tier: return saidOrNothing(charge.tier);
        default: return std::nullopt;
        }
    }
    static void add(BilledGroup &sum, const Charge &charge)
    {
        ++sum.charges;
        sum.isProvisional = sum.isProvisional || charge.isProvisional;
        const Currency currency{charge.currency};
        if (!charge.billed || currency.isNone()) {
            ++sum.unread;
        } else {
            addMoney(sum.cost, Money::fromAtto(charge.billed->atto, currency));
        }
    }

    const ReportRequest &m_request;
    ModelNames m_names;
    std::map<BilledKey, BilledGroup> m_groups{};
    BilledGroup m_total{};
};

QJsonObject billedGroupJson(const BilledGroup &group)
{
    QJsonArray cost;
    for (const Money amount : group.cost) {
        cost.append(QJsonObject{{QStringLiteral("currency"), QString::fromStdString(amount.currency().code())},
                                {QStringLiteral("amount"), QString::fromStdString(amount.toDecimalText())}});
    }
    return {{QStringLiteral("charges"), qint64(group.charges)},
            {QStringLiteral("cost"), cost},
            {QStringLiteral("unread_charges"), qint64(group.unread)},
            {QStringLiteral("provisional"), group.isProvisional}};
}

QJsonValue dayJson(const std::optional<LocalDay> &day)
{
    return day ? QJsonValue{QString::fromStdString(toIso(*day))} : QJsonValue{};
}

} // namespace

Result<BilledReport> billedReportOf(LedgerReader &reader, Pricer &pricer, const ReportRequest &request, const RepeatedReports &repeated)
{
    if (const Result<Done> fine = checkBilled(request); !fine) {
        return fine.problem();
    }
    const Result<std::vector<BillingAccount>> accounts = reader.accounts();
    if (!accounts) {
        return accounts.problem();
    }
    // A day more at both ends: days are the source's, or the user's.
    BillingQuery query;
    if (request.filter.from) {
        query.from = request.zone.startOf(*request.filter.from) - days{1};
    }
    if (request.filter.to) {
        query.to = request.zone.startOf(*request.filter.to) + days{2};
    }
    const Result<std::vector<OfAccount<Charge>>> charges = reader.charges(query);
    if (!charges) {
        return charges.problem();
    }
    BilledReader billed{request, pricer};
    for (const BillingAccount &account : *accounts) {
        std::vector<OfAccount<Charge>> own;
        std::copy_if(charges->begin(), charges->end(), std::back_inserter(own), [&](const OfAccount<Charge> &charge) { return charge.account == account.id; });
        const ToldTwice twice{repeated(account.provider), own};
        for (const OfAccount<Charge> &charge : own) {
            if (!twice.holds(charge.report, charge.row.from, charge.row.to)) {
                billed.take(account, charge.row);
            }
        }
    }
    BilledReport report{.request = request, .hasAccount = !accounts->empty()};
    billed.finish(report);
    return report;
}

std::string billedReportJson(const BilledReport &report)
{
    QJsonArray groups;
    for (const BilledGroup &group : report.groups) {
        QJsonObject json = billedGroupJson(group);
        QJsonObject key;
        for (std::size_t i = 0; i < group.key.size(); ++i) {
            const std::string_view name = nameOf(report.request.groupBy[i]);
            key[QLatin1String{name.data(), qsizetype(name.size())}] = group.key[i] ? QJsonValue{QString::fromStdString(*group.key[i])} : QJsonValue{};
        }
        json[QStringLiteral("key")] = key;
        if (!report.request.groupBy.empty()) {
            groups.append(json);
        }
    }
    const QJsonObject json{{QStringLiteral("from"), dayJson(report.request.filter.from)},
                           {QStringLiteral("to"), dayJson(report.request.filter.to)},
                           {QStringLiteral("timezone"), QString::fromStdString(report.request.zone.id())},
                           {QStringLiteral("basis"), QStringLiteral("billed")},
                           {QStringLiteral("groups"), groups},
                           {QStringLiteral("total"), billedGroupJson(report.total)}};
    return QJsonDocument{json}.toJson(QJsonDocument::Compact).toStdString();
}

} // namespace tokenmeter
