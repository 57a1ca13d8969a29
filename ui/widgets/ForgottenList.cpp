// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ForgottenList.h"

#include "shell/TextLabel.h"
#include "theme/Theme.h"
#include "widgets/LinkButton.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace tokenmeter
{
namespace
{

/// Shares of the width that path and fact take.
constexpr int ForgottenPathStretch = 3;
constexpr int ForgottenFactStretch = 2;

} // namespace

ForgottenList::ForgottenList(QWidget *parent) : Card{tr("Forgotten"), parent}
{
    setBottomPadding(space::s3);
    hide();
}

void ForgottenList::setRows(const std::vector<ForgottenTexts> &rows)
{
    if (rows != m_rows) {
        m_rows = rows;
        m_links.clear();
        if (m_box != nullptr) {
            m_box->hide();
            m_box->deleteLater();
        }
        m_box = new QWidget{this};
        auto *grid = new QGridLayout{m_box};
        grid->setContentsMargins(0, 0, 0, 0);
        grid->setHorizontalSpacing(px(space::s4));
        grid->setVerticalSpacing(0);
        grid->setColumnStretch(1, ForgottenPathStretch);
        grid->setColumnStretch(2, ForgottenFactStretch);
        for (int row = 0; row < int(rows.size()); ++row) {
            const ForgottenTexts &texts = rows[std::size_t(row)];
            auto *path = new TextLabel{texts.path, Theme::Role::Small, TextLabel::Tone::Normal, m_box};
            path->setElideMode(Qt::ElideMiddle);
            auto *link = new LinkButton{tr("Take back"), m_box};
            link->setAccessibleName(tr("Take back: %1", "a source, its folder").arg(texts.name + QStringLiteral(", ") + texts.path));
            grid->addWidget(new TextLabel{texts.name, Theme::Role::Body, TextLabel::Tone::Strong, m_box}, row, 0);
            grid->addWidget(path, row, 1);
            grid->addWidget(new TextLabel{texts.fact, Theme::Role::Small, TextLabel::Tone::Normal, m_box}, row, 2);
            grid->addWidget(link, row, 3);
            connect(link, &LinkButton::clicked, this, [this, row] { Q_EMIT takeBackWanted(row); });
            m_links << link;
        }
        content()->addWidget(m_box);
        m_box->show();
    }
    setVisible(!m_rows.empty());
}

} // namespace tokenmeter
