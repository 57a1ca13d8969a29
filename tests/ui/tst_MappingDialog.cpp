// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "FakeServices.h"
#include "TextProbe.h"
#include "import/formats/Generic.h"
#include "pages/ColumnField.h"
#include "pages/MappingDialog.h"
#include "pages/MappingFields.h"
#include "pages/MappingTable.h"
#include "pages/MappingText.h"
#include "shell/Appearance.h"
#include "shell/DropOverlay.h"
#include "shell/FileIntake.h"
#include "shell/Language.h"
#include "shell/MainWindow.h"
#include "widgets/EmptyState.h"
#include "widgets/LinkButton.h"
#include "widgets/NoteBox.h"
#include "widgets/Toast.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileInfo>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>
#include <QTemporaryDir>
#include <QWheelEvent>
#include <QtTest>

namespace test_MappingDialog
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
using Part = MappingText::Part;

namespace
{

/// 100 + 20 in, 60 of the first cached and inside, 10 + 2 out, $1.50 + $0.25.
constexpr auto Plain = "created_at,model,prompt_tokens,cached_tokens,completion_tokens,cost_usd\n"
                       "2026-10-05T09:00:00Z,gpt-5.2,100,60,10,1.50\n"
                       "2026-10-06T09:00:00Z,gpt-5.2,20,0,2,0.25\n";

/// A dialog over a file of its own.
class Desk
{
public:
    explicit Desk(const QByteArray &content, const QString &name = QStringLiteral("usage.csv"))
    {
        QFile out{m_folder.filePath(name)};
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(content);
        out.close();
        file = out.fileName();
    }
    void open()
    {
        dialog = std::make_unique<MappingDialog>(services, file);
        QObject::connect(dialog.get(), &MappingDialog::importWanted, dialog.get(), [this](const QString &profile, const QString &path) { imported << profile + u' ' + path; });
        dialog->show();
        settle();
    }
    void settle() const { QTRY_VERIFY(!dialog->isBusy()); }
    void choose(ProfileColumn Profile::*column, const char *name)
    {
        QComboBox *box = dialog->fields()->field(column)->box();
        const int at = box->findData(QStringList{QString::fromUtf8(name)});
        QVERIFY2(at >= 0, name);
        box->setCurrentIndex(at);
    }
    void answer(Part part, bool inside)
    {
        dialog->fields()->answer(part, inside)->click();
        settle();
    }
    QStringList column(int which) const
    {
        QStringList texts;
        for (int row = 0; row < dialog->table()->model()->rowCount(); ++row) {
            texts << dialog->table()->model()->index(row, which).data().toString();
        }
        return texts;
    }

    FakeServices services;
    QString file;
    std::unique_ptr<MappingDialog> dialog;
    QStringList imported;

private:
    QTemporaryDir m_folder;
};

/// For whoever wants to look at it.
void picture(QWidget &widget, const QString &name)
{
    if (const QString folder = qEnvironmentVariable("TOKENMETER_PICTURES"); !folder.isEmpty()) {
        widget.grab().save(folder + u'/' + name + QStringLiteral(".png"));
    }
}

QString nbsp(QString text)
{
    return text.replace(QChar{0xA0}, u' ');
}

} // namespace

class tst_MappingDialog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { appearance::apply(FakeServices{}.settings(), false); }
    void init() { language::apply(QStringLiteral("en")); }
    void cleanup() { language::apply(QStringLiteral("en")); }
    void namesMakeAProposal();
    void whatIncludesWhatIsAsked();
    void theTotalAnswers();
    void importingKeepsTheProfile();
    void unitsShowAtOnce();
    void rowsLeftOutAreSaid();
    void aKeptProfileComesFirst();
    void constantsAlternativesAndLostColumns();
    void manyColumnsAreSearched();
    void jsonLinesAndLists();
    void filesWithoutNames();
    void troublesAreSaid_data();
    void troublesAreSaid();
    void hostileCellsStayPlain();
    void failuresAreSaid();
    void names();
    void countsThatAreNoNumbers();
    void theCurrencyIsAsked();
    void scrollingChangesNothing();
    void everythingFocusableHasAName();
    void smallChineseAndScaled();
    void draggedFiles();
    void droppedFilesAreRefusedWithTheReason();
    void unknownTablesAreOfferedOneAfterAnother();
    void anArchiveBehindALinkIsAskedAbout();
};

