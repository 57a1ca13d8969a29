// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/AnnotationDialog.h"

#include "format/AnnotationText.h"
#include "theme/Theme.h"

#include <QComboBox>
#include <QDateEdit>
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

constexpr Annotation::Kind AnnotationKindsInOrder[] = {Annotation::Kind::Release, Annotation::Kind::Incident, Annotation::Kind::PriceChange,
                                                       Annotation::Kind::Other};

QDate annotationDate(LocalDay day)
{
    const std::chrono::year_month_day date{day};
    return {int(date.year()), int(unsigned(date.month())), int(unsigned(date.day()))};
}

LocalDay annotationDay(const QDate &date)
{
    return LocalDay{std::chrono::year{date.year()} / date.month() / date.day()};
}

} // namespace

AnnotationDialog::AnnotationDialog(const Annotation &annotation, bool isNew, QWidget *parent) : QDialog{parent}, m_before{annotation}
{
    setWindowTitle(isNew ? tr("Annotate a day") : tr("Change an annotation"));
    setMinimumWidth(px(size::dialogWidth));
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins(px(space::s6), px(space::s6), px(space::s6), px(space::s5));
    layout->setSpacing(px(space::s4));

    auto *form = new QFormLayout;
    form->setSpacing(px(space::s3));
    m_day = new QDateEdit{annotationDate(annotation.day), this};
    m_day->setAccessibleName(tr("Day"));
    m_day->setCalendarPopup(true);
    m_day->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    m_kind = new QComboBox{this};
    m_kind->setAccessibleName(tr("Kind"));
    for (const Annotation::Kind kind : AnnotationKindsInOrder) {
        m_kind->addItem(kind == Annotation::Kind::Other ? tr("Something else") : AnnotationText::kind(kind), int(kind));
        if (kind == annotation.kind) {
            m_kind->setCurrentIndex(m_kind->count() - 1);
        }
    }
    m_text = new QLineEdit{QString::fromStdString(annotation.text), this};
    m_text->setAccessibleName(tr("What happened"));
    m_text->setPlaceholderText(tr("v2.1 went out"));
    form->addRow(tr("Day"), m_day);
    form->addRow(tr("Kind"), m_kind);
    form->addRow(tr("What happened"), m_text);
    layout->addLayout(form);

    m_hint = new QLabel{this};
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hint->setFont(Theme::current().font(Theme::Role::Small));
    layout->addWidget(m_hint);
    auto *buttons = new QDialogButtonBox{this};
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_accept = buttons->addButton(isNew ? tr("Annotate") : tr("Save"), QDialogButtonBox::AcceptRole);
    m_accept->setDefault(true);
    layout->addWidget(buttons);

    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_text, &QLineEdit::textChanged, this, &AnnotationDialog::check);
    m_text->setFocus();
    check();
}

Annotation AnnotationDialog::annotation() const
{
    Annotation annotation = m_before;
    annotation.day = annotationDay(m_day->date());
    if (annotation.day != m_before.day) {
        annotation.moment.reset();
    }
    annotation.kind = Annotation::Kind(m_kind->currentData().toInt());
    annotation.text = m_text->text().trimmed().toStdString();
    return annotation;
}

void AnnotationDialog::check()
{
    const bool isBlank = m_text->text().trimmed().isEmpty();
    const bool isFine = bool(checkReviewFact(annotation()));
    m_hint->setText(isFine    ? tr("A flag stands on this day in every chart of time.")
                        : isBlank ? tr("Say what happened, in a line.")
                                  : tr("This is too long for a line."));
    m_accept->setEnabled(isFine);
    m_accept->setToolTip(isFine ? QString{} : m_hint->text());
}

} // namespace tokenmeter
