// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/BannerArea.h"

#include "theme/Theme.h"
#include "widgets/Banner.h"

#include <QVBoxLayout>

namespace tokenmeter
{

BannerArea::BannerArea(QWidget *parent) : QWidget{parent}, m_banner{new Banner{this}}
{
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins(px(size::pageMargin), px(size::pageTop), px(size::pageMargin), px(size::pageTop));
    layout->addWidget(m_banner);
    // Queued: the banner makes its buttons anew when another message is set.
    connect(m_banner, &Banner::actionTriggered, this, &BannerArea::choose, Qt::QueuedConnection);
}

void BannerArea::setFacts(const BannerFacts &facts)
{
    const std::optional<BannerMessage> message = WindowBanner::of(facts);
    setVisible(message.has_value());
    m_actions = message ? message->actions : std::vector<BannerAction>{};
    if (message) {
        m_banner->setMessage(message->tone, message->icon, message->sentence);
        QStringList verbs;
        for (const BannerAction action : m_actions) {
            verbs << WindowBanner::verb(action);
        }
        m_banner->setActions(verbs);
    }
}

void BannerArea::choose(int index)
{
    if (index >= 0 && std::size_t(index) < m_actions.size()) {
        Q_EMIT chosen(m_actions[std::size_t(index)]);
    }
}

} // namespace tokenmeter
