// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/RecordsDialogs.h"

#include "shell/TextLabel.h"
#include "theme/Theme.h"

#include <QComboBox>
#include <QCompleter>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace tokenmeter
{
namespace
{

QComboBox *writable(const QString &name, QWidget *parent)
{
    auto *box = new QComboBox{parent};
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setAccessibleName(name);
    box->setMinimumWidth(px(size::tagField));
    box->completer()->setFilterMode(Qt::MatchContains);
    box->completer()->setCaseSensitivity(Qt::CaseInsensitive);
    return box;
}

QHBoxLayout *buttonRow(QPushButton *cancel, const QList<QPushButton *> &verbs)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::s2);
    row->addStretch(1);
    row->addWidget(cancel);
    for (QPushButton *verb : verbs) {
        row->addWidget(verb);
    }
    return row;
}

} // namespace

TagDialog::TagDialog(const std::vector<Choice> &choices, const std::vector<Tag> &known, QWidget *parent)
    : QDialog{parent}, m_choices{choices}, m_known{known}
{
    setWindowTitle(tr("Tag"));
    setMinimumWidth(px(size::dialogWidth));
    m_target = new QComboBox{this};
    m_target->setAccessibleName(tr("For"));
    m_target->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_target->setMinimumContentsLength(type::paragraphCharacters / 3);
    for (const Choice &choice : m_choices) {
        m_target->addItem(choice.label);
    }
    m_key = writable(tr("Key"), this);
    m_value = writable(tr("Value"), this);
    QStringList keys;
    for (const Tag &tag : m_known) {
        const QString key = QString::fromStdString(tag.key);
        if (!keys.contains(key)) {
            keys << key;
        }
    }
    m_key->addItems(keys);
    m_key->setCurrentText(keys.isEmpty() ? QString{} : keys.first());
    m_key->lineEdit()->setPlaceholderText(tr("client"));
    m_hint = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, this};
    m_hint->setWordWrap(true);
    auto *cancel = new QPushButton{tr("Cancel"), this};
    m_remove = new QPushButton{tr("Remove tag"), this};
    m_accept = new QPushButton{tr("Tag"), this};
    m_accept->setDefault(true);
    cancel->setAutoDefault(false);
    m_remove->setAutoDefault(false);

    auto *form = new QFormLayout;
    form->setHorizontalSpacing(space::s4);
    form->setVerticalSpacing(space::s3);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    form->addRow(tr("For"), m_target);
    form->addRow(tr("Key"), m_key);
    form->addRow(tr("Value"), m_value);
    auto *column = new QVBoxLayout{this};
    column->setContentsMargins(space::s6, space::s6, space::s6, space::s6);
    column->setSpacing(space::s4);
    column->addLayout(form);
    column->addWidget(m_hint);
    column->addStretch(1);
    column->addLayout(buttonRow(cancel, {m_remove, m_accept}));

    connect(m_key, &QComboBox::editTextChanged, this, [this] {
        fillValues();
        check();
    });
    connect(m_value, &QComboBox::editTextChanged, this, &TagDialog::check);
    connect(m_target, &QComboBox::currentIndexChanged, this, &TagDialog::check);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_accept, &QPushButton::clicked, this, &QDialog::accept);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        m_removes = true;
        accept();
    });
    fillValues();
    check();
    (keys.isEmpty() ? m_key : m_value)->setFocus();
}

const TagTarget &TagDialog::target() const
{
    return m_choices[std::size_t(std::max(0, m_target->currentIndex()))].target;
}

Tag TagDialog::tag() const
{
    return {.key = m_key->currentText().trimmed().toStdString(), .value = m_removes ? std::string{} : m_value->currentText().trimmed().toStdString()};
}

void TagDialog::fillValues()
{
    const QString written = m_value->currentText();
    QStringList values;
    for (const Tag &tag : m_known) {
        if (tag.key == m_key->currentText().trimmed().toStdString()) {
            values << QString::fromStdString(tag.value);
        }
    }
    const QSignalBlocker quiet{m_value};
    m_value->clear();
    m_value->addItems(values);
    m_value->setCurrentText(written);
}

void TagDialog::check()
{
    const Tag tag = this->tag();
    const bool ok = isValidTag(tag);
    const bool keyOk = isValidTag({.key = tag.key, .value = "x"});
    m_accept->setEnabled(ok);
    m_remove->setEnabled(keyOk && !m_choices.empty());
    QString hint = tr("A tag of a record wins over one of its session, and that over one of its project.");
    if (!tag.key.empty() && !keyOk) {
        hint = tr("A key has at most 64 characters and no blanks, =, : or quotation marks.");
    } else if (!tag.value.empty() && !ok) {
        hint = tr("A value has at most 200 characters.");
    } else if (tag.key.empty()) {
        hint = tr("Write a key, such as client, and a value.");
    }
    m_hint->setText(hint);
    m_accept->setToolTip(ok ? QString{} : tr("Key and value are missing."));
}

ExcludeDialog::ExcludeDialog(const QString &what, QWidget *parent) : QDialog{parent}
{
    setWindowTitle(tr("Exclude from totals"));
    setMinimumWidth(px(size::dialogWidth));
    auto *text = new TextLabel{tr("%1 will count in no total. They stay in the ledger and can be included again.").arg(what), Theme::Role::Body,
                               TextLabel::Tone::Strong, this};
    text->setWordWrap(true);
    m_reason = new QLineEdit{this};
    m_reason->setAccessibleName(tr("Why"));
    m_reason->setPlaceholderText(tr("e.g. a test run"));
    auto *hint = new TextLabel{tr("The journal keeps the reason."), Theme::Role::Small, TextLabel::Tone::Faint, this};
    auto *cancel = new QPushButton{tr("Cancel"), this};
    cancel->setAutoDefault(false);
    m_accept = new QPushButton{tr("Exclude"), this};
    m_accept->setDefault(true);
    m_accept->setEnabled(false);
    m_accept->setToolTip(tr("Say why first."));
    auto *form = new QFormLayout;
    form->setHorizontalSpacing(space::s4);
    form->addRow(tr("Why"), m_reason);
    auto *column = new QVBoxLayout{this};
    column->setContentsMargins(space::s6, space::s6, space::s6, space::s6);
    column->setSpacing(space::s4);
    column->addWidget(text);
    column->addLayout(form);
    column->addWidget(hint);
    column->addStretch(1);
    column->addLayout(buttonRow(cancel, {m_accept}));
    connect(m_reason, &QLineEdit::textChanged, this, [this] {
        m_accept->setEnabled(!reason().isEmpty());
        m_accept->setToolTip(m_accept->isEnabled() ? QString{} : tr("Say why first."));
    });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_accept, &QPushButton::clicked, this, &QDialog::accept);
    m_reason->setFocus();
}

QString ExcludeDialog::reason() const
{
    return m_reason->text().simplified();
}

} // namespace tokenmeter
