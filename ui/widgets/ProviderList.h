// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListWidget>
#include <QString>

namespace tokenmeter
{

/// Things to choose from, two lines each: a name, and what it is. Return or a click chooses.
class ProviderList : public QListWidget
{
    Q_OBJECT
public:
    explicit ProviderList(QWidget *parent = nullptr);

    void addChoice(const QString &id, const QString &name, const QString &line);
    /// Shows those that have all of the words in name, line or id; the first of them is current.
    void find(const QString &words);
    QString currentId() const; ///< empty = none

Q_SIGNALS:
    void chosen(const QString &id);
};

} // namespace tokenmeter
