// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "SampleMonth.h"
#include "support/TestMain.h"

#include "shell/FilterBar.h"
#include "shell/Language.h"
#include "shell/PeriodMenu.h"
#include "shell/PeriodText.h"
#include "widgets/Chip.h"
#include "widgets/PeriodStepper.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QListView>
#include <QMenu>

namespace test_FilterBar
{

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

LocalDay day(const char *iso)
{
    return parseDay(iso).value();
}

ViewState november()
{
    ViewState view;
    view.period = periodAt(PeriodKind::Month, day("2026-11-18"), {});
    return view;
}

/// A bar that is told what it asks for, as the window does.
struct Fixture
{
    Fixture()
    {
        language::apply(QStringLiteral("en"));
        OverviewRequest request;
        request.filter.from = day("2026-11-01");
        request.filter.to = day("2026-11-30");
        request.now = parseTime("2026-11-18T13:32:00Z").value().time;
        const OverviewData data = sampleMonth(request);
        names.learn(data);
        bar.setRules({}, day("2026-11-18"));
        bar.setNames(names, amountsOf(data, names, Measure::Cost));
        bar.setView(november());
        QObject::connect(&bar, &FilterBar::viewWanted, &bar, [this](const ViewState &view) {
            wanted.push_back(view);
            bar.setView(view);
        });
    }
    NameBook names;
    FilterBar bar;
    std::vector<ViewState> wanted;
};

QString row(const QListView *list, int at)
{
    const QModelIndex index = list->model()->index(at, 0);
    const bool checked = index.data(Qt::CheckStateRole).toInt() == Qt::Checked;
    return (checked ? QStringLiteral("[x] ") : QStringLiteral("[ ] ")) + index.data(Qt::AccessibleTextRole).toString();
}

} // namespace

class tst_FilterBar : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void steps();
    void labels_data();
    void labels();
    void listShowsNamesWithAmounts();
    void listIsSearchedAndChecked();
    void chipsNameTwoAndCountMore();
    void emptyChipsFoldFirst();
    void otherChipsAppearWhenTheyAreSet();
    void moreFiltersAreAdded();
    void presets();
    void choiceModelIsSound();
};

void tst_FilterBar::steps()
{
    Fixture f;
    f.bar.stepPeriod(true); // December has not begun
    QVERIFY(f.wanted.empty());
    f.bar.stepPeriod(false);
    QCOMPARE(f.bar.stepper()->text(), QStringLiteral("October 2026"));
    f.bar.stepPeriod(true);
    QCOMPARE(f.bar.stepper()->text(), QStringLiteral("November 2026"));
    f.bar.stepPeriod(false);
    f.bar.stepPeriod(false);
    f.bar.showPresent();
    QCOMPARE(f.bar.stepper()->text(), QStringLiteral("November 2026"));
}

void tst_FilterBar::labels_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("to");
    QTest::addColumn<QString>("expected");
    const auto add = [](PeriodKind kind, const char *from, const char *to, const QString &expected) {
        QTest::newRow(qPrintable(expected)) << int(kind) << QString::fromLatin1(from) << QString::fromLatin1(to) << expected;
    };
    add(PeriodKind::Day, "2026-11-18", "2026-11-18", QStringLiteral("Today"));
    add(PeriodKind::Day, "2026-11-17", "2026-11-17", QStringLiteral("Yesterday"));
    add(PeriodKind::Month, "2026-11-01", "2026-11-30", QStringLiteral("November 2026"));
    add(PeriodKind::Quarter, "2026-10-01", "2026-12-31", QStringLiteral("Q4 2026"));
    add(PeriodKind::Year, "2025-01-01", "2025-12-31", QStringLiteral("2025"));
    add(PeriodKind::Custom, "2026-10-01", "2026-10-18", QStringLiteral("1–18 Oct"));
}

void tst_FilterBar::labels()
{
    language::apply(QStringLiteral("en"));
    QFETCH(int, kind);
    QFETCH(QString, from);
    QFETCH(QString, to);
    const Period period{.kind = PeriodKind(kind), .from = day(qPrintable(from)), .to = day(qPrintable(to))};
    // No-break spaces keep a day and its month together.
    QTEST(PeriodText::label(period, day("2026-11-18")).replace(QChar::Nbsp, u' ').replace(QChar{0x2009}, u' '), "expected");
}

