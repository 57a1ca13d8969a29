// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "DemoWindow.h"
#include "app/Machine.h"
#include "ledger/LedgerReader.h"
#include "pages/ColumnField.h"
#include "pages/MappingDialog.h"
#include "pages/MappingFields.h"
#include "shell/DropOverlay.h"
#include "shell/FileIntake.h"
#include "support/Patience.h"
#include "widgets/NoteBox.h"
#include "widgets/Toast.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDragEnterEvent>
#include <QFile>
#include <QJsonArray>
#include <QLineEdit>
#include <QMimeData>
#include <QProcess>
#include <QPushButton>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QUrl>

namespace test_Mapping
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

/// In the layout of no tool: German times and numbers, cents, cached tokens inside input.
constexpr auto Foreign = "Zeit;Modell;Eingabe;Davon Cache;Ausgabe;Cent;Team\n"
                         "05.10.2026 14:00;gpt-5.2;1.000;600;30;12,5;atlas\n"
                         "06.10.2026 09:30;gpt-5.2;2.000;0;40;25;atlas\n"
                         "nie;gpt-5.2;1;0;1;1;atlas\n";
constexpr auto ClaudeLine = R"({"type":"assistant","sessionId":"s","isSidechain":false,"timestamp":"2026-10-05T09:00:03Z","requestId":"r1",)"
                            R"("message":{"id":"msg_1","model":"claude-opus-4-1","usage":{"input_tokens":10,"output_tokens":40}}})"
                            "\n";

class Folder
{
public:
    QString write(const QString &name, const QByteArray &content, bool more = false) const
    {
        QFile file{path(name)};
        if (!file.open(more ? QIODevice::Append : QIODevice::WriteOnly)) {
            qFatal("the test's file cannot be written");
        }
        file.write(content);
        return file.fileName();
    }
    QString path(const QString &name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder;
};

void drop(DemoWindow &desk, const QStringList &paths)
{
    QMimeData data;
    QList<QUrl> urls;
    for (const QString &path : paths) {
        urls << QUrl::fromLocalFile(path);
    }
    data.setUrls(urls);
    QDragEnterEvent enter{{300, 300}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier};
    QCoreApplication::sendEvent(&desk.window(), &enter);
    QVERIFY(enter.isAccepted() && desk.window().intake()->overlay()->isVisible());
    QDropEvent event{{300, 300}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier};
    QCoreApplication::sendEvent(&desk.window(), &event);
    QVERIFY(event.isAccepted());
}

void chooseColumn(MappingDialog *dialog, ProfileColumn Profile::*column, const char *name)
{
    QComboBox *box = dialog->fields()->field(column)->box();
    const int at = box->findData(QStringList{QString::fromUtf8(name)});
    QVERIFY2(at >= 0, name);
    box->setCurrentIndex(at);
}

void chooseData(QComboBox *box, const QVariant &value)
{
    QVERIFY(box->findData(value) >= 0);
    box->setCurrentIndex(box->findData(value));
}

void mapForeign(MappingDialog *dialog, const QString &name)
{
    QTRY_VERIFY_WITH_TIMEOUT(!dialog->isBusy(), LongestMs);
    chooseColumn(dialog, &Profile::timestamp, "Zeit");
    chooseColumn(dialog, &Profile::model, "Modell");
    chooseColumn(dialog, &Profile::input, "Eingabe");
    chooseColumn(dialog, &Profile::cacheRead, "Davon Cache");
    chooseColumn(dialog, &Profile::output, "Ausgabe");
    chooseColumn(dialog, &Profile::cost, "Cent");
    chooseColumn(dialog, &Profile::project, "Team");
    MappingFields *fields = dialog->fields();
    chooseData(fields->timeFormatField(), QStringLiteral("%d.%m.%Y %H:%M"));
    chooseData(fields->zoneField(), QStringLiteral("Europe/Berlin"));
    chooseData(fields->decimalField(), QStringLiteral(","));
    chooseData(fields->currencyField(), QStringLiteral("EUR"));
    chooseData(fields->costUnitField(), QStringLiteral("0.01"));
    fields->answer(MappingText::Part::CacheRead, true)->click();
    dialog->nameField()->setText(name);
    QTRY_VERIFY_WITH_TIMEOUT(!dialog->isBusy(), LongestMs);
    dialog->skipBox()->setChecked(true);
    QVERIFY2(dialog->importButton()->isEnabled(), qPrintable(dialog->hint()));
}

QJsonObject ask(const QString &ledger, const QStringList &arguments)
{
    return Machine{}.run(QStringList{QStringLiteral("--ledger"), ledger, QStringLiteral("--json")} + arguments).json();
}

/// What came of imports that somebody asked for; the looks with which watching begins may come between, and have nothing to tell.
std::vector<ImportOutcome> wantedOf(const QSignalSpy &finished)
{
    std::vector<ImportOutcome> outcomes;
    for (const QList<QVariant> &each : finished) {
        if (const auto outcome = each.at(0).value<ImportOutcome>(); !outcome.quiet) {
            outcomes.push_back(outcome);
        }
    }
    return outcomes;
}

} // namespace

