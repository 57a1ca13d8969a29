// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "../flow/TestLedger.h"
#include "flow/ReviewAliases.h"
#include "flow/ReviewJson.h"
#include "format/ReviewDocument.h"
#include "format/ReviewText.h"
#include "print/ReviewFile.h"
#include "print/ReviewHtml.h"
#include "print/ReviewPrint.h"
#include "print/ReviewSchedule.h"
#include "print/ReviewSvg.h"
#include "shell/Language.h"
#include "theme/Theme.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QPrinter>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

#include <set>

namespace test_WrittenReview
{

using namespace tokenmeter;
using namespace tokenmeter::testing;
using namespace std::chrono;

namespace
{

constexpr const char *Script = "<script>alert(1)</script>";
constexpr const char *Image = "\"><img src=x onerror=alert(1)>";
constexpr const char *Turned = "abc\xE2\x80\xAE" "fdp.exe";
constexpr const char *Chinese = "店铺后台";

ReviewData reviewOfLedger(TestLedger &ledger)
{
    ReviewRequest request;
    request.period = *parseNamedPeriod("2026-10");
    request.zone = *Zone::byId("Europe/Berlin");
    request.now = parseTime("2026-11-03T08:12:00Z")->time;
    Result<ReviewData> review = reviewOf(ledger.reader(), ledger.pricer(), request);
    if (!review) {
        qFatal("review failed, cause %d", int(review.problem().cause));
    }
    return *std::move(review);
}

/// September and October with names that mean harm, a model without a price, one without a rate, an unusual day, a budget, a bill, a fee.
ReviewData hostileReview()
{
    TestLedger ledger;
    static std::vector<std::string> times;
    times.clear();
    times.reserve(100);
    std::vector<Use> uses;
    for (int i = 0; i < 61; ++i) {
        times.push_back(toIso(*parseDay("2026-08-30") + days{i}) + "T12:00:00Z");
        uses.push_back({.time = times.back().c_str(), .tokens = {.input = 101'000 + 10'007 * (i % 7), .cacheRead = 40'000, .output = 900}, .project = i % 3 == 0 ? Script : Chinese});
    }
    uses.push_back({.time = "2026-10-19T15:00:00Z", .tokens = {.input = 20'000'000}, .project = Image});
    uses.push_back({.time = "2026-10-20T15:00:00Z", .tokens = {.input = 20'333}, .project = Turned});
    uses.push_back({.time = "2026-10-20T15:00:00Z", .model = "claude-opus-4-6", .tokens = {.input = 133'000}, .project = "x", .provider = "anthropic"});
    uses.push_back({.time = "2026-10-20T15:00:00Z", .model = "<b>unheard & of</b>", .tokens = {.input = 20'000}, .project = "x"});
    uses.push_back({.time = "2026-10-21T15:00:00Z", .model = "yuan", .tokens = {.input = 30'000}, .project = "x"});
    ledger.add(uses);
    ReviewData review = reviewOfLedger(ledger);
    review.budgets.push_back({.name = "<i>Limit</i>", .currency = Currency{"USD"}, .from = review.period.from, .to = review.period.to, .limit = money("500").atto(), .available = money("500").atto(), .spent = money("212.34").atto()});
    review.reconciled.push_back({.account = "<u>Team</u>", .provider = "anthropic", .month = "2026-10", .currency = Currency{"USD"}, .metered = money("212.34").atto(), .billed = money("212").atto(), .residual = money("-0.34").atto(), .residualPpm = 1603, .badge = ReconcileBadge::Within});
    review.reconciled.push_back({.account = "Other", .provider = "openai", .month = "2026-10"});
    review.planLines.push_back({.kind = PlanLine::Kind::Fee, .plan = 1, .name = "Max <plan>", .amount = money("100")});
    return review;
}

ReviewData reviewOfProjects(int count)
{
    TestLedger ledger;
    static std::vector<std::string> names;
    names.clear();
    std::vector<Use> uses;
    for (int i = 0; i < count; ++i) {
        uses.push_back({.time = "2026-10-10T12:00:00Z", .tokens = {.input = 100'000 + 1'000 * i}, .project = "project-" + std::to_string(1000 + i)});
    }
    ledger.add(uses);
    return reviewOfLedger(ledger);
}

QString bodyOf(const QString &html)
{
    const qsizetype from = html.indexOf(QStringLiteral("<body>"));
    return html.mid(from, html.indexOf(QStringLiteral("</body>")) + 7 - from);
}

QByteArray pdfOf(const ReviewData &review, int *pages = nullptr, QPageSize::PageSizeId size = QPageSize::A4)
{
    QByteArray bytes;
    QBuffer buffer{&bytes};
    buffer.open(QIODevice::WriteOnly);
    const int count = ReviewPrint{review, QStringLiteral("ledger.db")}.writePdf(buffer, size);
    if (pages != nullptr) {
        *pages = count;
    }
    return bytes;
}

/// What a reader can select, page by page. Needs poppler-utils (app/packages.sh).
QStringList pagesOf(const QByteArray &pdf)
{
    const QTemporaryDir folder;
    QFile file{folder.filePath(QStringLiteral("review.pdf"))};
    if (!file.open(QIODevice::WriteOnly) || file.write(pdf) != pdf.size()) {
        return {};
    }
    file.close();
    QProcess reader;
    reader.start(QStringLiteral("pdftotext"), {QStringLiteral("-layout"), QStringLiteral("-enc"), QStringLiteral("UTF-8"), file.fileName(), QStringLiteral("-")});
    if (!reader.waitForStarted() || !reader.waitForFinished(60'000)) {
        qWarning("pdftotext is missing: install poppler-utils");
        return {};
    }
    // Qt names glyphs that two characters share by the first of them: a radical in place of the letter.
    QStringList pages = QString::fromUtf8(reader.readAllStandardOutput()).normalized(QString::NormalizationForm_KC).split(QChar{u'\f'});
    if (!pages.isEmpty() && pages.last().trimmed().isEmpty()) {
        pages.removeLast();
    }
    return pages;
}

} // namespace

class tst_WrittenReview : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { Theme::apply(*qApp, Theme::Mode::Light); }
    void init() { language::apply(QStringLiteral("en")); }
    void cleanup() { language::apply(QStringLiteral("en")); }

    void htmlHasNoElementOfANames()
    {
        const QString html = QString::fromUtf8(reviewHtml(hostileReview()));
        const std::set<QString> known{QStringLiteral("html"), QStringLiteral("head"), QStringLiteral("meta"), QStringLiteral("title"), QStringLiteral("style"), QStringLiteral("body"), QStringLiteral("header"),
                                      QStringLiteral("main"), QStringLiteral("section"), QStringLiteral("footer"), QStringLiteral("p"), QStringLiteral("h1"), QStringLiteral("h2"), QStringLiteral("h3"), QStringLiteral("ul"),
                                      QStringLiteral("li"), QStringLiteral("dl"), QStringLiteral("dt"), QStringLiteral("dd"), QStringLiteral("div"), QStringLiteral("table"), QStringLiteral("thead"), QStringLiteral("tbody"),
                                      QStringLiteral("tfoot"), QStringLiteral("tr"), QStringLiteral("th"), QStringLiteral("td"), QStringLiteral("svg"), QStringLiteral("g"), QStringLiteral("rect"), QStringLiteral("line"),
                                      QStringLiteral("text")};
        static const QRegularExpression tag{QStringLiteral("<([a-zA-Z0-9]+)([^>]*)>")};
        static const QRegularExpression badAttribute{QStringLiteral("\\b(on[a-z]+|style|src|href|srcset|data|action)\\s*="), QRegularExpression::CaseInsensitiveOption};
        int tags = 0;
        for (auto each = tag.globalMatch(html); each.hasNext(); ++tags) {
            const QRegularExpressionMatch match = each.next();
            QVERIFY2(known.contains(match.captured(1)), qPrintable(match.captured(0)));
            QVERIFY2(!badAttribute.match(match.captured(2)).hasMatch(), qPrintable(match.captured(0)));
        }
        QVERIFY(tags > 200);
        QVERIFY(html.contains(QStringLiteral("&lt;script&gt;alert(1)&lt;/script&gt;")));
        QVERIFY(html.contains(QStringLiteral("&lt;i&gt;Limit&lt;/i&gt;")));
        QVERIFY(html.contains(QStringLiteral("&lt;u&gt;Team&lt;/u&gt;")));
        QVERIFY(html.contains(QStringLiteral("unheard &amp; of")));
        QVERIFY(!html.contains(QChar{0x202E})); // it would turn the text behind it round
        QVERIFY(!html.contains(QStringLiteral("url(")) && !html.contains(QStringLiteral("@import")));
    }

    void htmlForbidsAllButItsStyle()
    {
        const QString html = QString::fromUtf8(reviewHtml(hostileReview()));
        static const QRegularExpression policy{QStringLiteral("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-([A-Za-z0-9+/=]+)'; base-uri 'none'; form-action 'none'\">")};
        const QRegularExpressionMatch match = policy.match(html);
        QVERIFY(match.hasMatch());
        const qsizetype from = html.indexOf(QStringLiteral("<style>")) + 7;
        const QString style = html.mid(from, html.indexOf(QStringLiteral("</style>")) - from);
        QCOMPARE(match.captured(1), QString::fromLatin1(QCryptographicHash::hash(style.toUtf8(), QCryptographicHash::Sha256).toBase64()));
        QVERIFY(match.capturedStart() < from);
        QVERIFY(style.contains(QStringLiteral("prefers-color-scheme:dark")));
        QVERIFY(style.contains(QStringLiteral("break-inside")));
    }

    void markupIsWellFormed()
    {
        const ReviewData review = hostileReview();
        for (const QString &svg : {waterfallSvg(review, 0), waterfallSvg(review, 1), daysSvg(review)}) {
            QVERIFY(svg.startsWith(QStringLiteral("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=")));
            QXmlStreamReader reader{svg};
            int shapes = 0;
            while (!reader.atEnd()) {
                reader.readNext();
                shapes += reader.isStartElement() && reader.name() == QLatin1String("rect") ? 1 : 0;
                for (const QXmlStreamAttribute &attribute : reader.attributes()) {
                    QVERIFY2(attribute.value() != QLatin1String("nan") && attribute.value() != QLatin1String("inf"), qPrintable(svg));
                }
            }
            QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
            QVERIFY(shapes >= 2);
        }
        QXmlStreamReader body{bodyOf(QString::fromUtf8(reviewHtml(review)))};
        while (!body.atEnd()) {
            body.readNext();
        }
        QVERIFY2(!body.hasError(), qPrintable(body.errorString() + QString::number(body.lineNumber())));
    }

    void sameReviewMakesSameBytes()
    {
        const ReviewData review = hostileReview();
        const QByteArray html = reviewHtml(review);
        QCOMPARE(reviewHtml(hostileReview()), html);
        const Result<ReviewData> again = reviewIn(reviewText(review));
        QVERIFY(again);
        QCOMPARE(reviewHtml(*again), html);
        // Another computer's numbers and another theme.
        QLocale::setDefault(QLocale{QLocale::German, QLocale::Germany});
        Theme::apply(*qApp, Theme::Mode::Dark);
        const QByteArray elsewhere = reviewHtml(review);
        Theme::apply(*qApp, Theme::Mode::Light);
        QCOMPARE(QLocale{}.language(), QLocale::German); // is put back
        QLocale::setDefault(QLocale{QLocale::English, QLocale::UnitedStates});
        QCOMPARE(elsewhere, html);
    }

    void chineseIsChinese()
    {
        language::apply(QStringLiteral("zh_CN"));
        const QString html = QString::fromUtf8(reviewHtml(hostileReview()));
        QVERIFY(html.contains(QStringLiteral("<html lang=\"zh-CN\">")));
        QVERIFY(html.contains(QStringLiteral("2026 年 10 月")) || html.contains(QStringLiteral("2026\u00A0年\u00A010\u00A0月")));
        for (const char *english : {"Why it changed", "Unusual days", "Budgets", "How this was made", "Total", "Against budget", "Monthly review"}) {
            QVERIFY2(!html.contains(QLatin1String(english)), english);
        }
        QVERIFY(html.contains(QString::fromUtf8(Chinese)));
    }

    void columnsCloseWithTheirTotals()
    {
        const ReviewDocument document = reviewDocumentOf(hostileReview());
        const auto cents = [](QString text) -> std::optional<qint64> {
            static const QRegularExpression amount{QStringLiteral("^[+\u2212]?\\$[0-9,]+\\.([0-9]+)$")};
            if (!amount.match(text).hasMatch()) {
                return std::nullopt;
            }
            const bool isNegative = text.startsWith(QChar{0x2212});
            const qint64 value = text.remove(QRegularExpression{QStringLiteral("[^0-9]")}).toLongLong();
            return isNegative ? -value : value;
        };
        int columns = 0;
        for (const ReviewSection &section : document.sections) {
            for (const ReviewTable &table : section.tables) {
                for (const QStringList &row : table.rows) {
                    QCOMPARE(row.size(), qsizetype(table.columns.size()));
                }
                for (qsizetype i = 0; i < table.total.size(); ++i) {
                    const std::optional<qint64> total = cents(table.total[i]);
                    if (!total) {
                        continue;
                    }
                    qint64 sum = 0;
                    for (const QStringList &row : table.rows) {
                        sum += cents(row[i]).value_or(0);
                    }
                    QVERIFY2(sum == *total, qPrintable(section.id + u' ' + table.columns[std::size_t(i)].title));
                    ++columns;
                }
            }
        }
        QVERIFY(columns >= 7);
    }

    void emptyMonthIsSaid()
    {
        TestLedger ledger;
        const ReviewData review = reviewOfLedger(ledger);
        const QString html = QString::fromUtf8(reviewHtml(review));
        QVERIFY(html.contains(QStringLiteral("before the first record")));
        QVERIFY(!html.contains(QStringLiteral("<svg")));
        QVERIFY(!html.contains(QStringLiteral("$0.00")));
        QCOMPARE(pagesOf(pdfOf(review)).size(), 1);
    }

    void aliasesAreEverywhere()
    {
        const ReviewData review = hostileReview();
        const QString html = QString::fromUtf8(reviewHtml(aliased(review, letteredAliases(review, "Project "))));
        QVERIFY(!html.contains(QString::fromUtf8(Chinese)));
        QVERIFY(!html.contains(QStringLiteral("alert(1)")));
        QVERIFY(html.contains(QStringLiteral("Project A")));
    }

    void pdfOfOneProject()
    {
        int count = 0;
        const QByteArray pdf = pdfOf(reviewOfProjects(1), &count);
        QVERIFY(pdf.startsWith("%PDF-"));
        const QStringList pages = pagesOf(pdf);
        QCOMPARE(pages.size(), count);
        QVERIFY2(count <= 3, qPrintable(QString::number(count)));
        for (int i = 0; i < count; ++i) {
            QVERIFY(pages[i].contains(QStringLiteral("page %1 of %2").arg(i + 1).arg(count)));
            QVERIFY(pages[i].contains(QStringLiteral("ledger.db")));
        }
        QVERIFY(pages.first().contains(QStringLiteral("Monthly review, October 2026")));
        QVERIFY(pages.join(u' ').contains(QStringLiteral("project-1000")));
    }

    void pdfOfManyProjectsRepeatsItsHeads()
    {
        int count = 0;
        const QByteArray pdf = pdfOf(reviewOfProjects(500), &count);
        const QStringList pages = pagesOf(pdf);
        QCOMPARE(pages.size(), count);
        QVERIFY2(count >= 9 && count <= 20, qPrintable(QString::number(count)));
        const QString all = pages.join(u' ');
        for (int i = 0; i < 500; ++i) {
            QVERIFY2(all.contains(QStringLiteral("project-%1").arg(1000 + i)), qPrintable(QString::number(i)));
        }
        int withRows = 0;
        for (const QString &page : pages) {
            if (page.count(QStringLiteral("project-1")) > 20) {
                static const QRegularExpression head{QStringLiteral("Project +Requests +Tokens +List cost +Share")};
                QVERIFY2(head.match(page).hasMatch(), qPrintable(page));
                ++withRows;
            }
        }
        QVERIFY(withRows >= 8);
        QVERIFY(pages.last().contains(QStringLiteral("page %1 of %1").arg(count)));
    }

    void pdfTextIsTheSameAgain()
    {
        const ReviewData review = hostileReview();
        const QStringList once = pagesOf(pdfOf(review));
        QVERIFY(!once.isEmpty());
        const Result<ReviewData> again = reviewIn(reviewText(review));
        QVERIFY(again);
        Theme::apply(*qApp, Theme::Mode::Dark);
        const QStringList twice = pagesOf(pdfOf(*again));
        Theme::apply(*qApp, Theme::Mode::Light);
        QCOMPARE(twice, once);
        QVERIFY(once.join(u' ').contains(QString::fromUtf8(Chinese)));
        static const QRegularExpression signedAmount{QStringLiteral("[+]\\$[0-9]+[.][0-9]{2}")};
        QVERIFY2(signedAmount.match(once.join(u' ')).hasMatch(), "signs are lost");
        QVERIFY2(once.join(u' ').contains(QStringLiteral("\u2212$")), "signs are lost");
        // Each step stands in the table and beside its bar, those that are folded beside theirs alone.
        static const QRegularExpression blanks{QStringLiteral("\\s+")};
        const QString text = once.join(u' ').remove(blanks);
        for (const ReviewStep &step : ReviewText::steps(review, 0, true)) {
            const qsizetype least = step.kind == ReviewStep::Kind::SmallEffects ? 1 : 2;
            QVERIFY2(text.count(QString{step.shown}.remove(blanks)) >= least, qPrintable(step.name + u' ' + step.shown));
        }
        QVERIFY(once.join(u' ').contains(QStringLiteral("<script>alert(1)</script>"))); // plain text on paper
    }

    void pdfInChinese()
    {
        language::apply(QStringLiteral("zh_CN"));
        const QStringList pages = pagesOf(pdfOf(hostileReview()));
        QVERIFY(pages.size() >= 2);
        // The word for a page shares its glyph with a radical that has no other form.
        static const QRegularExpression foot{QStringLiteral("第 1 .[,，]共 %1 .").arg(pages.size())};
        QVERIFY2(foot.match(pages.first()).hasMatch(), qPrintable(pages.first()));
        QVERIFY(pages.first().contains(QStringLiteral("变化原因")));
    }

    void paperHasItsSize()
    {
        static const QRegularExpression box{QStringLiteral("/MediaBox \\[0 0 ([0-9.]+) ([0-9.]+)\\]")};
        for (const auto &[size, width, height] : {std::tuple{QPageSize::A4, 595, 842}, std::tuple{QPageSize::Letter, 612, 792}}) {
            const QRegularExpressionMatch match = box.match(QString::fromLatin1(pdfOf(reviewOfProjects(1), nullptr, size)));
            QVERIFY(match.hasMatch());
            QCOMPARE(qRound(match.captured(1).toDouble()), width);
            QCOMPARE(qRound(match.captured(2).toDouble()), height);
        }
    }

    void printerGetsTheSamePages()
    {
        const QTemporaryDir folder;
        const ReviewData review = hostileReview();
        int count = 0;
        pdfOf(review, &count);
        QPrinter printer{QPrinter::HighResolution};
        printer.setOutputFormat(QPrinter::PdfFormat);
        printer.setPageSize(QPageSize{QPageSize::A4});
        printer.setOutputFileName(folder.filePath(QStringLiteral("printed.pdf")));
        QCOMPARE((ReviewPrint{review, QStringLiteral("ledger.db")}.paint(printer)), count);
    }

    void endsOfNamesSayTheForm()
    {
        QCOMPARE(reviewFormOf(QStringLiteral("/a/b.pdf")), ReviewForm::Pdf);
        QCOMPARE(reviewFormOf(QStringLiteral("b.focus.csv")), ReviewForm::FocusCsv);
        QCOMPARE(reviewFormOf(QStringLiteral("b.projects.csv")), ReviewForm::ProjectsCsv);
        QCOMPARE(reviewFormOf(QStringLiteral("focus.csv")), ReviewForm::DaysCsv);
        QVERIFY(!reviewFormOf(QStringLiteral("b.txt")));
        QVERIFY(!reviewFormOf(QStringLiteral("pdf")));
        QCOMPARE(reviewFileName(*parseNamedPeriod("2026-10"), ReviewForm::Html), QStringLiteral("tokenmeter-review-2026-10.html"));
    }

    void fileIsWholeAndPrivate()
    {
        const QTemporaryDir folder;
        const QString file = folder.filePath(QStringLiteral("r.csv"));
        QVERIFY(writeReviewFile(file, "one"));
        QVERIFY(writeReviewFile(file, "two"));
        QFile written{file};
        QVERIFY(written.open(QIODevice::ReadOnly));
        QCOMPARE(written.readAll(), QByteArray{"two"});
        QCOMPARE(written.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther | QFileDevice::WriteGroup | QFileDevice::WriteOther), QFileDevice::Permissions{});
        const Result<Done> failed = writeReviewFile(folder.filePath(QStringLiteral("no/such/r.csv")), "x");
        QVERIFY(!failed);
        QCOMPARE(failed.problem().cause, Cause::FileNotWritten);
    }

    void scheduleIsDueOnceAMonth()
    {
        using std::chrono::days;
        QCOMPARE(toText(lastMonth(*parseDay("2026-11-01"))), "2026-10");
        QCOMPARE(toText(lastMonth(*parseDay("2027-01-31"))), "2026-12");
        ReviewSchedule schedule;
        const NamedPeriod october = *parseNamedPeriod("2026-10");
        QVERIFY(!schedule.isDue(october));
        QVERIFY(textOf(schedule).isEmpty());
        schedule.folder = QStringLiteral("/reports");
        schedule.form = ReviewForm::Html;
        QVERIFY(schedule.isDue(october));
        schedule = schedule.written(october);
        QVERIFY(!schedule.isDue(october));
        QVERIFY(!schedule.isDue(*parseNamedPeriod("2026-09")));
        QVERIFY(schedule.isDue(*parseNamedPeriod("2027-01")));
        QCOMPARE(readReviewSchedule(textOf(schedule)), schedule);
        QCOMPARE(readReviewSchedule("no JSON"), ReviewSchedule{});
    }
};

TOKENMETER_TEST(tst_WrittenReview);

} // namespace test_WrittenReview

#include "tst_WrittenReview.moc"
