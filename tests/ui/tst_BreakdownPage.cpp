// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "FakeServices.h"
#include "charts/Donut.h"
#include "charts/ParetoChart.h"
#include "charts/Treemap.h"
#include "flow/DemoLogs.h"
#include "flow/Pricing.h"
#include "format/NumberText.h"
#include "itemmodels/CellRoles.h"
#include "pages/BreakdownPage.h"
#include "support/ImportedLedger.h"
#include "theme/Theme.h"
#include "widgets/EmptyState.h"
#include "widgets/MenuButton.h"
#include "widgets/Segmented.h"
#include "widgets/TreeTable.h"

#include "../flow/TestLedger.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QImage>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

using namespace tokenmeter;
using tokenmeter::testing::FakeServices;
using tokenmeter::testing::ImportedLedger;
using tokenmeter::testing::TestLedger;
using tokenmeter::testing::Use;

namespace
{

/// The page in a window of its own, with someone who does what it wants.
class Desk
{
public:
    explicit Desk(LedgerReader &reader, Pricer &pricer)
    {
        services.reader = &reader;
        services.pricer = &pricer;
        page = std::make_unique<BreakdownPage>(services, names);
        QObject::connect(page.get(), &Page::viewWanted, page.get(), [this](const ViewState &wanted) {
            wishes.push_back(wanted);
            go(wanted);
        });
        QObject::connect(page.get(), &Page::whyWanted, page.get(), [this](const WhyQuestion &question) { questions.push_back(question); });
        QObject::connect(page.get(), &Page::settled, page.get(), [this] { isSettled = true; });
        QObject::connect(page.get(), &Page::failed, page.get(), [this] { ++failures; });
        view.page = QStringLiteral("breakdown");
        view.period = periodAt(PeriodKind::Month, *parseDay("2026-11-18"), {});
        page->resize(size::windowWidth - size::sidebar, size::windowHeight - size::header - size::filterBar - size::statusBar);
    }
    void go(const ViewState &wanted, bool ledgerChanged = false)
    {
        view = wanted;
        PageContext context;
        context.view = view;
        context.filter = usageFilterOf(view, names);
        context.zone = services.zone();
        context.now = services.now();
        context.today = context.zone.dayOf(context.now);
        context.rules = {.billingDay = 1, .firstDayOfWeek = 1};
        isSettled = false;
        page->show(context, ledgerChanged);
    }
    /// Shows the view and waits for its answer.
    void open()
    {
        page->show();
        go(view);
        settle();
    }
    void settle()
    {
        QTRY_VERIFY(isSettled);
        QApplication::processEvents();
    }
    QStringList rows() const
    {
        QStringList lines;
        const TreeTable *table = page->table();
        for (QModelIndex index = page->model()->index(0, 0); index.isValid(); index = table->indexBelow(index)) {
            const QString name = index.parent().isValid() ? QStringLiteral("  ") + index.data().toString() : index.data().toString();
            lines << name + u' ' + index.siblingAtColumn(int(BreakdownColumn::Cost)).data().toString();
        }
        return lines;
    }
    QModelIndex row(const QString &name) const
    {
        for (QModelIndex index = page->model()->index(0, 0); index.isValid(); index = page->table()->indexBelow(index)) {
            if (index.data().toString() == name) {
                return index;
            }
        }
        return {};
    }
    void click(const QModelIndex &index, Qt::KeyboardModifiers modifiers = {})
    {
        page->table()->scrollTo(index);
        QTest::mouseClick(page->table()->viewport(), Qt::LeftButton, modifiers, page->table()->visualRect(index).center());
    }
    QString footer(BreakdownColumn column) const { return page->footer()->text(int(column)); }
    QString cell(const QString &name, BreakdownColumn column) const { return row(name).siblingAtColumn(int(column)).data().toString(); }

