// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Machine.h"
#include "support/TestMain.h"

#include <QJsonArray>
#include <QSettings>
#include <QtTest>

namespace test_ReviewCommand
{

using namespace tokenmeter::testing;

namespace
{

/// A machine with one request of September and three of October 2026 on Claude Opus 4.1, 0.0375 dollars each; it is 3 November.
class ReviewDesk
{
public:
    ReviewDesk()
    {
        write(machine.folder(QStringLiteral("home/.claude/projects/-home-dev-api/s1.jsonl")),
              usageLine(1, "claude-opus-4-1", "2026-09-20T10:00:00.000Z") + usageLine(2) + usageLine(3) + usageLine(4, "claude-opus-4-1", "2026-10-20T10:00:00.000Z"));
        imported = say({QStringLiteral("import")}).status == 0;
    }
    Outcome say(const QStringList &arguments, const char *at = "2026-11-03T12:00:00Z") const
    {
        return machine.run(QStringList{QStringLiteral("--ledger"), machine.ledger(), QStringLiteral("--at"), QString::fromLatin1(at)} + arguments);
    }
    Outcome review(const QByteArray &arguments) const { return say(words(arguments.constData())); }
    QByteArray read(const QByteArray &name) const
    {
        QFile file{machine.folder(QString::fromUtf8(name))};
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
    }
    void schedule(const QByteArray &json) const
    {
        QSettings settings{machine.folder(QStringLiteral("config/tokenmeter/settings.ini")), QSettings::IniFormat};
        settings.setValue(QStringLiteral("state/review.schedule"), json);
    }

    Machine machine{};
    bool imported = false;
};

} // namespace

class tst_ReviewCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void textSaysTheLastMonth()
    {
        const ReviewDesk desk;
        QVERIFY(desk.imported);
        const Outcome said = desk.review("review --timezone UTC");
        QVERIFY2(said.status == 0, said.err.constData());
        QVERIFY2(said.out.contains("October cost $0.1125, which is $0.0750 more than September."), said.out.constData());
        QVERIFY(said.out.contains("Why it changed"));
        QVERIFY(said.out.contains("api"));
    }

    void jsonIsTheDocument()
    {
        const ReviewDesk desk;
        const Outcome said = desk.review("--json review 2026-10 --timezone UTC");
        QVERIFY2(said.status == 0, said.err.constData());
        const QJsonObject json = said.json();
        QCOMPARE(json.value(QLatin1String("layout")).toInt(), 1);
        QCOMPARE(json.value(QLatin1String("now")).toObject().value(QLatin1String("list_cost")).toString(), QStringLiteral("0.1125"));
        QVERIFY(desk.review("review 2026-10 --timezone UTC -o r.json").status == 0);
        QCOMPARE(QJsonDocument::fromJson(desk.read("r.json")).object(), json);
    }

