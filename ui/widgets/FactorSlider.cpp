// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/FactorSlider.h"

#include "charts/figures.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

namespace tokenmeter
{

FactorSlider::FactorSlider(const QString &name, QWidget *parent) : QWidget{parent}
{
    auto *rows = new QVBoxLayout{this};
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(space::s1);
    auto *head = new QHBoxLayout;
    head->setSpacing(space::s2);
    m_name = new TextLabel{name, Theme::Role::Small, TextLabel::Tone::Normal, this};
    m_text = new TextLabel{Theme::Role::Small, TextLabel::Tone::Strong, this};
    m_text->setWeight(QFont::DemiBold);
    m_text->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    head->addWidget(m_name);
    head->addStretch(1);
    head->addWidget(m_text);
    rows->addLayout(head);
    m_slider = new QSlider{Qt::Horizontal, this};
    m_slider->setAccessibleName(name);
    rows->addWidget(m_slider);
    connect(m_slider, &QSlider::valueChanged, this, &FactorSlider::moved);
}

void FactorSlider::setRange(int least, int most, int pageStep)
{
    const QSignalBlocker quiet{m_slider};
    m_slider->setRange(least, most);
    m_slider->setPageStep(pageStep);
}

void FactorSlider::setValue(int value)
{
    const QSignalBlocker quiet{m_slider};
    m_slider->setValue(value);
}

int FactorSlider::value() const
{
    return m_slider->value();
}

void FactorSlider::setText(const QString &text, const QString &explanation)
{
    m_text->setText(text);
    m_slider->setToolTip(plainToolTip(explanation));
    m_slider->setAccessibleDescription(text);
}

QString FactorSlider::text() const
{
    return m_text->text();
}

} // namespace tokenmeter