    FakeServices services;
    NameBook names;
    ViewState view;
    std::vector<ViewState> wishes;
    std::vector<WhyQuestion> questions;
    int failures = 0;
    bool isSettled = false;
    std::unique_ptr<BreakdownPage> page;
};

[[maybe_unused]] QString plain(QString text)
{
    return text.replace(NumberText::Nbsp, u' ');
}

/// A dollar is 100,000 tokens of input of the model `plain`.
Use use(const char *time, double dollars, const std::string &project, const std::string &model = "plain", const std::string &session = "s1")
{
    return {.time = time, .model = model, .tokens = {.input = std::int64_t(dollars * 100'000 + 0.5)}, .project = project, .session = session};
}

/// shop 6 (plain 5, free 0, and 1 of yuan), bank 3 and something without a price, lab without a price, no project 1.
[[maybe_unused]] void fillSmall(TestLedger &ledger)
{
    ledger.setRate("2026-10-01", "USD", "CNY", "4");
    ledger.add({use("2026-11-02T10:00:00Z", 5, "/home/ada/shop"), use("2026-11-03T10:00:00Z", 0.5, "/home/ada/shop", "free"),
                // 1,000,000 tokens at 4 CNY a million = 4 CNY = 1 USD
                use("2026-11-03T10:00:00Z", 10, "/home/ada/shop", "yuan", "s2"), use("2026-11-04T10:00:00Z", 3, "bank", "plain", "s3"),
                use("2026-11-05T10:00:00Z", 0.2, "bank", "mystery", "s3"), use("2026-11-06T10:00:00Z", 1, "", "plain", "s4"),
                use("2026-11-07T10:00:00Z", 0.3, "lab", "mystery", "s5"), use("2026-10-02T10:00:00Z", 4, "/home/ada/shop"),
                use("2026-10-02T10:00:00Z", 2, "old")});
}

QImage pictureOf(QWidget &page, double scale)
{
    QImage image{page.size() * scale, QImage::Format_RGB32};
    image.setDevicePixelRatio(scale);
    image.fill(Theme::current().colours().window);
    page.render(&image);
    return image;
}

/// For the eye, on request only.
void keep(const QImage &image, const QString &name)
{
    if (const QString folder = qEnvironmentVariable("TOKENMETER_PICTURES"); !folder.isEmpty()) {
        QVERIFY(QDir{}.mkpath(folder));
        QVERIFY(image.save(folder + QStringLiteral("/breakdown-") + name + QStringLiteral(".png")));
    }
}

} // namespace

class tst_BreakdownPage : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void everyStatePaints_data();
    void everyStatePaints();

private:
    std::unique_ptr<ImportedLedger> m_demo;
    std::unique_ptr<LedgerReader> m_reader;
    std::unique_ptr<Pricer> m_pricer;
};

/// The demo's ledger, made by the real import.
void tst_BreakdownPage::initTestCase()
{
    QTemporaryDir logs;
    const std::string folder = logs.filePath(QStringLiteral("home")).toStdString();
    QVERIFY(writeDemoLogs(folder, parseTime("2026-11-18T13:32:00Z")->time, 7));
    m_demo = std::make_unique<ImportedLedger>();
    std::vector<std::string> paths = demoApiFiles(folder);
    paths.push_back(folder + "/.claude");
    paths.push_back(folder + "/.codex");
    m_demo->import(paths);
    m_reader = *LedgerReader::open(m_demo->path());
    m_pricer = *pricerOf(*m_reader);
}

void tst_BreakdownPage::init()
{
    QLocale::setDefault(QLocale{QLocale::English, QLocale::UnitedStates});
    Theme::apply(*qApp, Theme::Mode::Light);
}

void tst_BreakdownPage::cleanup()
{
    QLocale::setDefault(QLocale::c());
    Theme::apply(*qApp, Theme::Mode::Light);
}

void tst_BreakdownPage::everyStatePaints_data()
{
    QTest::addColumn<QString>("state");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("scale");
    const QSize normal{size::windowWidth - size::sidebar, size::windowHeight - size::header - size::filterBar - size::statusBar};
    const QSize narrow{size::windowMinWidth - size::sidebarNarrow - (size::sidebar - size::sidebarNarrow), size::windowMinHeight - size::header - size::filterBar - size::statusBar};
    const QSize wide{size::wideFrom + size::filterBar - size::sidebar, normal.height() + size::sidebar};
    QTest::newRow("light") << "demo" << false << normal << 1.0;
    QTest::newRow("dark") << "demo" << true << normal << 1.0;
    QTest::newRow("narrow") << "demo" << false << narrow << 1.0;
    QTest::newRow("wide") << "demo" << false << wide << 1.0;
    QTest::newRow("double") << "demo" << false << normal << 2.0;
    QTest::newRow("donut") << "donut" << false << normal << 1.0;
    QTest::newRow("donut-dark") << "donut" << true << narrow << 1.0;
    QTest::newRow("tokens") << "tokens" << false << normal << 1.0;
    QTest::newRow("three-levels") << "three" << false << normal << 1.0;
    QTest::newRow("models") << "models" << false << normal << 1.0;
    QTest::newRow("sessions") << "sessions" << false << normal << 1.0;
    QTest::newRow("yuan") << "yuan" << false << normal << 1.0;
    QTest::newRow("all-columns") << "columns" << false << normal << 1.0;
    QTest::newRow("selected") << "selected" << false << normal << 1.0;
    QTest::newRow("empty") << "empty" << false << normal << 1.0;
    QTest::newRow("one") << "one" << false << normal << 1.0;
    QTest::newRow("zero-cost") << "zero" << false << normal << 1.0;
    QTest::newRow("long-names") << "names" << false << normal << 1.0;
    QTest::newRow("extremes") << "extremes" << false << normal << 1.0;
    QTest::newRow("extremes-narrow") << "extremes" << true << narrow << 1.0;
    QTest::newRow("thousands") << "thousands" << false << normal << 1.0;
}

void tst_BreakdownPage::everyStatePaints()
{
    QFETCH(QString, state);
    QFETCH(bool, dark);
    QFETCH(QSize, size);
    QFETCH(double, scale);
    Theme::apply(*qApp, dark ? Theme::Mode::Dark : Theme::Mode::Light);
    std::unique_ptr<TestLedger> own;
    const auto ledger = [&]() -> TestLedger & {
        own = std::make_unique<TestLedger>();
        return *own;
    };
    const char *noon = "2026-11-02T12:00:00Z";
    if (state == QStringLiteral("one")) {
        ledger().add({use(noon, 0.1906, "atlas-api")});
    } else if (state == QStringLiteral("zero")) {
        ledger().add({use(noon, 3, "atlas-api", "free"), use("2026-11-03T12:00:00Z", 3, "atlas-api", "mystery", "s2")});
    } else if (state == QStringLiteral("names")) {
        ledger().add({use(noon, 4, "<b>" + std::string(300, 'p') + "\n</b>", std::string(300, 'm')), use(noon, 3, std::string(300, 'w')),
                      use(noon, 2, "\u05E9\u05DC\u05D5\u05DD \u05E2\u05D5\u05DC\u05DD \u202E\u0645\u0631\u062D\u0628\u0627"),
                      use(noon, 1, "\U0001F680 rocket \U0001F469\u200D\U0001F4BB"), use(noon, 1, "\u9879\u76EE\u4E00")});
    } else if (state == QStringLiteral("extremes")) {
        ledger().add({use(noon, 10'000'000, "atlas-api"), use(noon, 1234.5, "ledger-sync", "plain", "s2"), use(noon, 0.01, "docs", "plain", "s3"),
                      {.time = noon, .model = "yuan", .tokens = {.input = 2}, .project = "tiny", .session = "s4"},
                      {.time = noon, .model = "yuan", .tokens = {.input = 400'000'000}, .project = "shanghai", .session = "s5"}});
    } else if (state == QStringLiteral("thousands")) {
        TestLedger &many = ledger();
        std::vector<Use> uses;
        for (int p = 0; p < 5'000; ++p) {
            for (int m = 0; m < 2; ++m) {
                uses.push_back(use(noon, 1 + p % 97 + m, "project-" + std::to_string(p), m == 0 ? "plain" : "free", "s" + std::to_string(p)));
            }
        }
        many.add(uses);
    }
    Desk desk{own ? own->reader() : *m_reader, own ? own->pricer() : *m_pricer};
    const auto option = [&](const char *name, const char *value) {
        desk.view.options[QString::fromLatin1(name)] = QString::fromLatin1(value);
    };
    if (state == QStringLiteral("donut")) {
        option("breakdown.shape", "donut");
        option("breakdown.by", "model");
    } else if (state == QStringLiteral("tokens")) {
        desk.view.measure = Measure::Tokens;
    } else if (state == QStringLiteral("three")) {
        option("breakdown.by", "provider,project,model");
    } else if (state == QStringLiteral("models")) {
        option("breakdown.by", "model,project");
    } else if (state == QStringLiteral("sessions")) {
        option("breakdown.by", "session");
    } else if (state == QStringLiteral("columns")) {
        option("breakdown.columns", "cost,share,against,tokens,input,cacheRead,cacheWrite,output,reasoning,requests,cacheHit,unpriced,course");
    } else if (state == QStringLiteral("yuan")) {
        desk.view.currency = QStringLiteral("CNY");
    } else if (state == QStringLiteral("empty")) {
        desk.view.period = periodAt(PeriodKind::Month, *parseDay("2026-03-01"), {});
    }
    desk.page->resize(size);
    desk.open();
    if (state == QStringLiteral("selected")) {
        desk.click(desk.page->model()->index(1, 0, desk.page->model()->index(0, 0)));
    }
    const QImage image = pictureOf(*desk.page, scale);
    QSet<QRgb> colours;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3) {
            colours.insert(image.pixel(x, y));
        }
    }
    QVERIFY(colours.size() > 10);
    QCOMPARE(desk.failures, 0);
    keep(image, QString::fromLatin1(QTest::currentDataTag()));
}

TOKENMETER_TEST(tst_BreakdownPage);
#include "tst_BreakdownPage.moc"
