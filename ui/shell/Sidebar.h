// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include "theme/Icons.h"

#include <vector>

class QButtonGroup;

namespace tokenmeter
{

class SidebarBudget;
struct BudgetLine;

/// A page as the sidebar and the menu list it.
struct PageEntry
{
    QString id{}; ///< as in `tokenmeter screenshot`
    QString title{};
    Icon icon = Icon::Overview;
    int group = 0; ///< 0 look, 1 control, 2 data: groups are parted by air
    bool hasDigit = true; ///< Ctrl and a digit lead there, as long as there are digits
    QString partOf{}; ///< a page that stands for this one in the sidebar; empty = it stands there itself
};

/// Brand, pages and the month's budget; 208 wide, or 60 with icons only. The pages are one Tab stop, arrows inside.
class Sidebar : public QWidget
{
    Q_OBJECT
public:
    explicit Sidebar(const std::vector<PageEntry> &pages, QWidget *parent = nullptr);

    void setCurrent(const QString &id);
    /// What waits for a decision on a page: a number beside its name, a dot in the narrow form. @param spoken "3 new alerts"
    void setBadge(const QString &id, int count, const QString &spoken);
    /// How a budget stands, at the foot; one without a title offers to set one. Not in the narrow form.
    void setBudget(const BudgetLine &line);
    SidebarBudget *budget() const { return m_budget; }
    void setNarrow(bool narrow);
    bool isNarrow() const { return m_narrow; }

Q_SIGNALS:
    void pageChosen(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void showBudget();

    QButtonGroup *m_items;
    std::vector<PageEntry> m_pages;
    SidebarBudget *m_budget = nullptr;
    bool m_hasBudget = false; ///< it was told
    bool m_narrow = false;
};

} // namespace tokenmeter
