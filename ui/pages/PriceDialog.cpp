// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/PriceDialog.h"

#include "core/Decimal.h"
#include "format/TokenText.h"
#include "theme/Theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QUuid>
#include <QVBoxLayout>

#include <cstdint>

namespace tokenmeter
{
namespace
{

constexpr int PerMillionScale = 12; ///< as the price list: a millionth of a millionth of the currency's unit

/// A decimal that is not negative and fits a rate; the comma of many keyboards counts as the point.
std::optional<std::string> priceText(const QLineEdit &field)
{
    const std::string text = field.text().trimmed().replace(QLatin1Char(','), QLatin1Char('.')).toStdString();
    const std::optional<Int128> value = parseDecimal(text, PerMillionScale);
    return value && *value >= 0 && *value <= INT64_MAX ? std::optional{text} : std::nullopt;
}

QLabel *plainLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel{text, parent};
    label->setTextFormat(Qt::PlainText); // names come from logs
    label->setWordWrap(true);
    return label;
}

} // namespace

PriceDialog::PriceDialog(const QString &model, const QString &provider, qint64 requests, qint64 tokens, const QString &currency,
                         QWidget *parent)
    : QDialog{parent}, m_model{model}, m_provider{provider}
{
    setWindowTitle(tr("Set a price"));
    setMinimumWidth(px(size::dialogWidth));
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins(px(space::s6), px(space::s6), px(space::s6), px(space::s5));
    layout->setSpacing(px(space::s4));

    const Theme &theme = Theme::current();
    auto *title = plainLabel(model, this);
    title->setFont(theme.font(Theme::Role::Page));
    layout->addWidget(title);
    layout->addWidget(plainLabel(tr("%1 and %2 wait for a price. Prices are per million tokens; they count for usage that is "
                                    "already stored, too.")
                                     .arg(TokenText::requests(requests), TokenText::tokens(tokens)),
                                 this));

    auto *form = new QFormLayout;
    form->setSpacing(px(space::s3));
    m_input = priceField(tr("Price of input"));
    m_output = priceField(tr("Price of output"));
    m_cache = priceField(tr("Price of cache reads"));
    m_cache->setPlaceholderText(tr("as input"));
    m_currency = new QComboBox{this};
    m_currency->setAccessibleName(tr("Currency"));
    m_currency->addItems({QStringLiteral("USD"), QStringLiteral("CNY"), QStringLiteral("EUR")});
    if (m_currency->findText(currency) < 0) {
        m_currency->addItem(currency);
    }
    m_currency->setCurrentText(currency);
    m_dated = new QCheckBox{tr("Only from this day on (UTC)"), this};
    m_from = new QDateEdit{QDate::currentDate(), this};
    m_from->setAccessibleName(tr("First day of the price"));
    m_from->setCalendarPopup(true);
    m_from->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    m_from->setEnabled(false);
    form->addRow(tr("Input"), m_input);
    form->addRow(tr("Output"), m_output);
    form->addRow(tr("Cache reads"), m_cache);
    form->addRow(tr("Currency"), m_currency);
    form->addRow(m_dated, m_from);
    layout->addLayout(form);

    m_hint = plainLabel({}, this);
    m_hint->setFont(theme.font(Theme::Role::Small));
    layout->addWidget(m_hint);
    auto *buttons = new QDialogButtonBox{this};
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_accept = buttons->addButton(tr("Set price"), QDialogButtonBox::AcceptRole);
    m_accept->setDefault(true);
    layout->addWidget(buttons);

    connect(m_dated, &QCheckBox::toggled, m_from, &QWidget::setEnabled);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    m_input->setFocus();
    check();
}

QLineEdit *PriceDialog::priceField(const QString &accessibleName)
{
    auto *field = new QLineEdit{this};
    field->setAccessibleName(accessibleName);
    field->setMaxLength(30);
    field->setAlignment(Qt::AlignRight);
    connect(field, &QLineEdit::textChanged, this, &PriceDialog::check);
    return field;
}

void PriceDialog::check()
{
    const bool input = priceText(*m_input).has_value();
    const bool output = priceText(*m_output).has_value();
    const bool cache = m_cache->text().trimmed().isEmpty() || priceText(*m_cache).has_value();
    m_hint->setText(!input ? tr("Enter the price of a million input tokens, 0 if it is free.")
                        : !output ? tr("Enter the price of a million output tokens, 0 if it is free.")
                        : !cache  ? tr("The price of cache reads is not a number.")
                                  : tr("This price stands beside the price list and can be removed again."));
    m_accept->setEnabled(input && output && cache);
    m_accept->setToolTip(m_accept->isEnabled() ? QString{} : m_hint->text());
}

OwnPrice PriceDialog::price() const
{
    OwnPrice price;
    price.uuid = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    price.model = m_model.toStdString();
    price.provider = m_provider.toStdString();
    price.currency = m_currency->currentText().toStdString();
    price.input = priceText(*m_input).value_or(std::string{});
    price.output = priceText(*m_output).value_or(std::string{});
    price.cacheRead = m_cache->text().trimmed().isEmpty() ? std::string{} : priceText(*m_cache).value_or(std::string{});
    if (m_dated->isChecked()) {
        price.from = m_from->date().toString(Qt::ISODate).toStdString();
    }
    return price;
}

} // namespace tokenmeter
