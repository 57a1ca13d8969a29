// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "format/MeasureText.h"
#include "theme/ModelColours.h"
#include "widgets/RowControl.h"

#include <QString>

#include <vector>

namespace tokenmeter
{

/// One row, before folding.
struct RankedEntry
{
    QString name{};      ///< plain; elided with a tooltip
    QString key{};       ///< what a filter needs
    Look look{};
    Int128 value = 0;
    QString amount{};    ///< replaces the number: "no price", "¥12.40"
    bool unpriced = false; ///< hatched swatch
    QString note{};      ///< for the tooltip
};

/// Names with amount, share and bar, largest first. What does not fit is folded into "Other (n)", so that the rows
/// always add up to the total. One Tab stop.
class RankedList : public RowControl
{
    Q_OBJECT
public:
    explicit RankedList(QWidget *parent = nullptr);

    /// @param entries largest first
    void setEntries(std::vector<RankedEntry> entries, const MeasureText &measure, Int128 total);
    /// Rows shown at most, "Other" included; 0 = as many as fit.
    void setMaximumRows(int rows);

    /// Grows to hold every row instead of folding.
    void setShowsAll(bool all);
    bool showsAll() const { return m_showsAll; }
    bool foldsAny() const { return int(m_entries.size()) > capacity(); }

    /// What is on screen, in order; for tests and for export.
    struct Row
    {
        QString name{};
        QString amount{};
        QString share{};
        Look look{};
        double bar = 0; ///< part of the longest
        bool unpriced = false;
        int entry = -1; ///< -1 = "Other"
    };
    std::vector<Row> rows() const;
    const RankedEntry &entry(int index) const { return m_entries[std::size_t(index)]; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void picked(int entry);    ///< filter by it
    void excluded(int entry);  ///< Ctrl+click
    void explained(int entry); ///< Alt+Return
    void otherPicked();        ///< show what is folded

protected:
    int rowCount() const override;
    QRectF rowRect(int row, int count) const override;
    QStringList rowTip(int row) const override;
    QString rowSpoken(int row) const override;
    void activateRow(int row, Qt::KeyboardModifiers modifiers) override;
    void paintEvent(QPaintEvent *event) override;

private:
    int capacity() const;
    double rowHeight(int rows) const;

    std::vector<RankedEntry> m_entries;
    MeasureText m_measure;
    Int128 m_total = 0;
    int m_maximum = 0;
    bool m_showsAll = false;
};

} // namespace tokenmeter
