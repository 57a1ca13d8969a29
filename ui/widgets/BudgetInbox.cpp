// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/BudgetInbox.h"

#include "charts/figures.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace tokenmeter
{

BudgetInbox::BudgetInbox(QWidget *parent) : RowControl{parent, Qt::Vertical}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Alerts"));
}

void BudgetInbox::setRows(std::vector<InboxRow> rows)
{
    m_rows = std::move(rows);
    rowsChanged();
}

void BudgetInbox::setNothing(const QString &sentence)
{
    m_nothing = sentence;
    update();
}

QSize BudgetInbox::minimumSizeHint() const
{
    return {px(size::filterLineNarrow), std::max(1, int(m_rows.size())) * px(size::attentionRow)};
}

QRectF BudgetInbox::rowRect(int row, int) const
{
    const double pitch = px(size::attentionRow);
    return {0, row * pitch, double(width()), pitch - space::s1};
}

QStringList BudgetInbox::rowTip(int row) const
{
    const InboxRow &shown = m_rows[std::size_t(row)];
    return {shown.sentence, shown.detail, shown.channels, shown.jump};
}

QString BudgetInbox::rowSpoken(int row) const
{
    const InboxRow &shown = m_rows[std::size_t(row)];
    return (shown.isNew ? tr("New") + QStringLiteral(". ") : QString{}) + shown.sentence + QStringLiteral(". ") + shown.detail + QStringLiteral(". ")
         + shown.date;
}

std::vector<BudgetInbox::Verb> BudgetInbox::verbsOf(int row) const
{
    std::vector<Verb> verbs;
    if (m_rows[std::size_t(row)].isNew) {
        verbs.push_back({Verb::What::Acknowledge, tr("Acknowledge")});
        verbs.push_back({Verb::What::Snooze, tr("Snooze…")});
    }
    verbs.push_back({Verb::What::Open, tr("Open")});
    const QFontMetricsF metrics{Theme::current().font(Theme::Role::Small, QFont::Medium)};
    const QRectF cell = rowRect(row, rowCount());
    double right = cell.right() - space::s1;
    for (auto verb = verbs.rbegin(); verb != verbs.rend(); ++verb) {
        const double wide = std::ceil(metrics.horizontalAdvance(verb->word)) + 2.0 * space::s2;
        verb->area = {right - wide, cell.top(), wide, cell.height()};
        right -= wide;
    }
    return verbs;
}

QRectF BudgetInbox::acknowledgeArea(int row) const
{
    const Verb first = verbsOf(row).front();
    return first.what == Verb::What::Acknowledge ? first.area : QRectF{};
}

void BudgetInbox::run(int row, Verb::What what, const QRectF &area)
{
    switch (what) {
    case Verb::What::Acknowledge:
        Q_EMIT acknowledged(row);
        break;
    case Verb::What::Snooze:
        Q_EMIT snoozeWanted(row, mapToGlobal(area.bottomLeft().toPoint()));
        break;
    case Verb::What::Open:
        Q_EMIT opened(row);
        break;
    }
}

void BudgetInbox::activateRow(int row, Qt::KeyboardModifiers)
{
    makeCurrent(row);
    Q_EMIT opened(row);
}

void BudgetInbox::mouseReleaseEvent(QMouseEvent *event)
{
    for (int row = 0; event->button() == Qt::LeftButton && row < rowCount(); ++row) {
        if (!isRowHovered(row)) {
            continue; // what is not seen is not clicked
        }
        for (const Verb &verb : verbsOf(row)) {
            if (verb.area.contains(event->position())) {
                makeCurrent(row);
                run(row, verb.what, verb.area);
                return;
            }
        }
    }
    RowControl::mouseReleaseEvent(event);
}

void BudgetInbox::keyPressEvent(QKeyEvent *event)
{
    const int row = currentRow();
    if (row < rowCount() && event->modifiers() == Qt::NoModifier && (event->key() == Qt::Key_A || event->key() == Qt::Key_S)) {
        const auto what = event->key() == Qt::Key_A ? Verb::What::Acknowledge : Verb::What::Snooze;
        for (const Verb &verb : verbsOf(row)) {
            if (verb.what == what) {
                run(row, what, verb.area);
            }
        }
        return;
    }
    RowControl::keyPressEvent(event);
}

void BudgetInbox::paintRow(QPainter &painter, int index) const
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    const InboxRow &row = m_rows[std::size_t(index)];
    const QRectF cell = rowRect(index, rowCount());
    const bool offered = offers(index);
    if (isRowHovered(index)) {
        paintBox(painter, cell, radius::control, c.hover, {});
    }
    const double tile = px(size::tile);
    const QRectF box{cell.left() + space::s3, cell.top() + std::round((cell.height() - tile) / 2), tile, tile};
    const bool isFaint = row.isOver || !row.isNew;
    paintBox(painter, box, radius::tip, isFaint ? c.sunken : groundOf(row.tone, c), {});
    icons::paint(painter, box, row.icon, px(size::iconButton), isFaint ? c.text3 : inkOf(row.tone, c));
    if (row.isNew) {
        const double dot = px(size::dot);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen{c.surface, size::limitLine});
        painter.setBrush(c.accent);
        painter.drawEllipse(QRectF{box.right() - dot / 2 - 1, box.top() - dot / 2 + 1, dot, dot});
    }
    const QFont strong = theme.font(Theme::Role::Body, row.isNew ? QFont::Medium : QFont::Normal);
    const QFont small = theme.font(Theme::Role::Small);
    const double line = std::ceil(QFontMetricsF{strong}.height()) + 1;
    const double top = cell.top() + (cell.height() - 2 * line) / 2;
    const double left = box.right() + space::s3;
    double right = cell.right() - space::s3;
    if (offered) {
        painter.setFont(theme.font(Theme::Role::Small, QFont::Medium));
        painter.setPen(c.accent);
        const std::vector<Verb> verbs = verbsOf(index);
        for (const Verb &verb : verbs) {
            painter.drawText(verb.area, int(Qt::AlignCenter | Qt::TextSingleLine), verb.word);
        }
        right = verbs.front().area.left();
    } else {
        painter.setFont(small);
        painter.setPen(c.text3);
        const double wide = std::max(numberWidth(small, row.date), numberWidth(small, row.channels));
        drawNumber(painter, {right - wide, top, wide, line}, row.date, Qt::AlignRight | Qt::AlignVCenter);
        drawNumber(painter, {right - wide, top + line, wide, line}, row.channels, Qt::AlignRight | Qt::AlignVCenter);
        right -= wide + space::s3;
    }
    painter.setFont(strong);
    painter.setPen(row.isOver ? c.text2 : c.text1);
    drawElided(painter, {left, top, right - left, line}, row.sentence, Qt::AlignLeft | Qt::AlignVCenter);
    painter.setFont(small);
    painter.setPen(c.text3);
    drawElided(painter, {left, top + line, right - left, line}, row.detail, Qt::AlignLeft | Qt::AlignVCenter);
    if (showsRowFocus(index)) {
        paintFocusRing(painter, cell, radius::control);
    }
}

void BudgetInbox::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter{this};
    if (m_rows.empty()) {
        painter.setFont(theme.font(Theme::Role::Small));
        painter.setPen(theme.colours().text2);
        painter.drawText(rect().adjusted(space::s3, 0, -space::s3, 0), int(Qt::AlignLeft | Qt::AlignVCenter | Qt::TextWordWrap), m_nothing);
    }
    for (int row = 0; row < rowCount(); ++row) {
        paintRow(painter, row);
    }
}

} // namespace tokenmeter