    void filesAreWritten_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("start");
        QTest::newRow("html") << QByteArray{"r.html"} << QByteArray{"<!DOCTYPE html>"};
        QTest::newRow("days") << QByteArray{"r.csv"} << QByteArray{"\xEF\xBB\xBF" "day,"};
        QTest::newRow("projects") << QByteArray{"r.projects.csv"} << QByteArray{"\xEF\xBB\xBF" "project,"};
        QTest::newRow("focus") << QByteArray{"r.focus.csv"} << QByteArray{"BilledCost,"};
        QTest::newRow("json") << QByteArray{"r.json"} << QByteArray{"{"};
        QTest::newRow("pdf") << QByteArray{"r.pdf"} << QByteArray{"%PDF-"};
    }
    void filesAreWritten()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, start);
        const ReviewDesk desk;
        const QByteArray command = "review 2026-10 --timezone UTC -o " + name;
        const Outcome said = desk.review("--json " + command);
        QVERIFY2(said.status == 0, said.err.constData());
        QCOMPARE(said.json().value(QLatin1String("period")).toString(), QStringLiteral("2026-10"));
        const QString path = desk.machine.folder(QString::fromLatin1(name));
        QCOMPARE(said.json().value(QLatin1String("file")).toString(), path);
        QCOMPARE(said.json().contains(QLatin1String("pages")), name.endsWith(".pdf"));
        const QByteArray content = desk.read(name);
        QVERIFY2(content.startsWith(start), content.left(80).constData());
        QCOMPARE(QFile::permissions(path) & (QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther), QFileDevice::Permissions{});
        QCOMPARE(QDir{desk.machine.folder()}.entryList({QStringLiteral("r.*")}, QDir::Files | QDir::Hidden).size(), 1); // nothing half written beside it

        // Once more only when asked, and then the same.
        const Outcome again = desk.review(command);
        QCOMPARE(again.status, 1);
        QVERIFY2(again.err.contains("--force"), again.err.constData());
        QVERIFY(desk.review(command + " --force").status == 0);
        if (!name.endsWith(".pdf")) {
            QCOMPARE(desk.read(name), content);
        }
    }

    void namesAreReplaced()
    {
        const ReviewDesk desk;
        QVERIFY(desk.review("review 2026-10 -o a.html --alias-projects").status == 0);
        QVERIFY(desk.read("a.html").contains("Project A"));
        QVERIFY(!desk.read("a.html").contains("dev/api") && !desk.read("a.html").contains(">api<"));
        write(desk.machine.folder(QStringLiteral("names.csv")), "name,alias\napi,Client One\n");
        QVERIFY(desk.review("review 2026-10 -o b.projects.csv --aliases names.csv").status == 0);
        QVERIFY(desk.read("b.projects.csv").contains("\r\nClient One,"));
        write(desk.machine.folder(QStringLiteral("bad.csv")), "api\n");
        const Outcome bad = desk.review("review 2026-10 -o c.csv --aliases bad.csv");
        QCOMPARE(bad.status, 2);
        QVERIFY2(bad.err.contains("line 1"), bad.err.constData());
        QVERIFY(desk.read("c.csv").isEmpty());
        QCOMPARE(desk.review("review 2026-10 --aliases no-such.csv").status, 1);
        QCOMPARE(desk.review("review 2026-10 --aliases names.csv --alias-projects").status, 2);
    }

    void otherLanguage()
    {
        const ReviewDesk desk;
        QVERIFY(desk.review("review 2026-10 -o zh.html --language zh_CN").status == 0);
        QVERIFY(desk.read("zh.html").contains("<html lang=\"zh-CN\">"));
        QCOMPARE(desk.review("review 2026-10 --language xx").status, 2);
    }

    void wrongUsageIsSaid_data()
    {
        QTest::addColumn<QByteArray>("arguments");
        QTest::addColumn<int>("status");
        QTest::newRow("no period") << QByteArray{"review 2026-13"} << 2;
        QTest::newRow("no form") << QByteArray{"review 2026-10 -o r.txt"} << 2;
        QTest::newRow("no currency") << QByteArray{"review 2026-10 --currency dollars"} << 2;
        QTest::newRow("no zone") << QByteArray{"review 2026-10 --timezone Mars/Base"} << 2;
        QTest::newRow("no folder") << QByteArray{"review 2026-10 -o no/such/r.csv"} << 1;
        QTest::newRow("no schedule") << QByteArray{"review --scheduled"} << 1;
    }
    void wrongUsageIsSaid()
    {
        QFETCH(QByteArray, arguments);
        QFETCH(int, status);
        const ReviewDesk desk;
        const Outcome said = desk.review(arguments);
        QCOMPARE(said.status, status);
        QVERIFY2(said.err.trimmed().split('\n').last().startsWith("tokenmeter: "), said.err.constData()); // Qt may speak of the session before it
        QVERIFY(said.out.isEmpty());
    }

    void missingLedgerIsSaid()
    {
        const Machine machine;
        const Outcome said = machine.ask(words("review 2026-10"));
        QCOMPARE(said.status, 1);
        QVERIFY(!said.err.isEmpty());
    }

    void scheduleWritesOnce()
    {
        const ReviewDesk desk;
        QDir{}.mkpath(desk.machine.folder(QStringLiteral("reports")));
        desk.schedule("{\"folder\":\"" + desk.machine.folder(QStringLiteral("reports")).toUtf8() + "\",\"form\":\"html\"}");
        const Outcome first = desk.review("review --scheduled --timezone UTC");
        QVERIFY2(first.status == 0, first.err.constData());
        const QByteArray content = desk.read("reports/tokenmeter-review-2026-10.html");
        QVERIFY(content.contains("October cost $0.1125"));
        QVERIFY(QFile::remove(desk.machine.folder(QStringLiteral("reports/tokenmeter-review-2026-10.html"))));
        const Outcome second = desk.review("review --scheduled --timezone UTC");
        QCOMPARE(second.status, 0);
        QVERIFY(second.out.isEmpty());
        QVERIFY(desk.read("reports/tokenmeter-review-2026-10.html").isEmpty()); // it was written once
        QVERIFY(desk.review("review --scheduled --timezone UTC --force").status == 0);
        QCOMPARE(desk.read("reports/tokenmeter-review-2026-10.html"), content);
        QVERIFY(desk.say(words("review --scheduled --timezone UTC"), "2026-12-01T00:00:10Z").status == 0);
        QVERIFY(!desk.read("reports/tokenmeter-review-2026-11.html").isEmpty());
    }
};

TOKENMETER_TEST(tst_ReviewCommand);

} // namespace test_ReviewCommand

#include "tst_ReviewCommand.moc"
