// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QMenu;
class QToolButton;

namespace tokenmeter
{

class FilterLine;
class TextLabel;

/// Back, forward, title; at the right filter line and menu. 60 high.
class HeaderBar : public QWidget
{
    Q_OBJECT
public:
    explicit HeaderBar(QMenu *menu, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    QString title() const;
    QString note() const;
    /// In faint letters beside the title: what is not settled yet.
    void setNote(const QString &note);
    void setSteps(bool back, bool forward);
    void setNarrow(bool narrow);
    FilterLine *filterLine() const { return m_filterLine; }
    QToolButton *exportButton() const { return m_export; }
    QToolButton *menuButton() const { return m_menu; }

Q_SIGNALS:
    void backChosen();
    void forwardChosen();
    void exportChosen();

private:
    QToolButton *m_back;
    QToolButton *m_forward;
    TextLabel *m_title;
    TextLabel *m_note;
    FilterLine *m_filterLine;
    QToolButton *m_export;
    QToolButton *m_menu;
};

} // namespace tokenmeter
