// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ProgressBox.h"

#include "format/ShareText.h"
#include "shell/TextLabel.h"
#include "widgets/Control.h"
#include "widgets/LinkButton.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QProgressBar>

#include <algorithm>

namespace tokenmeter
{
namespace
{

constexpr int Thousandths = 1000;

} // namespace

ProgressBox::ProgressBox(QWidget *parent)
    : QWidget{parent}, m_text{new TextLabel{Theme::Role::Small, TextLabel::Tone::Strong, this}}, m_bar{new QProgressBar{this}},
      m_part{new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, this}}, m_link{new LinkButton{{}, this}}
{
    m_bar->setRange(0, Thousandths);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(px(size::jobBarHeight));
    m_bar->setMinimumWidth(px(size::jobBarWidth));
    auto *row = new QHBoxLayout{this};
    row->setContentsMargins(px(space::s3), px(space::s1), px(space::s3), px(space::s1));
    row->setSpacing(px(space::s3));
    m_text->setWordWrap(true);
    row->addWidget(m_text, 1);
    row->addWidget(m_bar, 1);
    row->addWidget(m_part);
    row->addWidget(m_link);
    connect(m_link, &LinkButton::clicked, this, [this] {
        if (m_isRunning) {
            Q_EMIT cancelled();
        } else {
            Q_EMIT accepted();
        }
    });
    hide();
}

void ProgressBox::setRunning(const QString &what, double part)
{
    const int value = int(std::clamp(part, 0.0, 1.0) * Thousandths);
    m_isRunning = true;
    m_text->setText(what);
    m_bar->setValue(value);
    m_bar->setAccessibleName(what);
    m_bar->show();
    m_part->setText(ShareText::whole(value, Thousandths));
    m_part->show();
    m_link->setText(tr("Cancel"));
    m_link->setAccessibleName(tr("Cancel: %1", "what runs").arg(what));
}

void ProgressBox::setOffer(const QString &fact, const QString &verb)
{
    m_isRunning = false;
    m_text->setText(fact);
    m_bar->hide();
    m_part->hide();
    m_link->setText(verb);
    m_link->setAccessibleName(verb);
}

QString ProgressBox::text() const
{
    return m_text->text();
}

int ProgressBox::percent() const
{
    constexpr int ThousandthsAPercent = 10;
    return m_isRunning ? m_bar->value() / ThousandthsAPercent : -1;
}

void ProgressBox::paintEvent(QPaintEvent *)
{
    const Colours &c = Theme::current().colours();
    QPainter painter{this};
    paintBox(painter, rect(), radius::control, c.accentSoft, {});
}

} // namespace tokenmeter
