// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>
#include <QString>
#include <QVariant>

#include <utility>
#include <vector>

class QComboBox;
class QPushButton;
class QVBoxLayout;

namespace tokenmeter
{

class TextLabel;

/// A page of the settings: groups of rows on one surface each.
class SettingsPage final : public QScrollArea
{
public:
    explicit SettingsPage(QWidget *parent);

    /// @param at its place among the groups; -1 = the last
    /// @return what holds the group; deleting it takes the group away
    QWidget *beginGroup(int at = -1);
    /// A name with a note below it at the left, the control at the right.
    /// @return the note; nullptr when there is none
    TextLabel *addRow(const QString &name, const QString &note, QWidget *control);
    void addButtons(const std::vector<QPushButton *> &buttons);

    /// As wide as all fields of the settings; a current value that is none of the items is added to them.
    static QComboBox *combo(const std::vector<std::pair<QString, QVariant>> &items, const QVariant &current);

private:
    QVBoxLayout *m_column;
    QVBoxLayout *m_group = nullptr;
};

} // namespace tokenmeter
