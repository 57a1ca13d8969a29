// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "sync/AccountTest.h"

#include <array>

namespace tokenmeter
{
namespace
{

/// Nothing that comes after would be answered.
bool endsTest(const Problem &problem, const ApiReport &report)
{
    switch (problem.cause) {
    case Cause::KeyRefused:
    case Cause::SignatureRefused:
    case Cause::CredentialUnusable:
    case Cause::NotReached:
    case Cause::TookTooLong:
    case Cause::CertificateRefused:
    case Cause::RedirectRefused:
    case Cause::AddressNotAllowed:
    case Cause::RateLimited:
        return true;
    default:
        return report.doesYield(Yield::Handover);
    }
}

} // namespace

std::vector<ReportTest> testAccount(const ProviderApi &api, const BillingAccount &account, const Credentials &key, const SyncTools &tools)
{
    std::vector<ReportTest> tests;
    PollInput input;
    input.credentials = key;
    input.base = account.base;
    input.pageSize = tools.pageSize;
    for (const ApiReport &report : api.reports) {
        const UtcTime now = tools.clock();
        input.now = now;
        input.range = slicesOf(report.plan, rangeToRead(report.plan, now, now)).front();
        input.nonce = freshNonce(tools.random);
        ReportTest test{.report = &report};
        const Result<HttpRequest> request = report.request(input);
        const Result<HttpReply> reply = request ? tools.send(*request) : Result<HttpReply>{request.problem()};
        Result<PolledPage> page = reply ? report.parse(*reply, input) : Result<PolledPage>{reply.problem()};
        if (page) {
            test.rows = page->charges.size() + page->buckets.size() + page->balances.size() + page->facts.size() + page->names.size();
            input.credentials.add(page->handover);
        } else {
            test.problem = page.problem();
        }
        tests.push_back(test);
        if (test.problem && endsTest(*test.problem, report)) {
            break;
        }
    }
    return tests;
}

} // namespace tokenmeter
