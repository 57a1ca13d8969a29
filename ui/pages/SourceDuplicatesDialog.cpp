// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/SourceDuplicatesDialog.h"

#include "pages/SourcesView.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"
#include "widgets/EmptyState.h"
#include "widgets/LinkButton.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace tokenmeter
{

SourceDuplicatesDialog::SourceDuplicatesDialog(const QString &name, const std::vector<DuplicateTexts> &sections, QWidget *parent) : QDialog{parent}
{
    setWindowTitle(tr("Merged copies: %1", "a source").arg(name));
    auto *all = new QWidget{this};
    auto *column = new QVBoxLayout{all};
    column->setContentsMargins(0, 0, px(space::s3), 0);
    column->setSpacing(px(space::s2));
    const auto add = [&](const QString &text, Theme::Role role, TextLabel::Tone tone) {
        auto *label = new TextLabel{text, role, tone, all};
        label->setWordWrap(true);
        column->addWidget(label);
    };
    for (std::size_t i = 0; i < sections.size(); ++i) {
        const DuplicateTexts &section = sections[i];
        if (i > 0) {
            column->addSpacing(px(space::s4));
        }
        add(section.rule, Theme::Role::Title, TextLabel::Tone::Strong);
        add(section.sums, Theme::Role::Body, TextLabel::Tone::Normal);
        if (!section.examples.isEmpty()) {
            add(section.examples, Theme::Role::Small, TextLabel::Tone::Faint);
        }
        for (const DuplicateTexts::Group &group : section.groups) {
            add(group.head, Theme::Role::Small, TextLabel::Tone::Strong);
            std::size_t place = group.firstPlace;
            auto *places = new QVBoxLayout;
            places->setSpacing(0);
            column->addLayout(places);
            for (const QString &text : group.places) {
                auto *link = new LinkButton{text, all};
                link->setAccessibleName(tr("%1: open", "a place in a file").arg(text));
                connect(link, &LinkButton::clicked, this, [this, place] { Q_EMIT placeActivated(place); });
                auto *row = new QHBoxLayout;
                row->addSpacing(px(space::s4));
                row->addWidget(link);
                row->addStretch(1);
                places->addLayout(row);
                m_places << link;
                ++place;
            }
        }
    }
    if (sections.empty()) {
        auto *nothing = new EmptyState{all};
        nothing->setTexts(tr("Nothing was merged"), tr("No record of this source stands in another place, too."));
        column->addWidget(nothing, 1);
    }
    column->addStretch(1);
    auto *scroll = new QScrollArea{this};
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(all);
    auto *close = new QPushButton{tr("Close"), this};
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *outer = new QVBoxLayout{this};
    outer->setContentsMargins(px(space::s6), px(space::s5), px(space::s6), px(space::s5));
    outer->setSpacing(px(space::s4));
    outer->addWidget(scroll, 1);
    outer->addWidget(close, 0, Qt::AlignRight);
    resize(px(size::settingsWidth), px(size::settingsHeight));
}

} // namespace tokenmeter
