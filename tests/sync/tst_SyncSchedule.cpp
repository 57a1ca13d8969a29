// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"
#include "sync/AccountKeys.h"
#include "sync/KeyInput.h"
#include "sync/SyncSchedule.h"
#include "sync/SyncTimer.h"

#include <QTemporaryDir>
#include <QtTest>

#include <set>

namespace test_SyncSchedule
{

using namespace tokenmeter;
using namespace std::chrono;

namespace
{

const UtcTime Now = parseTime("2026-03-07T12:00:00Z")->time;

BillingAccount accountOf(const char *provider, std::int64_t id = 1, const char *uuid = "one")
{
    BillingAccount account;
    account.id = id;
    account.uuid = uuid;
    account.provider = provider;
    account.name = "work";
    return account;
}

ReportState stateAt(const char *report, UtcTime due, bool stopped = false)
{
    ReportState state;
    state.account = 1;
    state.report = report;
    state.due = due;
    state.stopped = stopped;
    return state;
}

std::vector<std::string> named(const std::vector<const ApiReport *> &reports)
{
    std::vector<std::string> names;
    for (const ApiReport *report : reports) {
        names.emplace_back(report->id);
    }
    return names;
}

} // namespace

class tst_SyncSchedule : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsDue();
    void logInsComeAlong();
    void jitter();
    void waking();
    void keysTyped();
    void keysAreChecked();
    void keysInAFile();
    void timerFiles();
};

void tst_SyncSchedule::whatIsDue()
{
    const ProviderApi &api = *providerApiById("openrouter");
    BillingAccount account = accountOf("openrouter");
    using Names = std::vector<std::string>;
    const Names all{"key", "credits", "activity"};
    QCOMPARE(named(reportsToRun(api, account, {}, Now, Ask::Due)), all);
    std::vector<ReportState> states{stateAt("key", Now), stateAt("credits", Now + minutes{1}), stateAt("activity", Now + hours{9})};
    QCOMPARE(named(reportsToRun(api, account, states, Now, Ask::Due)), Names{"key"});
    QCOMPARE(named(reportsToRun(api, account, states, Now, Ask::Every)), all);
    states[0].stopped = true;
    QVERIFY(reportsToRun(api, account, states, Now, Ask::Due).empty());
    QCOMPARE(named(reportsToRun(api, account, states, Now, Ask::Every)), all);
    states[2].due = Now + hours{24 * 365}; // a clock that was wrong
    QCOMPARE(named(reportsToRun(api, account, states, Now, Ask::Due)), Names{"activity"});
    account.paused = true;
    QVERIFY(reportsToRun(api, account, states, Now, Ask::Every).empty());
}

void tst_SyncSchedule::logInsComeAlong()
{
    const ProviderApi &api = *providerApiById("azure");
    const BillingAccount account = accountOf("azure");
    QCOMPARE(reportsToRun(api, account, {}, Now, Ask::Due).size(), api.reports.size());
    std::vector<ReportState> states;
    for (const ApiReport &report : api.reports) {
        states.push_back(stateAt(std::string{report.id}.c_str(), report.doesYield(Yield::Handover) ? Now : Now + hours{1}));
    }
    QVERIFY(reportsToRun(api, account, states, Now, Ask::Due).empty()); // a log-in alone is no reason
    states.back().due = Now;
    QCOMPARE(reportsToRun(api, account, states, Now, Ask::Due).size(), std::size_t{2});
}

void tst_SyncSchedule::jitter()
{
    const ApiReport &report = providerApiById("openai")->reports.front();
    std::set<UtcTime> moments;
    for (int i = 0; i < 100; ++i) {
        const std::string uuid = "account-" + std::to_string(i);
        const BillingAccount account = accountOf("openai", 1, uuid.c_str());
        const UtcTime due = dueAfterSuccess(account, report, Now);
        QVERIFY(due >= Now + report.interval && due <= Now + report.interval + report.interval / 10 + minutes{1});
        QCOMPARE(due, dueAfterSuccess(account, report, Now));
        QVERIFY(dueAfterFailure(account, report, seconds{5}, Now) == due && dueAfterFailure(account, report, hours{20}, Now) == Now + hours{20});
        moments.insert(due);
    }
    QVERIFY(moments.size() > 50);
}

