// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/ReviewDialogs.h"

#include "core/Decimal.h"
#include "format/ReviewText.h"
#include "theme/Theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace tokenmeter
{
namespace
{

QLabel *plainLabel(const QString &text, QWidget *parent, Theme::Role role)
{
    auto *label = new QLabel{text, parent};
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(Theme::current().font(role));
    return label;
}

QVBoxLayout *dialogLayout(QDialog *dialog)
{
    dialog->setMinimumWidth(px(size::dialogWidth));
    auto *layout = new QVBoxLayout{dialog};
    layout->setContentsMargins(px(space::s6), px(space::s6), px(space::s6), px(space::s5));
    layout->setSpacing(px(space::s4));
    return layout;
}

} // namespace

ReasonDialog::ReasonDialog(const Texts &texts, QWidget *parent) : QDialog{parent}, m_texts{texts}
{
    setWindowTitle(texts.title);
    QVBoxLayout *layout = dialogLayout(this);
    layout->addWidget(plainLabel(texts.meaning, this, Theme::Role::Body));
    for (const QString &point : texts.points) {
        layout->addWidget(plainLabel(QStringLiteral("\u2022 ") + point, this, Theme::Role::Small));
    }
    m_reason = new QLineEdit{this};
    m_reason->setAccessibleName(tr("Why"));
    m_reason->setPlaceholderText(texts.placeholder);
    layout->addWidget(m_reason);
    m_hint = plainLabel({}, this, Theme::Role::Small);
    layout->addWidget(m_hint);
    auto *buttons = new QDialogButtonBox{this};
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_accept = buttons->addButton(texts.action, QDialogButtonBox::AcceptRole);
    m_accept->setDefault(true);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_reason, &QLineEdit::textChanged, this, &ReasonDialog::check);
    m_reason->setFocus();
    check();
}

QString ReasonDialog::reason() const
{
    return m_reason->text().trimmed();
}

void ReasonDialog::refuse(const QString &why)
{
    m_hint->setText(why);
    m_hint->show();
}

void ReasonDialog::check()
{
    const bool isFine = !m_texts.mustSayWhy || !reason().isEmpty();
    m_hint->setText(isFine ? QString{} : tr("Say why; it is kept."));
    m_hint->setVisible(!isFine);
    m_accept->setEnabled(isFine);
    m_accept->setToolTip(m_hint->text());
}

OutcomeDialog::OutcomeDialog(const WorkOutcome &outcome, bool isNew, const QStringList &projects, const QStringList &labels, const QString &currency, QWidget *parent)
    : QDialog{parent}, m_before{outcome}, m_currency{currency}
{
    setWindowTitle(isNew ? tr("What came of it") : tr("Change an outcome"));
    QVBoxLayout *layout = dialogLayout(this);
    auto *form = new QFormLayout;
    form->setSpacing(px(space::s3));
    m_kind = new QComboBox{this};
    m_kind->setEditable(true);
    m_kind->setAccessibleName(tr("Kind"));
    for (const std::string_view kind : UsualOutcomeKinds) {
        m_kind->addItem(ReviewText::outcomeKind(std::string{kind}), QString::fromStdString(std::string{kind}));
    }
    m_kind->setCurrentText(outcome.kind.empty() ? ReviewText::outcomeKind(std::string{UsualOutcomeKinds[0]}) : ReviewText::outcomeKind(outcome.kind));
    m_quantity = new QLineEdit{this};
    m_quantity->setAccessibleName(tr("How many"));
    m_quantity->setPlaceholderText(QStringLiteral("42"));
    if (outcome.money) {
        m_quantity->setText(QString::fromStdString(formatDecimal(outcome.money->atto(), MoneyScale)));
    } else if (outcome.quantity > 0) {
        m_quantity->setText(QString::fromStdString(formatDecimal(outcome.quantity, WorkOutcome::QuantityScale)));
    }
    m_project = new QComboBox{this};
    m_project->setAccessibleName(tr("Project"));
    m_project->addItem(tr("all work"), QString{});
    for (qsizetype i = 0; i < projects.size(); ++i) {
        m_project->addItem(labels.value(i), projects[i]);
    }
    m_project->setCurrentIndex(std::max(0, m_project->findData(QString::fromStdString(outcome.project))));
    m_text = new QLineEdit{QString::fromStdString(outcome.text), this};
    m_text->setAccessibleName(tr("Remark"));
    m_text->setPlaceholderText(tr("where the number is from"));
    form->addRow(tr("Kind"), m_kind);
    form->addRow(tr("How many"), m_quantity);
    form->addRow(tr("Project"), m_project);
    form->addRow(tr("Remark"), m_text);
    layout->addLayout(form);
    m_hint = plainLabel({}, this, Theme::Role::Small);
    layout->addWidget(m_hint);
    auto *buttons = new QDialogButtonBox{this};
    if (!isNew) {
        QPushButton *remove = buttons->addButton(tr("Remove"), QDialogButtonBox::DestructiveRole);
        connect(remove, &QPushButton::clicked, this, [this] {
            m_wasRemoved = true;
            accept();
        });
    }
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_accept = buttons->addButton(isNew ? tr("Add") : tr("Save"), QDialogButtonBox::AcceptRole);
    m_accept->setDefault(true);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QLineEdit *field : {m_quantity, m_text}) {
        connect(field, &QLineEdit::textChanged, this, &OutcomeDialog::check);
    }
    connect(m_kind, &QComboBox::currentTextChanged, this, &OutcomeDialog::check);
    m_quantity->setFocus();
    check();
}

bool OutcomeDialog::isMoney() const
{
    return m_kind->currentText().trimmed() == ReviewText::outcomeKind(std::string{MoneySavedKind});
}

std::optional<WorkOutcome> OutcomeDialog::outcome() const
{
    WorkOutcome entered = m_before;
    const QString typed = m_kind->currentText().trimmed();
    const int known = m_kind->findText(typed, Qt::MatchFixedString);
    entered.kind = (known >= 0 ? m_kind->itemData(known).toString() : typed).toStdString();
    const std::optional<Int128> number = parseDecimal(m_quantity->text().trimmed().toStdString(), isMoney() ? MoneyScale : WorkOutcome::QuantityScale);
    if (!number || *number <= 0) {
        return std::nullopt;
    }
    entered.quantity = isMoney() ? Int128{0} : *number;
    entered.money = isMoney() ? std::optional{Money::fromAtto(*number, Currency{m_currency.toStdString()})} : std::nullopt;
    entered.project = m_project->currentData().toString().toStdString();
    entered.text = m_text->text().trimmed().toStdString();
    return checkReviewFact(entered) ? std::optional{entered} : std::nullopt;
}

void OutcomeDialog::check()
{
    const bool isFine = outcome().has_value();
    m_hint->setText(isFine    ? (isMoney() ? tr("In %1; stands against what the work cost.").arg(m_currency) : tr("The review shows what one of them cost."))
                    : m_quantity->text().trimmed().isEmpty() ? tr("Say how many: a number.")
                                                             : tr("Not a number above zero, or a text that is too long."));
    m_accept->setEnabled(isFine);
    m_accept->setToolTip(isFine ? QString{} : m_hint->text());
}

} // namespace tokenmeter
