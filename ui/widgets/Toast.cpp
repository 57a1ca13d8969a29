// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Toast.h"

#include "charts/figures.h"
#include "theme/Theme.h"
#include "widgets/Control.h"
#include "widgets/LinkButton.h"

#include <QEvent>
#include <QFontMetrics>
#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace tokenmeter
{

Toast::Toast(QWidget *parent, QWidget *above)
    : QWidget{parent}, m_action{new LinkButton{{}, this, Theme::Role::Label}}, m_above{above}
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (underMouse() || m_action->hasFocus()) {
            m_timer.start(motion::toastStaysMs);
        } else {
            hide();
        }
    });
    connect(m_action, &LinkButton::clicked, this, [this] {
        hide();
        Q_EMIT actionTriggered();
    });
    parent->installEventFilter(this);
    hide();
}

void Toast::showMessage(const QString &sentence, const QString &verb)
{
    m_sentence = sentence;
    setAccessibleName(sentence);
    m_action->setColour(Theme::current().colours().toastAction);
    m_action->setText(verb);
    m_action->setVisible(!verb.isEmpty());
    place();
    show();
    raise();
    update();
    m_timer.start(motion::toastStaysMs);
}

QSize Toast::sizeHint() const
{
    const int text = QFontMetrics{Theme::current().font(Theme::Role::Body)}.horizontalAdvance(m_sentence);
    const int action = m_action->text().isEmpty() ? 0 : m_action->sizeHint().width() + space::s6;
    // A little more than measured: the painter's advance may round up, and one pixel too few costs a word.
    return {text + action + 2 * space::s4 + space::s1, px(size::toast)};
}

void Toast::place()
{
    const QWidget *parent = parentWidget();
    QSize wanted = sizeHint();
    wanted.setWidth(std::min(wanted.width(), parent->width() - 2 * size::pageMargin));
    const int floor = m_above != nullptr ? m_above->mapTo(parent, QPoint{}).y() : parent->height();
    setGeometry({QPoint{(parent->width() - wanted.width()) / 2, floor - size::toastAbove - wanted.height()}, wanted});
    const QSize action = m_action->sizeHint();
    m_action->setGeometry({QPoint{width() - action.width() - space::s4, (height() - action.height()) / 2}, action});
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) {
        place();
    }
    return QWidget::eventFilter(watched, event);
}

void Toast::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter{this};
    paintBox(painter, rect(), radius::tip, theme.colours().toast, {});
    painter.setFont(theme.font(Theme::Role::Body));
    painter.setPen(theme.colours().onToast);
    const double right = m_action->isVisible() ? m_action->x() - space::s3 : width() - space::s4;
    drawElided(painter, QRectF{double(space::s4), 0, right - space::s4, double(height())}, m_sentence);
}

void Toast::enterEvent(QEnterEvent *event)
{
    m_timer.stop();
    QWidget::enterEvent(event);
}

void Toast::leaveEvent(QEvent *event)
{
    m_timer.start(motion::toastStaysMs);
    QWidget::leaveEvent(event);
}

void Toast::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        hide();
        event->accept();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace tokenmeter
