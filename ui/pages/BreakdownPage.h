// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

#include "pages/Page.h"

#include "flow/BreakdownCurve.h"
#include "itemmodels/BreakdownModel.h"
#include "pages/BreakdownOptions.h"

#include <memory>
#include <optional>

class QMenu;
class QStackedWidget;

namespace tokenmeter
{

class BreakdownFolding;
class Card;
class CardMenu;
class Donut;
class EmptyState;
class FindBar;
class MenuButton;
class PageScroll;
class ParetoChart;
class Segmented;
class TreeFooter;
class TreeTable;
class Treemap;

/// What is it made of? A tree of up to three dimensions, the same as areas or as a ring, and how concentrated it is.
class BreakdownPage : public Page
{
    Q_OBJECT
public:
    BreakdownPage(WindowServices &services, const NameBook &names, QWidget *parent = nullptr);
    ~BreakdownPage() override;

    void show(const PageContext &context, bool ledgerChanged) override;
    using Page::show;
    bool isBusy() const override;
    bool escape() override;
    bool find() override;
    std::vector<PageTable> tables() const override;
    QString crumb() const override;
    void setColourStore(ModelColours::Store store) override;
    QString totalText() const override;

    // For tests.
    TreeTable *table() const { return m_table; }
    TreeFooter *footer() const { return m_footer; }
    BreakdownModel *model() const { return m_model; }
    Treemap *treemap() const { return m_treemap; }
    Donut *donut() const { return m_donut; }
    ParetoChart *pareto() const { return m_pareto; }
    FindBar *findBar() const { return m_findBar; }
    MenuButton *groupButton() const { return m_group; }
    MenuButton *columnsButton() const { return m_columns; }
    Segmented *shapeSwitch() const { return m_shape; }
    Card *tableCard() const { return m_tableCard; }
    EmptyState *emptyState() const { return m_empty; }
    QMenu *rowMenu() const { return m_rowMenu; }

protected:
    void setCardsLoading(bool loading) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    enum class Width { Narrow, Normal, Wide };

    void build();
    void connectParts();
    void arrange();
    void stretchRows();
    void askTree(bool isNewView);
    void askCurve(const BreakdownRequest &request);
    void askSteps();
    void fill();
    void fillCharts();
    void fillCurve();
    void applySort();
    void applyColumns();
    std::vector<int> wantedColumns() const;

    void setOptions(const BreakdownOptions &options);
    void fillGroupMenu();
    void fillColumnsMenu();
    void showRowMenu(const QModelIndex &index, const QPoint &global);
    void sortBy(int column);

    void drill(const QModelIndex &index);
    void drillTo(BreakdownNodeId node);
    void explain(const QModelIndex &index);
    void copy(const QModelIndex &index);
    std::optional<FilterTerms> termsOf(BreakdownNodeId node) const;
    void markSelection();
    void findNext(bool forward, bool stays);
    void closeFind();
    void expandAll(bool all);
    void showExpandState();

    PageContext m_context;
    BreakdownOptions m_options;
    std::optional<BreakdownRequest> m_asked;
    std::shared_ptr<const Breakdown> m_data;
    std::shared_ptr<const BreakdownRows> m_rows;
    std::optional<Concentration> m_curve;
    ModelColours m_colours;
    NewestAnswer m_treeAnswer;
    NewestAnswer m_curveAnswer;
    NewestAnswer m_stepsAnswer;
    QTimer m_seen;

    Width m_width = Width::Normal;
    bool m_arranged = false;

    PageScroll *m_scroll = nullptr;
    Card *m_tableCard = nullptr;
    FindBar *m_findBar = nullptr;
    TreeTable *m_table = nullptr;
    TreeFooter *m_footer = nullptr;
    BreakdownModel *m_model = nullptr;
    BreakdownFolding *m_folding = nullptr;
    MenuButton *m_group = nullptr;
    MenuButton *m_columns = nullptr;
    Card *m_chartCard = nullptr;
    CardMenu *m_chartMenu = nullptr;
    Segmented *m_shape = nullptr;
    QStackedWidget *m_shapes = nullptr;
    Treemap *m_treemap = nullptr;
    Donut *m_donut = nullptr;
    Card *m_curveCard = nullptr;
    ParetoChart *m_pareto = nullptr;
    Card *m_emptyCard = nullptr;
    EmptyState *m_empty = nullptr;
    QMenu *m_rowMenu = nullptr;
};

} // namespace tokenmeter