void tst_MappingDialog::namesMakeAProposal()
{
    Desk desk{"created_at,model,prompt_tokens,completion_tokens,cost_usd\n2026-10-05T09:00:00Z,gpt-5.2,1000,10,1.50\n2026-10-06T09:00:00Z,gpt-5.2,200,2,0.25\n"};
    desk.open();
    const Profile &profile = desk.dialog->fields()->profile();
    QCOMPARE(profile.timestamp.from, std::vector<std::string>{"created_at"});
    QCOMPARE(profile.input.from, std::vector<std::string>{"prompt_tokens"});
    QCOMPARE(nbsp(desk.dialog->summary()), QStringLiteral("2 of 2 rows read, $1.75, 1.21 k tokens"));
    QCOMPARE(nbsp(desk.column(MappingTableModel::Becomes).join(u'/')), QStringLiteral("1,010 tokens · $1.50/202 tokens · $0.2500"));
    QCOMPARE(desk.column(MappingTableModel::Line).join(u'/'), QStringLiteral("2/3"));
    QAbstractItemModel *model = desk.dialog->table()->model();
    QCOMPARE(model->headerData(MappingTableModel::FirstCell + 2, Qt::Horizontal).toString(), QStringLiteral("prompt_tokens"));
    QCOMPARE(model->headerData(MappingTableModel::FirstCell + 2, Qt::Horizontal, MappingTableModel::FieldRole).toString(), QStringLiteral("Input tokens"));
    QVERIFY(desk.dialog->importButton()->isEnabled());
    QCOMPARE(desk.dialog->nameField()->text(), QStringLiteral("usage"));
    picture(*desk.dialog, QStringLiteral("mapping-ready"));
}

/// Without a total nothing tells, so nothing is guessed and nothing can be imported.
void tst_MappingDialog::whatIncludesWhatIsAsked()
{
    Desk desk{Plain};
    desk.open();
    MappingFields *fields = desk.dialog->fields();
    QVERIFY(fields->questionBox(Part::CacheRead)->isVisible());
    QVERIFY(!fields->questionBox(Part::CacheWrite)->isVisible() && !fields->questionBox(Part::Reasoning)->isVisible());
    QVERIFY(!fields->answer(Part::CacheRead, true)->isChecked() && !fields->answer(Part::CacheRead, false)->isChecked());
    QCOMPARE(fields->answer(Part::CacheRead, true)->text(), QStringLiteral("Yes: 100 = 40 new + 60 cached"));
    QCOMPARE(fields->answer(Part::CacheRead, false)->text(), QStringLiteral("No: 100 new + 60 cached"));
    QVERIFY(!desk.dialog->importButton()->isEnabled() && !desk.dialog->saveButton()->isEnabled());
    QVERIFY2(desk.dialog->hint().startsWith(QStringLiteral("Say whether input includes")), qPrintable(desk.dialog->hint()));
    QCOMPARE(desk.dialog->summary(), QStringLiteral("0 of 2 rows read"));
    desk.answer(Part::CacheRead, true);
    QVERIFY(desk.dialog->importButton()->isEnabled());
    QCOMPARE(nbsp(desk.dialog->summary()), QStringLiteral("2 of 2 rows read, $1.75, 132 tokens"));
    desk.answer(Part::CacheRead, false);
    QCOMPARE(nbsp(desk.dialog->summary()), QStringLiteral("2 of 2 rows read, $1.75, 192 tokens"));
}

void tst_MappingDialog::theTotalAnswers()
{
    Desk desk{"created_at,prompt_tokens,cached_tokens,completion_tokens,total_tokens\n2026-10-05,100,60,10,110\n2026-10-06,20,5,2,22\n"};
    desk.open();
    QVERIFY(desk.dialog->fields()->answer(Part::CacheRead, true)->isChecked());
    const MappingText::Question question = MappingText::question(Part::CacheRead, desk.dialog->trial()->inclusion.cacheRead);
    QCOMPARE(question.evidence, QStringLiteral("The column of all tokens says yes in 2 of 2 rows."));
    QVERIFY(desk.dialog->importButton()->isEnabled());
    QCOMPARE(MappingText::question(Part::CacheRead, {.rows = 3, .inside = 3, .beside = 3}).evidence, QStringLiteral("The column of all tokens fits both readings."));
    QCOMPARE(MappingText::question(Part::Reasoning, {.rows = 3}).evidence, QStringLiteral("The column of all tokens fits neither reading."));
    QCOMPARE(MappingText::question(Part::CacheWrite, {.larger = 2, .exampleWhole = 1, .examplePart = 4}).evidence,
             QStringLiteral("In 2 rows the part is larger than the whole: there it cannot be inside."));
}

