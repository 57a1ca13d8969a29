// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "FakeServices.h"
#include "TextProbe.h"
#include "support/TestMain.h"

#include "shell/MainWindow.h"

#include <QLabel>
#include <QPainter>

namespace test_TextProbe
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

/// Draws what it is told at the places it is told.
class Board : public QWidget
{
public:
    struct Word
    {
        QPointF at{};
        QString text{};
        bool boxFirst = false; ///< an opaque box behind it
    };
    explicit Board(std::vector<Word> words) : m_words{std::move(words)} { resize(400, 200); }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter{this};
        for (const Word &word : m_words) {
            if (word.boxFirst) {
                painter.fillRect(QRectF{word.at.x() - 20, word.at.y() - 30, 200, 60}, Qt::white);
            }
            painter.drawText(word.at, word.text);
        }
    }

private:
    std::vector<Word> m_words;
};

} // namespace

class tst_TextProbe : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanTextHasNoFault()
    {
        Board board{{{{20, 40}, QStringLiteral("one")}, {{20, 80}, QStringLiteral("two")}}};
        QCOMPARE(TextProbe::faultsOf(board), QStringList{});
    }
    void cutTextIsFound()
    {
        Board board{{{{380, 40}, QStringLiteral("wider than what is left")}}};
        QCOMPARE(TextProbe::faultsOf(board).size(), 1);
        QLabel outer;
        outer.resize(100, 100);
        QLabel inner{QStringLiteral("$1,234,567.89 of something"), &outer};
        inner.setGeometry(0, 0, 60, 30);
        QVERIFY(TextProbe::faultsOf(outer).value(0).startsWith(QStringLiteral("cut")));
    }
    void textOnTextIsFound()
    {
        Board board{{{{20, 40}, QStringLiteral("first")}, {{24, 42}, QStringLiteral("second")}}};
        QVERIFY(TextProbe::faultsOf(board).value(0).startsWith(QStringLiteral("overlap")));
    }
    void whatIsCoveredIsForgotten()
    {
        Board board{{{{20, 40}, QStringLiteral("first")}, {{24, 42}, QStringLiteral("second"), true}}};
        QCOMPARE(TextProbe::faultsOf(board), QStringList{});
    }
    void overviewIsClean_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QString>("language");
        for (const QSize size : {QSize{1024, 700}, QSize{1440, 900}, QSize{1920, 1080}}) {
            for (const QString &language : {QStringLiteral("en"), QStringLiteral("zh_CN")}) {
                QTest::addRow("%dx%d %s", size.width(), size.height(), qPrintable(language)) << size << language;
            }
        }
    }
    void overviewIsClean()
    {
        QFETCH(QSize, size);
        QFETCH(QString, language);
        FakeServices services;
        Settings settings = services.settings();
        settings.language = language;
        services.setSettings(settings);
        MainWindow window{services};
        window.resize(size);
        window.show();
        QTRY_VERIFY(!window.isBusy());
        // What moves when an answer comes has its place when the loop has run.
        QTRY_VERIFY2(TextProbe::faultsOf(window).isEmpty(), qPrintable(TextProbe::faultsOf(window).join(u'\n')));
    }
};

TOKENMETER_TEST(tst_TextProbe);

} // namespace test_TextProbe

#include "tst_TextProbe.moc"
