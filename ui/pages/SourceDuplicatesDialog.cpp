// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/SourceDuplicatesDialog.h"

#include "format/NumberText.h"
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

SourceDuplicatesDialog::SourceDuplicatesDialog(const QString &name, const std::vector<DuplicateTexts> &sections, QWidget *parent)
    : QDialog{parent}, m_all{new QWidget{this}}
{
    setWindowTitle(tr("Merged copies: %1", "a source").arg(name));
    auto *all = m_all;
    auto *column = new QVBoxLayout{all};
    column->setContentsMargins(0, 0, px(space::s3), 0);
    column->setSpacing(px(space::s2));
    const auto add = [&](const QString &text, Theme::Role role, TextLabel::Tone tone) {
        auto *label = new TextLabel{text, role, tone, all};
        label->setWordWrap(true);
        column->addWidget(label);
    };
    for (std::size_t i = 0; i < sections.size(); ++i) {
        const DuplicateTexts &texts = sections[i];
        if (i > 0) {
            column->addSpacing(px(space::s4));
        }
        add(texts.rule, Theme::Role::Title, TextLabel::Tone::Strong);
        add(texts.sums, Theme::Role::Body, TextLabel::Tone::Normal);
        if (!texts.examples.isEmpty()) {
            add(texts.examples, Theme::Role::Small, TextLabel::Tone::Faint);
        }
        Section section{.groups = new QVBoxLayout, .all = texts.all};
        section.groups->setSpacing(px(space::s2));
        column->addLayout(section.groups);
        for (const DuplicateTexts::Group &group : texts.groups) {
            addGroup(section, group);
        }
        section.shown = new TextLabel{Theme::Role::Small, TextLabel::Tone::Faint, all};
        section.more = new LinkButton{tr("Show more"), all};
        section.more->setAccessibleName(tr("%1: show more", "what was merged by a rule").arg(texts.rule));
        connect(section.more, &LinkButton::clicked, this, [this, i] { Q_EMIT moreWanted(i); });
        auto *foot = new QHBoxLayout;
        foot->addWidget(section.shown);
        foot->addWidget(section.more);
        foot->addStretch(1);
        column->addLayout(foot);
        count(section, texts.groups.empty());
        m_sections.push_back(section);
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

void SourceDuplicatesDialog::addGroups(std::size_t section, const std::vector<DuplicateTexts::Group> &groups, bool atEnd)
{
    Section &into = m_sections[section];
    const bool hadFocus = into.more->hasFocus();
    const qsizetype before = m_places.size();
    for (const DuplicateTexts::Group &group : groups) {
        addGroup(into, group);
    }
    if (into.last != nullptr) {
        setTabOrder(into.last, into.more);
    }
    count(into, atEnd);
    if (hadFocus && into.more->isHidden() && m_places.size() > before) {
        m_places[before]->setFocus(Qt::OtherFocusReason);
    }
}

void SourceDuplicatesDialog::addGroup(Section &section, const DuplicateTexts::Group &group)
{
    auto *head = new TextLabel{group.head, Theme::Role::Small, TextLabel::Tone::Strong, m_all};
    head->setWordWrap(true);
    section.groups->addWidget(head);
    std::size_t place = group.firstPlace;
    auto *places = new QVBoxLayout;
    places->setSpacing(0);
    section.groups->addLayout(places);
    for (const QString &text : group.places) {
        auto *link = new LinkButton{text, m_all};
        link->setAccessibleName(tr("%1: open", "a place in a file").arg(text));
        connect(link, &LinkButton::clicked, this, [this, place] { Q_EMIT placeActivated(place); });
        auto *row = new QHBoxLayout;
        row->addSpacing(px(space::s4));
        row->addWidget(link);
        row->addStretch(1);
        places->addLayout(row);
        if (section.last != nullptr) {
            setTabOrder(section.last, link);
        }
        section.last = link;
        m_places << link;
        ++place;
    }
    ++section.listed;
}

void SourceDuplicatesDialog::count(Section &section, bool atEnd)
{
    const bool hasMore = !atEnd && std::int64_t(section.listed) < section.all;
    const QString part = tr("%1 of %2 are shown.", "groups of copies").arg(NumberText::whole(std::int64_t(section.listed)), NumberText::whole(section.all));
    section.shown->setText(hasMore ? part : QString{});
    section.shown->setVisible(hasMore);
    section.more->setVisible(hasMore);
}

QString SourceDuplicatesDialog::shownText(std::size_t section) const
{
    return m_sections[section].shown->text();
}

} // namespace tokenmeter
