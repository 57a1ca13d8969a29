// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/AppAccounts.h"

#include "ledger/LedgerReader.h"
#include "sync/AccountTest.h"
#include "sync/HttpClient.h"

#include <QPromise>
#include <QRandomGenerator>
#include <QtConcurrent>

#include <algorithm>

namespace tokenmeter
{
namespace
{

Result<std::unique_ptr<LedgerWriter>> writerOf(const std::string &ledger)
{
    LedgerWriter::Options options;
    options.create = false;
    return LedgerWriter::open(ledger, options);
}

/// The secrets that a draft comes to: what was typed, and of a known account what is kept.
Credentials completed(const AccountKeys &keys, const ProviderApi &api, const AccountDraft &draft, const std::optional<BillingAccount> &known, const CancelFlag &cancel)
{
    Credentials all;
    if (known && known->keyPlace != KeyPlace::Environment && draft.account.keyPlace != KeyPlace::Environment) {
        if (const Result<Credentials> kept = keys.read(*known, api, cancel)) {
            for (const KeyField &field : api.fields) {
                if (field.isSecret && kept->has(field.id)) {
                    all.set(std::string{field.id}, std::string{kept->get(field.id)});
                }
            }
        }
    }
    all.add(draft.secrets);
    return all;
}

Result<std::optional<BillingAccount>> knownAccount(const std::string &ledger, std::int64_t id)
{
    if (id == 0) {
        return std::optional<BillingAccount>{};
    }
    const Result<std::unique_ptr<LedgerReader>> reader = LedgerReader::open(ledger);
    const Result<std::vector<BillingAccount>> accounts = reader ? (*reader)->accounts() : Result<std::vector<BillingAccount>>{reader.problem()};
    if (!accounts) {
        return accounts.problem();
    }
    const auto found = std::find_if(accounts->begin(), accounts->end(), [id](const BillingAccount &each) { return each.id == id; });
    if (found == accounts->end()) {
        return Problem{.cause = Cause::BadArgument, .args = {"account", std::to_string(id)}};
    }
    return std::optional{*found};
}

/// The user says that the key is right now: what was stopped is due.
Result<Done> startAgain(LedgerWriter &writer, const std::string &ledger, std::int64_t account, UtcTime now)
{
    const Result<std::unique_ptr<LedgerReader>> reader = LedgerReader::open(ledger);
    const Result<std::vector<ReportState>> states = reader ? (*reader)->reportStates() : Result<std::vector<ReportState>>{reader.problem()};
    if (!states) {
        return states.problem();
    }
    for (ReportState state : *states) {
        if (state.account == account && (state.stopped || state.failures > 0)) {
            state.stopped = false;
            state.failures = 0;
            state.due = now;
            if (const Result<Done> noted = writer.setReportState(state); !noted) {
                return noted.problem();
            }
        }
    }
    return Done{};
}

/// What the first half of keeping an account comes to.
struct Prepared
{
    BillingAccount account{}; ///< in the ledger; a new one is paused until its key is kept
    std::optional<BillingAccount> before{};
    Credentials secrets{};
};

Result<Prepared> prepare(const std::string &ledger, const AccountKeys &keys, const AccountDraft &draft, UtcTime now)
{
    const ProviderApi *api = providerApiById(draft.account.provider);
    if (api == nullptr) {
        return Problem{.cause = Cause::BadArgument, .args = {"provider", draft.account.provider}};
    }
    const Result<std::optional<BillingAccount>> known = knownAccount(ledger, draft.account.id);
    if (!known) {
        return known.problem();
    }
    Prepared prepared{.account = draft.account, .before = *known, .secrets = completed(keys, *api, draft, *known, {})};
    if (const Result<Done> fine = checkAccount(*api, draft.account, prepared.secrets); !fine) {
        return fine.problem();
    }
    if (*known) {
        prepared.account.uuid = (*known)->uuid;
        return prepared;
    }
    const Result<std::unique_ptr<LedgerWriter>> writer = writerOf(ledger);
    if (!writer) {
        return writer.problem();
    }
    prepared.account.paused = true; // another process must not find it half made
    const Result<BillingAccount> added = (*writer)->addAccount(prepared.account, now);
    if (!added) {
        return added.problem();
    }
    prepared.account = *added;
    return prepared;
}

/// The second half: its key is kept, or is not.
Result<BillingAccount> finish(const std::string &ledger, const Prepared &prepared, bool paused, const Result<Done> &kept, UtcTime now)
{
    if (!kept && prepared.before) {
        return kept.problem();
    }
    const Result<std::unique_ptr<LedgerWriter>> writer = writerOf(ledger);
    if (!writer) {
        return writer.problem();
    }
    if (!kept) {
        (void)(*writer)->removeAccount(prepared.account.id, true, now);
        return kept.problem();
    }
    BillingAccount account = prepared.account;
    account.paused = paused;
    if (const Result<Done> edited = (*writer)->editAccount(account, now); !edited) {
        return edited.problem();
    }
    if (const Result<Done> started = startAgain(**writer, ledger, account.id, now); !started) {
        return started.problem();
    }
    return account;
}

} // namespace

AppAccounts::AppAccounts(std::function<UtcTime()> clock, AccountKeys keys) : m_clock{std::move(clock)}, m_keys{std::move(keys)}
{
    m_threads.setMaxThreadCount(2); // a test that waits for the network holds up no decision
}

AppAccounts::~AppAccounts()
{
    m_cancelTest.cancel();
    m_threads.waitForDone();
}

void AppAccounts::open(const QString &ledger, bool mayAsk, bool polls)
{
    cancelTest();
    m_sync.reset();
    m_isAsking = false;
    m_ledger = ledger.toStdString();
    m_mayAsk = mayAsk && !ledger.isEmpty();
    if (m_mayAsk) {
        m_sync = std::make_unique<SyncService>(SyncRunner::Options{.ledger = m_ledger, .keys = m_keys, .clock = m_clock}, polls);
        connect(m_sync.get(), &SyncService::pollingChanged, this, &AppAccounts::syncingChanged);
        connect(m_sync.get(), &SyncService::accountDone, this, [this] {
            m_isAsking = false;
            Q_EMIT changed();
        });
        if (polls) {
            m_sync->start();
        }
    }
    Q_EMIT syncingChanged();
}

template <class Body, class Then>
void AppAccounts::work(Body body, Then then)
{
    using Answer = std::invoke_result_t<Body>;
    ++m_pending;
    QtConcurrent::run(&m_threads, std::move(body)).then(this, [this, then = std::move(then)](const Answer &answer) mutable {
        --m_pending;
        then(answer);
    });
}

void AppAccounts::accountsChanged()
{
    if (m_sync) {
        m_sync->lookAgain();
    }
    Q_EMIT changed();
}

QFuture<Result<std::vector<KeyAnswer>>> AppAccounts::test(const AccountDraft &draft)
{
    using Answers = Result<std::vector<KeyAnswer>>;
    cancelTest();
    auto promise = std::make_shared<QPromise<Answers>>();
    promise->start();
    QFuture<Answers> future = promise->future();
    const ProviderApi *api = providerApiById(draft.account.provider);
    if (api == nullptr || !m_mayAsk) {
        promise->addResult(Answers{Problem{.cause = Cause::BadArgument, .args = {"provider", draft.account.provider}}});
        promise->finish();
        return future;
    }
    const auto ask = [this, api, draft, ledger = m_ledger, keys = m_keys, cancel = m_cancelTest, clock = m_clock]() -> Answers {
        const Result<std::optional<BillingAccount>> known = knownAccount(ledger, draft.account.id);
        if (!known) {
            return known.problem();
        }
        Credentials key;
        if (draft.account.keyPlace == KeyPlace::Environment) {
            const Result<Credentials> named = keys.read(draft.account, *api, cancel);
            if (!named) {
                return named.problem();
            }
            key = *named;
        } else {
            key = completed(keys, *api, draft, *known, cancel);
            if (const Result<Done> fine = checkAccount(*api, draft.account, key); !fine) {
                return fine.problem();
            }
            for (const auto &[name, value] : draft.account.fields) {
                key.set(name, value);
            }
            if (!draft.account.base.empty() && !key.has("base")) {
                key.set("base", draft.account.base);
            }
        }
        HttpClient client{{}, baseAddressOf(draft.account), cancel};
        int asked = 0;
        SyncTools tools;
        tools.clock = clock;
        tools.random = [] { return QRandomGenerator::system()->generate(); };
        tools.isCancelled = [cancel] { return cancel.isSet(); };
        tools.send = [&](const HttpRequest &request) -> Result<HttpReply> {
            QMetaObject::invokeMethod(this, [this, number = ++asked, all = int(api->reports.size())] { Q_EMIT testProgressed(number, all); });
            return client.send(request);
        };
        std::vector<KeyAnswer> answers;
        for (const ReportTest &one : testAccount(*api, draft.account, key, tools)) {
            answers.push_back({.report = std::string{one.report->id}, .problem = one.problem, .rows = one.rows});
        }
        if (cancel.isSet()) {
            return Problem{.cause = Cause::Cancelled};
        }
        return answers;
    };
    work(ask, [promise](const Answers &answers) {
        promise->addResult(answers);
        promise->finish();
    });
    return future;
}

void AppAccounts::cancelTest()
{
    m_cancelTest.cancel();
    m_cancelTest = {};
}

QFuture<Result<BillingAccount>> AppAccounts::keep(const AccountDraft &draft)
{
    auto promise = std::make_shared<QPromise<Result<BillingAccount>>>();
    promise->start();
    const auto answer = [promise](const Result<BillingAccount> &account) {
        promise->addResult(account);
        promise->finish();
    };
    const std::string ledger = m_ledger;
    const UtcTime now = m_clock();
    work([ledger, keys = m_keys, draft, now] { return prepare(ledger, keys, draft, now); },
         [this, ledger, now, answer, paused = draft.account.paused](const Result<Prepared> &prepared) {
             if (!prepared) {
                 answer(prepared.problem());
                 return;
             }
             const Result<Done> kept = m_keys.write(prepared->account, prepared->secrets);
             work([ledger, prepared = *prepared, paused, kept, now] { return finish(ledger, prepared, paused, kept, now); },
                  [this, answer, before = prepared->before](const Result<BillingAccount> &account) {
                      if (account && before && before->keyPlace != account->keyPlace) {
                          (void)m_keys.remove(*before); // the key is in its new place
                      }
                      if (account) {
                          accountsChanged();
                      }
                      answer(account);
                  });
         });
    return promise->future();
}

QFuture<Result<Done>> AppAccounts::setPaused(const BillingAccount &account, bool paused)
{
    auto promise = std::make_shared<QPromise<Result<Done>>>();
    promise->start();
    work(
        [ledger = m_ledger, account, paused, now = m_clock()]() -> Result<Done> {
            const Result<std::unique_ptr<LedgerWriter>> writer = writerOf(ledger);
            if (!writer) {
                return writer.problem();
            }
            BillingAccount edited = account;
            edited.paused = paused;
            const Result<Done> done = (*writer)->editAccount(edited, now);
            return done && !paused ? startAgain(**writer, ledger, account.id, now) : done;
        },
        [this, promise](const Result<Done> &done) {
            if (done) {
                accountsChanged();
            }
            promise->addResult(done);
            promise->finish();
        });
    return promise->future();
}

QFuture<Result<Done>> AppAccounts::remove(const BillingAccount &account, bool withData)
{
    auto promise = std::make_shared<QPromise<Result<Done>>>();
    promise->start();
    work(
        [ledger = m_ledger, id = account.id, withData, now = m_clock()]() -> Result<Done> {
            const Result<std::unique_ptr<LedgerWriter>> writer = writerOf(ledger);
            return writer ? (*writer)->removeAccount(id, withData, now) : Result<Done>{writer.problem()};
        },
        [this, promise, account](const Result<Done> &removed) {
            const Result<Done> done = removed ? m_keys.remove(account) : removed;
            if (removed) {
                accountsChanged();
            }
            promise->addResult(done);
            promise->finish();
        });
    return promise->future();
}

void AppAccounts::syncNow(std::int64_t account)
{
    if (m_sync && !m_sync->isPolling(account)) {
        m_isAsking = true;
        m_sync->syncNow({account});
    }
}

void AppAccounts::cancelSync()
{
    if (m_sync) {
        m_sync->cancel();
    }
}

} // namespace tokenmeter
