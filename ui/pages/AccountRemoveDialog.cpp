// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/AccountRemoveDialog.h"

#include "format/ProblemText.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QPushButton>
#include <QVBoxLayout>

namespace tokenmeter
{

AccountRemoveDialog::AccountRemoveDialog(const BillingAccount &account, QWidget *parent)
    : QDialog{parent}, m_data{new QCheckBox{tr("Also remove what was read from it: bills, usage and balances"), this}}
{
    setWindowTitle(tr("Remove account"));
    setFixedWidth(px(size::dialogWidth));
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins(px(space::s6), px(space::s5), px(space::s6), px(space::s5));
    layout->setSpacing(px(space::s3));
    auto *name = new TextLabel{visibleText(account.name), Theme::Role::Title, TextLabel::Tone::Strong, this};
    layout->addWidget(name);
    auto *what = new TextLabel{account.keyPlace == KeyPlace::Environment
                                   ? tr("Nothing is asked of it any more. The variable that holds its key is yours and stays. What was read so far stays in the ledger.")
                                   : tr("Nothing is asked of it any more, and its key is deleted here; at the provider it goes on being valid until you delete it there. "
                                        "What was read so far stays in the ledger."),
                               Theme::Role::Body, TextLabel::Tone::Normal, this};
    what->setWordWrap(true);
    layout->addWidget(what);
    auto *total = new TextLabel{tr("Its bills count in no total any more, since the same account added again would be counted twice. Pause it instead to keep them."),
                                Theme::Role::Body, TextLabel::Tone::Normal, this};
    total->setWordWrap(true);
    layout->addWidget(total);
    layout->addWidget(m_data);
    auto *buttons = new QDialogButtonBox{this};
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_remove = buttons->addButton(tr("Remove account"), QDialogButtonBox::AcceptRole);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

bool AccountRemoveDialog::withData() const
{
    return m_data->isChecked();
}

} // namespace tokenmeter
