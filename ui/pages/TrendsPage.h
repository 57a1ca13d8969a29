// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/Page.h"
#include "pages/TrendsView.h"

#include <memory>
#include <optional>

class QBoxLayout;
class QCheckBox;
class QComboBox;
class QMenu;

namespace tokenmeter
{

class Card;
class CardMenu;
class EmptyState;
class ListPopup;
class PageScroll;
class Segmented;

/// How does it move? One large chart with a legend that is a table, the year and the week as heat maps.
class TrendsPage : public Page
{
    Q_OBJECT
public:
    TrendsPage(WindowServices &services, const NameBook &names, QWidget *parent = nullptr);
    ~TrendsPage() override;

    void show(const PageContext &context, bool ledgerChanged) override;
    using Page::show;
    bool isBusy() const override { return m_answer.isPending(); }
    bool escape() override;
    std::vector<PageTable> tables() const override;
    void setColourStore(ModelColours::Store store) override;
    QString totalText() const override;

    // For tests.
    TimeChart *chart() const { return m_chart; }
    LegendTable *legend() const { return m_legend; }
    CalendarHeatMap *calendar() const { return m_calendar; }
    WeekHeatMap *week() const { return m_week; }
    EmptyState *empty() const { return m_empty; }
    Card *chartCard() const { return m_chartCard; }
    QComboBox *dimensions() const { return m_dimensions; }
    QComboBox *measures() const { return m_measures; }
    Segmented *steps() const { return m_steps; }
    Segmented *shapes() const { return m_shapes; }
    QCheckBox *ghost() const { return m_ghost; }
    ListPopup *otherList() const { return m_others; }
    /// Annotations of a step: add one, change or remove those that are there. @param step -1 = the newest day in view
    QMenu *openMarksMenu(int step, const QPoint &globalPos);

protected:
    void setCardsLoading(bool loading) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void connectAll();
    void arrange();
    void arrangeControls();
    void askTrend();
    int yearsWithRoom() const;
    void fill();
    void fillControls();
    void wantOption(const QString &name, const QString &word);
    void wantDays(LocalDay from, LocalDay to);
    void wantMeasure(int index);
    void explain(int step, int series);
    void isolate(int row);
    void toggle(int row);
    void hideSeries(const std::set<int> &series);
    void openOthers();
    void pickOther(int index);
    void pointAt(int mark);
    void annotate(int step);
    void editAnnotation(std::int64_t id);
    void removeAnnotation(std::int64_t id);
    const ReviewFact *annotationOf(std::int64_t id) const;

    std::optional<PageContext> m_context;
    TrendsOptions m_options;
    std::optional<Trend> m_trend;
    std::unique_ptr<TrendsView> m_view; ///< of m_trend and m_options
    ModelColours m_colours;
    NewestAnswer m_answer;
    bool m_narrow = false;
    int m_years = 1; ///< that the map of days has room for
    bool m_filling = false; ///< controls are set, not used

    PageScroll *m_scroll = nullptr;
    Card *m_chartCard = nullptr;
    QWidget *m_second = nullptr; ///< the controls that the title row has no room for
    QBoxLayout *m_body = nullptr;
    CardMenu *m_more = nullptr;
    TimeChart *m_chart = nullptr;
    QWidget *m_line = nullptr;
    LegendTable *m_legend = nullptr;
    Card *m_emptyCard = nullptr;
    EmptyState *m_empty = nullptr;
    QBoxLayout *m_maps = nullptr;
    Card *m_calendarCard = nullptr;
    CalendarHeatMap *m_calendar = nullptr;
    Card *m_weekCard = nullptr;
    WeekHeatMap *m_week = nullptr;
    QComboBox *m_dimensions = nullptr;
    QComboBox *m_measures = nullptr;
    Segmented *m_steps = nullptr;
    Segmented *m_shapes = nullptr;
    QCheckBox *m_ghost = nullptr;
    QWidget *m_ghostMark = nullptr;
    ListPopup *m_others = nullptr;
};

} // namespace tokenmeter
