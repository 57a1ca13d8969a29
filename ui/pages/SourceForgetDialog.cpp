// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/SourceForgetDialog.h"

#include "pages/SourcesView.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace tokenmeter
{

SourceForgetDialog::SourceForgetDialog(const ForgetTexts &texts, QWidget *parent) : QDialog{parent}, m_records{new QCheckBox{texts.withRecords, this}}
{
    setWindowTitle(tr("Forget source"));
    setFixedWidth(px(size::dialogWidth));
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins(px(space::s6), px(space::s5), px(space::s6), px(space::s5));
    layout->setSpacing(px(space::s3));
    auto *head = new QVBoxLayout;
    head->setSpacing(0);
    head->addWidget(new TextLabel{texts.name, Theme::Role::Title, TextLabel::Tone::Strong, this});
    auto *path = new TextLabel{texts.path, Theme::Role::Small, TextLabel::Tone::Normal, this};
    path->setElideMode(Qt::ElideMiddle);
    head->addWidget(path);
    layout->addLayout(head);
    for (const QString &sentence : texts.meaning) {
        auto *label = new TextLabel{sentence, Theme::Role::Body, TextLabel::Tone::Normal, this};
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    m_records->setVisible(!texts.withRecords.isEmpty());
    m_records->setAccessibleDescription(texts.effect);
    layout->addWidget(m_records);
    auto *effect = new TextLabel{texts.effect, Theme::Role::Small, TextLabel::Tone::Normal, this};
    effect->setWordWrap(true);
    effect->setVisible(!texts.effect.isEmpty());
    auto *below = new QHBoxLayout;
    below->addSpacing(px(size::checkBox) + px(space::s2));
    below->addWidget(effect, 1);
    layout->addLayout(below);
    auto *buttons = new QDialogButtonBox{this};
    QPushButton *cancel = buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_forget = buttons->addButton(tr("Forget %1").arg(QString{texts.name}.replace(QLatin1Char('&'), QStringLiteral("&&"))), QDialogButtonBox::AcceptRole);
    m_forget->setAutoDefault(false); // Return takes nothing away
    cancel->setDefault(true);
    layout->addSpacing(px(space::s2));
    layout->addWidget(buttons);
    setMinimumHeight(layout->totalHeightForWidth(width()));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

bool SourceForgetDialog::withRecords() const
{
    return m_records->isChecked();
}

} // namespace tokenmeter
