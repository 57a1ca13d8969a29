// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "OddLedger.h"

#include "flow/Import.h"
#include "flow/Pricing.h"
#include "import/Discovery.h"
#include "import/Profile.h"
#include "import/formats/Generic.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace tokenmeter::testing
{
namespace
{

template <typename T>
T must(Result<T> result)
{
    if (!result) {
        qFatal("cause %d", int(result.problem().cause));
    }
    return *std::move(result);
}

const Format &format()
{
    static const Format made = [] {
        Profile profile;
        profile.name = "odd";
        profile.kind = Profile::Kind::Jsonl;
        profile.timestamp.from = {"time"};
        profile.model.from = {"model"};
        profile.provider.constant = "somebody";
        profile.input.from = {"input"};
        profile.cacheRead.from = {"cached"};
        profile.output.from = {"output"};
        profile.project.from = {"project"};
        profile.session.from = {"session"};
        profile.id.from = {"id"};
        profile.inputIncludesCacheRead = false;
        profile.inputIncludesCacheWrite = false;
        profile.outputIncludesReasoning = true;
        profile.dedup = Profile::Dedup::Id;
        return genericFormat(profile);
    }();
    return made;
}

} // namespace

QString writeOddLedger(const QString &folder, const std::vector<OddRecord> &records, const std::vector<OwnPrice> &prices)
{
    const QDir place{folder};
    // The window watches folders of logs; the ledger's own files must not change there.
    place.mkpath(QStringLiteral("logs"));
    const QString log = place.filePath(QStringLiteral("logs/log.jsonl"));
    QFile file{log};
    if (!file.open(QIODevice::WriteOnly)) {
        qFatal("no log");
    }
    int id = 0;
    for (const OddRecord &record : records) {
        const QJsonObject line{{QStringLiteral("id"), QStringLiteral("odd-%1").arg(++id)},
                               {QStringLiteral("time"), QString::fromStdString(record.time)},
                               {QStringLiteral("model"), QString::fromStdString(record.model)},
                               {QStringLiteral("project"), QString::fromStdString(record.project)},
                               {QStringLiteral("session"), QString::fromStdString(record.session)},
                               {QStringLiteral("input"), record.input},
                               {QStringLiteral("cached"), record.cacheRead},
                               {QStringLiteral("output"), record.output}};
        file.write(QJsonDocument{line}.toJson(QJsonDocument::Compact) + '\n');
    }
    file.close();

    const UtcTime now = parseTime("2026-11-18T13:32:00Z").value().time;
    const QString ledger = place.filePath(QStringLiteral("ledger.db"));
    const auto writer = must(LedgerWriter::open(ledger.toStdString(), {}));
    for (const OwnPrice &price : prices) {
        must(writer->addOwnPrice(price, now));
    }
    const auto reader = must(LedgerReader::open(ledger.toStdString()));
    const auto pricer = must(pricerOf(*reader));
    ImportRequest request;
    request.sources = scanAs(log.toStdString(), format()).sources;
    request.now = now;
    const ImportSummary summary = must(importLogs(*writer, *reader, rateSourceOf(*pricer), request, {}));
    if (summary.lines.added != std::int64_t(records.size()) || summary.problemCount > 0) {
        qFatal("%lld of %zu records", static_cast<long long>(summary.lines.added), records.size());
    }
    return ledger;
}

} // namespace tokenmeter::testing
