// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Sessions.h"
#include "pages/Page.h"
#include "pages/SessionsView.h"

#include <optional>

class QHBoxLayout;
class QPushButton;
class QScrollArea;
class QStackedWidget;

namespace tokenmeter
{

class Card;
class EmptyState;
class Segmented;
class SessionDetailView;
class SheetModel;
class TreeFooter;
class TreeTable;

/// What did a piece of work cost? Sessions in a table, the chosen one beside it; and what the answers of each model were
/// like. Options: "sessions.view" = "models"; "sessions.sort", "sessions.sort.models" = a column's word, with "-" in front
/// for the smallest first.
class SessionsPage : public Page
{
    Q_OBJECT
public:
    SessionsPage(WindowServices &services, const NameBook &names, QWidget *parent = nullptr);
    ~SessionsPage() override;

    void show(const PageContext &context, bool ledgerChanged) override;
    using Page::show;
    bool isBusy() const override { return m_listAnswer.isPending() || m_modelsAnswer.isPending() || m_detailAnswer.isPending(); }
    bool escape() override;
    std::vector<PageTable> tables() const override;
    void setColourStore(ModelColours::Store store) override;
    QString totalText() const override;

    // For tests.
    TreeTable *table() const { return m_table; }
    TreeFooter *footer() const { return m_footer; }
    SheetModel *model() const { return m_model; }
    Segmented *viewSwitch() const { return m_switch; }
    Card *listCard() const { return m_listCard; }
    Card *detailCard() const { return m_detailCard; }
    SessionDetailView *detailView() const { return m_detailView; }
    QPushButton *recordsButton() const { return m_records; }
    EmptyState *emptyState() const { return m_empty; }

protected:
    void setCardsLoading(bool loading) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void connectParts();
    void arrange();
    bool showsModels() const;
    bool isNarrow() const;

    SessionsRequest request() const;
    void askList();
    void askAnswers();
    void askDetail();
    /// One of the questions of the two views. `take` is given its value.
    template <class Value, class Take>
    void askView(NewestAnswer &place, const QString &channel, Result<Value> (*of)(LedgerReader &, Pricer &, const SessionsRequest &), Take take);
    void forgetDetail();

    void fill();
    void fillDetail();
    void setTotal();
    void applyColumns();
    std::pair<int, bool> sorting() const; ///< column, descending
    void sortBy(int column);
    void setView(int view);

    int sourceAt(const QModelIndex &index) const; ///< -1 = "Other (n)", or none
    const SessionRow *selectedRow() const;
    void selectSource(int source);
    void rowChosen();
    void filterBy(const QModelIndex &index, const QString &page);
    void explain(const QModelIndex &index);
    void copy(const QModelIndex &index);
    UsageFilter filterOf(const SessionRow &row) const;

    PageContext m_context;
    ModelColours m_colours;
    std::optional<SessionsData> m_data;
    std::optional<ModelAnswersData> m_answers;
    std::optional<SessionDetail> m_detail;
    SessionSheet m_sheet;
    std::optional<SessionsRequest> m_asked; ///< of both; what is not in view is asked when it comes into view
    bool m_listStale = true;
    bool m_answersStale = true;
    std::optional<std::string> m_selected; ///< name of the session
    bool m_selectsFirst = true;            ///< until the user leaves the selection
    bool m_filling = false;
    NewestAnswer m_listAnswer;
    NewestAnswer m_modelsAnswer;
    NewestAnswer m_detailAnswer;

    QHBoxLayout *m_layout = nullptr;
    Card *m_listCard = nullptr;
    QStackedWidget *m_stack = nullptr;
    TreeTable *m_table = nullptr;
    TreeFooter *m_footer = nullptr;
    SheetModel *m_model = nullptr;
    EmptyState *m_empty = nullptr;
    Segmented *m_switch = nullptr;
    Card *m_detailCard = nullptr;
    QScrollArea *m_detailScroll = nullptr;
    SessionDetailView *m_detailView = nullptr;
    QWidget *m_buttons = nullptr;
    QPushButton *m_records = nullptr;
    QPushButton *m_only = nullptr;
};

} // namespace tokenmeter
