// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/NoteList.h"

#include "shell/TextLabel.h"
#include "theme/Theme.h"
#include "widgets/LinkButton.h"
#include "widgets/NoteEditor.h"
#include "widgets/NoteView.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QUrl>
#include <QVBoxLayout>

namespace tokenmeter
{

NoteList::NoteList(QWidget *parent)
    : QWidget{parent}, m_none{new TextLabel{Theme::Role::Small, TextLabel::Tone::Faint, this}}, m_add{new LinkButton{{}, this}}, m_editor{new NoteEditor{this}}
{
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(px(space::s2));
    m_none->setWordWrap(true);
    m_rows = new QVBoxLayout;
    m_rows->setSpacing(px(space::s3));
    layout->addWidget(m_none);
    layout->addLayout(m_rows);
    layout->addWidget(m_editor);
    layout->addWidget(m_add, 0, Qt::AlignLeft);
    m_editor->setMinimumHeight(px(size::noteEditor) + px(space::s8));
    m_editor->hide();
    connect(m_add, &LinkButton::clicked, this, &NoteList::write);
    connect(m_editor, &NoteEditor::saved, this, [this](const QString &markdown) { Q_EMIT noteWanted(m_edited, markdown); });
    connect(m_editor, &NoteEditor::cancelled, this, [this] {
        m_editor->hide();
        m_add->show();
    });
    rebuild();
}

void NoteList::setNotes(std::vector<Note> notes)
{
    if (notes == m_notes) {
        return; // what is being written stays
    }
    m_notes = std::move(notes);
    m_editor->hide();
    m_add->show();
    rebuild();
}

void NoteList::write()
{
    edit(0, {});
}

void NoteList::edit(std::int64_t id, const QString &markdown)
{
    m_edited = id;
    m_editor->setMarkdown(markdown);
    m_editor->show();
    m_add->hide();
    m_editor->setFocus(Qt::OtherFocusReason);
}

void NoteList::rebuild()
{
    while (QLayoutItem *item = m_rows->takeAt(0)) {
        if (item->widget() != nullptr) {
            item->widget()->hide();
            item->widget()->deleteLater();
        }
        delete item;
    }
    for (const Note &note : m_notes) {
        auto *row = new QWidget{this};
        auto *layout = new QVBoxLayout{row};
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        auto *view = new NoteView{row};
        view->setNote(note.markdown);
        connect(view, &NoteView::linkWanted, this, &NoteList::linkWanted);
        layout->addWidget(view);
        auto *foot = new QHBoxLayout;
        foot->setSpacing(px(space::s3));
        foot->addWidget(new TextLabel{note.when, Theme::Role::Caption, TextLabel::Tone::Faint, row}, 1);
        auto *change = new LinkButton{tr("Edit"), row};
        auto *remove = new LinkButton{tr("Remove"), row};
        connect(change, &LinkButton::clicked, this, [this, id = note.id, text = note.markdown] { edit(id, text); });
        connect(remove, &LinkButton::clicked, this, [this, id = note.id] { Q_EMIT removeWanted(id); });
        foot->addWidget(change);
        foot->addWidget(remove);
        layout->addLayout(foot);
        m_rows->addWidget(row);
    }
    m_none->setVisible(m_notes.empty());
    m_none->setText(tr("Nothing is written yet. What would you want to know of this period in a year?"));
    m_add->setText(tr("Add a note"));
    updateGeometry();
}

void NoteList::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        rebuild();
    }
    QWidget::changeEvent(event);
}

} // namespace tokenmeter