void tst_MappingDialog::importingKeepsTheProfile()
{
    Desk desk{Plain};
    desk.open();
    desk.answer(Part::CacheRead, true);
    desk.dialog->nameField()->setText(QStringLiteral("gateway"));
    QVERIFY(desk.dialog->hint().endsWith(QStringLiteral("tokenmeter import --profile gateway FILE")));
    QCOMPARE(MappingText::command(QStringLiteral("my table")), QStringLiteral("tokenmeter import --profile \"my table\" FILE"));
    desk.dialog->importButton()->click();
    QTRY_COMPARE(desk.imported, QStringList{QStringLiteral("gateway ") + desk.file});
    QCOMPARE(desk.dialog->result(), int(QDialog::Accepted));
    const Profile kept = desk.services.mappings().shelf.at("gateway");
    QVERIFY(kept.inputIncludesCacheRead.value());
    const Result<Profile> again = parseProfile(profileToJson(kept)); // as the command line reads it
    QVERIFY(again && *again == kept);
}

void tst_MappingDialog::unitsShowAtOnce()
{
    Desk desk{"moment,in,out,cents\n05.10.2026 14:00,\"1,5\",\"0,5\",250\n"};
    desk.open();
    MappingFields *fields = desk.dialog->fields();
    QVERIFY2(desk.dialog->hint().startsWith(QStringLiteral("Choose the column that holds the time")), qPrintable(desk.dialog->hint()));
    desk.choose(&Profile::timestamp, "moment");
    desk.choose(&Profile::input, "in");
    desk.choose(&Profile::output, "out");
    desk.choose(&Profile::cost, "cents");
    fields->timeFormatField()->setCurrentIndex(fields->timeFormatField()->findData(QStringLiteral("%d.%m.%Y %H:%M")));
    fields->zoneField()->setCurrentIndex(fields->zoneField()->findText(QStringLiteral("Europe/Berlin")));
    fields->decimalField()->setCurrentIndex(fields->decimalField()->findData(QStringLiteral(",")));
    fields->tokenUnitField()->setCurrentIndex(fields->tokenUnitField()->findData(qint64{1000}));
    desk.settle();
    QVERIFY2(desk.dialog->hint().startsWith(QStringLiteral("Choose the currency")), qPrintable(desk.dialog->hint()));
    const int tries = desk.services.mappings().tried;
    fields->currencyField()->setCurrentIndex(fields->currencyField()->findText(QStringLiteral("EUR")));
    fields->costUnitField()->setCurrentIndex(fields->costUnitField()->findData(QStringLiteral("0.01")));
    desk.settle();
    QCOMPARE(desk.services.mappings().tried, tries + 1); // two changes, one try
    QCOMPARE(nbsp(desk.dialog->summary()), QStringLiteral("1 of 1 rows read, EUR 2.50, 2.00 k tokens"));
    QCOMPARE(toRfc3339(desk.dialog->trial()->preview.rows.at(0).record.time), std::string{"2026-10-05T12:00:00Z"});
    QVERIFY(desk.dialog->importButton()->isEnabled());
    QVERIFY(!fields->patternField()->isVisible());
    fields->timeFormatField()->setCurrentIndex(fields->timeFormatField()->count() - 1);
    QVERIFY(fields->patternField()->isVisible());
    fields->patternField()->setText(QStringLiteral("%H"));
    desk.settle();
    QVERIFY2(desk.dialog->hint().startsWith(QStringLiteral("The pattern needs")), qPrintable(desk.dialog->hint()));
}

/// Import is all or nothing unless the user says that the rest may stay behind.
void tst_MappingDialog::rowsLeftOutAreSaid()
{
    Desk desk{"timestamp,input_tokens\n2026-10-05,10\nnever,5\n2026-10-06,20\n,3\n"};
    desk.open();
    QCOMPARE(desk.dialog->trial()->leftOut, std::int64_t{2});
    QVERIFY2(desk.dialog->hint().contains(QStringLiteral("Line 3: the time is not understood. Line 5: no time.")), qPrintable(desk.dialog->hint()));
    QCOMPARE(desk.column(MappingTableModel::Becomes).at(1), QStringLiteral("left out: the time is not understood"));
    QVERIFY(desk.dialog->skipBox()->isVisible() && !desk.dialog->importButton()->isEnabled());
    QVERIFY(desk.dialog->saveButton()->isEnabled());
    desk.dialog->skipBox()->setChecked(true);
    QVERIFY(desk.dialog->importButton()->isEnabled());
    // It is kept with the mapping, so that the rows behind those that are shown are left out as well.
    desk.dialog->nameField()->setText(QStringLiteral("gaps"));
    desk.dialog->importButton()->click();
    QTRY_COMPARE(desk.dialog->result(), int(QDialog::Accepted));
    QVERIFY(desk.services.mappings().shelf.at("gaps").skipsBadRows);
}

