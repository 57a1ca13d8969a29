// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "shell/Navigator.h"

class QMenu;

namespace tokenmeter
{

class BannerArea;
class FilterBar;
class HeaderBar;
class Inspector;
class PageHost;
class Sidebar;
class StatusBar;

/// What the window consists of and where it stands. Made anew when the language changes, so it keeps nothing.
class WindowFrame : public QWidget
{
public:
    /// @param menu of the header's button
    WindowFrame(WindowServices &services, const NameBook &names, const Navigator &navigator, QMenu *menu, QWidget *window);

    Sidebar *const sidebar;
    HeaderBar *const header;
    FilterBar *const filterBar;
    BannerArea *const banner;
    PageHost *const pages;
    StatusBar *const status;
    Inspector *const inspector; ///< over the page, while an amount is explained

    /// @param narrowSidebar chosen by the user; nothing = by the window's width
    void arrange(int windowWidth, std::optional<bool> narrowSidebar);
    void placeInspector(int windowWidth);

private:
    void layOut();
};

} // namespace tokenmeter