void tst_FilterBar::listShowsNamesWithAmounts()
{
    Fixture f;
    FilterPopup *projects = f.bar.openList(FilterKey::Project);
    QCOMPARE(row(projects->list(), 0), QStringLiteral("[ ] atlas-api, $230.18"));
    QCOMPARE(row(projects->list(), 4), QStringLiteral("[ ] (no project), $31.45"));
    projects->close();
    FilterPopup *models = f.bar.openList(FilterKey::Model);
    QCOMPARE(models->list()->model()->rowCount(), 6);
    QCOMPARE(row(models->list(), 5), QStringLiteral("[ ] qwen3-coder-next, no price")); // not "$0.00"
    models->close();
}

void tst_FilterBar::listIsSearchedAndChecked()
{
    Fixture f;
    FilterPopup *models = f.bar.openList(FilterKey::Model);
    models->searchField()->setText(QStringLiteral("QWEN"));
    QCOMPARE(models->list()->model()->rowCount(), 2);
    models->searchField()->clear();
    models->list()->setCurrentIndex(models->list()->model()->index(0, 0));
    QTest::keyClick(models->list(), Qt::Key_Space);
    QCOMPARE(filterText(f.wanted.back().filter), QStringLiteral("model:claude-opus-5"));
    models->list()->setCurrentIndex(models->list()->model()->index(1, 0));
    QTest::keyClick(models->list(), Qt::Key_Space);
    QCOMPARE(filterText(f.wanted.back().filter), QStringLiteral("model:claude-opus-5 model:claude-sonnet-5"));
    QTest::keyClick(models->list(), Qt::Key_Space, Qt::ControlModifier); // only this one
    QCOMPARE(filterText(f.wanted.back().filter), QStringLiteral("model:claude-sonnet-5"));
    models->close();
    FilterPopup *again = f.bar.openList(FilterKey::Model);
    QCOMPARE(row(again->list(), 1), QStringLiteral("[x] Claude Sonnet 5, $156.85"));
    again->close();
}

void tst_FilterBar::chipsNameTwoAndCountMore()
{
    Fixture f;
    const auto shown = [&f](const char *filter) {
        ViewState view = november();
        view.filter = parseFilterText(QString::fromLatin1(filter)).terms;
        f.bar.setView(view);
        return f.bar.chip(FilterKey::Model)->value();
    };
    QCOMPARE(shown(""), QString{});
    QCOMPARE(shown("model:claude-opus-5"), QStringLiteral("Claude Opus 5"));
    QCOMPARE(shown("model:claude-opus-5 model:gpt-5.6-sol"), QStringLiteral("Claude Opus 5, GPT-5.6 Sol"));
    QCOMPARE(shown("model:claude-opus-5 model:gpt-5.6-sol model:qwen3-max"), QStringLiteral("3 of 6"));
}

void tst_FilterBar::emptyChipsFoldFirst()
{
    Fixture f;
    ViewState view = november();
    view.filter = parseFilterText(QStringLiteral("source:codex")).terms;
    f.bar.setView(view);
    f.bar.setNarrow(true);
    int shownBefore = 5;
    for (int width = 1300; width >= 640; width -= 20) {
        f.bar.resize(width, f.bar.height());
        int shown = 0;
        for (const FilterKey key : AllFilterKeys) {
            shown += f.bar.chip(key)->isHidden() ? 0 : 1;
        }
        QVERIFY(shown <= shownBefore);
        shownBefore = shown;
        QCOMPARE(f.bar.foldButton()->isHidden(), shown == 4);
        // The chip that filters is the last to go.
        QVERIFY(shown == 0 || !f.bar.chip(FilterKey::Source)->isHidden());
    }
    QVERIFY(shownBefore < 4);
}

