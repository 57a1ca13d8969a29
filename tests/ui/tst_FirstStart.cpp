// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "support/TestMain.h"

#include "format/ByteText.h"
#include "pages/FirstStartPage.h"
#include "shell/Language.h"
#include "shell/TextLabel.h"

#include <QCheckBox>
#include <QPushButton>

namespace test_FirstStart
{

using namespace tokenmeter;

namespace
{

FoundSource source(const char *id, const char *name, qint64 files, qint64 bytes)
{
    return {.formatId = QString::fromLatin1(id), .name = QString::fromLatin1(name), .path = QStringLiteral("/logs"), .files = files,
            .bytes = bytes, .oldest = parseTime("2026-01-31T23:30:00Z").value().time};
}

bool says(const FirstStartPage &page, const QString &words)
{
    for (const TextLabel *label : page.findChildren<TextLabel *>()) {
        if (label->text().contains(words)) {
            return true;
        }
    }
    return false;
}

QCheckBox *box(const FirstStartPage &page, const char *name)
{
    for (QCheckBox *check : page.findChildren<QCheckBox *>()) {
        if (check->accessibleName() == QString::fromLatin1(name)) {
            return check;
        }
    }
    return nullptr;
}

} // namespace

class tst_FirstStart : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase()
    {
        language::apply(QStringLiteral("en"));
        QLocale::setDefault(QLocale{QLocale::English, QLocale::UnitedStates}); // another test may have left the C locale behind
    }
    void sumsWhatWasFound();
    void importsWhatIsChecked();
    void nothingFound();
    void namesStayPlainText();
    void sizes_data();
    void sizes();
};

void tst_FirstStart::sumsWhatWasFound()
{
    FirstStartPage page;
    page.setFound({source("claude-code", "Claude Code", 1204, 1'310'000'000), source("codex", "Codex CLI", 1, 10'000'000),
                   source("gemini-cli", "Gemini CLI", 0, 0)},
                  Zone::byId("Europe/Berlin").value());
    QVERIFY(says(page, QStringLiteral("Your spend is already on this computer")));
    QVERIFY(says(page, QStringLiteral("1,205 files, 1.32\u00A0GB, not read yet")));
    QVERIFY(says(page, QStringLiteral("since Feb 2026"))); // 31 January 23:30 UTC is 1 February in Berlin
    QVERIFY(!box(page, "Gemini CLI")); // a tool without logs is not found
    QVERIFY(!box(page, "Cursor")->isEnabled());
    QCOMPARE(page.importButton()->text(), QStringLiteral("Import 2 sources"));
}

void tst_FirstStart::importsWhatIsChecked()
{
    FirstStartPage page;
    QStringList asked;
    connect(&page, &FirstStartPage::importChosen, &page, [&asked](const QStringList &formats) { asked = formats; });
    page.setFound({source("claude-code", "Claude Code", 1, 1), source("codex", "Codex CLI", 1, 1)}, Zone::utc());
    box(page, "Claude Code")->setChecked(false);
    QCOMPARE(page.importButton()->text(), QStringLiteral("Import 1 source"));
    page.importButton()->click();
    QCOMPARE(asked, QStringList{QStringLiteral("codex")});
    box(page, "Codex CLI")->setChecked(false);
    QVERIFY(!page.importButton()->isEnabled());
    QCOMPARE(page.importButton()->toolTip(), QStringLiteral("No source is chosen."));

    // Two folders of one tool are two sources of one choice.
    FirstStartPage twice;
    connect(&twice, &FirstStartPage::importChosen, &twice, [&asked](const QStringList &formats) { asked = formats; });
    twice.setFound({source("kimi", "Kimi", 1, 1), source("kimi", "Kimi, new folder", 1, 1), source("codex", "Codex CLI", 1, 1)}, Zone::utc());
    QCOMPARE(twice.importButton()->text(), QStringLiteral("Import 3 sources"));
    box(twice, "Kimi, new folder")->setChecked(false);
    QVERIFY(!box(twice, "Kimi")->isChecked());
    QCOMPARE(twice.importButton()->text(), QStringLiteral("Import 1 source"));
    box(twice, "Kimi")->setChecked(true);
    twice.importButton()->click();
    QCOMPARE(asked, (QStringList{QStringLiteral("kimi"), QStringLiteral("codex")}));
}

void tst_FirstStart::nothingFound()
{
    FirstStartPage page;
    QVERIFY(says(page, QStringLiteral("Looking for usage logs")));
    page.setFound({}, Zone::utc());
    QVERIFY(says(page, QStringLiteral("No usage logs were found")));
    QVERIFY(!says(page, QStringLiteral("already on this computer")));
    QVERIFY(!page.importButton()->isEnabled());
    QVERIFY(box(page, "Cursor")); // its CSV can be imported all the same
}

void tst_FirstStart::namesStayPlainText()
{
    FirstStartPage page;
    page.setFound({source("x", "<b>bold</b>\n", 1, 1)}, Zone::utc());
    for (const TextLabel *label : page.findChildren<TextLabel *>()) {
        QCOMPARE(label->textFormat(), Qt::PlainText);
        QVERIFY(label->wordWrap() || !label->text().contains(u'\n'));
    }
    QVERIFY(says(page, QStringLiteral("<b>bold</b>")));
}

void tst_FirstStart::sizes_data()
{
    QTest::addColumn<qint64>("bytes");
    QTest::addColumn<QString>("expected");
    QTest::newRow("nothing") << qint64(0) << QStringLiteral("0 bytes");
    QTest::newRow("one") << qint64(1) << QStringLiteral("1 byte");
    QTest::newRow("below a kilobyte") << qint64(999) << QStringLiteral("999 bytes");
    QTest::newRow("kilobyte") << qint64(1000) << QStringLiteral("1.00 kB");
    QTest::newRow("rounds into the next unit") << qint64(999'500) << QStringLiteral("1.00 MB");
    QTest::newRow("stays below it") << qint64(999'499) << QStringLiteral("999 kB");
    QTest::newRow("gigabytes") << qint64(1'310'000'000) << QStringLiteral("1.31 GB");
    QTest::newRow("terabytes") << qint64(2'500'000'000'000) << QStringLiteral("2.50 TB");
}

void tst_FirstStart::sizes()
{
    QFETCH(qint64, bytes);
    QTEST(ByteText::shortForm(bytes).replace(QChar::Nbsp, u' '), "expected");
}

TOKENMETER_TEST(tst_FirstStart);

} // namespace test_FirstStart

#include "tst_FirstStart.moc"
