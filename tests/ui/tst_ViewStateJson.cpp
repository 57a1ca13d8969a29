// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "support/TestMain.h"

#include "shell/ViewStateJson.h"

namespace test_ViewStateJson
{

using namespace tokenmeter;

namespace
{

LocalDay day(const char *iso)
{
    return parseDay(iso).value();
}

const PeriodRules Rules{.billingDay = 1, .firstDayOfWeek = 1};

ViewState sample()
{
    ViewState view;
    view.page = QStringLiteral("trends");
    view.period = periodAt(PeriodKind::Month, day("2026-11-18"), Rules);
    view.filter = parseFilterText(QStringLiteral("model:opus* project:\"my app\"")).terms;
    view.measure = Measure::Tokens;
    view.basis = ViewBasis::Effective;
    view.currency = QStringLiteral("CNY");
    view.options[QStringLiteral("trends.step")] = QStringLiteral("week");
    return view;
}

} // namespace

class tst_ViewStateJson : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void comesBackAsItWas()
    {
        const auto back = viewFromJson(toJson(sample(), day("2026-11-18")), day("2026-11-18"), Rules);
        QVERIFY(back && *back == sample());
    }

    void thisMonthIsThePresentMonthLater()
    {
        const auto back = viewFromJson(toJson(sample(), day("2026-11-18")), day("2027-02-03"), Rules);
        QCOMPARE(toIso(back->period.from), std::string{"2027-02-01"});
        QCOMPARE(toIso(back->period.to), std::string{"2027-02-28"});
    }

    void anotherMonthStaysThatMonth()
    {
        ViewState view = sample();
        view.period = periodAt(PeriodKind::Month, day("2026-03-05"), Rules);
        const auto back = viewFromJson(toJson(view, day("2026-11-18")), day("2027-02-03"), Rules);
        QCOMPARE(toIso(back->period.from), std::string{"2026-03-01"});
        view.period = customPeriod(day("2026-11-02"), day("2026-11-20"));
        QVERIFY(viewFromJson(toJson(view, day("2026-11-18")), day("2027-02-03"), Rules)->period == view.period);
    }

    void damageIsPassedOver()
    {
        QVERIFY(!viewFromJson({}, day("2026-11-18"), Rules));
        const QJsonObject odd{{QStringLiteral("page"), QStringLiteral("overview")},
                              {QStringLiteral("period"), QStringLiteral("century")},
                              {QStringLiteral("from"), QStringLiteral("2026-13-45")},
                              {QStringLiteral("filter"), QStringLiteral("model:\"")},
                              {QStringLiteral("measure"), 7},
                              {QStringLiteral("currency"), QStringLiteral("no currency")},
                              {QStringLiteral("options"), QStringLiteral("none")}};
        const auto view = viewFromJson(odd, day("2026-11-18"), Rules);
        QVERIFY(view);
        QCOMPARE(toIso(view->period.from), std::string{"2026-11-01"});
        QVERIFY(view->filter.isEmpty());
        QCOMPARE(view->currency, QStringLiteral("USD"));
        QVERIFY(savedViewsFromBytes("[1, {\"name\": \"\"}").empty());
    }

    void namesKeepOrderAndReplace()
    {
        std::vector<SavedView> views;
        for (const char *name : {"b", "a", "b"}) {
            putSavedView(views, {QString::fromLatin1(name), toJson(sample(), day("2026-11-18"))});
        }
        QCOMPARE(views.size(), std::size_t{2});
        QCOMPARE(savedViewsFromBytes(savedViewsToBytes(views)).front().name, QStringLiteral("a"));
        QVERIFY(savedViewsToBytes({}).isEmpty());
    }
};

TOKENMETER_TEST(tst_ViewStateJson);

} // namespace test_ViewStateJson

#include "tst_ViewStateJson.moc"
