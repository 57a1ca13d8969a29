// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "support/TestMain.h"

#include "shell/NameBook.h"
#include "shell/ViewHistory.h"
#include "shell/ViewState.h"

namespace test_ViewState
{

using namespace tokenmeter;

namespace
{

QString joined(const std::vector<std::string> &names)
{
    QStringList list;
    for (const std::string &name : names) {
        list << QString::fromStdString(name);
    }
    return list.join(u',');
}

/// Two names of one model, a model of another family and one without a price.
OverviewData namesOfALedger()
{
    OverviewData data;
    data.allProviders = {"anthropic", "openai"};
    data.allProjects = {"", "api", "api-tests", "My App", "/home/dev/atlas", "/home/dev/job/web", "/home/dev/home/web"};
    data.allSources = {"claude-code", "codex"};
    data.allModels = {{.key = "anthropic/claude-opus-5", .id = "claude-opus-5", .displayName = "Claude Opus 5", .family = "claude-opus"},
                      {.key = "openai/gpt-5.6", .id = "gpt-5.6", .displayName = "GPT-5.6", .family = "gpt"},
                      {.key = "", .id = "qwen3-coder-next", .displayName = "qwen3-coder-next", .family = ""}};
    data.allRawModels = {{"claude-opus-5", "claude-opus-5-20260801"}, {"gpt-5.6"}, {"qwen3-coder-next"}};
    return data;
}

ViewState state(const char *from, const char *to, const char *filter = "")
{
    ViewState view;
    view.period = customPeriod(parseDay(from).value(), parseDay(to).value());
    view.filter = parseFilterText(QString::fromLatin1(filter)).terms;
    return view;
}

} // namespace

class tst_ViewState : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyTermReachesTheLedger();
    void termsBecomeRawNames_data();
    void termsBecomeRawNames();
    void requestHoldsTheWholeView();
    void filteredAnswersForgetNoNames();
    void modelsOfAChartBecomeTerms();
    void patterns_data();
    void patterns();
    void historyWalks();
    void goingSomewhereForgetsWhatWasAhead();
    void measureAndCurrencyAreNoSteps();
    void historyIsBounded();
    void basisIsWhatCanBeAnswered_data();
    void basisIsWhatCanBeAnswered();
};

void tst_ViewState::basisIsWhatCanBeAnswered_data()
{
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("option");
    QTest::addColumn<int>("wanted");
    QTest::addColumn<int>("shown");
    const int list = int(ViewBasis::List);
    const int effective = int(ViewBasis::Effective);
    const int billed = int(ViewBasis::Billed);
    QTest::newRow("billed") << "overview" << "provider:openai model:gpt* project:api tier:batch" << "" << billed << billed;
    for (const char *filter : {"session:s1", "source:codex", "agent:helper", "tag:client=a", "cost>1", "word", "excluded:yes", "unpriced:yes"}) {
        QTest::addRow("billed, %s", filter) << "overview" << filter << "" << billed << list;
        QTest::addRow("effective, %s", filter) << "overview" << filter << "" << effective << effective;
    }
    QTest::newRow("by project and model") << "breakdown" << "" << "breakdown.by=project,model" << billed << billed;
    QTest::newRow("by session") << "breakdown" << "" << "breakdown.by=model,session" << billed << list;
    QTest::newRow("by tag") << "breakdown" << "" << "breakdown.by=tag:client" << billed << list;
    QTest::newRow("another page's grouping") << "overview" << "" << "breakdown.by=session" << billed << billed;
    QTest::newRow("billed trends") << "trends" << "" << "trends.dimension=project" << billed << billed;
    for (const char *option : {"trends.dimension=agent", "trends.dimension=source", "trends.dimension=tag:client", "trends.dimension=token-class", "trends.measure=agent-share"}) {
        QTest::addRow("billed trends, %s", option) << "trends" << "" << option << billed << list;
    }
    QTest::newRow("trends") << "trends" << "" << "" << effective << effective;
    QTest::newRow("no plan tells classes") << "trends" << "" << "trends.dimension=token-class" << effective << list;
    QTest::newRow("records") << "records" << "" << "" << effective << list;
}

void tst_ViewState::basisIsWhatCanBeAnswered()
{
    QFETCH(QString, page);
    QFETCH(QString, filter);
    QFETCH(QString, option);
    QFETCH(int, wanted);
    QFETCH(int, shown);
    ViewState view;
    view.page = page;
    view.basis = ViewBasis(wanted);
    view.filter = parseFilterText(filter).terms;
    if (!option.isEmpty()) {
        view.options[option.section(u'=', 0, 0)] = option.section(u'=', 1);
    }
    QCOMPARE(int(shownBasis(view)), shown);
    QCOMPARE(int(basisChoiceOf(view).basis), shown);
    ViewState other = view;
    other.basis = ViewBasis::List;
    QVERIFY(!isNavigation(view, other)); // the same usage in other words
}

