// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/Machine.h"
#include "support/TestMain.h"

#include "ledger/LedgerReader.h"
#include "ledger/LedgerWriter.h"

#include <QJsonArray>

namespace test_ReconcileCommand
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

/// A ledger with one account at Google whose bills come as tables from the console.
struct BillDesk
{
    Machine machine{};

    BillDesk()
    {
        auto writer = LedgerWriter::open(machine.ledger().toStdString(), {});
        if (!writer || !(*writer)->addAccount({.provider = "google", .name = "cloud"}, parseTime("2026-01-01T00:00:00Z")->time)) {
            qFatal("the test's ledger failed");
        }
    }
    QString table(const QByteArray &rows) const
    {
        const QString path = machine.folder(QStringLiteral("costs.csv"));
        write(path, "Service description,SKU description,Usage start date,Usage amount,Usage unit,Cost,Credits\n" + rows);
        return path;
    }
    Outcome ask(const QStringList &arguments) const
    {
        return machine.ask(QStringList{QStringLiteral("--at"), QStringLiteral("2026-05-01T00:00:00Z")} + arguments);
    }
    Outcome importTable(const QByteArray &rows) const
    {
        return ask({QStringLiteral("accounts"), QStringLiteral("import-csv"), QStringLiteral("cloud"), table(rows), QStringLiteral("--currency"), QStringLiteral("USD")});
    }
    QJsonObject bill() const
    {
        const QJsonObject account = ask(words("reconcile cloud --month 2026-03 --timezone UTC")).json()[QStringLiteral("accounts")][0].toObject();
        return account[QStringLiteral("bills")][0].toObject();
    }
};

} // namespace

class tst_ReconcileCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void importedTableIsBilled();
    void importedAgainReplaces();
    void polledDaysAreNotCountedTwice();
    void wrongTables();
    void wrongUsage();
    void withoutAnAccount();
    void payer();
};

/// By hand: 1.50 - 0.25 + 2 = 3.25. Nothing was metered and no model is named, so all of it is unexplained.
void tst_ReconcileCommand::importedTableIsBilled()
{
    const BillDesk desk;
    const Outcome imported = desk.importTable("Gemini API,Input,2026-03-01,100,count,1.50,-0.25\nGemini API,Output,2026-03-02,100,count,2,\n");
    QCOMPARE(imported.status, 0);
    QCOMPARE(imported.json()[QStringLiteral("charges")].toInt(), 2);
    const QJsonObject bill = desk.bill();
    QCOMPARE(bill[QStringLiteral("billed")].toString(), QStringLiteral("3.250000000"));
    QCOMPARE(bill[QStringLiteral("metered")].toString(), QStringLiteral("0.000000000"));
    QCOMPARE(bill[QStringLiteral("residual")].toString(), QStringLiteral("3.250000000"));
    QCOMPARE(bill[QStringLiteral("state")].toString(), QStringLiteral("total_compared"));
    QCOMPARE(bill[QStringLiteral("steps")].toObject().size(), 10);
    const QJsonObject report = desk.ask(words("report --basis billed --group-by month,account")).json();
    QCOMPARE(report[QStringLiteral("basis")].toString(), QStringLiteral("billed"));
    QCOMPARE(report[QStringLiteral("groups")][0][QStringLiteral("key")].toObject(),
             (QJsonObject{{QStringLiteral("month"), QStringLiteral("2026-03")}, {QStringLiteral("account"), QStringLiteral("cloud")}}));
    QCOMPARE(report[QStringLiteral("total")][QStringLiteral("cost")][0][QStringLiteral("amount")].toString(), QStringLiteral("3.250000000"));
}

void tst_ReconcileCommand::importedAgainReplaces()
{
    const BillDesk desk;
    QCOMPARE(desk.importTable("Gemini API,Input,2026-03-01,100,count,1.50,\nGemini API,Input,2026-03-09,1,count,4,\n").status, 0);
    QCOMPARE(desk.importTable("Gemini API,Input,2026-03-01,100,count,1.75,\n").status, 0);
    QCOMPARE(desk.bill()[QStringLiteral("billed")].toString(), QStringLiteral("5.750000000")); // the 9th is not in the second table
}

