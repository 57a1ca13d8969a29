// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ImportSupport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QtTest>

namespace test_Samples
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

/// The samples, whose figures were worked out by hand and checked against two other programs.
class tst_Samples : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void samples_data();
    void samples();
};

void tst_Samples::samples_data()
{
    QTest::addColumn<QString>("folder");
    QTest::addColumn<QStringList>("problems");
    // The transcript of Claude Code ends in a line that was cut and then closed by a newline.
    QTest::newRow("claude-code") << "claude-code" << QStringList{QStringLiteral("NotJson")};
    QTest::newRow("claude-code-advisor") << "claude-code-advisor" << QStringList{};
    QTest::newRow("codex") << "codex" << QStringList{};
    QTest::newRow("codex-usage-records") << "codex-usage-records" << QStringList{};
}

void tst_Samples::samples()
{
    QFETCH(QString, folder);
    QFETCH(QStringList, problems);
    const QString base = QStringLiteral(FIXTURES "/") + folder;
    QFile file{base + QStringLiteral("/expected.json")};
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QJsonObject expected = QJsonDocument::fromJson(file.readAll()).object();
    const Format *format = formatById(expected[QStringLiteral("format")].toString().toStdString());
    QVERIFY(format);

    const Discovery found = discover({.home = (base + QStringLiteral("/home")).toStdString()});
    QCOMPARE(found.sources.size(), std::size_t{1});
    QVERIFY(found.sources[0].format == format);
    QVERIFY(found.problems.empty());
    const Reading reading = readAll(found);
    QCOMPARE(reading.problemTexts().replaceInStrings(QRegularExpression{QStringLiteral("@.*")}, {}), problems);

    const std::vector<ReferenceLedger::Entry> entries = reading.ledger.entries();
    const QJsonArray records = expected[QStringLiteral("records")].toArray();
    QCOMPARE(qsizetype(entries.size()), records.size());
    for (const QJsonValue &value : records) {
        const QJsonObject want = value.toObject();
        const auto place = std::find_if(entries.begin(), entries.end(), [&](const ReferenceLedger::Entry &entry) {
            return entry.record.time == parseTime(want[QStringLiteral("ts_utc")].toString().toStdString())->time
                && entry.context.serving.model == want[QStringLiteral("model")].toString().toStdString();
        });
        QVERIFY2(place != entries.end(), qPrintable(want[QStringLiteral("ts_utc")].toString()));
        const UsageRecord &r = place->record;
        const UsageContext &c = place->context;
        const auto number = [&](const char *name) { return want[QLatin1String{name}].toInteger(); };
        const auto sameText = [&](const char *name, const std::string &text) {
            const QString key = QLatin1String{name};
            return !want.contains(key) || want[key].toString() == QString::fromStdString(text);
        };
        QCOMPARE(qlonglong(r.tokens.input), number("input"));
        QCOMPARE(qlonglong(r.tokens.cacheRead), number("cache_read"));
        QCOMPARE(qlonglong(r.tokens.cacheWrite5m), number("cache_write_5m"));
        QCOMPARE(qlonglong(r.tokens.cacheWrite1h), number("cache_write_1h"));
        QCOMPARE(qlonglong(r.tokens.output), number("output"));
        QCOMPARE(qlonglong(r.tokens.reasoning), number("reasoning"));
        QCOMPARE(qlonglong(r.rare.webSearches), number("web_search_requests"));
        QCOMPARE(r.has(SidechainFlag), want[QStringLiteral("is_sidechain")].toBool());
        QVERIFY(sameText("provider", c.serving.provider));
        QVERIFY(sameText("service_tier", c.serving.serviceTier));
        QVERIFY(sameText("speed", c.serving.speed));
        QVERIFY(sameText("session", c.attribution.session));
        QVERIFY(sameText("project", c.attribution.project));
        QVERIFY(sameText("agent", c.attribution.agent));
    }
    QCOMPARE(qlonglong(reading.ledger.totals().total()),
             expected[QStringLiteral("totals")].toObject()[QStringLiteral("total")].toInteger());
}

TOKENMETER_TEST(tst_Samples);

} // namespace test_Samples

#include "tst_Samples.moc"
