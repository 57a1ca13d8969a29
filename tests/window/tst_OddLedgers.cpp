// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "DemoWindow.h"
#include "OddLedger.h"
#include "pages/Page.h"
#include "shell/Language.h"
#include "shell/PageHost.h"
#include "shell/Period.h"
#include "ui/TextProbe.h"

namespace test_OddLedgers
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

OwnPrice priceOf(const std::string &model, const char *perMillion)
{
    return {.uuid = model.substr(0, 30) + perMillion, .model = model, .currency = "USD", .input = perMillion, .output = perMillion};
}

struct OddCase
{
    std::vector<OddRecord> records{};
    std::vector<OwnPrice> prices{};
};

std::string long300(const std::string &stem)
{
    std::string name = stem;
    while (name.size() < 300) {
        name += "-abcdefghij-klmnopq-Wwwwww";
    }
    return name.substr(0, 300);
}

/// Names of 300 characters, without a place to break, from right to left, of emoji, that look like markup or reverse what follows.
OddCase oddNames()
{
    const std::vector<std::string> models{long300("claude-opus-of-somebody"), std::string(300, 'W'), "نموذج كبير ٣", "מודל-גדול", "🤖-gpt-🚀", "<b>&amp;</b>",
                                          "\u202Eetorw"};
    const std::vector<std::string> projects{"/home/u/" + long300("project"), std::string(300, 'w'), "/home/u/مشروع-التجارة", "/home/u/👩‍👩‍👧‍👦-🎉", "/home/u/日本語プロジェクト",
                                            "/home/u/ไทยโปรเจกต์"};
    OddCase odd;
    int n = 0;
    for (int day = 1; day <= 18; ++day) {
        for (int i = 0; i < 5; ++i, ++n) {
            const std::string date = (day < 10 ? "0" : "") + std::to_string(day);
            odd.records.push_back({.time = "2026-11-" + date + "T0" + std::to_string(5 + i) + ":10:00Z",
                                   .model = models[std::size_t(n) % models.size()],
                                   .project = projects[std::size_t(n) % projects.size()],
                                   .session = n % 3 == 0 ? long300("s" + std::to_string(n / 9)) : "جلسة-" + std::to_string(n / 9),
                                   .input = 1000 + n * 700, .cacheRead = n * 9000, .output = 100 + n * 31});
        }
    }
    for (std::size_t i = 0; i + 1 < models.size(); ++i) { // the last one stays unpriced
        odd.prices.push_back(priceOf(models[i], "7"));
    }
    return odd;
}

/// One token at a dollar a million: the ledger holds $0.000001, and nothing else.
OddCase millionthOfADollar()
{
    return {.records = {{.time = "2026-11-12T09:00:00Z", .model = "micro", .project = "/home/u/only", .session = "s", .input = 1}}, .prices = {priceOf("micro", "1")}};
}

/// A month whose only model is free.
OddCase freeMonth()
{
    OddCase odd{.prices = {priceOf("free-model", "0")}};
    for (int day = 10; day <= 18; ++day) {
        odd.records.push_back({.time = "2026-11-" + std::to_string(day) + "T09:00:00Z", .model = "free-model", .project = "/home/u/a", .session = "s", .input = 90'000, .output = 800});
    }
    return odd;
}

/// Ten million dollars: nine days of 1,111,111.11 and more, beside a day of 0.000001.
OddCase tenMillion()
{
    OddCase odd{.prices = {priceOf("costly", "1000"), priceOf("micro", "1")}};
    for (int day = 10; day <= 18; ++day) {
        odd.records.push_back({.time = "2026-11-" + std::to_string(day) + "T09:00:00Z", .model = "costly", .project = "/home/u/alpha", .session = "s" + std::to_string(day),
                               .input = 1'111'111'110 + day, .output = 1000});
        odd.records.push_back({.time = "2026-10-" + std::to_string(day) + "T09:00:00Z", .model = "costly", .project = "/home/u/beta", .session = "t", .input = 1'234'567'891});
    }
    odd.records.push_back({.time = "2026-11-02T09:00:00Z", .model = "micro", .project = "/home/u/alpha", .session = "s", .input = 1});
    return odd;
}

} // namespace

/// No text is cut or covered on any page, whatever the ledger holds.
class tst_OddLedgers : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { language::apply(QStringLiteral("en")); }
    void noTextIsCutOrCovered_data();
    void noTextIsCutOrCovered();
};

void tst_OddLedgers::noTextIsCutOrCovered_data()
{
    QTest::addColumn<QString>("ledger");
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("month");
    for (const char *language : {"en", "zh_CN"}) {
        for (const char *ledger : {"names", "millionth", "free", "ten million"}) {
            QTest::addRow("%s, %s", ledger, language) << QString::fromLatin1(ledger) << QString::fromLatin1(language) << QStringLiteral("2026-11-18");
        }
        QTest::addRow("empty month, %s", language) << QStringLiteral("free") << QString::fromLatin1(language) << QStringLiteral("2026-10-05");
    }
}

void tst_OddLedgers::noTextIsCutOrCovered()
{
    QFETCH(QString, ledger);
    QFETCH(QString, language);
    QFETCH(QString, month);
    const OddCase odd = ledger == QStringLiteral("names") ? oddNames()
                        : ledger == QStringLiteral("millionth") ? millionthOfADollar()
                        : ledger == QStringLiteral("free") ? freeMonth()
                                                           : tenMillion();
    const QTemporaryDir folder;
    DemoWindow window{language, {1024, 700}, Settings::Theme::Light, writeOddLedger(folder.path(), odd.records, odd.prices)};
    QStringList faults;
    for (const QSize size : {QSize{1024, 700}, QSize{1440, 900}}) {
        window.window().resize(size);
        QStringList pages{QStringLiteral("overview")};
        for (const PageEntry &entry : PageHost::entries()) {
            pages << entry.id;
        }
        for (const QString &page : pages) {
            ViewState view = window.window().view();
            view.page = page;
            view.period = periodAt(PeriodKind::Month, parseDay(month.toStdString()).value(), {});
            window.window().go(view);
            window.settle();
            for (const QString &fault : TextProbe::faultsOf(window.window())) {
                faults << QStringLiteral("%1 %2: %3").arg(page).arg(size.width()).arg(fault);
            }
        }
    }
    QVERIFY2(faults.isEmpty(), qPrintable(faults.join(u'\n')));
}

TOKENMETER_TEST(tst_OddLedgers);

} // namespace test_OddLedgers

#include "tst_OddLedgers.moc"