void tst_MappingDialog::aKeptProfileComesFirst()
{
    Desk desk{Plain};
    Profile other = guessProfile("date,input\n2026-10-05,1\n");
    other.name = "another";
    Profile mine = guessProfile(Plain);
    mine.name = "mine";
    mine.inputIncludesCacheRead = true;
    mine.project.constant = "atlas";
    desk.services.mappings().shelf = {{"another", other}, {"mine", mine}};
    desk.open();
    QCOMPARE(desk.dialog->startField()->itemText(1), QStringLiteral("mine (fits)"));
    QCOMPARE(desk.dialog->startField()->itemText(2), QStringLiteral("another"));
    QCOMPARE(desk.dialog->startField()->currentIndex(), 1);
    QCOMPARE(desk.dialog->nameField()->text(), QStringLiteral("mine"));
    QVERIFY(desk.dialog->importButton()->isEnabled());
    QCOMPARE(desk.dialog->fields()->profile().project.constant.value(), std::string{"atlas"});
    QVERIFY(desk.dialog->hint().contains(QStringLiteral("is replaced")));
    // The other one's columns are not in this file, and that is said.
    QMetaObject::invokeMethod(desk.dialog->startField(), "activated", Q_ARG(int, 2));
    desk.settle();
    QVERIFY2(desk.dialog->hint().startsWith(QStringLiteral("The column “date” is not in this file")), qPrintable(desk.dialog->hint()));
    QVERIFY(!desk.dialog->importButton()->isEnabled());
    QMetaObject::invokeMethod(desk.dialog->startField(), "activated", Q_ARG(int, 0));
    desk.settle();
    QVERIFY(!desk.dialog->fields()->profile().inputIncludesCacheRead);
}

void tst_MappingDialog::constantsAlternativesAndLostColumns()
{
    ColumnField field{QStringLiteral("Model"), true};
    field.setColumns({"a", "b"});
    QSignalSpy changed{&field, &ColumnField::changed};
    field.setValue({.from = {"gone"}});
    QCOMPARE(field.box()->currentText(), QStringLiteral("gone (not in this file)"));
    field.setValue({.from = {"a", "b"}});
    QCOMPARE(field.box()->currentText(), QStringLiteral("a, or b"));
    QVERIFY(changed.isEmpty()); // nothing was done by the user
    QCOMPARE(field.value().from, (std::vector<std::string>{"a", "b"}));
    field.show();
    field.box()->setCurrentIndex(1);
    QVERIFY(field.constantField()->isVisible());
    field.constantField()->setText(QStringLiteral("gpt-5.2"));
    QCOMPARE(field.value(), (ProfileColumn{.constant = "gpt-5.2"}));
    field.box()->setCurrentIndex(0);
    QVERIFY(!field.value().isMapped() && !field.constantField()->isVisible());
    ColumnField time{QStringLiteral("Time"), false};
    time.setColumns({"a"});
    QCOMPARE(time.box()->findData(QStringLiteral("=")), -1); // all rows at one time are no usage
}

void tst_MappingDialog::manyColumnsAreSearched()
{
    QByteArray header{"timestamp"};
    QByteArray row{"2026-10-05"};
    for (int i = 0; i < 299; ++i) {
        header += ",column_" + QByteArray::number(i);
        row += ",7";
    }
    Desk desk{header + "\n" + row + "\n"};
    desk.open();
    QCOMPARE(desk.dialog->table()->model()->columnCount(), 302);
    QComboBox *box = desk.dialog->fields()->field(&Profile::input)->box();
    QVERIFY(box->isEditable());
    box->lineEdit()->setText(QStringLiteral("column_250"));
    Q_EMIT box->lineEdit()->editingFinished();
    desk.settle();
    QCOMPARE(desk.dialog->fields()->profile().input.from, std::vector<std::string>{"column_250"});
    QCOMPARE(desk.dialog->trial()->preview.tokens.input, std::int64_t{7});
    box->lineEdit()->setText(QStringLiteral("nonsense"));
    Q_EMIT box->lineEdit()->editingFinished();
    QCOMPARE(box->currentText(), QStringLiteral("column_250"));
}