void tst_ViewState::termsBecomeRawNames_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QString>("models");
    QTest::addColumn<QString>("projects");
    QTest::newRow("nothing filtered") << QString{} << QString{} << QString{};
    QTest::newRow("id means all its raw names") << QStringLiteral("model:claude-opus-5")
                                                << QStringLiteral("claude-opus-5,claude-opus-5-20260801") << QString{};
    QTest::newRow("pattern from a word on") << QStringLiteral("model:opus*")
                                            << QStringLiteral("claude-opus-5,claude-opus-5-20260801") << QString{};
    QTest::newRow("display name") << QStringLiteral("model:\"Claude Opus 5\"")
                                  << QStringLiteral("claude-opus-5,claude-opus-5-20260801") << QString{};
    QTest::newRow("raw name finds its model") << QStringLiteral("model:claude-opus-5-20260801")
                                              << QStringLiteral("claude-opus-5,claude-opus-5-20260801") << QString{};
    QTest::newRow("any of") << QStringLiteral("model:gpt-5.6 model:qwen*") << QStringLiteral("gpt-5.6,qwen3-coder-next")
                            << QString{};
    QTest::newRow("a name is not a prefix") << QStringLiteral("project:api") << QString{} << QStringLiteral("api");
    QTest::newRow("a project as pages call it") << QStringLiteral("project:atlas") << QString{} << QStringLiteral("/home/dev/atlas");
    QTest::newRow("of two with a name, as pages tell them apart") << QStringLiteral("project:job/web") << QString{} << QStringLiteral("/home/dev/job/web");
    QTest::newRow("pattern over projects") << QStringLiteral("project:api*") << QString{} << QStringLiteral("api,api-tests");
    QTest::newRow("letters in any case") << QStringLiteral("project:\"my app\"") << QString{} << QStringLiteral("My App");
    QTest::newRow("unknown shows nothing, not everything")
        << QStringLiteral("model:nothing* project:gone") << QStringLiteral("nothing*") << QStringLiteral("gone");
}

void tst_ViewState::termsBecomeRawNames()
{
    QFETCH(QString, filter);
    NameBook names;
    names.learn(namesOfALedger());
    ViewState view;
    view.filter = parseFilterText(filter).terms;
    const OverviewRequest request = requestOf(view, names, Zone::utc(), {});
    QTEST(joined(request.filter.models), "models");
    QTEST(joined(request.filter.projects), "projects");
}

void tst_ViewState::requestHoldsTheWholeView()
{
    NameBook names;
    names.learn(namesOfALedger());
    ViewState view = state("2026-11-01", "2026-11-30", "project:\"\" provider:openai source:codex");
    view.currency = QStringLiteral("CNY");
    const UtcTime now = parseTime("2026-11-18T14:32:00Z").value().time;
    const OverviewRequest request = requestOf(view, names, Zone::byId("Asia/Shanghai").value(), now);
    QCOMPARE(QString::fromStdString(toIso(request.filter.from.value())), QStringLiteral("2026-11-01"));
    QCOMPARE(QString::fromStdString(toIso(request.filter.to.value())), QStringLiteral("2026-11-30"));
    QCOMPARE(request.filter.projects, std::vector<std::string>{""}); // one value that is empty: the source did not say
    QCOMPARE(joined(request.filter.providers), QStringLiteral("openai"));
    QCOMPARE(joined(request.filter.sources), QStringLiteral("codex"));
    QVERIFY(request.filter.models.empty());
    QCOMPARE(request.currency, std::string{"CNY"});
    QCOMPARE(request.zone.id(), std::string{"Asia/Shanghai"});
    QVERIFY(request.now == now);
}

void tst_ViewState::filteredAnswersForgetNoNames()
{
    NameBook names;
    names.learn(namesOfALedger());
    OverviewData filtered;
    filtered.models = {ModelSeries{.name = "GPT-5.6", .key = "openai/gpt-5.6", .rawModels = {"gpt-5.6-turbo"}}};
    names.learn(filtered);
    QCOMPARE(names.choices(FilterKey::Model).size(), std::size_t{3});
    const std::vector<FilterTerm> gpt{{.text = QStringLiteral("gpt-5.6"), .pattern = false}};
    QCOMPARE(joined(names.rawNames(FilterKey::Model, gpt)), QStringLiteral("gpt-5.6,gpt-5.6-turbo"));
    names.clear();
    QVERIFY(names.choices(FilterKey::Model).empty());
}

void tst_ViewState::modelsOfAChartBecomeTerms()
{
    NameBook names;
    names.learn(namesOfALedger());
    QCOMPARE(names.modelTerm({"claude-opus-5-20260801"}).text, QStringLiteral("claude-opus-5"));
    QCOMPARE(names.modelTerm({"never-seen"}).text, QStringLiteral("never-seen"));
    QCOMPARE(names.label(FilterKey::Model, {.text = QStringLiteral("claude-opus-5"), .pattern = false}),
             QStringLiteral("Claude Opus 5"));
    QCOMPARE(names.label(FilterKey::Model, {.text = QStringLiteral("opus*"), .pattern = true}), QStringLiteral("opus*"));
}

