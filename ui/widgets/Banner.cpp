// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/Banner.h"

#include "charts/figures.h"
#include "widgets/Control.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace tokenmeter
{

Banner::Banner(QWidget *parent) : QWidget{parent}, m_layout{new QHBoxLayout{this}}
{
    m_layout->setContentsMargins(space::s5, 0, space::s3, 0);
    m_layout->setSpacing(space::s2);
    m_layout->addStretch();
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Banner::setMessage(Tone tone, Icon icon, const QString &sentence)
{
    m_tone = tone;
    m_icon = icon;
    m_sentence = sentence;
    setAccessibleName(sentence);
    update();
}

void Banner::setActions(const QStringList &verbs)
{
    qDeleteAll(m_buttons);
    m_buttons.clear();
    for (int i = 0; i < verbs.size(); ++i) {
        auto *button = new QPushButton{verbs[i], this};
        connect(button, &QPushButton::clicked, this, [this, i] { Q_EMIT actionTriggered(i); });
        m_layout->addWidget(button);
        m_buttons.append(button);
        button->show();
    }
    // Placed at once: the sentence ends where they begin, and would be cut by buttons that still wait for their places.
    m_layout->activate();
    update();
}

bool Banner::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest) {
        update(); // the buttons may have moved
    }
    return QWidget::event(event);
}

QSize Banner::sizeHint() const
{
    return {m_layout->sizeHint().width(), px(size::banner)};
}

void Banner::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    const Colours &c = theme.colours();
    QPainter painter{this};
    const QColor ink = inkOf(m_tone, c);
    const QColor ground = groundOf(m_tone, c);
    paintBox(painter, rect(), radius::card, ground, mixed(ink, ground, mix::tintBorder));
    const int icon = px(size::icon);
    icons::paint(painter, QRectF{double(space::s5), 0, double(icon), double(height())}, m_icon, icon, ink);
    double right = width() - space::s5;
    for (const QPushButton *button : m_buttons) {
        right = std::min(right, double(button->x() - space::s3));
    }
    const double left = space::s5 + icon + space::s3;
    painter.setFont(theme.font(Theme::Role::Label));
    painter.setPen(c.text1);
    const bool cut = drawElided(painter, QRectF{left, 0, right - left, double(height())}, m_sentence);
    if (cut != !toolTip().isEmpty()) {
        setToolTip(cut ? plainToolTip(m_sentence) : QString{});
    }
}

} // namespace tokenmeter