void tst_SyncSchedule::waking()
{
    std::vector<BillingAccount> accounts{accountOf("deepseek")};
    QCOMPARE(*nextWake(accounts, {}, Now), Now);
    std::vector<ReportState> states{stateAt("balance", Now + minutes{7})};
    QCOMPARE(*nextWake(accounts, states, Now), Now + minutes{7});
    accounts.push_back(accountOf("moonshot", 2, "two"));
    QCOMPARE(*nextWake(accounts, states, Now), Now);
    accounts[1].paused = true;
    QCOMPARE(*nextWake(accounts, states, Now), Now + minutes{7});
    states[0].stopped = true;
    QVERIFY(!nextWake(accounts, states, Now));
    QVERIFY(!nextWake({}, {}, Now));
}

void tst_SyncSchedule::keysTyped()
{
    const ProviderApi &one = *providerApiById("google");
    const Credentials lines = readKey(one, "{\n \"private_key\": \"x\"\n}\n");
    QCOMPARE(std::string{lines.get("service-account")}, std::string{"{\n \"private_key\": \"x\"\n}"});
    const Credentials pair = readKey(*providerApiById("alibaba"), "the-id\r\nthe-secret\n");
    QCOMPARE(std::string{pair.get("access-key-id")}, std::string{"the-id"});
    QCOMPARE(std::string{pair.get("access-key-secret")}, std::string{"the-secret"});
    QVERIFY(!pair.has("security-token"));
    QVERIFY(readKey(one, " \n").isEmpty());
}

void tst_SyncSchedule::keysAreChecked()
{
    Credentials key;
    key.set("key", "sk-something-secret");
    BillingAccount account = accountOf("xai");
    const ProviderApi &api = *providerApiById("xai");
    QVERIFY(!checkAccount(api, account, key)); // the team is missing
    account.fields = {{"team", "t"}};
    QVERIFY(checkAccount(api, account, key));
    QVERIFY(!checkAccount(api, account, {}));
    account.fields.push_back({"key", "sk-something-secret"}); // a secret where everyone may read it
    const Result<Done> refused = checkAccount(api, account, key);
    QVERIFY(!refused);
    for (const std::string &argument : refused.problem().args) {
        QVERIFY(!key.leakInto(argument));
    }
    account.fields.pop_back();
    for (const char *base : {"ftp://x.example", "nonsense", "https://user:word@x.example", "https://"}) {
        account.base = base;
        QVERIFY2(!checkAccount(api, account, key), base);
    }
}

void tst_SyncSchedule::keysInAFile()
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("secrets.json"));
    const AccountKeys keys{file};
    BillingAccount account = accountOf("xai");
    account.keyPlace = KeyPlace::File;
    account.fields = {{"team", "t"}};
    const ProviderApi &api = *providerApiById("xai");
    Credentials key;
    key.set("key", "sk-something-secret");
    QCOMPARE(keys.read(account, api).problem().cause, Cause::KeyMissing);
    QVERIFY(keys.write(account, key));
    QCOMPARE(QFile::permissions(file) & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
    const Result<Credentials> read = keys.read(account, api);
    QVERIFY(read);
    QCOMPARE(std::string{read->get("key")}, std::string{"sk-something-secret"});
    QCOMPARE(std::string{read->get("team")}, std::string{"t"});
    QVERIFY(keys.remove(account));
    QVERIFY(!keys.read(account, api));
}

void tst_SyncSchedule::timerFiles()
{
    const QTemporaryDir folder;
    QList<QStringList> told;
    const SyncTimer timer{folder.filePath(QStringLiteral("systemd/user")), [&](const QStringList &arguments) {
                              told << arguments;
                              return true;
                          }};
    const SyncTimer::Outcome made = timer.install(QStringLiteral("/opt/to ken/tokenmeter"), QStringLiteral("/home/50%/\"led$ger\".db"));
    QVERIFY(!made.problem && made.systemdAnswered);
    QCOMPARE(made.files.size(), 2);
    for (const QString &file : made.files) {
        QCOMPARE(QFile::permissions(file) & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther), QFile::Permissions{});
    }
    QFile service{made.files.front()};
    QVERIFY(service.open(QIODevice::ReadOnly));
    QVERIFY(service.readAll().contains("\nExecStart=\"/opt/to ken/tokenmeter\" --ledger \"/home/50%%/\\\"led$$ger\\\".db\" sync\n"));
    QCOMPARE(told.last(), (QStringList{QStringLiteral("enable"), QStringLiteral("--now"), QStringLiteral("tokenmeter-sync.timer")}));
    const SyncTimer::Outcome gone = timer.remove();
    QCOMPARE(gone.files.size(), 2);
    QVERIFY(!QFile::exists(made.files.front()));
    QVERIFY(timer.remove().files.isEmpty());
}

TOKENMETER_TEST(tst_SyncSchedule);

} // namespace test_SyncSchedule

#include "tst_SyncSchedule.moc"
