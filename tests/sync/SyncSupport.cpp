// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "SyncSupport.h"

#include "core/Decimal.h"
#include "core/Money.h"
#include "ledger/LedgerWriter.h"
#include "support/FakeAuth.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>

namespace tokenmeter::testing
{
namespace
{

const FakeKeyPair &serviceAccountPair()
{
    static const FakeKeyPair pair = makeKeyPair(); // a second of work
    return pair;
}

constexpr auto ServiceAccount = "reader@example-project.example.com";

/// What the account's key is made of, by the names that the recordings know.
void describeKey(BillingAccount &account)
{
    const std::string id = FakeProvider::firstId().toStdString();
    account.variables = {{"key", "TEST_KEY"}};
    if (account.provider == "alibaba" || account.provider == "aws" || account.provider == "volcengine") {
        account.variables = {{"access-key-id", "TEST_ID"}, {"access-key-secret", "TEST_SECRET"}};
    } else if (account.provider == "azure") {
        account.variables = {{"client-secret", "TEST_SECRET"}};
        account.fields = {{"tenant", "tenant1"}, {"client-id", id}, {"subscription", "example"}};
    } else if (account.provider == "langfuse") {
        account.variables = {{"secret-key", "TEST_SECRET"}};
        account.fields = {{"public-key", id}};
    } else if (account.provider == "google") {
        account.variables = {{"service-account", "TEST_SERVICE_ACCOUNT"}};
        account.fields = {{"table", "example-project.billing.gcp_billing_export_v1_1"}};
    } else if (account.provider == "github-copilot") {
        account.fields = {{"login", "octo-example"}};
    } else if (account.provider == "xai") {
        account.fields = {{"team", "00000000-0000-4000-8000-000000000009"}};
    }
}

} // namespace

void allStored(const AccountResult &result)
{
    QVERIFY(!result.problem && !result.isBusy && !result.reports.empty());
    for (const ReportResult &report : result.reports) {
        const std::string cause = report.problem ? std::to_string(int(report.problem->cause)) : "none";
        QVERIFY2(report.end == ReportEnd::Stored, (report.report + ": cause " + cause).c_str());
    }
}

QByteArray serviceAccountKey()
{
    return serviceAccountPair().privateKey;
}

QString serviceAccountFile()
{
    const QJsonObject file{{QStringLiteral("type"), QStringLiteral("service_account")},
                           {QStringLiteral("project_id"), QStringLiteral("example-project")},
                           {QStringLiteral("private_key_id"), QStringLiteral("0001")},
                           {QStringLiteral("private_key"), QString::fromLatin1(serviceAccountKey())},
                           {QStringLiteral("client_email"), QString::fromLatin1(ServiceAccount)},
                           {QStringLiteral("token_uri"), QStringLiteral("https://oauth2.googleapis.com/token")}};
    return QString::fromUtf8(QJsonDocument{file}.toJson());
}

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
    if (QByteArray{provider} == "google") {
        server->expectServiceAccount(ServiceAccount, serviceAccountPair().publicKey);
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
    describeKey(account);
    account = must(writer->addAccount(account, now));
}

SyncRunner::Options Desk::options()
{
    SyncRunner::Options options;
    options.ledger = ledger();
    const QMap<QByteArray, QString> environment{{"TEST_KEY", key},
                                                {"TEST_ID", QString::fromLatin1(FakeProvider::firstId())},
                                                {"TEST_SECRET", secret},
                                                {"TEST_SERVICE_ACCOUNT", serviceAccount}};
    options.keys = AccountKeys{m_folder.filePath(QStringLiteral("secrets.json")), [environment](const char *name) { return environment.value(name); }};
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
    return charges(nullptr);
}

std::vector<Charge> Desk::charges(const char *report) const
{
    std::vector<Charge> rows;
    for (OfAccount<Charge> &each : must(must(LedgerReader::open(ledger()))->charges({}))) {
        if (report == nullptr || each.report == report) {
            rows.push_back(std::move(each.row));
        }
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

std::vector<TopUp> Desk::topUps() const
{
    std::vector<TopUp> rows;
    for (OfAccount<TopUp> &each : must(must(LedgerReader::open(ledger()))->topUps({}))) {
        rows.push_back(std::move(each.row));
    }
    return rows;
}

std::vector<AccountFact> Desk::facts() const
{
    std::vector<AccountFact> rows;
    for (OfAccount<AccountFact> &each : must(must(LedgerReader::open(ledger()))->accountFacts(account.id))) {
        rows.push_back(std::move(each.row));
    }
    return rows;
}

ReportState Desk::state(const char *report) const
{
    return stateOf(must(must(LedgerReader::open(ledger()))->reportStates()), account.id, report);
}

std::string Desk::billed(const std::vector<Charge> &charges)
{
    Int128 sum = 0;
    for (const Charge &charge : charges) {
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
