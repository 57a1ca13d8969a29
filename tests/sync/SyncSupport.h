// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/LedgerReader.h"
#include "support/FakeProvider.h"
#include "sync/SyncRunner.h"

#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace tokenmeter::testing
{

/// Checks that each of its reports is in the ledger.
void allStored(const AccountResult &result);

inline UtcTime at(const char *text)
{
    return parseTime(text)->time;
}

template <typename T>
T must(Result<T> result)
{
    if (!result) {
        qFatal("cause %d, field %s", int(result.problem().cause), result.problem().field.c_str());
    }
    return *std::move(result);
}

/// A provider that answers all that a first poll asks for, however far back.
std::unique_ptr<FakeProvider> patientProvider(const char *provider);

/// A service account's file with a key that is made once; patientProvider("google") lets it in.
QString serviceAccountFile();
/// The key in there: PEM.
QByteArray serviceAccountKey();

/// A ledger with one account at a fake provider, a clock that stands, and waits that only move it.
class Desk
{
public:
    explicit Desk(const char *provider, const FakeProvider &server, const char *now = "2026-03-07T12:00:00Z");

    AccountResult sync(Ask ask = Ask::Due);
    /// The one report's result; fails the test when it was not run.
    static ReportResult of(const AccountResult &result, const char *report);

    std::vector<Charge> charges() const;
    std::vector<Charge> charges(const char *report) const;
    std::vector<UsageBucket> buckets(const char *report) const;
    std::vector<BalanceSnapshot> balances() const;
    std::vector<TopUp> topUps() const;
    std::vector<AccountFact> facts() const;
    ReportState state(const char *report) const;
    /// Sum of what is billed, as text without zeros at its end.
    std::string billed() const { return billed(charges()); }
    static std::string billed(const std::vector<Charge> &charges);
    /// All of the ledger's files as bytes.
    QByteArray bytes() const;

    BillingAccount account{};
    UtcTime now{};
    std::chrono::seconds waited{0};
    HttpLimits limits{.connect = std::chrono::milliseconds{1'000}, .total = std::chrono::milliseconds{1'500}};
    QString key = QString::fromLatin1(FakeProvider::firstKey());
    QString secret = QString::fromLatin1(FakeProvider::firstSecret()); ///< of those that have an id and a secret
    QString serviceAccount = serviceAccountFile();                     ///< of Google
    SyncRunner::Options options();
    std::string ledger() const { return m_folder.filePath(QStringLiteral("ledger.db")).toStdString(); }

private:
    QTemporaryDir m_folder;
};

} // namespace tokenmeter::testing
