// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPushButton>
#include <QString>
#include <QStringList>

#include <utility>

class QMenu;

namespace tokenmeter
{

/// Names that are chosen from a menu, several at once, for a field inside of a sentence. None chosen means what `none` says.
class NameField : public QPushButton
{
    Q_OBJECT
public:
    /// @param none "all models"  @param hint of the line for other names; empty: only what the menu lists can be chosen
    NameField(const QString &none, const QString &hint, QWidget *parent = nullptr);

    /// Value and label of what is offered.
    void setChoices(const QList<std::pair<QString, QString>> &choices);
    void setNone(const QString &none);
    void setValues(const QStringList &values);
    const QStringList &values() const { return m_values; }
    void toggle(const QString &value);

Q_SIGNALS:
    void valuesChanged();

private:
    void fillMenu();
    void showValues();
    QString labelOf(const QString &value) const;

    QString m_none;
    QString m_hint;
    QList<std::pair<QString, QString>> m_choices;
    QStringList m_values;
    QMenu *m_menu = nullptr;
};

} // namespace tokenmeter
