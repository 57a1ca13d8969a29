// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

#include <cstdint>
#include <vector>

class QVBoxLayout;

namespace tokenmeter
{

class LinkButton;
class NoteEditor;
class TextLabel;

/// Notes below each other, each with what can be done to it, and a place to write one.
class NoteList : public QWidget
{
    Q_OBJECT
public:
    struct Note
    {
        std::int64_t id = 0;
        QString markdown{};
        QString when{}; ///< "Written 3 Nov"
        friend bool operator==(const Note &, const Note &) = default;
    };
    explicit NoteList(QWidget *parent = nullptr);

    void setNotes(std::vector<Note> notes);
    const std::vector<Note> &notes() const { return m_notes; }
    /// Opens the editor for a new note and gives it the keyboard.
    void write();
    NoteEditor *editor() const { return m_editor; }
    LinkButton *addLink() const { return m_add; }

Q_SIGNALS:
    void noteWanted(qint64 id, const QString &markdown); ///< 0 = a new one
    void removeWanted(qint64 id);
    void linkWanted(const QUrl &address);

protected:
    void changeEvent(QEvent *event) override;

private:
    void rebuild();
    void edit(std::int64_t id, const QString &markdown);

    std::vector<Note> m_notes;
    std::int64_t m_edited = 0;
    QVBoxLayout *m_rows = nullptr;
    TextLabel *m_none = nullptr;
    LinkButton *m_add = nullptr;
    NoteEditor *m_editor = nullptr;
};

} // namespace tokenmeter
