// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ColumnField.h"

#include "format/ProblemText.h"
#include "theme/Theme.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QCompleter>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenmeter
{
namespace
{

constexpr int NowhereItem = 0;
constexpr int SearchedFrom = 12;     ///< columns from which they are found by typing
constexpr int MostColumnLetters = 80;
constexpr int MostConstantLetters = 200;

QStringList stringsOfColumn(const std::vector<std::string> &names)
{
    QStringList strings;
    for (const std::string &name : names) {
        strings << QString::fromUtf8(name.data(), qsizetype(name.size()));
    }
    return strings;
}

QString shownColumn(const QString &name)
{
    const QString text = visibleText(name);
    return text.size() > MostColumnLetters ? text.left(MostColumnLetters) + QStringLiteral("…") : text;
}

/// What is no item is put back when the field is left.
void makeSearchable(QComboBox *box)
{
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->completer()->setCompletionMode(QCompleter::PopupCompletion);
    box->completer()->setFilterMode(Qt::MatchContains);
    box->completer()->setCaseSensitivity(Qt::CaseInsensitive);
    QObject::connect(box->lineEdit(), &QLineEdit::editingFinished, box, [box] {
        const int typed = box->findText(box->currentText(), Qt::MatchFixedString);
        box->setCurrentIndex(typed < 0 ? box->currentIndex() : typed);
        box->setEditText(box->itemText(box->currentIndex()));
        box->lineEdit()->setCursorPosition(0);
    });
}

} // namespace

ColumnField::ColumnField(const QString &name, bool mayBeConstant, QWidget *parent)
    : QWidget{parent}, m_mayBeConstant{mayBeConstant}, m_box{new QComboBox{this}}, m_constant{new QLineEdit{this}}
{
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(px(space::s1));
    m_box->setAccessibleName(name);
    m_box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_box->setMinimumContentsLength(type::elidedCharacters);
    m_box->view()->setTextElideMode(Qt::ElideMiddle);
    m_constant->setAccessibleName(tr("%1, the same in all rows").arg(name));
    m_constant->setMaxLength(MostConstantLetters);
    layout->addWidget(m_box);
    layout->addWidget(m_constant);
    m_constant->hide();
    setFocusProxy(m_box);
    connect(m_box, &QComboBox::currentIndexChanged, this, &ColumnField::take);
    connect(m_constant, &QLineEdit::textChanged, this, &ColumnField::take);
}

void ColumnField::setColumns(const std::vector<std::string> &columns)
{
    if (columns != m_columns || m_box->count() == 0) {
        m_columns = columns;
        if (int(columns.size()) > SearchedFrom && !m_box->isEditable()) {
            makeSearchable(m_box);
        }
        fill();
    }
}

void ColumnField::setValue(const ProfileColumn &value)
{
    m_value = value;
    fill();
}

/// Items hold the names of their columns; that of the constant none, and nothing does not either.
void ColumnField::fill()
{
    const QSignalBlocker quiet{m_box};
    const QSignalBlocker still{m_constant};
    m_box->clear();
    m_box->addItem(tr("none", "a field that no column of the file has"));
    if (m_mayBeConstant) {
        m_box->addItem(tr("the same in all rows…"), QStringLiteral("="));
    }
    m_box->insertSeparator(m_box->count());
    for (const QString &name : stringsOfColumn(m_columns)) {
        m_box->addItem(shownColumn(name), QStringList{name});
    }
    int current = NowhereItem;
    if (!m_value.from.empty()) {
        const QStringList from = stringsOfColumn(m_value.from);
        current = m_box->findData(from);
        if (current < 0) {
            const bool isThere = std::any_of(from.begin(), from.end(), [&](const QString &name) { return m_box->findData(QStringList{name}) >= 0; });
            const QString names = shownColumn(from.join(tr(", or ", "between names of columns, of which the first that is filled counts")));
            m_box->addItem(isThere ? names : tr("%1 (not in this file)").arg(names), from);
            current = m_box->count() - 1;
        }
    } else if (m_value.constant && m_mayBeConstant) {
        current = NowhereItem + 1;
    }
    m_box->setCurrentIndex(current);
    m_constant->setText(QString::fromStdString(m_value.constant.value_or(std::string{})));
    m_constant->setVisible(m_value.from.empty() && m_value.constant.has_value() && m_mayBeConstant);
}

void ColumnField::take()
{
    const QVariant chosen = m_box->currentData();
    const bool isConstant = chosen.typeId() == QMetaType::QString;
    ProfileColumn value;
    if (isConstant) {
        value.constant = m_constant->text().toStdString();
    } else {
        for (const QString &name : chosen.toStringList()) {
            value.from.push_back(name.toStdString());
        }
        if (!value.from.empty() && value.from == m_value.from) {
            value.constant = m_value.constant; // what a profile has for rows in which the column is empty
        }
    }
    if (isConstant && !m_constant->isVisible()) {
        m_constant->setVisible(true);
        m_constant->setFocus(Qt::OtherFocusReason);
    } else if (!isConstant) {
        m_constant->setVisible(false);
    }
    if (!(value == m_value)) {
        m_value = value;
        Q_EMIT changed();
    }
}

} // namespace tokenmeter
