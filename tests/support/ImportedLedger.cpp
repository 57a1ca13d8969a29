// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ImportedLedger.h"

#include <QtGlobal>

namespace tokenmeter::testing
{
namespace
{

template <typename T>
T needed(Result<T> result)
{
    if (!result) {
        qFatal("cause %d: %s", int(result.problem().cause),
               result.problem().args.empty() ? "" : result.problem().args.front().c_str());
    }
    return *std::move(result);
}

} // namespace

ImportedLedger::ImportedLedger()
{
    if (!m_folder.isValid()) {
        qFatal("no temporary folder");
    }
}

ImportSummary ImportedLedger::import(const std::vector<std::string> &paths, unsigned threads, std::stop_token stop)
{
    const auto writer = needed(LedgerWriter::open(path(), {}));
    const auto reader = needed(LedgerReader::open(path()));
    const auto pricer = needed(pricerOf(*reader));
    ImportRequest request;
    for (const std::string &path : paths) {
        Discovery found = scan(path);
        request.sources.insert(request.sources.end(), found.sources.begin(), found.sources.end());
    }
    request.now = parseTime("2026-11-24T12:00:00Z")->time;
    request.threads = threads;
    request.limits = limits;
    return needed(importLogs(*writer, *reader, rateSourceOf(*pricer), request, stop));
}

std::string ImportedLedger::fingerprint()
{
    return needed(needed(LedgerReader::open(path()))->fingerprint());
}

std::string ImportedLedger::whatIsWrong()
{
    const auto reader = needed(LedgerReader::open(path()));
    const auto pricer = needed(pricerOf(*reader));
    const RateSource rates = rateSourceOf(*pricer);
    std::string wrong;
    for (const VerifyCheck &check : needed(reader->verify(&rates))) {
        if (!check.ok) {
            wrong += check.name + ": " + check.detail + "\n";
        }
    }
    return wrong;
}

std::map<std::pair<std::string, std::string>, CorpusTokens> ImportedLedger::cells()
{
    const auto reader = needed(LedgerReader::open(path()));
    const UsageCells usage = needed(reader->usage({}, {Dimension::Day, Dimension::Model}, Zone::utc()));
    std::map<std::pair<std::string, std::string>, CorpusTokens> result;
    for (const UsageCell &cell : usage.cells) {
        const LocalDay day{std::chrono::days{cell.key[0]}};
        const auto name = usage.names.find(cell.key[1]);
        CorpusTokens &sum = result[{toIso(day), name == usage.names.end() ? std::string{} : name->second}];
        sum += {cell.requests,           cell.tokens.input,  cell.tokens.cacheRead, cell.tokens.cacheWrite5m,
                cell.tokens.cacheWrite1h, cell.tokens.output, cell.tokens.reasoning};
    }
    return result;
}

} // namespace tokenmeter::testing
