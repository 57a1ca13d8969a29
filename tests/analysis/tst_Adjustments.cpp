// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include "analysis/Adjustments.h"

#include <QtTest>

#include <map>
#include <random>

namespace test_Adjustments
{

using namespace tokenmeter;

namespace
{

/// One request, at so many attos a token.
struct Usage
{
    std::string model{"opus"};
    std::string project{"app"};
    std::string source{"claude-code"};
    std::int64_t tokens = 0;
    std::int64_t price = 0; ///< 0: unpriced
    std::string currency{"USD"};
    bool isExcluded = false;
    bool isLate = false;
};

ClosedCells cellsOf(const std::vector<Usage> &usage)
{
    std::vector<ClosedCell> cells;
    for (const Usage &one : usage) {
        cells.push_back({.source = one.source,
                         .provider = "anthropic",
                         .model = one.model,
                         .project = one.project,
                         .isExcluded = one.isExcluded,
                         .isLate = one.isLate,
                         .price = std::uint64_t(one.price),
                         .currency = one.price == 0 ? Currency{} : Currency{one.currency},
                         .requests = 1,
                         .tokens = {.input = one.tokens},
                         .rare = {.webSearches = one.tokens % 3},
                         .atto = Int128{one.tokens} * one.price});
    }
    return closedCells(std::move(cells));
}

/// "late_records app +2 requests, +30 tokens, USD 0.000..."
QString shown(const std::vector<Adjustment> &all)
{
    QStringList lines;
    for (const Adjustment &one : all) {
        QString line = QString::fromStdString(std::string{keyOf(one.cause)} + ' ' + one.source + ' ' + one.project);
        if (!one.other.empty()) {
            line += QStringLiteral(" from or to ") + QString::fromStdString(one.other);
        }
        line += QStringLiteral(" %1 %2").arg(one.requests).arg(one.tokens.input);
        for (const Money &amount : one.amounts) {
            line += QStringLiteral(" %1 %2").arg(QString::fromStdString(amount.currency().code())).arg(qint64(amount.atto()));
        }
        lines << line;
    }
    return lines.join(QLatin1Char('\n'));
}

std::map<std::string, Int128> byCode(const std::vector<Money> &amounts)
{
    std::map<std::string, Int128> sums;
    for (const Money &amount : amounts) {
        if (amount.atto() != 0) {
            sums[amount.currency().code()] += amount.atto();
        }
    }
    return sums;
}

void addAll(std::map<std::string, Int128> &sums, const std::map<std::string, Int128> &more, int sign)
{
    for (const auto &[code, atto] : more) {
        sums[code] += sign * atto;
    }
    std::erase_if(sums, [](const auto &one) { return one.second == 0; });
}

} // namespace

class tst_Adjustments : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void causes_data();
    void causes();
    void frozenAndAdjustmentsAreToday();
    void cellsAndTextsKeepEverything();
    void damagedTexts();
    void totalsKeepCurrenciesApart();
    void pricesAreToldApartByWhatTheyCost();
};

void tst_Adjustments::causes_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<QString>("expected");
    const char *expected[] = {
        "",
        "late_records claude-code app 1 30 USD 90",
        "price_changed claude-code app 0 0 USD 20",
        "price_changed claude-code app 0 0 USD 30",
        "excluded claude-code app -1 -20 USD -60",
        "included claude-code app 1 20 USD 60",
        "project_changed claude-code api from or to app 1 20 USD 60\nproject_changed claude-code app from or to api -1 -20 USD -60",
        "source_changed claude-code app from or to proxy -1 -20 USD -60\nsource_changed proxy app from or to claude-code 1 20 USD 60",
        "records_changed claude-code app 0 5 USD 15",
        "records_changed claude-code app -1 -20 USD -60",
        "late_records claude-code app 1 30 USD 120\nprice_changed claude-code app 0 0 USD 30",
        "",
        "price_changed claude-code app 0 0 CNY 90 USD -30",
        "price_changed claude-code app 0 0 USD -30",
    };
    const char *names[] = {"nothing",         "a late record",   "another price", "a price at last",
                           "excluded",        "included",        "another project", "another source",
                           "larger counts",   "a record is gone", "late and dearer", "late and excluded at once",
                           "another currency", "no price any more"};
    for (int i = 0; i < int(std::size(expected)); ++i) {
        QTest::newRow(names[i]) << i << QString::fromLatin1(expected[i]);
    }
}