class tst_Mapping : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void droppedLogsAndFoldersAreRead();
    void aForeignTableIsMapped();
    void whatIsNoTableIsAProblem();
    void tablesInAFolderAreOffered();
    void tablesInAnArchiveAreOffered();
    void whatGrewIsReadAgain();
};

void tst_Mapping::droppedLogsAndFoldersAreRead()
{
    const Folder folder;
    DemoWindow desk{QStringLiteral("en"), {1440, 900}, Settings::Theme::Light, folder.path(QStringLiteral("ledger.db"))};
    QVERIFY(QDir{folder.path({})}.mkpath(QStringLiteral("logs/deep")));
    folder.write(QStringLiteral("logs/deep/a.jsonl"), ClaudeLine);
    const QString single = folder.write(QStringLiteral("b.jsonl"), QByteArray{ClaudeLine}.replace("msg_1", "msg_2").replace("r1", "r2"));
    QSignalSpy finished{&desk.services(), &AppServices::importFinished};
    drop(desk, {folder.path(QStringLiteral("logs")), single});
    QTRY_COMPARE_WITH_TIMEOUT(wantedOf(finished).size(), std::size_t{1}, LongestMs);
    QCOMPARE(wantedOf(finished)[0].added, 2LL);
    QVERIFY(desk.window().intake()->dialog() == nullptr);
}

/// An archive with a tool's log and a table that nobody knows: the log is read, the table is asked about.
void tst_Mapping::tablesInAnArchiveAreOffered()
{
    const Folder folder;
    DemoWindow desk{QStringLiteral("en"), {1440, 900}, Settings::Theme::Light, folder.path(QStringLiteral("ledger.db"))};
    const QString archive = folder.path(QStringLiteral("mixed.zip"));
    QVERIFY(QFile::copy(QStringLiteral(FIXTURES "/generic/mixed.zip"), archive));
    QSignalSpy finished{&desk.services(), &AppServices::importFinished};
    drop(desk, {archive});
    QTRY_VERIFY_WITH_TIMEOUT(desk.window().intake()->dialog() != nullptr, LongestMs);
    QCOMPARE(wantedOf(finished).size(), std::size_t{1});
    QCOMPARE(wantedOf(finished)[0].added, 1LL);
    MappingDialog *dialog = desk.window().intake()->dialog();
    QCOMPARE(dialog->file(), archive + QStringLiteral("/kasse/export.csv"));
    mapForeign(dialog, QStringLiteral("packed"));
    QCOMPARE(dialog->trial()->preview.tokens.input, std::int64_t{2400});
    finished.clear();
    dialog->importButton()->click();
    QTRY_COMPARE_WITH_TIMEOUT(wantedOf(finished).size(), std::size_t{1}, LongestMs);
    QCOMPARE(wantedOf(finished)[0].added, 2LL);
    desk.settle();
    // The same on the command line.
    const QJsonObject again = ask(desk.ledger(), {QStringLiteral("import"), QStringLiteral("--format"), QStringLiteral("generic"), QStringLiteral("--profile"), QStringLiteral("packed"),
                                                  archive + QStringLiteral("/kasse/export.csv")});
    QVERIFY(!again.isEmpty());
}

