// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/RankedList.h"

#include <QFrame>

class QScrollArea;

namespace tokenmeter
{

/// What "Other (n)" opens: everything in it, with amounts. Esc closes.
class ListPopup : public QFrame
{
    Q_OBJECT
public:
    explicit ListPopup(QWidget *parent);

    RankedList *list() const { return m_list; }
    /// Beside the pointed-at place, inside the screen.
    void openAt(const QPoint &global, const QString &title, std::vector<RankedEntry> entries, const MeasureText &measure, Int128 total);

Q_SIGNALS:
    void picked(int entry);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QScrollArea *m_scroll;
    RankedList *m_list;
};

} // namespace tokenmeter
