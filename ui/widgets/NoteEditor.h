// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPlainTextEdit;
class QPushButton;

namespace tokenmeter
{

class TextLabel;

/// Where a note is written: its Markdown, Save and Cancel. Ctrl+Return saves, Esc cancels.
class NoteEditor : public QWidget
{
    Q_OBJECT
public:
    explicit NoteEditor(QWidget *parent = nullptr);
    void setMarkdown(const QString &markdown); ///< and puts the cursor at its end
    QString markdown() const;

    // For tests.
    QPlainTextEdit *field() const { return m_field; }
    QPushButton *saveButton() const { return m_save; }
    QPushButton *cancelButton() const { return m_cancel; }

Q_SIGNALS:
    void saved(const QString &markdown);
    void cancelled();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void setTexts();
    void check();
    bool maySave() const;
    void save();

    QPlainTextEdit *m_field = nullptr;
    TextLabel *m_hint = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_cancel = nullptr;
};

} // namespace tokenmeter