/// Dropped, mapped, kept, imported; and the command line reads the same file with the same profile to the same records.
void tst_Mapping::aForeignTableIsMapped()
{
    const Folder folder;
    DemoWindow desk{QStringLiteral("en"), {1440, 900}, Settings::Theme::Light, folder.path(QStringLiteral("ledger.db"))};
    const QString table = folder.write(QStringLiteral("export.csv"), Foreign);
    QSignalSpy finished{&desk.services(), &AppServices::importFinished};
    drop(desk, {table});
    QTRY_VERIFY_WITH_TIMEOUT(desk.window().intake()->dialog() != nullptr, LongestMs);
    MappingDialog *dialog = desk.window().intake()->dialog();
    QCOMPARE(dialog->file(), table);
    mapForeign(dialog, QStringLiteral("kasse"));
    QCOMPARE(dialog->trial()->preview.tokens.input, std::int64_t{2400});
    QCOMPARE(dialog->trial()->preview.tokens.cacheRead, std::int64_t{600});
    finished.clear();
    dialog->importButton()->click();
    QTRY_COMPARE_WITH_TIMEOUT(wantedOf(finished).size(), std::size_t{1}, LongestMs);
    const ImportOutcome outcome = wantedOf(finished)[0];
    QCOMPARE(outcome.added, 2LL);
    QCOMPARE(desk.window().toast()->accessibleName(), QStringLiteral("Imported: 2 new records."));
    QCOMPARE(outcome.skippedLines, 1LL);
    QCOMPARE(outcome.problems.at(0).line, std::int64_t{4});
    desk.settle();

    const QString other = folder.path(QStringLiteral("other/ledger.db"));
    QVERIFY(QDir{folder.path({})}.mkpath(QStringLiteral("other")));
    const QString profile = folder.path(QStringLiteral("profiles/kasse.json"));
    QVERIFY(QFile::exists(profile));
    const QJsonObject imported = ask(other, {QStringLiteral("import"), QStringLiteral("--profile"), profile, table});
    QVERIFY2(!imported.isEmpty(), "the command line refuses the profile");
    const QStringList verify{QStringLiteral("verify")};
    const QJsonObject here = ask(desk.ledger(), verify);
    const QJsonObject there = ask(other, verify);
    QVERIFY2(!here[QStringLiteral("fingerprint")].toString().isEmpty(), QJsonDocument{here}.toJson().constData());
    QCOMPARE(here[QStringLiteral("fingerprint")], there[QStringLiteral("fingerprint")]);
    // Whoever maps it otherwise now is told that it is there already.
    desk.window().intake()->mapFile(table);
    QTRY_VERIFY_WITH_TIMEOUT(desk.window().intake()->dialog() != nullptr && !desk.window().intake()->dialog()->isBusy(), LongestMs);
    dialog = desk.window().intake()->dialog();
    QCOMPARE(dialog->startField()->currentText(), QStringLiteral("kasse (fits)"));
    desk.settle();
    QVERIFY(!dialog->note()->isVisible());
    for (const bool isLeftOut : {false, true}) { // what is read of the other rows is the same
        dialog->skipBox()->setChecked(isLeftOut);
        QTRY_VERIFY_WITH_TIMEOUT(!dialog->isBusy(), LongestMs);
        QVERIFY(!dialog->note()->isVisible());
    }
    chooseData(dialog->fields()->costUnitField(), QStringLiteral("1"));
    QTRY_VERIFY_WITH_TIMEOUT(!dialog->isBusy() && dialog->note()->isVisible(), LongestMs);
    QVERIFY(dialog->note()->sentence().startsWith(QStringLiteral("This file was read before")));
    dialog->reject();
    // And under its name, in the window's own ledger: everything is known already.
    const QJsonObject again = ask(desk.ledger(), {QStringLiteral("import"), QStringLiteral("--profile"), QStringLiteral("kasse"), table});
    QVERIFY(!again.isEmpty());
    QCOMPARE(ask(desk.ledger(), verify)[QStringLiteral("fingerprint")], here[QStringLiteral("fingerprint")]);
}

void tst_Mapping::whatIsNoTableIsAProblem()
{
    const Folder folder;
    DemoWindow desk{QStringLiteral("en"), {1440, 900}, Settings::Theme::Light, folder.path(QStringLiteral("ledger.db"))};
    QSignalSpy finished{&desk.services(), &AppServices::importFinished};
    drop(desk, {folder.write(QStringLiteral("a.png"), QByteArray{"\x89PNG\r\n\0\0\0", 9}),
                folder.write(QStringLiteral("letter.txt"), "Dear all,\nthis is prose, with commas, and no table.\nYours\n")});
    QTRY_COMPARE_WITH_TIMEOUT(wantedOf(finished).size(), std::size_t{1}, LongestMs);
    QCOMPARE(wantedOf(finished)[0].problems.size(), std::size_t{2});
    desk.settle();
    QVERIFY(desk.window().intake()->dialog() == nullptr);
}