void tst_Adjustments::causes()
{
    QFETCH(int, number);
    QFETCH(QString, expected);
    const Usage ten{.tokens = 10, .price = 3};
    const Usage twenty{.tokens = 20, .price = 3};
    Usage out = twenty;
    out.isExcluded = true;
    Usage late{.tokens = 30, .price = 3, .isLate = true};
    const auto changed = [](Usage usage, auto change) {
        change(usage);
        return usage;
    };
    using Cells = std::pair<std::vector<Usage>, std::vector<Usage>>;
    const std::vector<Cells> cells{
        {{ten, twenty}, {ten, twenty}},
        {{ten}, {ten, late}},
        {{ten, twenty}, {ten, changed(twenty, [](Usage &usage) { usage.price = 4; })}},
        {{changed(ten, [](Usage &usage) { usage.price = 0; })}, {ten}},
        {{ten, twenty}, {ten, out}},
        {{ten, out}, {ten, twenty}},
        {{ten, twenty}, {ten, changed(twenty, [](Usage &usage) { usage.project = "api"; })}},
        {{ten, twenty}, {ten, changed(twenty, [](Usage &usage) { usage.source = "proxy"; })}},
        {{ten}, {changed(ten, [](Usage &usage) { usage.tokens = 15; })}},
        {{ten, twenty}, {ten}},
        {{ten, twenty}, {changed(ten, [](Usage &usage) { usage.price = 4; }), changed(twenty, [](Usage &usage) { usage.price = 4; }),
                         changed(late, [](Usage &usage) { usage.price = 4; })}},
        {{ten}, {ten, changed(late, [](Usage &usage) { usage.isExcluded = true; })}},
        {{ten}, {changed(ten, [](Usage &usage) {
             usage.currency = "CNY";
             usage.price = 9;
         })}},
        {{ten}, {changed(ten, [](Usage &usage) { usage.price = 0; })}},
    };
    const auto &[frozen, current] = cells[std::size_t(number)];
    QCOMPARE(shown(adjustments(cellsOf(frozen), cellsOf(current))), expected);
}

