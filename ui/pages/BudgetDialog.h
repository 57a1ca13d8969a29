// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QTimer>

#include "pages/BudgetsView.h"
#include "pages/Page.h"

#include <optional>

class QCheckBox;
class QComboBox;
class QDateEdit;
class QHBoxLayout;
class QLineEdit;
class QMenu;
class QPushButton;
class QSpinBox;

namespace tokenmeter
{

class BudgetSentence;
class FilterLine;
class TextLabel;

/// A budget as a sentence whose words can be changed, and below it what that would have done in the last six months. Says
/// what is wrong with an amount instead of refusing silently.
class BudgetDialog : public QDialog
{
    Q_OBJECT
public:
    /// @param budget to be changed, or (id 0) how a new one begins
    /// @param context as the page has it; copied
    BudgetDialog(WindowServices &services, const NameBook &names, const PageContext &context, const Budget &budget, QWidget *parent = nullptr);
    ~BudgetDialog() override;

    /// What is entered; nothing while it is refused.
    std::optional<Budget> budget() const;
    bool isBusy() const { return m_answer.isPending() || m_pause.isActive(); }

    // For tests.
    QLineEdit *nameField() const { return m_name; }
    QLineEdit *amountField() const { return m_amount; }
    QComboBox *unitField() const { return m_unit; }
    QComboBox *basisField() const { return m_basis; }
    QComboBox *periodField() const { return m_period; }
    QSpinBox *dayField() const { return m_day; }
    QLineEdit *thresholdsField() const { return m_thresholds; }
    QComboBox *rolloverField() const { return m_rollover; }
    QPushButton *scopeButton() const { return m_scope; }
    FilterLine *filterField() const { return m_filter; }
    QPushButton *acceptButton() const { return m_accept; }
    QString sentence() const;
    QString hint() const;
    QString backTestWords() const;
    BurnHistoryChart *backTestChart() const { return m_bars; }

Q_SIGNALS:
    void settled(); ///< the back-test is that of what is entered

private:
    void build();
    void fill(const Budget &budget);
    void fillScopeMenu();
    /// @param fromLine they were written there: the line stays as it is
    void setTerms(const FilterTerms &terms, bool fromLine = false);
    void fit();
    void arrange();   ///< the sentence follows its choices
    void changed();   ///< something was entered
    void preview();
    void showPreview(const BudgetPreview &preview);
    /// What is entered; or why it cannot be stored.
    std::optional<Budget> read(QString &refusal) const;
    Currency currency() const;
    CostBasis basis() const;
    BudgetPeriod::Kind periodKind() const;

    WindowServices &m_services;
    const NameBook &m_names;
    PageContext m_context;
    Budget m_before;
    FilterTerms m_terms;
    QString m_filterProblem;
    bool m_nameIsOurs = false; ///< not written by the user: follows the scope
    bool m_filling = false;
    QString m_rateProblem;     ///< of the newest preview
    bool m_rateRefuses = false;
    QTimer m_pause; ///< until nothing was entered for a moment
    NewestAnswer m_answer;

    QLineEdit *m_name = nullptr;
    BudgetSentence *m_what = nullptr;
    BudgetSentence *m_when = nullptr;
    BudgetSentence *m_rest = nullptr;
    QPushButton *m_scope = nullptr;
    QMenu *m_scopeMenu = nullptr;
    FilterLine *m_filter = nullptr;
    QLineEdit *m_amount = nullptr;
    QComboBox *m_unit = nullptr;
    QComboBox *m_basis = nullptr;
    QComboBox *m_period = nullptr;
    QSpinBox *m_day = nullptr;
    QComboBox *m_weekday = nullptr;
    QSpinBox *m_hours = nullptr;
    QDateEdit *m_from = nullptr;
    QDateEdit *m_to = nullptr;
    QLineEdit *m_thresholds = nullptr;
    QCheckBox *m_forecast = nullptr;
    QCheckBox *m_anomaly = nullptr;
    QComboBox *m_rollover = nullptr;
    QLineEdit *m_cap = nullptr;
    TextLabel *m_hint = nullptr;
    QWidget *m_choices = nullptr; ///< amounts that history suggests
    QHBoxLayout *m_choicesLayout = nullptr;
    TextLabel *m_words = nullptr;
    BurnHistoryChart *m_bars = nullptr;
    QPushButton *m_accept = nullptr;
};

} // namespace tokenmeter
