// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "DemoWindow.h"
#include "PictureDifference.h"
#include "pages/OverviewPage.h"
#include "pages/Page.h"
#include "shell/Language.h"
#include "shell/Period.h"

#include <QFontDatabase>
#include <QPainter>
#include <QSettings>

namespace test_Pictures
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

constexpr QSize Narrow{1024, 700};
constexpr QSize Normal{1280, 800};

/// Why pictures of this machine cannot be compared with the kept ones; empty when they can.
QString whyNot()
{
    const QSettings system{QStringLiteral("/etc/os-release"), QSettings::IniFormat};
    if (system.value(QStringLiteral("ID")).toString() != QStringLiteral("debian") || system.value(QStringLiteral("VERSION_ID")).toString() != QStringLiteral("12")) {
        return QStringLiteral("the pictures were made on Debian 12; other systems draw letters differently");
    }
    for (const char *family : {"Inter", "Inter Display", "Noto Sans CJK SC"}) {
        if (!QFontDatabase::hasFamily(QString::fromLatin1(family))) {
            return QStringLiteral("the font %1 is missing (fonts-inter, fonts-noto-cjk)").arg(QString::fromLatin1(family));
        }
    }
    return {};
}

QImage word(const QString &text, double x, int shade = 0x17)
{
    QImage picture{240, 48, QImage::Format_RGB32};
    picture.fill(Qt::white);
    QPainter painter{&picture};
    QFont font;
    font.setPixelSize(12);
    painter.setFont(font);
    painter.setPen(QColor{shade, shade, shade});
    painter.drawText(QPointF{x, 30}, text);
    return picture;
}

} // namespace

class tst_Pictures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comparisonTellsMovedFromSmooth();
    void fewColoursLookTheSame();
    void windowLooksAsKept_data();
    void windowLooksAsKept();
    void cleanupTestCase()
    {
        m_demo.reset();
        language::apply(QStringLiteral("en"));
    }

private:
    std::unique_ptr<DemoWindow> m_demo; ///< of the rows with one language and theme
    QString m_look;
};

void tst_Pictures::comparisonTellsMovedFromSmooth()
{
    const QString text = QStringLiteral("Spent in November");
    const QImage kept = word(text, 40);
    QCOMPARE(differenceOf(kept, word(text, 40)).what, QString{});
    QCOMPARE(differenceOf(kept, word(text, 40, 0x40)).what, QString{}); // drawn a little lighter, as other smoothing does
    QVERIFY(!differenceOf(kept, word(text, 43)).what.isEmpty());        // moved by 3 px
    QVERIFY(!differenceOf(kept, word(text.chopped(2), 40)).what.isEmpty());
    QVERIFY(!differenceOf(kept, word(QStringLiteral("Spent in December"), 40)).what.isEmpty());
    QVERIFY(!differenceOf(kept, kept.copy(0, 0, 239, 48)).what.isEmpty());
    const PictureDifference moved = differenceOf(kept, word(text, 43));
    QCOMPARE(moved.shown.size(), kept.size());
}

/// 400 greys and colours: more than a palette holds, none that is far from all it holds.
void tst_Pictures::fewColoursLookTheSame()
{
    QImage picture{400, 30, QImage::Format_RGB32};
    for (int y = 0; y < picture.height(); ++y) {
        for (int x = 0; x < picture.width(); ++x) {
            picture.setPixelColor(x, y, QColor::fromHsv(x % 360, x < 200 ? 0 : 200, (x * 7 + y) % 256));
        }
    }
    const QImage few = quantised(picture);
    QVERIFY(few.colorCount() <= 256);
    QCOMPARE(differenceOf(few, picture).what, QString{});
}