void tst_MappingDialog::jsonLinesAndLists()
{
    Desk lines{"{\"ts\":\"2026-10-05T09:00:00Z\",\"u\":{\"tokens_in\":5,\"tokens_out\":2}}\n", QStringLiteral("a.jsonl")};
    lines.open();
    QCOMPARE(lines.dialog->fields()->profile().input.from, std::vector<std::string>{"u.tokens_in"});
    QVERIFY(lines.dialog->importButton()->isEnabled());
    QVERIFY(!lines.dialog->fields()->headerField()->isVisible());
    Desk list{"{\n\"data\": [{\"ts\":\"2026-10-05T09:00:00Z\",\"tokens_in\":5},{\"ts\":\"x\",\"tokens_in\":5}],\n\"other\": [1]\n}", QStringLiteral("a.json")};
    list.open();
    picture(*list.dialog, QStringLiteral("mapping-list"));
    QCOMPARE(list.dialog->fields()->profile().recordsPath, std::string{"data"});
    QVERIFY(list.dialog->fields()->listField()->findData(QStringLiteral("other")) > 0);
    QCOMPARE(list.column(MappingTableModel::Becomes).at(1), QStringLiteral("left out: the time is not understood"));
}

void tst_MappingDialog::filesWithoutNames()
{
    Desk desk{"2026-10-05,gpt-5.2,10\n2026-10-06,gpt-5.2,20\n"};
    desk.open();
    QVERIFY(MappingText::oddity(desk.dialog->trial()->table).contains(QStringLiteral("the file has no names")));
    picture(*desk.dialog, QStringLiteral("mapping-headerless"));
    QVERIFY(desk.dialog->note()->link()->isVisible());
    Q_EMIT desk.dialog->note()->activated();
    QCOMPARE(desk.dialog->fields()->profile().headerRow, 0);
    desk.settle();
    desk.choose(&Profile::timestamp, "1");
    desk.choose(&Profile::input, "3");
    desk.settle();
    QCOMPARE(nbsp(desk.dialog->summary()), QStringLiteral("2 of 2 rows read, 30 tokens"));
    QVERIFY(desk.dialog->importButton()->isEnabled());
}

void tst_MappingDialog::troublesAreSaid_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("said");
    QTest::newRow("empty") << QByteArray{} << QStringLiteral("This file is empty.");
    QTest::newRow("UTF-16") << QByteArray{"\xFF\xFE" "a\0,\0", 6} << QStringLiteral("This file is written in UTF-16.");
    QTest::newRow("binary") << QByteArray{"a\0b", 3} << QStringLiteral("This file is no text.");
    QTest::newRow("one column") << QByteArray{"a\n1\n"} << QStringLiteral("Everything stands in one column.");
    QTest::newRow("only names") << QByteArray{"a,b\n"} << QStringLiteral("There is no row below the names.");
    QTest::newRow("a torn list") << QByteArray{"[{\"a\":1},"} << QStringLiteral("There is no list of objects");
}

void tst_MappingDialog::troublesAreSaid()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, said);
    Desk desk{content};
    desk.open();
    QVERIFY2(desk.dialog->hint().startsWith(said), qPrintable(desk.dialog->hint()));
    QVERIFY(!desk.dialog->importButton()->isEnabled());
}

void tst_MappingDialog::hostileCellsStayPlain()
{
    Desk desk{"timestamp,input_tokens,<b>x</b>\n2026-10-05,1,\"<img src=/etc/passwd>\n\x1B[31m\"\n2026-10-06,1,\xE2\x80\xAEtxt\n2026-10-07,1,\xFF\xFE!\n"};
    desk.open();
    const int last = MappingTableModel::FirstCell + 2;
    QCOMPARE(desk.column(last).at(0), QStringLiteral("<img src=/etc/passwd>␊␛[31m"));
    QVERIFY(!desk.column(last).at(1).contains(QChar{0x202E}));
    QVERIFY(MappingText::oddity(desk.dialog->trial()->table).contains(QStringLiteral("UTF-8")));
    const QString tip = desk.dialog->table()->model()->headerData(last, Qt::Horizontal, Qt::ToolTipRole).toString();
    QVERIFY2(!tip.contains(QStringLiteral("<b>")), qPrintable(tip));
}

