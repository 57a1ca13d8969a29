// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include "DemoWindow.h"
#include "flow/Pricing.h"
#include "flow/Report.h"
#include "pages/PricesPage.h"
#include "pricing/ListMerge.h"
#include "shell/Language.h"
#include "ui/TextProbe.h"
#include "widgets/Card.h"

#include <QPushButton>
#include <QTemporaryDir>

namespace test_Prices
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

PricesPage *pricesOf(DemoWindow &demo)
{
    return qobject_cast<PricesPage *>(demo.window().page());
}

/// List cost of Opus 5 in dollars between two days, by `report`.
Int128 opusCost(const QString &ledger, const char *from, const char *to)
{
    const auto reader = LedgerReader::open(ledger.toStdString());
    const auto pricer = pricerOf(**reader);
    ReportRequest request;
    request.filter.from = parseDay(from);
    request.filter.to = parseDay(to);
    request.filter.models = {"claude-opus-5"};
    request.zone = Zone::utc();
    const Spend total = tokenmeter::reportOf(**reader, **pricer, request)->total;
    return total.cost.size() == 1 ? total.cost.front().atto() : Int128{-1};
}

/// What a list would propose that halves Opus 5's prices from 10 November on.
QString halvedIn(const QTemporaryDir &folder)
{
    PublishedList list;
    ListedModel model{.place = "m", .provider = "anthropic", .id = "claude-opus-5"};
    const auto row = [](const char *from, std::int64_t part) {
        ListedRow result{.from = from};
        const std::int64_t unit = 1'000'000'000'000;
        result.prices[tables::InputPrice] = 5 * unit / part;
        result.prices[tables::OutputPrice] = 25 * unit / part;
        result.prices[tables::CachedInputPrice] = unit / 2 / part;
        result.prices[tables::CacheWrite5mPrice] = 25 * unit / 4 / part;
        result.prices[tables::CacheWrite1hPrice] = 10 * unit / part;
        return result;
    };
    model.rows = {row("", 1), row("2026-11-10", 2)};
    list.models = {model};
    const Result<ListMerge> merge = mergeList(*Catalogue::builtIn(), list, {.name = "a list", .day = *parseDay("2026-11-18")});
    const QString path = folder.filePath(QStringLiteral("halved.json"));
    QFile file{path};
    if (!merge || !file.open(QIODevice::WriteOnly)) {
        return {};
    }
    file.write(QByteArray::fromStdString(merge->json));
    return path;
}

} // namespace

class tst_Prices : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { language::apply(QStringLiteral("en")); }
    void opensAndAccepts();
    void refusesWhatIsStale();
    void refusesWhatIsNone();
    void noTextIsCutOrCovered_data();
    void noTextIsCutOrCovered();
};

/// A list from a file: shown with what would move, then accepted. What was used before the day keeps its cost to the last digit; what was
/// used from then on costs half.
void tst_Prices::opensAndAccepts()
{
    const QTemporaryDir folder;
    const QString ledger = folder.filePath(QStringLiteral("copy.db"));
    {
        DemoWindow demo;
        const auto writer = LedgerWriter::open(demo.ledger().toStdString(), {});
        QVERIFY(writer && (*writer)->backup(ledger.toStdString()));
    }
    const Int128 before = opusCost(ledger, "2026-01-01", "2026-11-09");
    const Int128 after = opusCost(ledger, "2026-11-10", "2026-11-18");
    QVERIFY(before > 0 && after > 0);
    DemoWindow demo{QStringLiteral("en"), {1440, 900}, Settings::Theme::Light, ledger};
    demo.open(QStringLiteral("prices"));
    PricesPage *page = pricesOf(demo);
    QVERIFY(page);
    QVERIFY(page->updateSheet().card->isHidden());
    demo.services().prices().openFile(halvedIn(folder));
    demo.settle();
    QVERIFY(!page->updateSheet().card->isHidden());
    QCOMPARE(page->updateSheet().shown.rows.size(), std::size_t{2}); // one ends, one begins
    const std::optional<PriceUpdate> update = demo.services().prices().pending();
    QVERIFY(update && update->preview.records > 0 && update->preview.newlyPriced == 0);
    QCOMPARE(opusCost(ledger, "2026-11-10", "2026-11-18"), after); // shown is not accepted
    QTest::mouseClick(page->acceptButton(), Qt::LeftButton);
    demo.settle();
    QVERIFY(page->updateSheet().card->isHidden());
    QCOMPARE(opusCost(ledger, "2026-01-01", "2026-11-09"), before);
    QCOMPARE(opusCost(ledger, "2026-11-10", "2026-11-18") * 2, after);
    QCOMPARE(demo.services().catalogueVersion(), QStringLiteral("2026-11-23")); // the newer of both days
    // The page shows the new row.
    ViewState view = demo.window().view();
    view.options[QStringLiteral("prices.model")] = QStringLiteral("anthropic/claude-opus-5");
    demo.window().go(view);
    demo.settle();
    QVERIFY(page->chart()->data().changes.back().brief.contains(QStringLiteral("50.0")));
}