/// Whatever happened since, and however often at once.
void tst_Adjustments::frozenAndAdjustmentsAreToday()
{
    std::mt19937 random{7};
    const auto pick = [&random](int below) { return int(random() % unsigned(below)); };
    const char *models[] = {"opus", "haiku"};
    const char *projects[] = {"app", "api", ""};
    const char *sources[] = {"claude-code", "proxy"};
    const char *currencies[] = {"USD", "CNY"};
    const auto fresh = [&] {
        return Usage{.model = models[pick(2)],
                     .project = projects[pick(3)],
                     .source = sources[pick(2)],
                     .tokens = 1 + pick(1'000),
                     .price = std::int64_t(pick(4)) * 1'234'567'890'123,
                     .currency = currencies[pick(2)],
                     .isExcluded = pick(6) == 0};
    };
    for (int round = 0; round < 2'000; ++round) {
        std::vector<Usage> usage;
        for (int i = pick(30); i > 0; --i) {
            usage.push_back(fresh());
        }
        const ClosedCells frozen = cellsOf(usage);
        for (int i = pick(8); i > 0; --i) {
            Usage *one = usage.empty() ? nullptr : &usage[std::size_t(pick(int(usage.size())))];
            switch (one == nullptr ? 0 : pick(8)) {
            case 0:
                usage.push_back(fresh());
                usage.back().isLate = true;
                break;
            case 1: one->price = std::int64_t(pick(4)) * 987'654'321'987; break;
            case 2: one->isExcluded = !one->isExcluded; break;
            case 3: one->project = projects[pick(3)]; break;
            case 4: one->source = sources[pick(2)]; break;
            case 5: one->tokens += pick(50); break;
            case 6: one->currency = currencies[pick(2)]; break;
            case 7:
                *one = usage.back();
                usage.pop_back();
                break;
            }
        }
        const ClosedCells current = cellsOf(usage);
        const std::vector<Adjustment> found = adjustments(frozen, current);

        std::map<std::string, Int128> sums = byCode(frozen.totals());
        addAll(sums, byCode(sumOf(found)), 1);
        QVERIFY2(sums == byCode(current.totals()), qPrintable(shown(found)));
        // Also of each source, model and project, and of requests and tokens.
        std::map<std::string, std::pair<std::map<std::string, Int128>, std::int64_t>> groups;
        const auto add = [&](const std::string &group, const std::map<std::string, Int128> &amounts, std::int64_t tokens, int sign) {
            addAll(groups[group].first, amounts, sign);
            groups[group].second += sign * tokens;
        };
        for (const auto &[cells, sign] : {std::pair{&frozen, 1}, std::pair{&current, -1}}) {
            for (const ClosedCell &cell : cells->cells) {
                if (!cell.isExcluded) {
                    const std::vector<Money> amount = cell.currency.isNone() ? std::vector<Money>{} : std::vector{Money::fromAtto(cell.atto, cell.currency)};
                    add(cell.source + '/' + cell.model + '/' + cell.project, byCode(amount), cell.tokens.input + 7'919 * cell.requests + cell.rare.webSearches, sign);
                }
            }
        }
        for (const Adjustment &one : found) {
            QVERIFY(one.requests != 0 || one.tokens.input != 0 || !one.amounts.empty()); // each says something
            add(one.source + '/' + one.model + '/' + one.project, byCode(one.amounts), one.tokens.input + 7'919 * one.requests + one.rare.webSearches, 1);
        }
        for (const auto &[group, rest] : groups) {
            QVERIFY2(rest.first.empty() && rest.second == 0, group.c_str());
        }
        QVERIFY(adjustments(withoutLateness(current), withoutLateness(current)).empty());
    }
}

void tst_Adjustments::cellsAndTextsKeepEverything()
{
    std::vector<ClosedCell> list{{.source = "claude-code",
                                  .provider = "anthropic",
                                  .model = "\xE8\x8A\xB1 <b> \"x\"",
                                  .project = "",
                                  .isExcluded = true,
                                  .isLate = true,
                                  .price = 0xFFFF'FFFF'FFFF'FFFF,
                                  .currency = Currency{"CNY"},
                                  .requests = 3,
                                  .tokens = {.input = 1, .cacheRead = 2, .cacheWrite5m = 3, .cacheWrite1h = 4, .output = 1'000'000'000'000, .reasoning = 6},
                                  .rare = {.inputAudio = 7, .cachedAudio = 8, .outputAudio = 9, .inputImage = 10, .outputImage = 11, .webSearches = 12},
                                  .atto = (Int128{1} << 100) + 1},
                                 {.model = "free of a price", .requests = 1}};
    const ClosedCells cells = closedCells(list);
    const Result<ClosedCells> read = readClosedCells(closedCellsJson(cells));
    QVERIFY(read);
    QVERIFY(*read == cells);

    std::vector<Adjustment> all = adjustments(cells, {});
    all.push_back({.cause = AdjustmentCause::ProjectChanged, .project = "a", .other = "b", .amounts = {Money::fromAtto(-1, Currency{"USD"})}});
    const Result<std::vector<Adjustment>> entries = readAdjustments(adjustmentsJson(all));
    QVERIFY(entries);
    QVERIFY(*entries == all);
}

void tst_Adjustments::damagedTexts()
{
    QVERIFY(!readClosedCells(""));
    QVERIFY(!readClosedCells("[]"));
    QVERIFY(!readClosedCells(R"({"version":2,"cells":[]})"));
    QVERIFY(!readClosedCells(R"({"version":1,"cells":[{"price":"x"}]})"));
    QVERIFY(!readClosedCells(R"({"version":1,"cells":[{"price":"1","currency":"USD","amount":"1,5"}]})"));
    QVERIFY(readClosedCells(R"({"version":1,"cells":[]})"));
    QVERIFY(!readAdjustments("{}"));
    QVERIFY(!readAdjustments(R"([{"cause":"magic"}])"));
    QVERIFY(!readAdjustments(R"([{"cause":"excluded","amounts":[{"currency":"USD","amount":""}]}])"));
    QVERIFY(!readAdjustments(R"([{"cause":"excluded","amounts":[{"currency":"dollar","amount":"1"}]}])"));
    QVERIFY(readAdjustments("[]"));
}

void tst_Adjustments::totalsKeepCurrenciesApart()
{
    Usage yuan{.tokens = 5, .price = 7, .currency = "CNY"};
    Usage out{.tokens = 5, .price = 7, .isExcluded = true};
    const ClosedCells cells = cellsOf({{.tokens = 10, .price = 3}, yuan, out, {.tokens = 9}});
    QVERIFY(cells.totals() == (std::vector{Money::fromAtto(35, Currency{"CNY"}), Money::fromAtto(30, Currency{"USD"})}));
    QCOMPARE(cells.unpricedRequests(), 1);
}

void tst_Adjustments::pricesAreToldApartByWhatTheyCost()
{
    Rate rate{.key = 1, .unpriced = Unpriced::No, .currency = Currency{"USD"}, .input = 5, .source = "one list"};
    Rate other = rate;
    other.key = 2;
    other.source = "another list";
    QCOMPARE(priceKeyOf(other), priceKeyOf(rate));
    other.webSearch = 1;
    QVERIFY(priceKeyOf(other) != priceKeyOf(rate));
    other = rate;
    other.currency = Currency{"CNY"};
    QVERIFY(priceKeyOf(other) != priceKeyOf(rate));
    other.unpriced = Unpriced::UnknownModel;
    QCOMPARE(priceKeyOf(other), std::uint64_t{0});
}

TOKENMETER_TEST(tst_Adjustments);

} // namespace test_Adjustments

#include "tst_Adjustments.moc"
