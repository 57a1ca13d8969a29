// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/BudgetSuggestions.h"

#include "shell/TextLabel.h"
#include "theme/Theme.h"
#include "widgets/LinkButton.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace tokenmeter
{

BudgetSuggestions::BudgetSuggestions(QWidget *parent) : QWidget{parent}, m_layout{new QVBoxLayout{this}}
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_layout->setContentsMargins(px(space::s3), px(space::s2), px(space::s3), px(space::s3));
    m_layout->setSpacing(px(space::s2));
    auto *head = new QHBoxLayout;
    auto *title = new TextLabel{tr("Suggested from your history"), Theme::Role::Body, TextLabel::Tone::Strong, this};
    title->setWeight(QFont::DemiBold);
    auto *hide = new LinkButton{tr("Hide"), this};
    hide->setAccessibleName(tr("Hide suggestions"));
    head->addWidget(title, 1);
    head->addWidget(hide);
    m_layout->addLayout(head);
    connect(hide, &LinkButton::clicked, this, &BudgetSuggestions::hideWanted);
    QWidget::hide();
}

void BudgetSuggestions::setRows(const std::vector<Row> &rows)
{
    for (QWidget *row : m_rows) {
        row->hide();
        row->deleteLater(); // one of its buttons may be what called
    }
    m_rows.clear();
    m_buttons.clear();
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto *row = new QWidget{this};
        auto *line = new QHBoxLayout{row};
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(px(space::s3));
        auto *texts = new QVBoxLayout;
        texts->setSpacing(0);
        texts->addWidget(new TextLabel{rows[i].title, Theme::Role::Body, TextLabel::Tone::Strong, row});
        texts->addWidget(new TextLabel{rows[i].detail, Theme::Role::Small, TextLabel::Tone::Normal, row});
        line->addLayout(texts, 1);
        auto *button = new QPushButton{tr("Add…"), row};
        button->setAccessibleName(tr("Add: %1").arg(rows[i].title));
        line->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, i] { Q_EMIT chosen(int(i)); });
        m_layout->addWidget(row);
        m_rows.push_back(row);
        m_buttons.push_back(button);
    }
    setVisible(!rows.empty());
}

void BudgetSuggestions::paintEvent(QPaintEvent *)
{
    QPainter painter{this};
    painter.fillRect(QRectF{0, 0, double(width()), size::hairline}, Theme::current().colours().border);
}

} // namespace tokenmeter
