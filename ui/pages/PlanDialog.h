// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/Page.h"
#include "pages/PlansData.h"

#include <QDialog>

#include <optional>

class QComboBox;
class QDateEdit;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace tokenmeter
{

class BudgetSentence;
class NameField;
class Segmented;
class TextLabel;

/// A plan as a sentence with fields. What cannot be stored is said below it, by the rules of the command line.
class PlanDialog : public QDialog
{
    Q_OBJECT
public:
    /// @param plan id 0 = a new one  @param known plans that it may overlap
    PlanDialog(WindowServices &services, const NameBook &names, const PageContext &context, PlansData known, const Plan &plan, QWidget *parent = nullptr);
    ~PlanDialog() override;

    /// A new plan of the kind, from today on.
    static Plan freshPlan(PlanKind kind, const PageContext &context, Currency currency);

    /// What is entered; nothing while it cannot be stored.
    std::optional<Plan> plan() const;
    QString sentence() const;
    QString hint() const;
    /// Says why the plan was not stored; the dialog stays open.
    void refuse(const QString &why);

    // For tests.
    Segmented *kindSwitch() const { return m_kind; }
    QLineEdit *nameField() const { return m_name; }
    QLineEdit *amountField() const { return m_amount; }
    QLineEdit *paidField() const { return m_paid; }
    QComboBox *currencyField() const { return m_currency; }
    QComboBox *cycleField() const { return m_cycle; }
    NameField *modelsField() const { return m_models; }
    NameField *providersField() const { return m_providers; }
    NameField *sourcesField() const { return m_sources; }
    QDateEdit *fromField() const { return m_from; }
    QComboBox *endField() const { return m_end; }
    QDateEdit *untilField() const { return m_until; }
    QPushButton *acceptButton() const { return m_accept; }

Q_SIGNALS:
    void planWanted(const tokenmeter::Plan &plan); ///< to be stored; close() it when it was

protected:
    void showEvent(QShowEvent *event) override;

private:
    void build();
    void fill(const Plan &plan);
    void arrange();
    void fit();
    void changed();
    PlanKind kind() const;
    /// What is entered, or why it cannot be stored.
    std::optional<Plan> read(QString &refusal) const;
    bool readTerms(Plan &plan, QString &refusal) const;
    void readDays(Plan &plan) const;

    WindowServices &m_services;
    const NameBook &m_names;
    PageContext m_context;
    PlansData m_data;
    Plan m_before;
    bool m_filling = false;

    Segmented *m_kind = nullptr;
    QLineEdit *m_name = nullptr;
    BudgetSentence *m_words = nullptr;
    QLineEdit *m_amount = nullptr; ///< fee, face, tokens or per cent
    QLineEdit *m_paid = nullptr;
    QComboBox *m_currency = nullptr;
    QComboBox *m_cycle = nullptr;
    QSpinBox *m_days = nullptr;
    QComboBox *m_counted = nullptr;
    NameField *m_models = nullptr;
    NameField *m_providers = nullptr;
    NameField *m_sources = nullptr;
    QDateEdit *m_from = nullptr;
    QComboBox *m_end = nullptr;
    QDateEdit *m_until = nullptr;
    TextLabel *m_meaning = nullptr;
    TextLabel *m_hint = nullptr;
    QPushButton *m_accept = nullptr;
};

} // namespace tokenmeter
