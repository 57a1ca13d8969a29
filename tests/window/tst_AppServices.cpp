// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "DemoWindow.h"
#include "support/Patience.h"
#include "window/AppServices.h"
#include "window/OpenInEditor.h"

#include <QTemporaryDir>

namespace test_AppServices
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

/// Where a program without logs keeps its things, on 24 November 2026.
class Place
{
public:
    CommandContext context() const
    {
        CommandContext context;
        context.environment.dataFolder = m_folder.path();
        context.environment.now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 24};
        context.environment.fixedNow = true;
        context.ledger = path("ledger.db");
        return context;
    }
    SettingsStore store() const { return SettingsStore{path("settings.ini")}; }
    QString path(const char *name) const { return m_folder.filePath(QLatin1String{name}); }

private:
    QTemporaryDir m_folder;
};

} // namespace

class tst_AppServices : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void problemsNameTheirLine();
    void editorsAreToldTheLine();
    void aLedgerIsOpenedAgain();
    void theDemoIsLeftWhileItIsMade();
    void pricesOfAnotherProcessHold();
    void aFailedEvaluationIsTriedAgain();
    void aSingleImportKeepsTheRetry();
};

void tst_AppServices::editorsAreToldTheLine()
{
    const QString file = QStringLiteral("/home/ada/a b.jsonl");
    QCOMPARE(editorArguments(QStringLiteral("/usr/bin/code"), file, 17), (QStringList{QStringLiteral("--goto"), file + QStringLiteral(":17")}));
    QCOMPARE(editorArguments(QStringLiteral("kate"), file, 17), (QStringList{QStringLiteral("--line"), QStringLiteral("17"), file}));
    QCOMPARE(editorArguments(QStringLiteral("gedit"), file, 17), (QStringList{QStringLiteral("+17"), file}));
    QVERIFY(editorArguments(QStringLiteral("nano"), file, 17).isEmpty()); // needs a terminal
    QVERIFY(editorArguments(QStringLiteral("gedit"), file, 0).isEmpty());
}


void tst_AppServices::problemsNameTheirLine()
{
    const QTemporaryDir folder;
    CommandContext context;
    context.environment.dataFolder = folder.path();
    context.environment.now = std::chrono::sys_days{std::chrono::year{2026} / 11 / 24};
    context.environment.fixedNow = true;
    context.ledger = folder.filePath(QStringLiteral("ledger.db"));
    QFile log{folder.filePath(QStringLiteral("session.jsonl"))};
    QVERIFY(log.open(QIODevice::WriteOnly));
    log.write(R"({"type":"assistant","sessionId":"s","isSidechain":false,"timestamp":"2026-10-05T09:00:03Z","requestId":"r1",)"
              R"("message":{"id":"msg_1","model":"claude-opus-4-1","usage":{"input_tokens":10,"output_tokens":40}}})"
              "\r\n\r\n"
              "{\"type\":\"assistant\",\"message\":{\"usage\":{\"input_tok\r\n");
    log.close();

    AppServices services{context, SettingsStore{folder.filePath(QStringLiteral("settings.ini"))}, false};
    std::optional<ImportOutcome> outcome;
    connect(&services, &AppServices::importFinished, this, [&](const ImportOutcome &o) { outcome = o.quiet ? outcome : o; });
    services.start();
    QTRY_VERIFY_WITH_TIMEOUT(services.isIdle(), LongestMs);
    outcome.reset();
    services.importPaths({log.fileName()});
    QTRY_VERIFY_WITH_TIMEOUT(outcome.has_value(), LongestMs);
    QCOMPARE(outcome->added, 1LL);
    QCOMPARE(outcome->problems.size(), std::size_t{1});
    QCOMPARE(QString::fromStdString(outcome->problems[0].file), log.fileName());
    QCOMPARE(outcome->problems[0].line, std::int64_t{3});
}

/// A file of another program lies in the ledger's place; once it is away, trying again opens a new ledger.
void tst_AppServices::aLedgerIsOpenedAgain()
{
    const Place place;
    QFile other{place.path("ledger.db")};
    QVERIFY(other.open(QIODevice::WriteOnly));
    other.write(QByteArray(4096, 'x'));
    other.close();

    AppServices services{place.context(), place.store(), false};
    QSignalSpy failed{&services, &AppServices::ledgerFailed};
    QSignalSpy opened{&services, &AppServices::ledgerSwitched};
    services.start();
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, LongestMs);
    services.reopen(); // still there: told once more
    QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 2, LongestMs);
    QCOMPARE(opened.size(), 0);
    QVERIFY(other.remove());
    services.reopen();
    QTRY_COMPARE_WITH_TIMEOUT(opened.size(), 1, LongestMs);
    QTRY_VERIFY_WITH_TIMEOUT(services.isIdle(), LongestMs);
    QCOMPARE(failed.size(), 2);
}