void tst_Pictures::windowLooksAsKept_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("part"); // of the window, so that a change of the frame does not change all pictures
    const auto row = [](const char *name, const char *language, bool dark, QSize size, const char *page, const char *part = "page") {
        QTest::addRow("%s", name) << QString::fromLatin1(language) << dark << size << QString::fromLatin1(page) << QString::fromLatin1(part);
    };
    row("window", "en", false, Normal, "overview", "window");
    row("trends", "en", false, Normal, "trends");
    row("breakdown", "en", false, Normal, "breakdown");
    row("compare", "en", false, Normal, "compare");
    row("sessions", "en", false, Normal, "sessions");
    row("records", "en", false, Normal, "records");
    row("overview-narrow", "en", false, Narrow, "overview");
    row("overview-empty-month", "en", false, Narrow, "overview", "empty month");
    row("window-dark-zh", "zh_CN", true, Narrow, "overview", "window");
    row("trends-dark-zh", "zh_CN", true, Narrow, "trends");
    row("breakdown-dark-zh", "zh_CN", true, Narrow, "breakdown");
    row("compare-dark-zh", "zh_CN", true, Narrow, "compare");
    row("sessions-dark-zh", "zh_CN", true, Narrow, "sessions");
    row("records-dark-zh", "zh_CN", true, Narrow, "records");
}

/// TOKENMETER_NEW_PICTURES=1 writes the pictures anew, after a change that was meant.
void tst_Pictures::windowLooksAsKept()
{
    if (const QString reason = whyNot(); !reason.isEmpty()) {
        QSKIP(qPrintable(reason));
    }
    QFETCH(QString, language);
    QFETCH(bool, dark);
    QFETCH(QSize, size);
    QFETCH(QString, page);
    QFETCH(QString, part);
    const QString look = language + (dark ? QStringLiteral(" dark") : QStringLiteral(" light"));
    if (m_look != look) {
        m_demo.reset();
        m_demo = std::make_unique<DemoWindow>(language, size, dark ? Settings::Theme::Dark : Settings::Theme::Light);
        m_look = look;
    }
    MainWindow &window = m_demo->window();
    window.resize(size);
    ViewState view = window.view();
    view.page = page;
    view.period = periodAt(PeriodKind::Month, parseDay(part == QStringLiteral("empty month") ? "2025-03-05" : "2026-11-18").value(), {});
    window.go(view);
    m_demo->settle();
    QWidget *shown = &window;
    if (part != QStringLiteral("window")) {
        shown = page == QStringLiteral("overview") ? static_cast<QWidget *>(window.overviewPage()) : window.page();
    }
    QVERIFY(shown);
    const QImage actual = shown->grab().toImage();

    const QString name = QString::fromLatin1(QTest::currentDataTag()) + QStringLiteral(".png");
    const QString kept = QStringLiteral(FIXTURES "/pictures/") + name;
    if (qEnvironmentVariableIsSet("TOKENMETER_NEW_PICTURES")) {
        QVERIFY(quantised(actual).save(kept, "PNG", 0));
        QVERIFY2(QFileInfo{kept}.size() < 60'000, qPrintable(QStringLiteral("%1: %2 bytes").arg(name).arg(QFileInfo{kept}.size())));
    }
    const QImage wanted{kept};
    QVERIFY2(!wanted.isNull(), qPrintable(kept));
    const PictureDifference difference = differenceOf(wanted, actual);
    if (difference.what.isEmpty()) {
        return;
    }
    QDir folder{QCoreApplication::applicationDirPath()};
    folder.mkpath(QStringLiteral("../pictures"));
    folder.cd(QStringLiteral("../pictures"));
    actual.save(folder.filePath(name));
    if (!difference.shown.isNull()) {
        difference.shown.save(folder.filePath(QStringLiteral("difference-") + name));
    }
    QFAIL(qPrintable(QStringLiteral("%1: %2. See %3 and difference-%1 beside it; kept is %4. If the change was meant: TOKENMETER_NEW_PICTURES=1")
                         .arg(name, difference.what, folder.absoluteFilePath(name), kept)));
}

TOKENMETER_TEST(tst_Pictures);

} // namespace test_Pictures

#include "tst_Pictures.moc"
