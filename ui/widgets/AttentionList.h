// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/RowControl.h"
#include "widgets/Tone.h"

#include <QString>

#include <vector>

namespace tokenmeter
{

/// One thing to look at: a sentence that names object and amount, and why.
struct AttentionRow
{
    Tone tone = Tone::Warning;
    Icon icon = Icon::Warning;
    QString sentence{};
    QString detail{};
    QString date{};  ///< at the right
    QString verb{};  ///< what a click does, for the tooltip and for screen readers: "Set price…"
    int id = 0;      ///< the owner's
};

/// Rows of 50 px with a tile, as many as fit; below them, under a line, one sentence about the sources.
class AttentionList : public RowControl
{
    Q_OBJECT
public:
    explicit AttentionList(QWidget *parent = nullptr);

    void setRows(std::vector<AttentionRow> rows);
    /// What stands there when there is nothing to look at.
    void setNothing(const QString &sentence);
    /// `ok`: a positive dot, else a negative one. Empty = no foot.
    void setFoot(const QString &sentence, bool ok);
    void setMaximumRows(int rows);

    void setShowsAll(bool all);
    bool showsAll() const { return m_showsAll; }
    bool foldsAny() const { return shownRows() < int(m_rows.size()); }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void activated(int id);
    void footActivated();

protected:
    int rowCount() const override;
    QRectF rowRect(int row, int count) const override;
    QStringList rowTip(int row) const override;
    QString rowSpoken(int row) const override;
    void activateRow(int row, Qt::KeyboardModifiers modifiers) override;
    void paintEvent(QPaintEvent *event) override;

private:
    int shownRows() const;
    int footHeight() const;
    double footTop() const;

    std::vector<AttentionRow> m_rows;
    QString m_nothing;
    QString m_foot;
    bool m_footOk = true;
    int m_maximum = 3;
    bool m_showsAll = false;
};

} // namespace tokenmeter