void tst_MappingDialog::failuresAreSaid()
{
    Desk desk{Plain};
    QVERIFY(QFile::remove(desk.file));
    desk.open();
    QVERIFY2(desk.dialog->hint().contains(QStringLiteral("does not exist")), qPrintable(desk.dialog->hint()));
    picture(*desk.dialog, QStringLiteral("mapping-missing"));
    QVERIFY(desk.dialog->emptyState()->isVisible() && !desk.dialog->importButton()->isEnabled());
    Desk full{"timestamp,input_tokens\n2026-10-05,1\n"};
    full.services.mappings().keepFailure = Problem{.cause = Cause::FileNotWritten, .args = {"disk full"}};
    full.open();
    full.dialog->importButton()->click();
    full.settle();
    QVERIFY(full.dialog->isVisible() && full.imported.isEmpty());
    QVERIFY2(full.dialog->hint().contains(QStringLiteral("disk full")), qPrintable(full.dialog->hint()));
}

void tst_MappingDialog::names()
{
    Desk desk{"timestamp,input_tokens\n2026-10-05,1\n", QStringLiteral("a+b (1).csv")};
    desk.open();
    QCOMPARE(desk.dialog->nameField()->text(), QStringLiteral("a-b -1-"));
    for (const char *bad : {"", "../x", ".x", "a/b"}) {
        desk.dialog->nameField()->setText(QString::fromLatin1(bad));
        QVERIFY2(!desk.dialog->importButton()->isEnabled() && !desk.dialog->saveButton()->isEnabled(), bad);
        QVERIFY(!desk.dialog->hint().isEmpty());
    }
    desk.dialog->nameField()->setText(QStringLiteral("团队 2026"));
    QVERIFY(desk.dialog->importButton()->isEnabled());
}

/// "12,000" can only be thousands; "lots" is no number, and the row is not read as 0.
void tst_MappingDialog::countsThatAreNoNumbers()
{
    Desk desk{"timestamp,input_tokens\n2026-10-05,\"12,000\"\n2026-10-06,\"1,500\"\n"};
    desk.open();
    QCOMPARE(nbsp(desk.dialog->summary()), QStringLiteral("2 of 2 rows read, 13.5 k tokens"));
    QVERIFY(desk.dialog->importButton()->isEnabled());
    Desk bad{"timestamp,input_tokens\n2026-10-05,lots\n2026-10-06,20\n"};
    bad.open();
    QCOMPARE(nbsp(bad.dialog->summary()), QStringLiteral("1 of 2 rows read, 20 tokens"));
    QVERIFY(!bad.dialog->importButton()->isEnabled());
    QVERIFY2(bad.dialog->hint().contains(QStringLiteral("Line 2: Input tokens is no number.")), qPrintable(bad.dialog->hint()));
}

/// No sign, no column and no name tells: the user does. What is of another currency is said, and is not kept.
void tst_MappingDialog::theCurrencyIsAsked()
{
    Desk desk{"timestamp,input_tokens,cost\n2026-10-05,10,1.50\n2026-10-06,20,\xE2\x82\xAC""2.50\n2026-10-07,20,\xC2\xA3""2.50\n"};
    desk.open();
    QVERIFY2(desk.dialog->hint().startsWith(QStringLiteral("Choose the currency")), qPrintable(desk.dialog->hint()));
    QVERIFY(!desk.dialog->importButton()->isEnabled());
    QComboBox *box = desk.dialog->fields()->currencyField();
    box->setCurrentIndex(box->findText(QStringLiteral("USD")));
    desk.settle();
    QVERIFY2(desk.dialog->hint().startsWith(QStringLiteral("2 amount")) && desk.dialog->hint().contains(QStringLiteral("of another currency than USD")),
             qPrintable(desk.dialog->hint()));
    QVERIFY2(nbsp(desk.dialog->summary()).startsWith(QStringLiteral("3 of 3 rows read, $1.50, 50 tokens, 2 amount")), qPrintable(desk.dialog->summary()));
    QVERIFY(!desk.dialog->importButton()->isEnabled());
}