void tst_ReconcileCommand::polledDaysAreNotCountedTwice()
{
    const BillDesk desk;
    {
        auto writer = *LedgerWriter::open(desk.machine.ledger().toStdString(), {});
        const UtcTime day = parseTime("2026-03-02T00:00:00Z")->time;
        Charge charge{.from = day, .to = day + std::chrono::days{1}, .billed = amountOf("1"), .currency = "USD"};
        QVERIFY(writer->storeSlice({.account = 1, .report = "billing-export", .from = charge.from, .to = charge.to, .replacesCharges = true, .charges = {charge}},
                                   {.account = 1, .report = "billing-export"}));
    }
    QCOMPARE(desk.importTable("Gemini API,Input,2026-03-01,100,count,1.50,\nGemini API,Input,2026-03-03,1,count,4,\n").status, 1);
    QCOMPARE(desk.bill()[QStringLiteral("billed")].toString(), QStringLiteral("1.000000000"));
}

void tst_ReconcileCommand::wrongTables()
{
    const BillDesk desk;
    QCOMPARE(desk.importTable("").status, 1);
    write(desk.machine.folder(QStringLiteral("other.csv")), "a,b\n1,2\n");
    const Outcome other = desk.ask({QStringLiteral("accounts"), QStringLiteral("import-csv"), QStringLiteral("cloud"), desk.machine.folder(QStringLiteral("other.csv"))});
    QCOMPARE(other.status, 1);
    QVERIFY(other.err.contains("other.csv"));
    QCOMPARE(desk.ask(words("accounts import-csv cloud nowhere.csv")).status, 1);
    QCOMPARE(desk.ask(words("accounts import-csv nobody nowhere.csv")).status, 2);
}

void tst_ReconcileCommand::wrongUsage()
{
    const BillDesk desk;
    QCOMPARE(desk.ask(words("reconcile nobody")).status, 2);
    QCOMPARE(desk.ask(words("reconcile --month 2026-13")).status, 2);
    QCOMPARE(desk.ask(words("reconcile --timezone Mars/Olympus")).status, 2);
    QCOMPARE(desk.ask(words("report --basis billed --group-by session")).status, 2);
}

void tst_ReconcileCommand::withoutAnAccount()
{
    const Machine machine;
    const Outcome json = machine.ask(words("reconcile --month 2026-03"));
    QCOMPARE(json.status, 0);
    QVERIFY(json.json()[QStringLiteral("accounts")].toArray().isEmpty());
    const Outcome said = machine.run(QStringList{QStringLiteral("--ledger"), machine.ledger()} + words("report --basis billed"));
    QCOMPARE(said.status, 0);
    QVERIFY(said.out.contains("tokenmeter accounts add"));
}

void tst_ReconcileCommand::payer()
{
    const BillDesk desk;
    const auto payers = [&desk] { return *(*LedgerReader::open(desk.machine.ledger().toStdString()))->payers(); };
    QCOMPARE(desk.ask(words("accounts payer codex --subscription")).status, 0);
    QVERIFY(payers() == std::vector<SourcePayer>{{.format = "codex"}});
    QCOMPARE(desk.ask(words("accounts payer codex --account cloud")).json()[QStringLiteral("account")].toString(), QStringLiteral("cloud"));
    QVERIFY(payers().size() == 1 && payers().front().account.has_value());
    QCOMPARE(desk.ask(words("accounts payer codex --account nobody")).status, 2);
    QCOMPARE(desk.ask(words("accounts payer codex --account cloud --subscription")).status, 2);
    QCOMPARE(desk.ask(words("accounts payer codex")).status, 0);
    QVERIFY(payers().empty());
}

TOKENMETER_TEST(tst_ReconcileCommand);

} // namespace test_ReconcileCommand

#include "tst_ReconcileCommand.moc"