void tst_ViewState::patterns_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("expected");
    const auto row = [](const char *pattern, const char *name, bool expected) {
        QTest::addRow("%s in %s", pattern, name) << QString::fromLatin1(pattern) << QString::fromLatin1(name) << expected;
    };
    row("opus*", "claude-opus-5", true);
    row("opus*", "Claude OPUS 5", true);
    row("pus*", "claude-opus-5", false); // not at the start of a word
    row("*pus*", "claude-opus-5", true);
    row("opus", "claude-opus-5", false); // the end is not covered
    row("*", "anything", true);
    row("*", "", true);
    row("a*c", "abbc", true);
    row("a*c", "abbd", false);
    row("gpt-5.*", "gpt-5.6", true);
    row("gpt-5.*", "gpt-506", false); // a dot is a dot
    row("[a-z]*", "claude", false);
}

void tst_ViewState::patterns()
{
    QFETCH(QString, pattern);
    QFETCH(QString, name);
    QTEST(matchesPattern(pattern, name), "expected");
}

void tst_ViewState::historyWalks()
{
    ViewHistory history{state("2026-11-01", "2026-11-30")};
    QVERIFY(!history.canGoBack());
    history.go(state("2026-11-01", "2026-11-30", "model:a"));
    history.go(state("2026-10-01", "2026-10-31", "model:a"));
    QVERIFY(history.canGoBack());
    history.back();
    QCOMPARE(history.current(), state("2026-11-01", "2026-11-30", "model:a"));
    history.back();
    QCOMPARE(history.current(), state("2026-11-01", "2026-11-30"));
    history.back();
    QCOMPARE(history.current(), state("2026-11-01", "2026-11-30"));
    history.forward();
    history.forward();
    QCOMPARE(history.current(), state("2026-10-01", "2026-10-31", "model:a"));
    QVERIFY(!history.canGoForward());
}

void tst_ViewState::goingSomewhereForgetsWhatWasAhead()
{
    ViewHistory history{state("2026-11-01", "2026-11-30")};
    history.go(state("2026-10-01", "2026-10-31"));
    history.back();
    history.go(state("2026-09-01", "2026-09-30"));
    QVERIFY(!history.canGoForward());
    history.back();
    QCOMPARE(history.current(), state("2026-11-01", "2026-11-30"));
}

void tst_ViewState::measureAndCurrencyAreNoSteps()
{
    ViewHistory history{state("2026-11-01", "2026-11-30")};
    history.go(state("2026-10-01", "2026-10-31"));
    ViewState other = history.current();
    other.measure = Measure::Tokens;
    other.currency = QStringLiteral("CNY");
    history.go(other);
    history.back();
    QVERIFY(!history.canGoBack());
    QCOMPARE(history.current().period, state("2026-11-01", "2026-11-30").period);
    QCOMPARE(history.current().measure, Measure::Tokens); // stays as chosen last
    QCOMPARE(history.current().currency, QStringLiteral("CNY"));
}

void tst_ViewState::historyIsBounded()
{
    ViewHistory history{state("2026-01-01", "2026-01-01")};
    const LocalDay first = parseDay("2026-01-01").value();
    for (int i = 1; i <= 150; ++i) {
        ViewState next = history.current();
        next.period = customPeriod(first + std::chrono::days{i}, first + std::chrono::days{i});
        history.go(next);
    }
    int steps = 0;
    while (history.canGoBack()) {
        history.back();
        ++steps;
    }
    QCOMPARE(steps, int(ViewHistory::MaxSteps) - 1);
}

void tst_ViewState::everyTermReachesTheLedger()
{
    NameBook names;
    names.learn(FilterNames{.tags = {{"client", "a"}, {"client", "ab"}, {"phase", "x"}}, .sessions = {"s1", "s2"}, .agents = {"x"}, .tiers = {}});
    ViewState view;
    view.filter = parseFilterText(QStringLiteral("session:s* agent:x tier:batch tag:client=a* tag:phase=\"\" tag:y cost>=0.5 tokens<20k two words "
                                                 "excluded:yes unpriced:yes"))
                      .terms;
    const UsageFilter filter = usageFilterOf(view, names);
    QCOMPARE(filter.sessions, (std::vector<std::string>{"s1", "s2"}));
    QCOMPARE(filter.agents, std::vector<std::string>{"x"});
    QCOMPARE(filter.tiers, std::vector<std::string>{"batch"});
    QCOMPARE(filter.tags, (std::vector<TagTerm>{{"client", "a"}, {"client", "ab"}, {"phase", ""}, {"", "y"}}));
    QCOMPARE(filter.bounds.size(), std::size_t{2});
    QVERIFY(filter.bounds[0].value == 500'000'000'000'000'000 && filter.bounds[0].is == RecordBound::Is::AtLeast);
    QVERIFY(filter.bounds[1].of == RecordBound::Of::Tokens && filter.bounds[1].value == 20'000);
    QCOMPARE(filter.text, std::string{"two words"});
    QCOMPARE(filter.excluded, UsageFilter::Excluded::With);
    QCOMPARE(filter.priced, std::optional<bool>{false});
}

TOKENMETER_TEST(tst_ViewState);

} // namespace test_ViewState

#include "tst_ViewState.moc"
