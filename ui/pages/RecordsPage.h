// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/Page.h"

#include <QTimer>

#include "itemmodels/RecordFeed.h"
#include "pages/RecordsText.h"
#include "pages/RecordsTotal.h"

#include <optional>

class QLineEdit;
class QMenu;
class QPushButton;
class QVBoxLayout;

namespace tokenmeter
{

class EmptyState;
class ExcludeDialog;
class FindBar;
class Inspector;
class MenuButton;
class RecordsFooter;
class RecordsTable;
class Surface;
class TagDialog;
class TextLabel;

/// Every record behind the figures: sorted, searched, tagged, excluded, explained.
/// The list shows excluded records too, struck through, so that they can be included again; totals leave them out as
/// everywhere, unless the filter says otherwise.
class RecordsPage : public Page
{
    Q_OBJECT
public:
    RecordsPage(WindowServices &services, const NameBook &names, QWidget *parent = nullptr);
    ~RecordsPage() override;

    void show(const PageContext &context, bool ledgerChanged) override;
    using QWidget::show;
    bool isBusy() const override;
    bool escape() override;
    bool find() override;
    std::vector<PageTable> tables() const override;
    void setColourStore(ModelColours::Store store) override;
    QString totalText() const override;

    // For tests, and for the window's menus.
    RecordsTable *table() const { return m_table; }
    const RecordFeed &feed() const { return *m_feed; }
    Inspector *inspector() const { return m_inspector; }
    EmptyState *emptyState() const { return m_empty; }
    QLineEdit *findField() const;
    QString titleText() const;
    QString footerText() const;
    QMenu *openMenu(const QPoint &globalPos); ///< about the selection
    MenuButton *columnsButton() const { return m_columns; }
    TagDialog *tagSelection(); ///< null when nothing is selected
    ExcludeDialog *excludeSelection();
    void includeSelection();
    void explainSelection();
    void copySelection();
    void findNext(bool forward);
    void saveAll(const QString &file); ///< every record of the list as CSV, in its order; says message() at the end

protected:
    void setCardsLoading(bool loading) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void arrange();
    void askTotal();
    void fill();
    void fillEmpty();
    void fillFooter();
    void fillColumns();
    void finishIfIdle();
    void selectionChanged();
    void explain(qint64 id);
    void closeInspector();
    void closeFind();
    void setOption(const QString &name, const QString &value);
    void filterBy(FilterKey key, const FilterTerm &term);
    void goWhereDataIs();
    WhyQuestion questionOfSelection() const; ///< about at least one
    RecordSelection selection() const;
    QString selectionWords() const;
    std::int64_t selectedCount() const;
    template <class Answer, class Sentence>
    void afterDecision(const QFuture<Result<Answer>> &future, Sentence sentence);

    PageContext m_context;
    bool m_asked = false;
    UsageFilter m_listFilter{};
    ModelColours m_colours{};
    RecordFeed *m_feed;
    std::optional<RecordsTotal> m_total;
    NewestAnswer m_totalAnswer;
    QTimer m_explainSoon;
    bool m_inspectorRefused = false; ///< closed by the user: a selection does not open it any more
    bool m_finding = false;

    Surface *m_panel = nullptr;
    TextLabel *m_title = nullptr;
    TextLabel *m_order = nullptr;
    QPushButton *m_why = nullptr;
    QPushButton *m_tag = nullptr;
    QPushButton *m_exclude = nullptr;
    MenuButton *m_columns = nullptr;
    FindBar *m_findBar = nullptr;
    RecordsTable *m_table = nullptr;
    EmptyState *m_empty = nullptr;
    RecordsFooter *m_footer = nullptr;
    Inspector *m_inspector = nullptr;
};

} // namespace tokenmeter