void tst_MappingDialog::scrollingChangesNothing()
{
    Desk desk{Plain};
    desk.open();
    QComboBox *box = desk.dialog->fields()->field(&Profile::model)->box();
    box->clearFocus();
    const int before = box->currentIndex();
    const QPointF middle{box->rect().center()};
    QWheelEvent wheel{middle, box->mapToGlobal(middle), {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false};
    QCoreApplication::sendEvent(box, &wheel);
    QCOMPARE(box->currentIndex(), before);
}

void tst_MappingDialog::everythingFocusableHasAName()
{
    Desk desk{"created_at,prompt_tokens,cached_tokens,reasoning_tokens,completion_tokens,cost,id\n2026-10-05,100,60,1,10,1,a\n"};
    desk.open();
    int seen = 0;
    for (QWidget *widget : desk.dialog->findChildren<QWidget *>()) {
        const bool isInner = qobject_cast<QLineEdit *>(widget) != nullptr && qobject_cast<QComboBox *>(widget->parentWidget()) != nullptr;
        if (!widget->isVisible() || (widget->focusPolicy() & Qt::TabFocus) == 0 || isInner) {
            continue;
        }
        ++seen;
        const auto *button = qobject_cast<QAbstractButton *>(widget);
        const bool hasName = !widget->accessibleName().isEmpty() || (button != nullptr && !button->text().isEmpty());
        QVERIFY2(hasName, widget->metaObject()->className());
    }
    QVERIFY(seen > 20);
}

void tst_MappingDialog::smallChineseAndScaled()
{
    for (const char *words : {"en", "zh_CN"}) {
        const bool isDark = QByteArray{words} == "zh_CN"; // each theme once
        for (const QSize &size : {QSize{960, 640}, QSize{740, 480}}) {
            Desk desk{QByteArray{Plain} + "never,gpt-5.2,1,0,1,1\n"};
            Settings settings = desk.services.settings();
            settings.theme = isDark ? Settings::Theme::Dark : Settings::Theme::Light;
            settings.language = QString::fromLatin1(words);
            appearance::apply(settings, isDark);
            desk.open();
            if (size.width() < 900) {
                desk.answer(Part::CacheRead, true);
            }
            desk.dialog->resize(size);
            QTest::qWait(20);
            picture(*desk.dialog->fields()->widget(), QStringLiteral("fields-%1-%2").arg(QString::fromLatin1(words)).arg(size.width()));
            picture(*desk.dialog, QStringLiteral("mapping-%1-%2").arg(QString::fromLatin1(words)).arg(size.width()));
            MappingTable *table = desk.dialog->table();
            const int columns = table->model()->columnCount();
            for (int i = 0; i < columns; ++i) { // all of them in view: what scrolls is cut at the edge
                table->setColumnWidth(i, (table->viewport()->width() - 1) / columns);
            }
            QTest::qWait(20);
            const QStringList faults = TextProbe::faultsOf(*desk.dialog);
            QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
            desk.dialog.reset();
            appearance::apply(FakeServices{}.settings(), false);
        }
    }
}

void tst_MappingDialog::draggedFiles()
{
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(QStringLiteral("/a/one.csv")), QUrl::fromLocalFile(QStringLiteral("/a/one.csv")), QUrl{QStringLiteral("https://example.org/x.csv")},
                  QUrl{QStringLiteral("file://otherhost/x.csv")}});
    const DraggedFiles files = DraggedFiles::of(data);
    QVERIFY(files.isFiles);
    QCOMPARE(files.paths, QStringList{QStringLiteral("/a/one.csv")});
    QCOMPARE(files.others, 2);
    QMimeData words;
    words.setText(QStringLiteral("/a/one.csv"));
    QVERIFY(!DraggedFiles::of(words).isFiles);
}

