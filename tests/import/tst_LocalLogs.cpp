// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "ImportSupport.h"
#include "import/FolderWalk.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <filesystem>

namespace test_LocalLogs
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

Discovery sampleOf(const QString &folder)
{
    return discover({.home = (QStringLiteral(FIXTURES "/") + folder + QStringLiteral("/home")).toStdString()});
}

QByteArray bytesOf(const std::string &path)
{
    QFile file{QString::fromStdString(path)};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

/// A file of a sample, read in the place it has there.
void readAs(Reading &reading, const Format &format, const DiscoveredFile &file, const ReadRange &range = {})
{
    readInto(reading, format, file.path, range, {}, file.relativePath);
}

} // namespace

/// What every format of a local tool must do, on its sample: the figures of expected.json, which were worked out by hand and, where it
/// says so, checked against other programs; and the same whatever is read in whichever order, how often, in which pieces.
class tst_LocalLogs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void figures_data() { samples(); }
    void figures();
    void anyOrderAnyNumber_data() { samples(); }
    void anyOrderAnyNumber();
    void linesInPieces_data() { samples(); }
    void linesInPieces();
    void cutAnywhere_data() { samples(); }
    void cutAnywhere();
    void foundByTheirHeads_data() { samples(); }
    void foundByTheirHeads();

private:
    static void samples();
};

void tst_LocalLogs::samples()
{
    QTest::addColumn<QString>("folder");
    for (const char *folder : {"gemini-cli", "qwen-code", "opencode-json", "opencode-sqlite", "copilot-otel",
                               "copilot-session-store", "copilot-session-state", "cline-roo", "kilo-code", "cline-cli", "goose", "amp", "droid", "kimi", "pi", "zed"}) {
        QTest::newRow(folder) << folder;
    }
}

void tst_LocalLogs::figures()
{
    QFETCH(QString, folder);
    const QJsonObject expected =
        QJsonDocument::fromJson(bytesOf((QStringLiteral(FIXTURES "/") + folder + QStringLiteral("/expected.json")).toStdString())).object();
    const Discovery found = sampleOf(folder);
    QVERIFY(found.problems.empty());
    const Reading reading = readAll(found);
    QCOMPARE(reading.problemTexts(), QStringList{});
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
        const auto number = [&](const char *name, qint64 otherwise = 0) { return qlonglong(want[QLatin1String{name}].toInteger(otherwise)); };
        QCOMPARE(qlonglong(r.tokens.input), number("input"));
        QCOMPARE(qlonglong(r.tokens.cacheRead), number("cache_read"));
        QCOMPARE(qlonglong(r.tokens.cacheWrite5m), number("cache_write_5m"));
        QCOMPARE(qlonglong(r.tokens.cacheWrite1h), number("cache_write_1h"));
        QCOMPARE(qlonglong(r.tokens.output), number("output"));
        QCOMPARE(qlonglong(r.tokens.reasoning), number("reasoning"));
        QCOMPARE(qlonglong(r.requests), number("requests", 1));
        QCOMPARE(r.precision == Precision::Session, want[QStringLiteral("ts_precision")].toString() == QLatin1String("session"));
        const std::pair<const char *, const std::string *> texts[] = {{"provider", &c.serving.provider}, {"project", &c.attribution.project},
                                                                      {"session", &c.attribution.session}, {"agent", &c.attribution.agent}};
        for (const auto &[name, text] : texts) {
            if (want.contains(QLatin1String{name})) {
                QCOMPARE(QString::fromStdString(*text), want[QLatin1String{name}].toString());
            }
        }
        if (want[QStringLiteral("cost_reported")].isDouble()) {
            QCOMPARE(QByteArray::fromStdString(r.reportedAmount).toDouble(), want[QStringLiteral("cost_reported")].toDouble());
            QCOMPARE(QString::fromStdString(r.reportedCurrency), want[QStringLiteral("cost_currency")].toString(QStringLiteral("USD")));
        } else {
            QCOMPARE(r.reportedAmount, std::string{});
        }
    }
    QCOMPARE(qlonglong(reading.ledger.totals().total()),
             qlonglong(expected[QStringLiteral("totals")].toObject()[QStringLiteral("total")].toInteger()));
}

