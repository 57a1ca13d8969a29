// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "Output.h"

#include <QtTest>

namespace test_TextTable
{

using namespace tokenmeter;

class tst_TextTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aligns();
    void hidesNothingAndSendsNoControls();
    void wordsOfACommandLine();
};

void tst_TextTable::aligns()
{
    TextTable table{{{QStringLiteral("Model")}, {QStringLiteral("Cost"), TextTable::Align::Right}}};
    table.addRow({QStringLiteral("claude"), QStringLiteral("0.5")});
    table.addRow({QStringLiteral("模型"), QStringLiteral("10")}); // two cells a character
    table.setTotal({QStringLiteral("Total"), QStringLiteral("10.5")});
    QCOMPARE(table.toText(), QStringLiteral("Model   Cost\n"
                                            "────────────\n"
                                            "claude   0.5\n"
                                            "模型      10\n"
                                            "────────────\n"
                                            "Total   10.5\n"));
}

void tst_TextTable::hidesNothingAndSendsNoControls()
{
    TextTable table{{{QStringLiteral("Name")}}};
    table.addRow({QStringLiteral("a\x1b[31mred\u202e\n")});
    table.addRow({QString(300, QLatin1Char('x'))});
    const QString text = table.toText();
    QVERIFY(!text.contains(QChar(0x1b)));
    QVERIFY(!text.contains(QChar(0x202e)));
    QVERIFY(text.contains(QStringLiteral("[31mred"))); // shown, not obeyed
    QCOMPARE(text.count(QLatin1Char('\n')), 4);
    for (const QString &line : text.split(QLatin1Char('\n'))) {
        QVERIFY(line.size() <= 60);
    }
}

/// As a shell reads them back: one word each.
void tst_TextTable::wordsOfACommandLine()
{
    QCOMPARE(shellWord(QStringLiteral("/home/ada/.claude/projects")), QStringLiteral("/home/ada/.claude/projects"));
    QCOMPARE(shellWord(QStringLiteral("/home/ada/日志")), QStringLiteral("/home/ada/日志"));
    QCOMPARE(shellWord(QStringLiteral("/home/ada/my logs")), QStringLiteral("'/home/ada/my logs'"));
    QCOMPARE(shellWord(QStringLiteral("/a/it's $HOME")), QStringLiteral("'/a/it'\\''s $HOME'"));
    QCOMPARE(shellWord(QString{}), QStringLiteral("''"));
}

TOKENMETER_TEST(tst_TextTable);

} // namespace test_TextTable

#include "tst_TextTable.moc"
