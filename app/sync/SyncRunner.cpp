// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/SyncRunner.h"

#include "ledger/LedgerReader.h"
#include "notify/channels/Owner.h"

#include <QRandomGenerator>
#include <QTimer>

namespace tokenmeter
{
namespace
{

/// The key could not be read: noted with every report that was due, so that the page of accounts says it.
void noteFailure(LedgerWriter &writer, const BillingAccount &account, const std::vector<const ApiReport *> &reports, std::span<const ReportState> states,
                 const Problem &problem, UtcTime now)
{
    for (const ApiReport *report : reports) {
        ReportState state = stateOf(states, account.id, report->id);
        state.lastTry = now;
        state.failures += 1;
        state.problem = problem;
        state.due = dueAfterFailure(account, *report, std::chrono::seconds{0}, now);
        (void)writer.setReportState(state);
    }
}

SyncTools toolsOf(const SyncRunner::Options &options, const CancelFlag &cancel, HttpClient &client)
{
    SyncTools tools;
    tools.clock = options.clock;
    tools.wait = [&options, cancel](std::chrono::seconds time) { return options.wait ? options.wait(cancel, time) : cancel.wait(time); };
    tools.random = [] { return QRandomGenerator::system()->generate(); };
    tools.send = [&client](const HttpRequest &request) { return client.send(request); };
    tools.isCancelled = [cancel] { return cancel.isSet(); };
    tools.pageSize = options.pageSize;
    return tools;
}

} // namespace

AccountResult syncAccount(const SyncRunner::Options &options, const CancelFlag &cancel, const BillingAccount &account, Ask ask)
{
    AccountResult result;
    result.account = account.id;
    if (cancel.isSet()) {
        result.isCancelled = true;
        return result;
    }
    const ProviderApi *api = providerApiById(account.provider);
    if (api == nullptr) { // written by a newer version
        result.problem = Problem{.cause = Cause::BadArgument, .args = {"provider", account.provider}};
        return result;
    }
    LedgerWriter::Options writing;
    writing.create = false;
    const Result<std::unique_ptr<LedgerWriter>> writer = LedgerWriter::open(options.ledger, writing);
    if (!writer) {
        result.problem = writer.problem();
        return result;
    }
    const std::string owner = freshOwner();
    const UtcTime now = options.clock();
    // The states are read under the claim: whoever had it before may just have polled.
    const Result<bool> claimed = (*writer)->claimAccount(account.id, owner, now, now + std::chrono::minutes{2});
    if (!claimed || !*claimed) {
        result.isBusy = bool(claimed);
        result.problem = claimed ? std::nullopt : std::optional{claimed.problem()};
        return result;
    }
    const Result<std::unique_ptr<LedgerReader>> reader = LedgerReader::open(options.ledger);
    const Result<std::vector<ReportState>> states = reader ? (*reader)->reportStates() : Result<std::vector<ReportState>>{reader.problem()};
    if (!states) {
        result.problem = states.problem();
        (void)(*writer)->releaseAccount(account.id, owner);
        return result;
    }
    const std::vector<const ApiReport *> reports = reportsToRun(*api, account, *states, now, ask);
    if (reports.empty()) {
        (void)(*writer)->releaseAccount(account.id, owner);
        return result;
    }
    const Result<Credentials> key = options.keys.read(account, *api, cancel);
    if (!key && cancel.isSet()) {
        result.isCancelled = true;
        (void)(*writer)->releaseAccount(account.id, owner);
        return result;
    }
    if (!key) {
        result.problem = key.problem();
        noteFailure(**writer, account, reports, *states, key.problem(), now);
        (void)(*writer)->releaseAccount(account.id, owner);
        return result;
    }
    HttpClient client{options.limits, baseAddressOf(account), cancel};
    AccountSync sync{**writer, toolsOf(options, cancel, client), owner};
    return sync.run(*api, account, *key, *states, reports);
}

SyncRunner::SyncRunner(Options options, QObject *parent) : QObject{parent}, m_options{std::move(options)}
{
    m_threads.setMaxThreadCount(AtOnce);
}

SyncRunner::~SyncRunner()
{
    m_cancel.cancel();
    m_threads.waitForDone();
}

void SyncRunner::start(const std::vector<BillingAccount> &accounts, Ask ask)
{
    m_open += int(accounts.size());
    if (accounts.empty()) {
        QTimer::singleShot(0, this, &SyncRunner::finished);
    }
    for (const BillingAccount &account : accounts) {
        m_threads.start([this, account, ask, cancel = m_cancel] {
            AccountResult result = syncAccount(m_options, cancel, account, ask);
            QMetaObject::invokeMethod(this, [this, result = std::move(result)] { end(result); });
        });
    }
}

void SyncRunner::cancel()
{
    m_cancel.cancel();
    m_cancel = {}; // for runs that begin later
}

void SyncRunner::end(const AccountResult &result)
{
    --m_open;
    Q_EMIT accountDone(result);
    if (m_open == 0) {
        Q_EMIT finished();
    }
}

} // namespace tokenmeter
