// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "TestLedger.h"

#include "core/Decimal.h"

#include <map>

namespace tokenmeter::testing
{
namespace
{

std::vector<OwnPrice> ownPrices()
{
    return {
        {.uuid = "1", .model = "plain", .currency = "USD", .input = "10", .cacheRead = "1", .cacheWrite5m = "12.5", .cacheWrite1h = "20", .output = "50"},
        {.uuid = "2", .model = "yuan", .currency = "CNY", .input = "4", .output = "16"},
        {.uuid = "3", .model = "free", .currency = "USD", .input = "0", .output = "0"},
    };
}

template <typename T>
T must(Result<T> result)
{
    if (!result) {
        qFatal("the test's ledger failed, cause %d", int(result.problem().cause));
    }
    return *std::move(result);
}

} // namespace

TestLedger::TestLedger() : m_pricer{Catalogue::builtIn(), ownPrices()}
{
    const std::string path = m_folder.filePath(QStringLiteral("ledger.db")).toStdString();
    m_writer = must(LedgerWriter::open(path, {}));
    m_reader = must(LedgerReader::open(path));
}

void TestLedger::add(const std::vector<Use> &uses)
{
    std::map<std::string, FileBatch> batches;
    for (const Use &use : uses) {
        FileBatch &batch = batches[use.source];
        batch.source = {use.source, "/home/ada/" + use.source};
        batch.path = batch.source.root + "/log.jsonl";
        UsageRecord record;
        record.identity = identityOf({"test", std::to_string(m_count++)});
        record.time = record.end = parseTime(use.time)->time;
        record.precision = use.precision;
        record.tokens = use.tokens;
        record.rare = use.rare;
        record.flags = use.flags;
        record.requests = use.requests;
        record.context = std::uint32_t(batch.usage.contexts.size());
        batch.usage.contexts.push_back({.attribution = {.session = use.session, .project = use.project, .agent = use.agent},
                                        .serving = {.provider = use.provider, .model = use.model, .serviceTier = use.tier}});
        batch.usage.records.push_back(record);
    }
    std::vector<FileBatch> list;
    for (auto &[source, batch] : batches) {
        list.push_back(std::move(batch));
    }
    const RateSource rates = [this](const UsageRecord &record, const Serving &serving) -> const Rate & { return m_pricer.rateOf(record, serving); };
    must(m_writer->beginImport(parseTime("2026-12-31T00:00:00Z")->time));
    must(m_writer->append(list, rates));
    must(m_writer->finishImport());
}

void TestLedger::setRate(const char *day, const char *from, const char *to, const char *rate)
{
    must(m_writer->setExchangeRate({*parseDay(day), Currency{from}, Currency{to}, rate, "ECB"}, parseTime("2026-12-31T00:00:00Z")->time));
}

Money money(const char *decimal, const char *currency)
{
    return Money::fromAtto(*parseDecimal(decimal, MoneyScale), Currency{currency});
}

} // namespace tokenmeter::testing
