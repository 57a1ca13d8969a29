// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include "flow/Overview.h"
#include "format/MeasureText.h"
#include "itemmodels/PageTable.h"
#include "pages/Why.h"
#include "theme/ModelColours.h"
#include "widgets/SkeletonTimer.h"

#include <optional>

namespace tokenmeter
{

class AttentionList;
class Card;
class CumulativeChart;
class EmptyState;
class KpiStrip;
class OverviewView;
class PageScroll;
class RankedList;
class PillTable;
class StackedColumns;

/// Where do I stand? Figures, daily columns, the sum through the period, models, projects, what needs attention.
/// It draws what it is given and asks for nothing.
class OverviewPage : public QWidget
{
    Q_OBJECT
public:
    explicit OverviewPage(QWidget *parent = nullptr);
    ~OverviewPage() override;

    void setData(const OverviewData &data);
    /// Blocks in place of the figures, if the data take longer than 150 ms.
    void setLoading();
    void setMeasure(Measure measure);
    Measure measure() const { return m_measure; }
    /// Zone in which times of day are written; the system's until then.
    void setZone(const Zone &zone);
    /// Slots of families that have none in the table, kept by whoever owns a ledger.
    void setColourStore(ModelColours::Store store);

    /// Models, projects, days: what is on screen, with exact values.
    std::vector<PageTable> tables() const;

    // For tests and for export.
    KpiStrip *kpis() const { return m_kpis; }
    StackedColumns *dailyChart() const { return m_daily; }
    CumulativeChart *cumulativeChart() const { return m_cumulative; }
    RankedList *modelList() const { return m_models; }
    RankedList *projectList() const { return m_projects; }

Q_SIGNALS:
    void modelPicked(const QStringList &rawModels); ///< filter by them
    void projectPicked(const QString &project);     ///< "" = the source did not say
    void daysPicked(tokenmeter::LocalDay from, tokenmeter::LocalDay to); ///< both inclusive
    void goToDayRequested(tokenmeter::LocalDay day);
    void setPriceRequested(const QString &provider, const QString &model);
    void showSourcesRequested();
    void showRecordsRequested();
    void importRequested(); ///< the ledger is empty
    void whyWanted(const tokenmeter::WhySum &sum); ///< its filter says what to narrow the view to
    void tableWanted(const tokenmeter::PageTable &table);
    void trendsRequested(); ///< the daily chart, larger

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Breakpoint { Narrow, Normal };
    void build();
    void arrange(Breakpoint breakpoint);
    void fill();
    void setCardsLoading(bool loading);
    void showAll(RankedList *list, bool all);
    void setLinks();
    void connectWhy();
    std::vector<std::string> rawModelsOf(int entry) const;

    std::optional<OverviewData> m_data;
    Measure m_measure = Measure::Cost;
    Zone m_zone = Zone::system();
    ModelColours m_colours;
    SkeletonTimer m_skeleton;
    bool m_narrow = false;
    bool m_arranged = false;
    int m_emptyRow = 0;

    PageScroll *m_scroll = nullptr;
    KpiStrip *m_kpis = nullptr;
    Card *m_dailyCard = nullptr;
    StackedColumns *m_daily = nullptr;
    Card *m_cumulativeCard = nullptr;
    CumulativeChart *m_cumulative = nullptr;
    Card *m_modelsCard = nullptr;
    RankedList *m_models = nullptr;
    Card *m_projectsCard = nullptr;
    RankedList *m_projects = nullptr;
    Card *m_attentionCard = nullptr;
    AttentionList *m_attention = nullptr;
    Card *m_sourcesCard = nullptr;
    PillTable *m_sources = nullptr;
    Card *m_emptyCard = nullptr;
    EmptyState *m_empty = nullptr;
};

} // namespace tokenmeter