/// The demo's ledger takes a while to be made: who has left by then stays in the own ledger.
void tst_AppServices::theDemoIsLeftWhileItIsMade()
{
    DemoWindow desk; // its ledger is there already, so that the making is short
    desk.services().leaveDemo();
    desk.settle();
    const QString own = desk.services().ledgerPath();
    desk.services().openDemo();
    desk.services().leaveDemo();
    desk.settle();
    QVERIFY(!desk.services().isDemo());
    QCOMPARE(desk.services().ledgerPath(), own);
}

/// The command line gives a model its price, 3 of a dollar for a million tokens of input, while the window is open.
void tst_AppServices::pricesOfAnotherProcessHold()
{
    const Place place;
    AppServices services{place.context(), place.store(), false};
    services.start();
    QTRY_VERIFY_WITH_TIMEOUT(services.isIdle(), LongestMs);
    const auto isPriced = [&services] {
        const auto answer = services.ask(QStringLiteral("price"), [](WindowServices::Reading reading) {
            const Rate &rate = reading.pricer.rateOf(PriceQuery{.model = "house-model", .time = parseTime("2026-11-20T00:00:00Z")->time, .tokens = {.input = 10}});
            return Result<bool>{rate.isPriced()};
        });
        return QTest::qWaitFor([&answer] { return answer.isFinished(); }, LongestMs) && answer.result() && *answer.result();
    };
    QVERIFY(!isPriced());
    {
        const Result<std::unique_ptr<LedgerWriter>> other = LedgerWriter::open(services.ledgerPath().toStdString(), {});
        QVERIFY(other);
        QVERIFY((*other)->addOwnPrice({.uuid = "p1", .model = "house-model", .currency = "USD", .input = "3", .output = "9"}, services.now()));
    }
    services.refresh();
    QTRY_VERIFY_WITH_TIMEOUT(services.isIdle(), LongestMs);
    QVERIFY(isPriced());
    services.close();
}

/// The ledger is away for a moment, as with a folder that is synchronised: nobody else asks how budgets stand.
void tst_AppServices::aFailedEvaluationIsTriedAgain()
{
    const Place place;
    AppServices services{place.context(), place.store(), false};
    services.start();
    QTRY_VERIFY_WITH_TIMEOUT(services.isIdle(), LongestMs);
    QSignalSpy evaluated{&services, &AppServices::budgetsEvaluated};
    const QString ledger = services.ledgerPath();
    QVERIFY(QFile::rename(ledger, ledger + QStringLiteral(".away")));
    services.evaluate();
    QTRY_VERIFY_WITH_TIMEOUT(services.isIdle(), LongestMs);
    QVERIFY(evaluated.isEmpty());
    QVERIFY(QFile::rename(ledger + QStringLiteral(".away"), ledger));
    QTRY_COMPARE_WITH_TIMEOUT(evaluated.size(), 1, LongestMs);
    services.close();
}

/// A look could not be made and is to be made again; meanwhile the user imports one file, with which nothing is wrong but that nobody knows
/// it, so that no folder is watched for it either.
void tst_AppServices::aSingleImportKeepsTheRetry()
{
    const Place place;
    AppServices services{place.context(), place.store(), false};
    services.start();
    QTRY_VERIFY_WITH_TIMEOUT(services.isIdle(), LongestMs);
    QFile letter{place.path("letter.txt")};
    QVERIFY(letter.open(QIODevice::WriteOnly));
    letter.write("Dear Ada,\n");
    letter.close();
    QSignalSpy looked{&services, &AppServices::importFinished};
    const QString ledger = services.ledgerPath();
    QVERIFY(QFile::rename(ledger, ledger + QStringLiteral(".away")));
    services.refresh();
    QTRY_COMPARE_WITH_TIMEOUT(looked.size(), 1, LongestMs);
    QVERIFY(looked.at(0).at(0).value<ImportOutcome>().failure.has_value());
    QVERIFY(QFile::rename(ledger + QStringLiteral(".away"), ledger));
    services.importPaths({letter.fileName()});
    QTRY_COMPARE_WITH_TIMEOUT(looked.size(), 2, LongestMs);
    QVERIFY(!looked.at(1).at(0).value<ImportOutcome>().failure.has_value());
    QTRY_COMPARE_WITH_TIMEOUT(looked.size(), 3, LongestMs); // two seconds after the failure, by itself
    QVERIFY(looked.at(2).at(0).value<ImportOutcome>().quiet);
    services.close();
}

TOKENMETER_TEST(tst_AppServices);

} // namespace test_AppServices

#include "tst_AppServices.moc"
