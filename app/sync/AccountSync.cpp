// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/AccountSync.h"

#include "sync/SyncSchedule.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

namespace tokenmeter
{
namespace
{

using namespace std::chrono;

constexpr seconds LongestWaitHere{75}; // a minute, spread
constexpr seconds MostWaitHere{180};
constexpr minutes ClaimFor{10};
constexpr minutes RenewAfter{2};
constexpr int GoneStatus = 410;
constexpr std::size_t MostRows = 2'000'000; // of a slice

template <class T>
void append(std::vector<T> &to, std::vector<T> from)
{
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

void append(PolledPage &all, PolledPage page)
{
    append(all.charges, std::move(page.charges));
    append(all.buckets, std::move(page.buckets));
    append(all.balances, std::move(page.balances));
    append(all.topUps, std::move(page.topUps));
    append(all.facts, std::move(page.facts));
    append(all.names, std::move(page.names));
    all.handover.add(page.handover);
    if (all.problems.empty()) {
        all.problems = std::move(page.problems);
    }
    all.problemCount += page.problemCount;
    all.isIncomplete = all.isIncomplete || page.isIncomplete;
}

/// Retries are decided by cause; to them a network that fails is a service that fails.
Cause causeForRetry(Cause cause)
{
    return cause == Cause::NotReached || cause == Cause::TookTooLong ? Cause::ServiceFailed : cause;
}

PolledSlice sliceOf(const ApiReport &report, std::int64_t account, const PollRange &range, UtcTime asked, PolledPage page)
{
    PolledSlice slice;
    slice.account = account;
    slice.report = report.id;
    slice.from = range.from;
    slice.to = range.to;
    slice.asked = asked;
    slice.replacesCharges = report.doesYield(Yield::Charges);
    slice.replacesUsage = report.doesYield(Yield::Usage);
    slice.charges = std::move(page.charges);
    slice.buckets = std::move(page.buckets);
    slice.balances = std::move(page.balances);
    slice.topUps = std::move(page.topUps);
    slice.facts = std::move(page.facts);
    slice.names = std::move(page.names);
    slice.isIncomplete = page.isIncomplete;
    return slice;
}

} // namespace

std::string baseAddressOf(const BillingAccount &account)
{
    if (!account.base.empty()) {
        return account.base;
    }
    const auto field = std::find_if(account.fields.begin(), account.fields.end(), [](const auto &each) { return each.first == "base"; });
    return field == account.fields.end() ? std::string{} : field->second;
}

AccountSync::AccountSync(LedgerWriter &writer, SyncTools tools, std::string owner)
    : m_writer{writer}, m_tools{std::move(tools)}, m_owner{std::move(owner)}
{
}

AccountResult AccountSync::run(const ProviderApi &api, const BillingAccount &account, const Credentials &key, std::span<const ReportState> states,
                               std::span<const ApiReport *const> reports)
{
    AccountResult result;
    result.account = account.id;
    m_api = &api;
    m_account = account;
    m_credentials = key;
    m_states.assign(states.begin(), states.end());
    m_left.assign(reports.begin(), reports.end());
    m_waited = seconds{0};
    m_ends = false;
    while (!m_left.empty() && !m_ends) {
        const ApiReport *report = m_left.front();
        m_left.erase(m_left.begin());
        if (const std::optional<Problem> lost = renewClaim()) {
            result.isBusy = lost->cause == Cause::LedgerLocked;
            result.problem = result.isBusy ? std::nullopt : lost;
            return result;
        }
        ReportResult done = runReport(*report);
        if (done.problem && done.problem->cause == Cause::Cancelled) {
            result.isCancelled = true;
            break;
        }
        result.reports.push_back(std::move(done));
    }
    if (const Result<Done> released = m_writer.releaseAccount(account.id, m_owner); !released && !result.problem) {
        result.problem = released.problem();
    }
    return result;
}

/// A claim that another process took meanwhile is told as LedgerLocked.
std::optional<Problem> AccountSync::renewClaim()
{
    const UtcTime now = m_tools.clock();
    if (m_claimed != UtcTime{} && now < m_claimed + RenewAfter) {
        return std::nullopt;
    }
    const Result<bool> claimed = m_writer.claimAccount(m_account.id, m_owner, now, now + ClaimFor);
    if (!claimed) {
        return claimed.problem();
    }
    m_claimed = now;
    return *claimed ? std::nullopt : std::optional{Problem{.cause = Cause::LedgerLocked}};
}

ReportResult AccountSync::runReport(const ApiReport &report)
{
    ReportResult result;
    result.report = report.id;
    ReportState state = stateOf(m_states, m_account.id, report.id);
    state.lastTry = m_tools.clock();
    const std::vector<PollRange> slices = slicesOf(report.plan, rangeToRead(report.plan, *state.lastTry, state.readTo));
    std::int64_t fieldProblems = 0;
    std::optional<Problem> fieldProblem;
    bool isIncomplete = false;
    for (std::size_t i = 0; i < slices.size(); ++i) {
        PolledPage all;
        if (std::optional<Halt> halt = readSlice(report, slices[i], state.failures, all)) {
            return failed(report, std::move(state), *std::move(halt));
        }
        fieldProblems += std::int64_t(all.problemCount);
        if (!fieldProblem && !all.problems.empty()) {
            fieldProblem = all.problems.front();
        }
        isIncomplete = isIncomplete || all.isIncomplete;
        m_credentials.add(all.handover);
        result.balances += std::int64_t(all.balances.size());

        const UtcTime now = m_tools.clock();
        state.readTo = std::max(state.readTo.value_or(slices[i].to), slices[i].to);
        if (i + 1 == slices.size()) {
            state.lastSuccess = now;
            state.due = dueAfterSuccess(m_account, report, now);
            state.failures = 0;
            state.stopped = false;
            state.isIncomplete = isIncomplete;
            state.problem = fieldProblem;
            state.problemCount = fieldProblems;
        }
        const Result<SliceReport> stored = m_writer.storeSlice(sliceOf(report, m_account.id, slices[i], now, std::move(all)), state);
        if (!stored) {
            m_ends = true;
            result.end = ReportEnd::PutOff;
            result.problem = stored.problem();
            result.due = state.due;
            return result;
        }
        remember(state);
        result.stored += stored->stored;
        result.changed += stored->changed;
    }
    result.fieldProblems = fieldProblems;
    result.problem = fieldProblem ? fieldProblem : isIncomplete ? std::optional{Problem{.cause = Cause::DataIncomplete}} : std::nullopt;
    result.due = state.due;
    return result;
}

std::optional<AccountSync::Halt> AccountSync::readSlice(const ApiReport &report, const PollRange &range, int failures, PolledPage &all)
{
    PageWalk walk;
    PollInput input;
    input.range = range;
    input.base = m_account.base;
    input.pageSize = m_tools.pageSize;
    int attempt = failures + 1;
    int starts = 1;
    while (true) {
        if (m_tools.isCancelled()) {
            return Halt{.problem = {.cause = Cause::Cancelled}};
        }
        if (std::optional<Problem> lost = renewClaim()) {
            return Halt{.problem = *std::move(lost), .endsAccount = true};
        }
        input.credentials = m_credentials;
        input.now = m_tools.clock();
        input.nonce = freshNonce(m_tools.random);
        const Result<HttpRequest> request = report.request(input);
        if (!request) {
            return halted(report, request.problem(), nullptr, attempt);
        }
        const Result<HttpReply> reply = m_tools.send(*request);
        Result<PolledPage> page = reply ? report.parse(*reply, input) : Result<PolledPage>{reply.problem()};
        if (!page) {
            const bool isStale = reply && reply->status == GoneStatus; // the cursor: a count of its own, since pages before it do answer
            std::optional<Halt> halt = halted(report, page.problem(), reply ? &*reply : nullptr, isStale ? starts : attempt);
            const RetryKind kind = halt->decision.kind;
            if ((kind != RetryKind::Wait && kind != RetryKind::StartAgain) || halt->problem.cause == Cause::Cancelled) {
                return halt;
            }
            if (!waits(halt->decision.wait)) {
                return m_tools.isCancelled() ? Halt{.problem = {.cause = Cause::Cancelled}} : halt;
            }
            ++attempt;
            if (kind == RetryKind::StartAgain) {
                ++starts;
                walk = {};
                all = {};
                input.cursor.clear();
            }
            continue;
        }
        attempt = 1;
        const Result<std::optional<std::string>> next = walk.after(*page);
        const seconds pause = page->pause;
        append(all, *std::move(page));
        if (!next || all.charges.size() + all.buckets.size() > MostRows) {
            return halted(report, !next ? next.problem() : Problem{.cause = Cause::PagingTooLong, .args = {std::to_string(walk.pages())}}, nullptr, 1);
        }
        if (!*next) {
            return std::nullopt;
        }
        input.cursor = **next;
        if (pause > seconds{0} && !waits(pause)) {
            return m_tools.isCancelled() ? Halt{.problem = {.cause = Cause::Cancelled}} : Halt{.problem = {.cause = Cause::DataNotReady}};
        }
    }
}

std::optional<AccountSync::Halt> AccountSync::halted(const ApiReport &report, Problem problem, const HttpReply *reply, int attempt)
{
    Halt halt;
    halt.problem = std::move(problem);
    const Cause cause = halt.problem.cause;
    halt.decision = retryAfter({.cause = causeForRetry(cause), .reply = reply, .attempt = attempt, .isOptional = report.isOptional},
                               m_tools.random(), m_tools.clock());
    // What holds for the host or the key holds for the reports that follow; the others may well be answered.
    halt.endsAccount = cause == Cause::RateLimited || cause == Cause::NotReached || cause == Cause::TookTooLong || cause == Cause::CertificateRefused
        || cause == Cause::RedirectRefused || cause == Cause::AddressNotAllowed || report.doesYield(Yield::Handover);
    return halt;
}

bool AccountSync::waits(seconds time)
{
    if (time > LongestWaitHere || m_waited + time > MostWaitHere) {
        return false;
    }
    m_waited += time;
    return m_tools.wait(time);
}

ReportResult AccountSync::failed(const ApiReport &report, ReportState state, Halt halt)
{
    ReportResult result;
    result.report = report.id;
    result.end = ReportEnd::PutOff;
    result.problem = halt.problem;
    const UtcTime now = m_tools.clock();
    if (halt.problem.cause == Cause::Cancelled) { // as if it had not been tried
        m_ends = true;
        result.due = state.due;
        return result;
    }
    state.problem = std::move(halt.problem);
    state.problemCount = 0;
    state.failures += 1;
    switch (halt.decision.kind) {
    case RetryKind::SkipReport:
        result.end = ReportEnd::Refused;
        state.due = dueAfterRefusal(m_account, report, now);
        break;
    case RetryKind::StopReport:
    case RetryKind::StopAccount:
        result.end = ReportEnd::Stopped;
        state.stopped = true;
        m_ends = halt.decision.kind == RetryKind::StopAccount || halt.endsAccount;
        break;
    default: {
        state.stopped = false;
        // A decision to give up has no wait of its own; the same failure again and again still waits longer each time.
        const RetryDecision backOff = retryAfter({.cause = Cause::ServiceFailed, .attempt = std::min(state.failures, 8)}, m_tools.random(), now);
        state.due = dueAfterFailure(m_account, report, std::max(halt.decision.wait, backOff.wait), now);
    }
    }
    result.due = state.due;
    if (const Result<Done> noted = m_writer.setReportState(state); !noted) {
        result.problem = noted.problem();
        m_ends = true;
        return result;
    }
    remember(state);
    if (m_ends) {
        stopAll();
    } else if (halt.endsAccount && result.end == ReportEnd::PutOff) {
        m_ends = true;
        putOffOthers(now + std::max(halt.decision.wait, seconds{60}));
    }
    return result;
}

void AccountSync::stopAll()
{
    for (const ApiReport &report : m_api->reports) {
        ReportState state = stateOf(m_states, m_account.id, report.id);
        if (!state.stopped) {
            state.stopped = true;
            (void)m_writer.setReportState(state); // what could not be noted is found out again
            remember(state);
        }
    }
}

void AccountSync::putOffOthers(UtcTime due)
{
    for (const ApiReport *report : m_left) {
        ReportState state = stateOf(m_states, m_account.id, report->id);
        if (state.due < due) {
            state.due = due;
            (void)m_writer.setReportState(state);
            remember(state);
        }
    }
}

void AccountSync::remember(const ReportState &state)
{
    const auto same = [&](const ReportState &each) { return each.account == state.account && each.report == state.report; };
    if (const auto found = std::find_if(m_states.begin(), m_states.end(), same); found != m_states.end()) {
        *found = state;
    } else {
        m_states.push_back(state);
    }
}

std::string freshNonce(const std::function<std::uint32_t()> &random)
{
    std::string text;
    for (int i = 0; i < 4; ++i) {
        constexpr std::string_view Hex = "0123456789abcdef";
        std::uint32_t bits = random();
        for (int digit = 0; digit < 8; ++digit) {
            text += Hex[bits & 15U];
            bits >>= 4U;
        }
    }
    return text;
}

} // namespace tokenmeter
