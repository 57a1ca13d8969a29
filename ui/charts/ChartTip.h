// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/ModelColours.h"

#include <QStringList>
#include <QWidget>

#include <vector>

namespace tokenmeter
{

/// What a tooltip says. All texts are plain.
struct TipContent
{
    struct Row
    {
        Look look{};
        bool hasSwatch = true;
        QString name{};
        QString value{};
        QString share{};
        bool unpriced = false; ///< hatched swatch
    };
    QString place{};      ///< "Thu 12 Nov 2026"
    QString totalName{};  ///< "Total"
    QString totalValue{};
    std::vector<Row> rows{};
    QString comparison{}; ///< under a line
    QStringList notes{};

    bool isEmpty() const { return place.isEmpty(); }
    QString toText() const; ///< for the clipboard and for accessibility
};

/// The tooltip of all charts: beside the mark, never over it, without animation.
class ChartTip : public QWidget
{
    Q_OBJECT
public:
    /// A child of the window of `owner`, so that it works where there are no windows of its own.
    explicit ChartTip(QWidget *owner);

    /// @param mark area that must stay visible, in coordinates of the owner
    void showContent(const TipContent &content, const QRectF &mark);
    const TipContent &content() const { return m_content; }

    QSize sizeHint() const override;
    /// Paints the box with its top left corner at the origin.
    void paintContent(QPainter &painter) const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    struct Columns
    {
        double name = 0, value = 0, share = 0;
    };
    Columns columns() const;
    QSize boxSize() const;

    QWidget *m_owner = nullptr;
    TipContent m_content;
};

} // namespace tokenmeter
