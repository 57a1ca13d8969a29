// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/NameField.h"

#include "charts/figures.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "theme/Theme.h"

#include <QLineEdit>
#include <QMenu>
#include <QWidgetAction>

#include <algorithm>

namespace tokenmeter
{
namespace
{

constexpr qsizetype MostListed = 40;
constexpr int MostShownLetters = 34;
constexpr int MostWrittenLetters = 200;

} // namespace

NameField::NameField(const QString &none, const QString &hint, QWidget *parent) : QPushButton{parent}, m_none{none}, m_hint{hint}
{
    m_menu = new QMenu{this};
    setMenu(m_menu);
    connect(m_menu, &QMenu::aboutToShow, this, &NameField::fillMenu);
    showValues();
}

void NameField::setChoices(const QList<std::pair<QString, QString>> &choices)
{
    m_choices = choices;
    showValues();
}

void NameField::setNone(const QString &none)
{
    m_none = none;
    showValues();
}

void NameField::setValues(const QStringList &values)
{
    m_values = values;
    showValues();
}

void NameField::toggle(const QString &value)
{
    if (!m_values.removeAll(value)) {
        m_values << value;
    }
    showValues();
    Q_EMIT valuesChanged();
}

QString NameField::labelOf(const QString &value) const
{
    const auto found = std::find_if(m_choices.begin(), m_choices.end(), [&](const auto &choice) { return choice.first == value; });
    return visibleText(found == m_choices.end() || found->second.isEmpty() ? value : found->second);
}

void NameField::showValues()
{
    QStringList labels;
    for (const QString &value : m_values) {
        labels << labelOf(value);
    }
    const QString all = labels.isEmpty() ? m_none : labels.join(NumberText::isChinese() ? QStringLiteral("、") : QStringLiteral(", "));
    QString shown = all.size() > MostShownLetters ? all.left(MostShownLetters - 1) + QChar{0x2026} : all;
    setToolTip(labels.isEmpty() ? QString{} : plainToolTip(all));
    setText(shown.replace(QLatin1Char('&'), QStringLiteral("&&")));
    setAccessibleDescription(all);
    updateGeometry();
}

void NameField::fillMenu()
{
    m_menu->clear();
    if (!m_none.isEmpty() && !m_values.isEmpty()) {
        connect(m_menu->addAction(m_none), &QAction::triggered, this, [this] {
            m_values.clear();
            showValues();
            Q_EMIT valuesChanged();
        });
        m_menu->addSeparator();
    }
    QStringList listed;
    for (const auto &[value, label] : m_choices) {
        if (listed.size() < MostListed) {
            listed << value;
        }
    }
    for (const QString &value : m_values) {
        if (!listed.contains(value)) {
            listed << value;
        }
    }
    for (const QString &value : listed) {
        QString label = labelOf(value);
        QAction *action = m_menu->addAction(label.replace(QLatin1Char('&'), QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(m_values.contains(value));
        connect(action, &QAction::triggered, this, [this, value] { toggle(value); });
    }
    if (m_hint.isEmpty()) {
        return;
    }
    auto *line = new QLineEdit{m_menu};
    line->setPlaceholderText(m_hint);
    line->setAccessibleName(m_hint);
    line->setMaxLength(MostWrittenLetters);
    line->setMinimumWidth(px(size::filterLine));
    auto *other = new QWidgetAction{m_menu};
    other->setDefaultWidget(line);
    m_menu->addAction(other);
    connect(line, &QLineEdit::returnPressed, this, [this, line] {
        const QString value = line->text().trimmed();
        m_menu->close();
        if (!value.isEmpty() && !m_values.contains(value)) {
            toggle(value);
        }
    });
}

} // namespace tokenmeter
