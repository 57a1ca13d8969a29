// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTimer>

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
    bool isBusy() const override { return m_listPending || m_answersPending || m_detailPending; }
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
    void settle();
    void startWaiting(bool isNewView);
    void stopWaiting();

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
    std::uint64_t m_listSerial = 0;
    std::uint64_t m_answersSerial = 0;
    std::uint64_t m_detailSerial = 0;
    bool m_listPending = false;
    bool m_answersPending = false;
    bool m_detailPending = false;
    QTimer m_skeleton;

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
