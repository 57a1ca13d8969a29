// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/WindowFrame.h"

#include "pages/Inspector.h"
#include "shell/BannerArea.h"
#include "shell/FilterBar.h"
#include "shell/HeaderBar.h"
#include "shell/PageHost.h"
#include "shell/Sidebar.h"
#include "shell/StatusBar.h"
#include "theme/Theme.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace tokenmeter
{

WindowFrame::WindowFrame(WindowServices &services, const NameBook &names, const Navigator &navigator, QMenu *menu, QWidget *window)
    : QWidget{window},
      sidebar{new Sidebar{PageHost::allEntries(), this}},
      header{new HeaderBar{menu, this}},
      filterBar{new FilterBar{this}},
      banner{new BannerArea{this}},
      pages{new PageHost{services, names, [&navigator] { return navigator.context(); }, this}},
      status{new StatusBar{this}},
      inspector{new Inspector{services, this}}
{
    layOut();
    inspector->setOverlay(true);
    inspector->hide();
    connect(inspector, &Inspector::closed, inspector, &Inspector::leave);
}

void WindowFrame::layOut()
{
    auto *right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(header);
    right->addWidget(filterBar);
    right->addWidget(banner);
    right->addWidget(pages, 1);
    auto *upper = new QHBoxLayout;
    upper->setSpacing(0);
    upper->addWidget(sidebar);
    upper->addLayout(right, 1);
    auto *all = new QVBoxLayout{this};
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(0);
    all->addLayout(upper, 1);
    all->addWidget(status);
}

void WindowFrame::arrange(int windowWidth, std::optional<bool> narrowSidebar)
{
    const bool narrow = windowWidth < px(size::narrowBelow);
    sidebar->setNarrow(narrowSidebar.value_or(narrow));
    header->setNarrow(narrow);
    filterBar->setNarrow(narrow);
}

void WindowFrame::placeInspector(int windowWidth)
{
    const int wide = Inspector::widthFor(windowWidth);
    const QRect area{pages->mapTo(this, QPoint{}), pages->size()};
    inspector->setGeometry(area.right() + 1 - wide - px(size::pageMargin), area.top() + size::pageTop, wide,
                           area.height() - size::pageTop - size::pageBottom);
}

} // namespace tokenmeter
