// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/NoteEditor.h"

#include "core/ReviewFact.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tokenmeter
{

NoteEditor::NoteEditor(QWidget *parent)
    : QWidget{parent}, m_field{new QPlainTextEdit{this}}, m_hint{new TextLabel{Theme::Role::Small, TextLabel::Tone::Faint, this}},
      m_save{new QPushButton{this}}, m_cancel{new QPushButton{this}}
{
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(space::s2);
    layout->addWidget(m_field, 1);
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s2);
    row->addWidget(m_hint, 1);
    row->addWidget(m_cancel);
    row->addWidget(m_save);
    layout->addLayout(row);
    m_field->setTabChangesFocus(true);
    m_field->installEventFilter(this);
    m_save->setDefault(true);
    setFocusProxy(m_field);
    connect(m_field, &QPlainTextEdit::textChanged, this, &NoteEditor::check);
    connect(m_save, &QPushButton::clicked, this, &NoteEditor::save);
    connect(m_cancel, &QPushButton::clicked, this, &NoteEditor::cancelled);
    setTexts();
    check();
}

void NoteEditor::setTexts()
{
    m_field->setAccessibleName(tr("Note, in Markdown"));
    m_field->setPlaceholderText(tr("What explains this month?"));
    m_save->setText(tr("Save"));
    m_cancel->setText(tr("Cancel"));
    check();
}

void NoteEditor::setMarkdown(const QString &markdown)
{
    m_field->setPlainText(markdown);
    m_field->moveCursor(QTextCursor::End);
}

QString NoteEditor::markdown() const
{
    return m_field->toPlainText();
}

/// An empty note is no note; the ledger has the rule for the rest.
bool NoteEditor::maySave() const
{
    return bool(checkReviewFact(ReviewNote{.markdown = markdown().toStdString()}));
}

void NoteEditor::check()
{
    const bool isFine = maySave();
    m_save->setEnabled(isFine);
    const bool isBlank = markdown().trimmed().isEmpty();
    m_hint->setText(isFine || isBlank ? tr("Markdown. HTML and pictures are not shown.") : tr("This note is too long, or has characters that cannot be shown."));
    m_save->setToolTip(isFine ? QString{} : isBlank ? tr("There is nothing to save yet.") : m_hint->text());
}

void NoteEditor::save()
{
    if (maySave()) {
        Q_EMIT saved(markdown());
    }
}

bool NoteEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_field && (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride)) {
        const auto *key = static_cast<QKeyEvent *>(event);
        const bool saves = (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && (key->modifiers() & Qt::ControlModifier);
        if (saves || key->key() == Qt::Key_Escape) {
            if (event->type() == QEvent::ShortcutOverride) {
                event->accept(); // the window would take them
                return true;
            }
            if (saves) {
                save();
            } else {
                Q_EMIT cancelled();
            }
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void NoteEditor::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        setTexts();
    }
    QWidget::changeEvent(event);
}

} // namespace tokenmeter