void tst_MappingDialog::droppedFilesAreRefusedWithTheReason()
{
    FakeServices services;
    MainWindow window{services};
    window.show();
    QMimeData far;
    far.setUrls({QUrl{QStringLiteral("https://example.org/x.csv")}});
    const auto enter = [&](const QMimeData &data) {
        QDragEnterEvent event{{100, 100}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier};
        QCoreApplication::sendEvent(&window, &event);
    };
    const auto drop = [&](const QMimeData &data) {
        QDropEvent event{{100, 100}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier};
        QCoreApplication::sendEvent(&window, &event);
        return event.isAccepted();
    };
    DropOverlay *overlay = window.intake()->overlay();
    enter(far);
    QVERIFY(overlay->isVisible());
    QCOMPARE(overlay->geometry(), window.rect());
    QVERIFY(overlay->hint().startsWith(QStringLiteral("Only files and folders of this computer")));
    QDragLeaveEvent leave;
    QCoreApplication::sendEvent(&window, &leave);
    QVERIFY(!overlay->isVisible());
    enter(far);
    QVERIFY(!drop(far));
    QVERIFY(window.toast()->accessibleName().startsWith(QStringLiteral("Only files and folders of this computer")));
    QVERIFY(services.calls.isEmpty());
    QMimeData near;
    near.setUrls({QUrl::fromLocalFile(QStringLiteral("/a/<b>one.csv"))});
    enter(near);
    QCOMPARE(overlay->sentence(), QStringLiteral("Import <b>one.csv"));
    picture(window, QStringLiteral("drop"));
    QVERIFY(drop(near));
    QVERIFY(!overlay->isVisible());
    QCOMPARE(services.calls, QStringList{QStringLiteral("importPaths /a/<b>one.csv")});
    QMimeData words;
    words.setText(QStringLiteral("hello"));
    enter(words);
    QVERIFY(!overlay->isVisible());
}

void tst_MappingDialog::unknownTablesAreOfferedOneAfterAnother()
{
    Desk first{Plain, QStringLiteral("one.csv")};
    Desk second{Plain, QStringLiteral("two.csv")};
    FakeServices services;
    services.mappings().tables = {first.file, second.file};
    MainWindow window{services};
    window.show();
    window.intake()->importPaths({first.file, QStringLiteral("/a/known.jsonl"), second.file});
    ImportOutcome outcome;
    outcome.problems = {{.cause = Cause::UnknownFormat, .file = first.file.toStdString()},
                        {.cause = Cause::UnknownFormat, .file = second.file.toStdString()},
                        {.cause = Cause::UnknownFormat, .file = "/nobody/asked.csv"},
                        {.cause = Cause::BadTime, .file = "/a/known.jsonl"}};
    Q_EMIT services.importFinished(outcome);
    QTRY_VERIFY(window.intake()->dialog() != nullptr);
    QCOMPARE(services.mappings().calls.front(), QStringLiteral("tablesAmong %1 %2").arg(first.file, second.file));
    QPointer<MappingDialog> dialog = window.intake()->dialog();
    QCOMPARE(dialog->file(), first.file);
    QTRY_VERIFY(!dialog->isBusy());
    dialog->fields()->answer(Part::CacheRead, true)->click();
    QTRY_VERIFY(!dialog->isBusy());
    dialog->importButton()->click();
    QTRY_VERIFY(services.calls.contains(QStringLiteral("importMapped one ") + first.file));
    QTRY_VERIFY(window.intake()->dialog() != nullptr && window.intake()->dialog()->file() == second.file);
    QTRY_VERIFY(!window.intake()->dialog()->isBusy());
    QCOMPARE(window.intake()->dialog()->startField()->currentIndex(), 1); // what was made for the first fits
    window.intake()->dialog()->reject();
    QTRY_VERIFY(window.intake()->dialog() == nullptr);
    // What came by itself is not asked about.
    Q_EMIT services.importFinished(outcome);
    QTest::qWait(50);
    QVERIFY(window.intake()->dialog() == nullptr);
}

/// The import resolves links where it names a file in an archive.
void tst_MappingDialog::anArchiveBehindALinkIsAskedAbout()
{
    const QTemporaryDir folder;
    QVERIFY(QDir{folder.path()}.mkpath(QStringLiteral("disk")));
    const QString real = QFileInfo{folder.filePath(QStringLiteral("disk"))}.canonicalFilePath();
    QVERIFY(QFile::copy(QStringLiteral(FIXTURES "/generic/mixed.zip"), real + QStringLiteral("/mixed.zip")));
    const QString link = folder.filePath(QStringLiteral("link"));
    QVERIFY(QFile::link(real, link));
    FakeServices services;
    MainWindow window{services};
    window.intake()->importPaths({link + QStringLiteral("/mixed.zip")});
    ImportOutcome outcome;
    outcome.problems = {{.cause = Cause::UnknownFormat, .file = (real + QStringLiteral("/mixed.zip/kasse/export.csv")).toStdString()}};
    Q_EMIT services.importFinished(outcome);
    QCOMPARE(services.mappings().calls, QStringList{QStringLiteral("tablesAmong %1/mixed.zip").arg(link)});
}

TOKENMETER_TEST(tst_MappingDialog);

} // namespace test_MappingDialog

#include "tst_MappingDialog.moc"