void tst_LocalLogs::anyOrderAnyNumber()
{
    QFETCH(QString, folder);
    const Discovery found = sampleOf(folder);
    const QStringList once = readAll(found).records();
    QVERIFY(!once.isEmpty());
    Reading again;
    for (auto source = found.sources.rbegin(); source != found.sources.rend(); ++source) {
        for (int time = 0; time < 2; ++time) {
            for (auto file = source->files.rbegin(); file != source->files.rend(); ++file) {
                readAs(again, *source->format, *file);
            }
        }
    }
    QCOMPARE(again.records(), once);
}

/// Read up to each line's end, and on from there with what was saved.
void tst_LocalLogs::linesInPieces()
{
    QFETCH(QString, folder);
    for (const DiscoveredSource &source : sampleOf(folder).sources) {
        for (const DiscoveredFile &file : source.files) {
            Reading whole;
            readAs(whole, *source.format, file);
            const QByteArray bytes = bytesOf(file.path);
            if (source.format->kind(file.path) != FileKind::Lines) {
                continue;
            }
            for (qsizetype at = bytes.indexOf('\n'); at >= 0; at = bytes.indexOf('\n', at + 1)) {
                Reading pieces;
                readAs(pieces, *source.format, file, {.end = at + 1});
                QCOMPARE(qlonglong(pieces.consumed), qlonglong(at + 1));
                readAs(pieces, *source.format, file, {.begin = at + 1, .parserState = pieces.parserState});
                QCOMPARE(pieces.records(), whole.records());
                QCOMPARE(pieces.problemTexts(), whole.problemTexts());
            }
        }
    }
}

/// A file that is not finished gives no problem and nothing that the whole one does not; read again when it is, it is right.
void tst_LocalLogs::cutAnywhere()
{
    QFETCH(QString, folder);
    for (const DiscoveredSource &source : sampleOf(folder).sources) {
        for (const DiscoveredFile &file : source.files) {
            const FileKind kind = source.format->kind(file.path);
            if (kind == FileKind::Database) {
                continue; // see tst_ForeignDatabase
            }
            const QByteArray bytes = bytesOf(file.path).trimmed() + '\n';
            Reading whole;
            readAs(whole, *source.format, file);
            const QTemporaryDir copy; // of the whole home: some files beside a log say what it does not say itself
            const std::string home = (QStringLiteral(FIXTURES "/") + folder + QStringLiteral("/home")).toStdString();
            std::filesystem::copy(home, copy.path().toStdString(),
                                  std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
            const QString path = QString::fromStdString(copy.path().toStdString() + file.path.substr(resolved(home)->size()));
            for (qsizetype size = 0; size < bytes.size() - 1; size += size < bytes.size() - 40 ? 37 : 1) {
                writeFile(path, bytes.left(size));
                Reading part;
                readInto(part, *source.format, path.toStdString(), {}, {}, file.relativePath);
                QCOMPARE(part.problemTexts(), QStringList{});
                if (kind == FileKind::Whole) {
                    QCOMPARE(part.records(), QStringList{});
                    QCOMPARE(qlonglong(part.consumed), 0LL);
                }
                const qsizetype shown = part.records().size();
                QVERIFY(shown <= whole.records().size());
                if (size % 5 == 0) {
                    writeFile(path, bytes);
                    readInto(part, *source.format, path.toStdString(), {}, {}, file.relativePath);
                    QCOMPARE(part.records(), whole.records());
                }
            }
        }
    }
}

/// A folder that the user names: no path of the tool tells.
void tst_LocalLogs::foundByTheirHeads()
{
    QFETCH(QString, folder);
    for (const DiscoveredSource &source : sampleOf(folder).sources) {
        for (const DiscoveredFile &file : source.files) {
            const QTemporaryDir named;
            QVERIFY(QFile::copy(QString::fromStdString(file.path),
                                named.filePath(QString::fromStdString(file.path).section(QLatin1Char{'/'}, -1))));
            const Discovery found = scan(named.path().toStdString());
            if (bytesOf(file.path).contains("assistant") || bytesOf(file.path).contains("tokens")) {
                QCOMPARE(found.sources.size(), std::size_t{1});
                // Tasks of Roo Code and Kilo Code are alike but for their folder: the older of the two is meant.
                const std::string_view expected = source.format->id == "kilo-code" ? "roo-code" : source.format->id;
                QCOMPARE(QString::fromStdString(std::string{found.sources[0].format->id}), QString::fromStdString(std::string{expected}));
            }
        }
    }
}

TOKENMETER_TEST(tst_LocalLogs);

} // namespace test_LocalLogs

#include "tst_LocalLogs.moc"