/// Another program accepts a list while this one shows a proposal: accepting that would take the other back.
void tst_Prices::refusesWhatIsStale()
{
    const QTemporaryDir folder;
    const QString ledger = folder.filePath(QStringLiteral("copy.db"));
    {
        DemoWindow demo;
        const auto writer = LedgerWriter::open(demo.ledger().toStdString(), {});
        QVERIFY(writer && (*writer)->backup(ledger.toStdString()));
    }
    DemoWindow demo{QStringLiteral("en"), {1440, 900}, Settings::Theme::Light, ledger};
    demo.open(QStringLiteral("prices"));
    demo.services().prices().openFile(halvedIn(folder));
    demo.settle();
    QFile file{halvedIn(folder)};
    QVERIFY(file.open(QIODevice::ReadOnly));
    {
        const auto writer = LedgerWriter::open(ledger.toStdString(), {});
        QVERIFY(writer && (*writer)->acceptCatalogue("2026-11-23", file.readAll().replace("\"input\": \"3\"", "\"input\": \"2.9\"").toStdString(), demo.services().now()));
    }
    const Int128 before = opusCost(ledger, "2026-11-10", "2026-11-18");
    QTest::mouseClick(pricesOf(demo)->acceptButton(), Qt::LeftButton);
    demo.settle();
    QVERIFY2(pricesOf(demo)->note().contains(QStringLiteral("fetch it again")), qPrintable(pricesOf(demo)->note()));
    QCOMPARE(opusCost(ledger, "2026-11-10", "2026-11-18"), before);
}

void tst_Prices::refusesWhatIsNone()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("none.json"));
    QFile file{path};
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\"schema\": 1}");
    file.close();
    DemoWindow demo;
    demo.open(QStringLiteral("prices"));
    PricesPage *page = pricesOf(demo);
    demo.services().prices().openFile(path);
    demo.settle();
    QVERIFY(page->updateSheet().card->isHidden());
    QVERIFY2(page->note().contains(QStringLiteral("version")), qPrintable(page->note()));
    demo.services().prices().fetch(QStringLiteral("models.dev"), false); // of the demo nothing is asked
    QVERIFY(!demo.services().prices().isBusy());
}

void tst_Prices::noTextIsCutOrCovered_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QSize>("size");
    for (const char *language : {"en", "zh_CN"}) {
        QTest::addRow("%s, smallest", language) << QString::fromLatin1(language) << QSize{1024, 700};
        QTest::addRow("%s", language) << QString::fromLatin1(language) << QSize{1440, 900};
    }
}

/// The whole page, also what has to be scrolled to, with a proposal, for models of every kind.
void tst_Prices::noTextIsCutOrCovered()
{
    QFETCH(QString, language);
    QFETCH(QSize, size);
    const QTemporaryDir folder;
    DemoWindow demo{language, size};
    demo.open(QStringLiteral("prices"));
    demo.services().prices().openFile(halvedIn(folder));
    demo.settle();
    // A cut, steps, hours, an announced price, answers by length.
    constexpr std::pair<const char *, const char *> views[] = {{"alibaba-cn/qwen-long", "changed"}, {"alibaba-cn/qwen3-max", "used"}, {"deepseek/deepseek-v4-pro", "all"},
                                                               {"google/gemini-3.6-flash", "used"}, {"volcengine/doubao-seed-1.8", "all"}};
    for (const auto &[model, show] : views) {
        ViewState next = demo.window().view();
        next.options[QStringLiteral("prices.model")] = QString::fromLatin1(model);
        next.options[QStringLiteral("prices.show")] = QString::fromLatin1(show);
        demo.window().go(next);
        demo.settle();
        const QStringList faults = TextProbe::faultsOf(demo.window()) + TextProbe::faultsOf(*pricesOf(demo)->chart());
        QVERIFY2(faults.isEmpty(), qPrintable(QString::fromLatin1(model) + u'\n' + faults.join(u'\n')));
    }
}

TOKENMETER_TEST(tst_Prices);

} // namespace test_Prices

#include "tst_Prices.moc"
