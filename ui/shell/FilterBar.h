// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "shell/FilterPopup.h"
#include "shell/NameBook.h"
#include "shell/ViewState.h"

#include <map>

class QComboBox;
class QMenu;
class QToolButton;

namespace tokenmeter
{

class Chip;
class FoldButton;
class PeriodStepper;
class Segmented;
class TextLabel;

/// Everything that limits what is in view. Knows no page: it is told the view and says which one is wanted.
class FilterBar : public QWidget
{
    Q_OBJECT
public:
    /// Amounts beside the names of a filter's list, by value.
    using Amounts = std::map<FilterKey, std::map<QString, QString>>;

    explicit FilterBar(QWidget *parent = nullptr);

    void setRules(const PeriodRules &rules, LocalDay today);
    void setView(const ViewState &view);
    void setNames(const NameBook &names, const Amounts &amounts);
    void setCurrencies(const QStringList &codes);
    void setNarrow(bool narrow);

    void stepPeriod(bool forward);
    void showPresent(); ///< the period of this kind that holds today
    PeriodStepper *stepper() const { return m_stepper; }
    Chip *chip(FilterKey key) const { return m_chips.at(key); }
    /// Of a key that has names (ListFilterKeys).
    FilterPopup *openList(FilterKey key);
    /// The + button: tags, sessions, agents, tiers, excluded and unpriced records.
    QToolButton *addButton() const { return m_add; }
    QMenu *openAddMenu();
    /// Of a chip without a list: its terms, to be taken away; or its choices.
    QMenu *openChoices(FilterKey key);
    QWidget *foldButton() const;
    Segmented *measures() const { return m_measures; }
    QComboBox *currencies() const { return m_currencies; }
    QComboBox *bases() const { return m_bases; } ///< hidden where the page has no choice

    static QString nameOf(FilterKey key);

Q_SIGNALS:
    void viewWanted(const tokenmeter::ViewState &view);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QString valueText(FilterKey key) const;
    QString termText(FilterKey key, const FilterTerm &term) const;
    QString choiceLabel(FilterKey key, const NameBook::Choice &choice) const;
    void openChip(FilterKey key);
    void choose(FilterKey key, const std::vector<QString> &values);
    void want(const FilterTerms &filter);
    void addSwitches(QMenu &menu);
    void updateChips();
    void updateBases();
    void fold();
    void openPeriodMenu();
    void openFoldMenu();

    ViewState m_view;
    PeriodRules m_rules;
    LocalDay m_today{};
    NameBook m_names;
    Amounts m_amounts;
    PeriodStepper *m_stepper;
    std::map<FilterKey, Chip *> m_chips;
    QToolButton *m_add;
    FoldButton *m_fold;
    Segmented *m_measures;
    TextLabel *m_basis; ///< in place of the choice, where there is none
    QComboBox *m_bases;
    bool m_narrow = false;
    QComboBox *m_currencies;
};

/// Costs, tokens or requests of the models and projects in view.
FilterBar::Amounts amountsOf(const OverviewData &data, const NameBook &names, Measure measure);

} // namespace tokenmeter
