// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/CardMenu.h"

#include "charts/ChartWidget.h"
#include "theme/Theme.h"
#include "widgets/Card.h"
#include "widgets/Control.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QFocusEvent>
#include <QMenu>
#include <QPainter>
#include <QSvgGenerator>

#include <algorithm>

namespace tokenmeter
{
namespace
{

/// Title and chart on the light surface, whatever the window's theme.
void paintPicture(QPainter &painter, const QSize &picture, const QString &title, ChartWidget &chart)
{
    const LightPaint light;
    const Theme &theme = Theme::current();
    painter.fillRect(QRect{QPoint{}, picture}, theme.colours().surface);
    painter.setFont(theme.font(Theme::Role::Title));
    painter.setPen(theme.colours().text1);
    const int margin = size::cardPadding;
    painter.drawText(QPointF{double(margin), px(double(size::cardTitleBaseline))}, title);
    const int top = px(size::cardTitle);
    chart.paintStill(painter, QRectF(margin, top, picture.width() - 2 * margin, picture.height() - top - margin));
}

} // namespace

CardMenu::CardMenu(Card *card, ChartWidget *chart) : QToolButton{card}, m_card{card}, m_chart{chart}
{
    setAccessibleName(tr("More for this chart"));
    setToolTip(tr("Copy, show as table, save"));
    setFixedSize(px(size::controlInCard), px(size::controlInCard));
    setFocusPolicy(Qt::TabFocus);
    auto *menu = new QMenu{this};
    connect(menu->addAction(tr("Copy picture")), &QAction::triggered, this, &CardMenu::copyPicture);
    connect(menu->addAction(tr("Copy data")), &QAction::triggered, this,
            [this] { QApplication::clipboard()->setText(textOf(tableOf(*m_chart, m_card->title()))); });
    connect(menu->addAction(tr("Show as table")), &QAction::triggered, this,
            [this] { Q_EMIT tableWanted(tableOf(*m_chart, m_card->title())); });
    connect(menu->addAction(tr("Save picture…")), &QAction::triggered, this, &CardMenu::savePicture);
    setMenu(menu);
    setPopupMode(QToolButton::InstantPopup);
    card->addQuietControl(this);
    card->installEventFilter(this);
    card->setAttribute(Qt::WA_Hover);
}

void CardMenu::addEntry(const QString &text, const std::function<void()> &run)
{
    connect(menu()->addAction(text), &QAction::triggered, this, run);
}

PageTable CardMenu::tableOf(const ChartWidget &chart, const QString &title)
{
    PageTable table;
    table.title = title;
    table.columns << QString{};
    for (int column = 0; column < chart.tableColumns(); ++column) {
        table.columns << chart.columnHeader(column);
    }
    for (int row = 0; row < chart.tableRows(); ++row) {
        std::vector<PageTable::Cell> cells{{.text = chart.rowHeader(row)}};
        for (int column = 0; column < chart.tableColumns(); ++column) {
            cells.push_back({.text = chart.tableText(row, column), .number = true});
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

void CardMenu::copyPicture()
{
    const QSize picture{std::max(size::pictureWidth, m_card->width()), std::max(size::pictureHeight, m_card->height())};
    QImage image{picture * 2, QImage::Format_RGB32};
    image.setDevicePixelRatio(2);
    QPainter painter{&image};
    painter.setRenderHint(QPainter::Antialiasing);
    paintPicture(painter, picture, m_card->title(), *m_chart);
    painter.end();
    QApplication::clipboard()->setImage(image);
}

void CardMenu::savePicture()
{
    const QString file = QFileDialog::getSaveFileName(window(), tr("Save picture"), {}, tr("Vector picture (*.svg);;Picture (*.png)"));
    if (file.isEmpty()) {
        return;
    }
    const QSize picture{std::max(size::pictureWidth, m_card->width()), std::max(size::pictureHeight, m_card->height())};
    if (file.endsWith(QStringLiteral(".png"), Qt::CaseInsensitive)) {
        copyPicture();
        QApplication::clipboard()->image().save(file, "PNG");
        return;
    }
    QSvgGenerator generator;
    generator.setFileName(file);
    generator.setSize(picture);
    generator.setViewBox(QRect{QPoint{}, picture});
    generator.setTitle(m_card->title());
    QPainter painter{&generator};
    paintPicture(painter, picture, m_card->title(), *m_chart);
}

bool CardMenu::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_card && (event->type() == QEvent::HoverEnter || event->type() == QEvent::HoverLeave)) {
        update();
    }
    return QToolButton::eventFilter(watched, event);
}

void CardMenu::focusInEvent(QFocusEvent *event)
{
    QToolButton::focusInEvent(event);
    update();
}

void CardMenu::focusOutEvent(QFocusEvent *event)
{
    QToolButton::focusOutEvent(event);
    update();
}

void CardMenu::paintEvent(QPaintEvent *)
{
    const bool open = menu()->isVisible();
    if (!m_card->underMouse() && !hasFocus() && !open) {
        return; // quiet until asked
    }
    const Colours &c = Theme::current().colours();
    QPainter painter{this};
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() || open) {
        paintBox(painter, rect(), radius::control, c.hover, {});
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.text2);
    const double dot = px(double(space::s1)) * 3 / 8;
    for (const int step : {-1, 0, 1}) {
        painter.drawEllipse(QPointF{width() / 2.0 + step * px(double(space::s1)) * 5 / 4, height() / 2.0}, dot, dot);
    }
    if (hasFocus()) {
        paintFocusRing(painter, rect(), radius::control);
    }
}

} // namespace tokenmeter
