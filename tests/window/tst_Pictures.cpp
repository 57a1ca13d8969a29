// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "DemoWindow.h"
#include "shell/Language.h"
#include "shell/PageHost.h"
#include "theme/Theme.h"

#include <QFontDatabase>
#include <QSysInfo>

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

struct Shot
{
    const char *name;
    const char *page;
    QSize size{1440, 900};
    const char *language = "en";
    bool dark = false;
};

constexpr Shot Shots[]{
    {"overview", "overview"},
    {"overview-dark", "overview", {1440, 900}, "en", true},
    {"overview-zh-small", "overview", {1024, 700}, "zh_CN"},
    {"trends", "trends"},
    {"trends-dark", "trends", {1440, 900}, "en", true},
    {"trends-small", "trends", {1024, 700}},
    {"breakdown", "breakdown"},
    {"breakdown-zh", "breakdown", {1440, 900}, "zh_CN"},
    {"breakdown-small", "breakdown", {1024, 700}},
    {"sessions", "sessions"},
    {"sessions-dark-small", "sessions", {1024, 700}, "en", true},
    {"records", "records"},
    {"records-dark", "records", {1440, 900}, "en", true},
    {"records-zh-small", "records", {1024, 700}, "zh_CN"},
};

/// Part of the pixels that differ by more than a trace: rounding of edges is none.
double differenceOf(const QImage &a, const QImage &b)
{
    if (a.size() != b.size()) {
        return 1;
    }
    qint64 different = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const QRgb one = a.pixel(x, y);
            const QRgb other = b.pixel(x, y);
            different += std::abs(qRed(one) - qRed(other)) > 24 || std::abs(qGreen(one) - qGreen(other)) > 24
                || std::abs(qBlue(one) - qBlue(other)) > 24;
        }
    }
    return double(different) / double(a.width()) / a.height();
}

} // namespace

/// Pages as they were judged by eye. TOKENMETER_PICTURES=FOLDER writes what they look like now; judge it, then put it into
/// tests/fixtures/pictures.
class tst_Pictures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { language::apply(QStringLiteral("en")); }
    void pagesLookAsJudged_data()
    {
        QTest::addColumn<int>("shot");
        for (int i = 0; i < int(std::size(Shots)); ++i) {
            QTest::addRow("%s", Shots[i].name) << i;
        }
    }
    void pagesLookAsJudged()
    {
        if (QSysInfo::productType() != QStringLiteral("debian") || QSysInfo::productVersion() != QStringLiteral("12")
            || !QFontDatabase::hasFamily(QStringLiteral("Inter")) || !QFontDatabase::hasFamily(QStringLiteral("Noto Sans CJK SC"))) {
            QSKIP("the pictures are of Debian 12 with Inter and Noto Sans CJK");
        }
        QFETCH(int, shot);
        const Shot &wanted = Shots[shot];
        DemoWindow demo{QString::fromLatin1(wanted.language), wanted.size};
        Settings settings = demo.services().settings();
        settings.theme = wanted.dark ? Settings::Theme::Dark : Settings::Theme::Light;
        demo.services().setSettings(settings);
        demo.open(QString::fromLatin1(wanted.page));
        const QImage now = demo.window().grab().toImage().convertToFormat(QImage::Format_RGB32);
        const QString name = QStringLiteral("%1.png").arg(QString::fromLatin1(wanted.name));
        const QString folder = qEnvironmentVariable("TOKENMETER_PICTURES");
        if (!folder.isEmpty()) {
            QVERIFY(now.save(folder + u'/' + name));
            return;
        }
        const QImage judged = QImage{QStringLiteral(FIXTURES "/pictures/") + name}.convertToFormat(QImage::Format_RGB32);
        QVERIFY2(!judged.isNull(), qPrintable(name));
        const double difference = differenceOf(now, judged);
        if (difference > 0.002) {
            const QString seen = QDir::temp().filePath(QStringLiteral("tokenmeter-") + name);
            now.save(seen);
            QFAIL(qPrintable(QStringLiteral("%1 differs in %2 of its pixels; see %3").arg(name).arg(difference).arg(seen)));
        }
    }
};

TOKENMETER_TEST(tst_Pictures);
#include "tst_Pictures.moc"
