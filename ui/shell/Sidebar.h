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

/// A page as the sidebar and the menu list it.
struct PageEntry
{
    QString id{}; ///< as in `tokenmeter screenshot`
    QString title{};
    Icon icon = Icon::Overview;
    int group = 0; ///< 0 look, 1 control, 2 data: groups are parted by air
};

/// Brand and pages; 208 wide, or 60 with icons only. One Tab stop, arrows inside.
class Sidebar : public QWidget
{
    Q_OBJECT
public:
    explicit Sidebar(const std::vector<PageEntry> &pages, QWidget *parent = nullptr);

    void setCurrent(const QString &id);
    /// What waits for a decision on a page: a number beside its name, a dot in the narrow form. @param spoken "3 new alerts"
    void setBadge(const QString &id, int count, const QString &spoken);
    void setNarrow(bool narrow);
    bool isNarrow() const { return m_narrow; }

Q_SIGNALS:
    void pageChosen(const QString &id);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QButtonGroup *m_items;
    bool m_narrow = false;
};

} // namespace tokenmeter
