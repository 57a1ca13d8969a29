// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "shell/WindowBanner.h"

#include <vector>

namespace tokenmeter
{

class Banner;

/// Where the banner stands, above the pages. Takes no room while there is nothing to say.
class BannerArea : public QWidget
{
    Q_OBJECT
public:
    explicit BannerArea(QWidget *parent);
    void setFacts(const BannerFacts &facts);
    Banner *banner() const { return m_banner; }

Q_SIGNALS:
    void chosen(tokenmeter::BannerAction action);

private:
    void choose(int index);

    Banner *m_banner;
    std::vector<BannerAction> m_actions;
};

} // namespace tokenmeter