void tst_FilterBar::otherChipsAppearWhenTheyAreSet()
{
    Fixture f;
    f.bar.resize(2'400, f.bar.height());
    f.bar.show();
    QVERIFY(f.bar.chip(FilterKey::Tag)->isHidden());
    ViewState view = november();
    view.filter = parseFilterText(QStringLiteral("cost>1 output<=20000 tag:client=\"\" tag:a \"big one\" session:s1 excluded:only unpriced:yes")).terms;
    f.bar.setView(view);
    const auto value = [&f](FilterKey key) { return f.bar.chip(key)->value().replace(QChar::Nbsp, u' '); };
    QCOMPARE(value(FilterKey::Bound), QStringLiteral("cost > 1, output ≤ 20,000"));
    QCOMPARE(value(FilterKey::Tag), QStringLiteral("no client, a"));
    QCOMPARE(value(FilterKey::Text), QStringLiteral("“big one”"));
    QCOMPARE(value(FilterKey::Session), QStringLiteral("s1"));
    QCOMPARE(value(FilterKey::Excluded), QStringLiteral("nothing else"));
    QCOMPARE(value(FilterKey::Unpriced), QStringLiteral("none"));
    for (const FilterKey key : {FilterKey::Bound, FilterKey::Tag, FilterKey::Text, FilterKey::Session, FilterKey::Excluded, FilterKey::Unpriced}) {
        QVERIFY(!f.bar.chip(key)->isHidden());
    }
    QMenu *menu = f.bar.openChoices(FilterKey::Bound);
    QCOMPARE(menu->actions().size(), 2);
    menu->actions().first()->trigger();
    menu->close();
    QVERIFY(!filterText(f.wanted.back().filter).contains(QStringLiteral("cost>1")));
    QVERIFY(filterText(f.wanted.back().filter).contains(QStringLiteral("output<=20000")));
    Q_EMIT f.bar.chip(FilterKey::Text)->cleared();
    QVERIFY(!f.wanted.back().filter.has(FilterKey::Text));
    QVERIFY(f.bar.chip(FilterKey::Text)->isHidden());
}

void tst_FilterBar::moreFiltersAreAdded()
{
    Fixture f;
    f.bar.resize(2'400, f.bar.height());
    f.bar.show();
    f.names.learn(FilterNames{.tags = {{"client", "a"}, {"client", "b"}}, .sessions = {"s1"}, .agents = {}, .tiers = {"batch"}});
    f.bar.setNames(f.names, {});
    QMenu *menu = f.bar.openAddMenu();
    QCOMPARE(menu->actions()[0]->text(), QStringLiteral("Tag…"));
    QVERIFY(menu->actions()[0]->isEnabled());
    QVERIFY(!menu->actions()[2]->isEnabled()); // no agents in this ledger
    for (QAction *action : menu->actions()) {
        if (action->text() == QStringLiteral("Only records without a price")) {
            action->trigger();
        }
    }
    menu->close();
    QCOMPARE(filterText(f.wanted.back().filter), QStringLiteral("unpriced:yes"));
    FilterPopup *tags = f.bar.openList(FilterKey::Tag);
    QCOMPARE(row(tags->list(), 0), QStringLiteral("[ ] client=a"));
    QCOMPARE(row(tags->list(), 2), QStringLiteral("[ ] no client"));
    QTest::keyClick(tags->list(), Qt::Key_Space);
    QCOMPARE(filterText(f.wanted.back().filter), QStringLiteral("unpriced:yes tag:client=a"));
    tags->close();
}

void tst_FilterBar::presets()
{
    language::apply(QStringLiteral("en"));
    QStringList lines;
    for (const PeriodMenu::Preset &preset : PeriodMenu::presets(day("2026-11-18"), {})) {
        lines << preset.name + u' ' + QString::fromStdString(toIso(preset.period.from) + ".." + toIso(preset.period.to));
    }
    QVERIFY(lines.contains(QStringLiteral("Yesterday 2026-11-17..2026-11-17")));
    QVERIFY(lines.contains(QStringLiteral("Last month 2026-10-01..2026-10-31")));
    QVERIFY(lines.contains(QStringLiteral("Last 7 days 2026-11-12..2026-11-18"))); // today is one of them
}

void tst_FilterBar::choiceModelIsSound()
{
    ChoiceModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
    model.setRows({{.value = QStringLiteral("a"), .label = QStringLiteral("A")}, {.value = QStringLiteral("b"), .label = QStringLiteral("B"), .chosen = true}});
    int changes = 0;
    connect(&model, &ChoiceModel::chosenChanged, this, [&changes] { ++changes; });
    model.setData(model.index(0), int(Qt::Checked), Qt::CheckStateRole);
    QCOMPARE(model.chosen(), (std::vector<QString>{QStringLiteral("a"), QStringLiteral("b")}));
    model.chooseOnly(model.index(0));
    QCOMPARE(model.chosen(), std::vector<QString>{QStringLiteral("a")});
    model.chooseNone();
    QVERIFY(model.chosen().empty());
    QCOMPARE(changes, 3);
}

TOKENMETER_TEST(tst_FilterBar);

} // namespace test_FilterBar

#include "tst_FilterBar.moc"