/// Also what lies in a folder of which nothing is known, packed files too.
void tst_Mapping::tablesInAFolderAreOffered()
{
    const Folder folder;
    DemoWindow desk{QStringLiteral("en"), {1440, 900}, Settings::Theme::Light, folder.path(QStringLiteral("ledger.db"))};
    QVERIFY(QDir{folder.path({})}.mkpath(QStringLiteral("exports")));
    folder.write(QStringLiteral("exports/notes.txt"), "no table\n");
    const QString table = folder.write(QStringLiteral("exports/b.csv"), Foreign);
    QVERIFY(QProcess::execute(QStringLiteral("gzip"), {table}) == 0);
    drop(desk, {folder.path(QStringLiteral("exports"))});
    QTRY_VERIFY_WITH_TIMEOUT(desk.window().intake()->dialog() != nullptr, LongestMs);
    MappingDialog *dialog = desk.window().intake()->dialog();
    QCOMPARE(dialog->file(), table + QStringLiteral(".gz"));
    mapForeign(dialog, QStringLiteral("packed"));
    QSignalSpy finished{&desk.services(), &AppServices::importFinished};
    dialog->importButton()->click();
    QTRY_COMPARE_WITH_TIMEOUT(wantedOf(finished).size(), std::size_t{1}, LongestMs);
    QCOMPARE(wantedOf(finished)[0].added, 2LL);
    desk.settle();
}

/// Looking for new usage reads it with the profile that is on the shelf, and with one that has changed since reads all of it anew.
void tst_Mapping::whatGrewIsReadAgain()
{
    const Folder folder;
    DemoWindow desk{QStringLiteral("en"), {1440, 900}, Settings::Theme::Light, folder.path(QStringLiteral("ledger.db"))};
    const QString table = folder.write(QStringLiteral("export.csv"), "day,in_tokens\n2026-10-05,10\n");
    Profile profile;
    profile.name = "daily";
    profile.timestamp.from = {"day"};
    profile.input.from = {"in_tokens"};
    const auto keep = [&] { // done when it answers
        const QFuture<Result<Done>> kept = desk.services().mappings().keep(profile);
        QTRY_VERIFY_WITH_TIMEOUT(kept.isFinished(), LongestMs);
        QVERIFY(kept.result());
    };
    keep();
    QSignalSpy finished{&desk.services(), &AppServices::importFinished};
    const auto sum = [&finished] {
        qint64 records = 0;
        for (const QList<QVariant> &each : std::as_const(finished)) {
            records += each.at(0).value<ImportOutcome>().added;
        }
        return records;
    };
    const auto added = [&](qint64 wanted) { // the file is watched, too: whichever look is the first finds it, and others nothing more
        const bool came = QTest::qWaitFor([&] { return !finished.isEmpty() && sum() >= wanted; }, LongestMs);
        QTest::qWait(400);
        desk.settle();
        const qint64 records = came ? sum() : -1;
        finished.clear();
        return records;
    };
    desk.services().importMapped(QStringLiteral("daily"), {table});
    QCOMPARE(added(1), 1LL);
    folder.write(QStringLiteral("export.csv"), "2026-10-06,20\n", true);
    desk.services().refresh();
    QCOMPARE(added(1), 1LL);
    // Read from its start again it stays a source that is looked at.
    const auto scanned = desk.services().scanSource({"generic:daily", QFileInfo{table}.canonicalFilePath().toStdString()});
    QTRY_VERIFY_WITH_TIMEOUT(scanned.isFinished(), LongestMs);
    QVERIFY(scanned.result());
    QCOMPARE(scanned.result()->filesRead, 1LL);
    QCOMPARE(scanned.result()->added, 0LL);
    desk.settle();
    finished.clear();
    folder.write(QStringLiteral("export.csv"), "2026-10-08,5\n", true);
    desk.services().refresh();
    QCOMPARE(added(1), 1LL);
    profile.tokenScale = 1000;
    keep();
    folder.write(QStringLiteral("export.csv"), "2026-10-07,30\n", true);
    desk.services().refresh();
    QCOMPARE(added(1), 1LL); // all are read anew, in thousands, and the three of before are these
    const auto reader = LedgerReader::open(desk.ledger().toStdString());
    QVERIFY(reader);
    const Result<UsageCells> usage = (*reader)->usage({}, {}, Zone::utc());
    QVERIFY(usage);
    std::int64_t tokens = 0;
    for (const UsageCell &cell : usage->cells) {
        tokens += cell.tokens.total();
    }
    QCOMPARE(tokens, std::int64_t{65'000}); // 10 + 20 + 5 + 30 thousand
}

TOKENMETER_TEST(tst_Mapping);

} // namespace test_Mapping

#include "tst_Mapping.moc"
