// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Control.h"

#include <QStringList>

#include <cstdint>
#include <vector>

namespace tokenmeter
{

/// One session in words and figures, ready to be drawn. Texts are plain.
struct SessionDetailContent
{
    QString amount{};
    QString exactAmount{};
    QString when{};
    QString name{};   ///< elided in its middle
    QStringList facts{};
    struct Point
    {
        double cost = 0;
        double prompt = 0; ///< 0 = none
        QString toolTip{};
    };
    std::vector<Point> points{};
    QString costCaption{}, largestCost{};
    QString promptCaption{}, largestPrompt{};
    struct Row
    {
        qint64 record = 0; ///< 0 = cannot be picked
        QString left{};
        QString middle{};
        QString warning{}; ///< behind the middle
        QString right{};
        QString toolTip{};
        bool unpriced = false;
    };
    struct Section
    {
        QString title{};
        std::vector<Row> rows{};
    };
    std::vector<Section> sections{};
};

/// Paints it one below the other; as high as it needs to be. Rows with a record are one Tab stop: arrows move, Enter and
/// a click pick.
class SessionDetailView : public Control
{
    Q_OBJECT
public:
    explicit SessionDetailView(QWidget *parent = nullptr);

    void setContent(SessionDetailContent content);
    const SessionDetailContent &content() const { return m_content; }
    /// Where a row of a section is, for tests.
    QRectF rowRect(std::size_t section, std::size_t row) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

Q_SIGNALS:
    void picked(qint64 record);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void lookChanged() override;

private:
    struct Layout
    {
        double when = 0, name = 0, facts = 0;
        QRectF costs{}, context{};
        struct Place
        {
            std::size_t section = 0;
            std::size_t row = 0;
            QRectF rect{};
        };
        std::vector<double> titles{};
        std::vector<Place> rows{};
        double height = 0;
    };
    Layout laidOut(double width) const;
    const SessionDetailContent::Row &rowOf(const Layout::Place &place) const
    {
        return m_content.sections[place.section].rows[place.row];
    }
    int rowAt(const QPointF &at) const;
    int pointAt(const QPointF &at) const;
    void step(int by);
    void paintPoints(QPainter &painter, const Layout &layout) const;
    void paintRow(QPainter &painter, const Layout::Place &place, bool hovered, bool focused, double leftWidth) const;

    SessionDetailContent m_content;
    int m_hovered = -1;
    int m_focused = 0;
};

} // namespace tokenmeter
