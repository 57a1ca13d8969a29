// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "support/TestMain.h"

#include "charts/StackedColumns.h"
#include "itemmodels/PageTableModel.h"
#include "pages/TableDialog.h"
#include "widgets/Card.h"
#include "widgets/CardMenu.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>

namespace test_PageTable
{

using namespace tokenmeter;

namespace
{

PageTable sample()
{
    PageTable table;
    table.title = QStringLiteral("Projects");
    table.columns = {QStringLiteral("Project"), QStringLiteral("Amount")};
    table.rows = {{{.text = QStringLiteral("a \"b\", c")}, {.text = QStringLiteral("$1.20"), .exact = QStringLiteral("1.200000001"), .number = true}},
                  {{.text = QStringLiteral("=cmd|calc")}, {.text = QStringLiteral("−$0.50"), .exact = QStringLiteral("-0.500000000"), .number = true}}};
    table.footer = {{.text = QStringLiteral("Total")}, {.text = QStringLiteral("$0.70"), .number = true}};
    return table;
}

StackedColumnsData threeDays()
{
    StackedColumnsData data;
    data.title = QStringLiteral("Daily spend");
    data.from = parseDay("2026-11-01").value();
    data.to = parseDay("2026-11-03").value();
    data.today = data.to;
    data.measure = {Measure::Requests, {}};
    data.series.push_back({.name = QStringLiteral("Opus"), .shortName = QStringLiteral("Opus"), .values = {5, 0, 7}});
    data.hasData = {true, true, true};
    return data;
}

} // namespace

class tst_PageTable : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void csvKeepsDigitsAndNoFormulas()
    {
        QCOMPARE(csvOf(sample()), QStringLiteral("Project,Amount\r\n"
                                                 "\"a \"\"b\"\", c\",1.200000001\r\n"
                                                 "'=cmd|calc,-0.500000000\r\n"));
    }

    void textIsAsPeopleReadIt()
    {
        QCOMPARE(textOf(sample()), QStringLiteral("Project\tAmount\na \"b\", c\t$1.20\n=cmd|calc\t−$0.50\nTotal\t$0.70\n"));
    }

    void dialogShowsRowsThenFooter()
    {
        TableDialog dialog{sample()};
        dialog.show();
        const QAbstractItemModel *model = dialog.view()->model();
        QCOMPARE(model->rowCount(), 3);
        QCOMPARE(model->index(2, 1).data().toString(), QStringLiteral("$0.70"));
        QCOMPARE(model->headerData(1, Qt::Horizontal).toString(), QStringLiteral("Amount"));
        QVERIFY(model->index(0, 1).data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
        for (QPushButton *button : dialog.findChildren<QPushButton *>()) {
            if (button->text() == QStringLiteral("Copy")) {
                QTest::mouseClick(button, Qt::LeftButton);
            }
        }
        QCOMPARE(QGuiApplication::clipboard()->text(), textOf(sample()));
    }

    void fileIsPrivateAndWhole()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("t.csv"));
        QCOMPARE(TableDialog::write(sample(), file), QString{});
        QFile written{file};
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll(), "\xEF\xBB\xBF" + csvOf(sample()).toUtf8());
        QCOMPARE(QFile::permissions(file) & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup | QFileDevice::WriteOther),
                 QFileDevice::Permissions{});
        QVERIFY(!TableDialog::write(sample(), folder.filePath(QStringLiteral("no/such/folder/t.csv"))).isEmpty());
    }

    void chartsAreCopiedAsDataAndPicture()
    {
        Card card{QStringLiteral("Daily spend")};
        StackedColumns chart{&card};
        chart.setData(threeDays());
        auto *more = new CardMenu{&card, &chart};
        card.resize(600, 300);
        const PageTable table = CardMenu::tableOf(chart, QStringLiteral("Daily spend"));
        QCOMPARE(int(table.rows.size()), chart.tableRows());
        QVERIFY(textOf(table).contains(QStringLiteral("7")));
        const auto run = [&](const QString &text) {
            for (QAction *action : more->menu()->actions()) {
                if (action->text() == text) {
                    action->trigger();
                }
            }
        };
        run(QStringLiteral("Copy data"));
        QCOMPARE(QGuiApplication::clipboard()->text(), textOf(table));
        run(QStringLiteral("Copy picture"));
        const QImage picture = QGuiApplication::clipboard()->image();
        QCOMPARE(picture.size(), QSize(1920, 840)); // 960 x 420 at double scale
        QCOMPARE(picture.pixelColor(2, 2), QColor(Qt::white)); // light, whatever the window is
        QSignalSpy asked{more, &CardMenu::tableWanted};
        run(QStringLiteral("Show as table"));
        QCOMPARE(asked.size(), 1);
    }
};

TOKENMETER_TEST(tst_PageTable);

} // namespace test_PageTable

#include "tst_PageTable.moc"
