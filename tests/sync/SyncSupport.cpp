// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SyncSupport.h"

#include "core/Decimal.h"
#include "core/Money.h"
#include "ledger/LedgerWriter.h"

#include <QDir>
#include <QFile>

namespace tokenmeter::testing
{

std::unique_ptr<FakeProvider> patientProvider(const char *provider)
{
    auto server = std::make_unique<FakeProvider>(QString::fromLatin1(provider));
    // The recordings answer to a first day and a size of page of their own.
    server->ignore(QStringLiteral("/v1/organization/usage/completions"), {QStringLiteral("start_time"), QStringLiteral("limit")});
    server->ignore(QStringLiteral("/v1/organizations/usage_report/messages"), {QStringLiteral("starting_at"), QStringLiteral("limit")});
    server->otherwise(QStringLiteral("/v1/organizations/usage_report/claude_code"), QStringLiteral("claude_code_empty.json"));
    if (QByteArray{provider} == "alibaba") {
        server->otherwise(QStringLiteral("/"), QStringLiteral("describe_instance_bill_empty.json"));
    }
    return server;
}

Desk::Desk(const char *provider, const FakeProvider &server, const char *moment) : now{at(moment)}
{
    const std::unique_ptr<LedgerWriter> writer = must(LedgerWriter::open(ledger(), {}));
    account.provider = provider;
    account.name = "work";
    account.base = server.base().toStdString();
    account.keyPlace = KeyPlace::Environment;
    account.variables = {{"key", "TEST_KEY"}};
    if (account.provider == "alibaba") {
        account.variables = {{"access-key-id", "TEST_ID"}, {"access-key-secret", "TEST_SECRET"}};
    }
    account = must(writer->addAccount(account, now));
}

SyncRunner::Options Desk::options()
{
    SyncRunner::Options options;
    options.ledger = ledger();
    options.keys = AccountKeys{m_folder.filePath(QStringLiteral("secrets.json")), [key = key](const char *name) {
                                   return qstrcmp(name, "TEST_ID") == 0 ? QStringLiteral("LTAI-right-id-of-tests")
                                       : qstrcmp(name, "TEST_SECRET") == 0 ? QStringLiteral("right-secret-of-tests-0002")
                                                                           : key;
                               }};
    options.clock = [this] { return now; };
    options.wait = [this](const CancelFlag &, std::chrono::seconds time) {
        waited += time;
        now += time;
        return true;
    };
    options.limits = limits;
    return options;
}

AccountResult Desk::sync(Ask ask)
{
    waited = {};
    return syncAccount(options(), {}, account, ask);
}

ReportResult Desk::of(const AccountResult &result, const char *report)
{
    for (const ReportResult &each : result.reports) {
        if (each.report == report) {
            return each;
        }
    }
    ReportResult none;
    none.report = "was not run";
    none.end = ReportEnd::Stopped;
    return none;
}

std::vector<Charge> Desk::charges() const
{
    std::vector<Charge> rows;
    for (OfAccount<Charge> &each : must(must(LedgerReader::open(ledger()))->charges({}))) {
        rows.push_back(std::move(each.row));
    }
    return rows;
}

std::vector<UsageBucket> Desk::buckets(const char *report) const
{
    std::vector<UsageBucket> rows;
    for (OfAccount<UsageBucket> &each : must(must(LedgerReader::open(ledger()))->usageBuckets({}))) {
        if (each.report == report) {
            rows.push_back(std::move(each.row));
        }
    }
    return rows;
}

std::vector<BalanceSnapshot> Desk::balances() const
{
    std::vector<BalanceSnapshot> rows;
    for (OfAccount<BalanceSnapshot> &each : must(must(LedgerReader::open(ledger()))->balances({}))) {
        rows.push_back(std::move(each.row));
    }
    return rows;
}

ReportState Desk::state(const char *report) const
{
    return stateOf(must(must(LedgerReader::open(ledger()))->reportStates()), account.id, report);
}

std::string Desk::billed() const
{
    Int128 sum = 0;
    for (const Charge &charge : charges()) {
        sum += charge.billed ? charge.billed->atto : Int128{0};
    }
    return formatDecimal(sum, MoneyScale);
}

QByteArray Desk::bytes() const
{
    QByteArray all;
    const QDir folder{m_folder.path()};
    for (const QString &name : folder.entryList(QDir::Files | QDir::Hidden)) {
        QFile file{folder.filePath(name)};
        if (file.open(QIODevice::ReadOnly)) {
            all += file.readAll();
        }
    }
    return all;
}

} // namespace tokenmeter::testing
