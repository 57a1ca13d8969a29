// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/Icons.h"

#include <array>

namespace tokenmeter
{

/// One icon: its name in the desktop's icon theme (may be empty) and its shapes on a grid of 20, as SVG.
struct IconPath
{
    Icon icon{};
    const char *desktopName = "";
    const char *shapes = "";
};

/// In the order of the enumeration.
inline constexpr std::array<IconPath, IconCount> IconPaths{{
    {Icon::Overview, "view-dashboard",
     R"(<rect x="2.75" y="2.75" width="6" height="8" rx="1.5"/><rect x="11.25" y="2.75" width="6" height="4.5" rx="1.5"/><rect x="2.75" y="13.25" width="6" height="4" rx="1.5"/><rect x="11.25" y="9.75" width="6" height="7.5" rx="1.5"/>)"},
    {Icon::Trends, "office-chart-line",
     R"(<path d="M2.75 14.5 7 9.5l3.25 3L17 5M12.75 4.75H17.25V9.25"/>)"},
    {Icon::Breakdown, "view-grid",
     R"(<rect x="2.75" y="2.75" width="14.5" height="14.5" rx="2"/><path d="M10.5 2.75v14.5M10.5 9h6.75M2.75 12h7.75"/>)"},
    {Icon::Compare, "office-chart-bar",
     R"(<path d="M5.5 16.5V7M10 16.5V3.5M14.5 16.5v-6M2.75 16.75h14.5"/>)"},
    {Icon::Budgets, "office-chart-pie",
     R"(<circle cx="10" cy="10" r="7.25"/><path d="M10 10V2.75M10 10l5.2 5"/>)"},
    {Icon::Review, "document-properties",
     R"(<path d="M5 2.75h7L15.25 6v11.25H5zM7.5 11.5l1.75 1.75L12.75 9.5"/>)"},
    {Icon::Records, "view-list-details",
     R"(<path d="M3 5h14M3 10h14M3 15h14"/>)"},
    {Icon::Sources, "drive-multidisk",
     R"(<ellipse cx="10" cy="5" rx="6.25" ry="2.25"/><path d="M3.75 5v10c0 1.24 2.8 2.25 6.25 2.25s6.25-1 6.25-2.25V5M3.75 10c0 1.24 2.8 2.25 6.25 2.25s6.25-1 6.25-2.25"/>)"},
    {Icon::Prices, "tag",
     R"(<path d="M3 9.5V3.75A.75.75 0 0 1 3.75 3H9.5l7.5 7.5-6.5 6.5z"/><circle cx="6.6" cy="6.6" r="1"/>)"},
    {Icon::Back, "go-previous",
     R"(<path d="M12 4.5 6.5 10l5.5 5.5"/>)"},
    {Icon::Forward, "go-next",
     R"(<path d="M8 4.5 13.5 10 8 15.5"/>)"},
    {Icon::Expand, "go-down",
     R"(<path d="M5.5 8 10 12.5 14.5 8"/>)"},
    {Icon::Collapse, "go-up",
     R"(<path d="M5.5 12 10 7.5 14.5 12"/>)"},
    {Icon::Export, "document-export",
     R"(<path d="M10 12V3M6.5 6 10 2.75 13.5 6M3.5 11.5v4.25c0 .8.7 1.5 1.5 1.5h10c.8 0 1.5-.7 1.5-1.5V11.5"/>)"},
    {Icon::Alerts, "notifications",
     R"(<path d="M5 8.5a5 5 0 0 1 10 0c0 4.25 1.75 5.25 1.75 5.25H3.25S5 12.75 5 8.5zM8.25 16.5a2 2 0 0 0 3.5 0"/>)"},
    {Icon::Menu, "application-menu",
     R"(<path d="M3.5 5.5h13M3.5 10h13M3.5 14.5h13"/>)"},
    {Icon::Find, "edit-find",
     R"(<circle cx="9" cy="9" r="5.5"/><path d="M13.25 13.25 17 17"/>)"},
    {Icon::Add, "list-add",
     R"(<path d="M10 4v12M4 10h12"/>)"},
    {Icon::Remove, "window-close",
     R"(<path d="M5 5l10 10M15 5 5 15"/>)"},
    {Icon::Done, "dialog-ok",
     R"(<path d="M4 10.5l4 4 8-9"/>)"},
    {Icon::Warning, "dialog-warning",
     R"(<path d="M10 3 17.5 16.25h-15zM10 8v4M10 14.1v.2"/>)"},
    {Icon::Info, "dialog-information",
     R"(<circle cx="10" cy="10" r="7.25"/><path d="M10 9v5M10 6v.2"/>)"},
    {Icon::Refresh, "view-refresh",
     R"(<path d="M16 8A6.25 6.25 0 1 0 16 12.5M16.25 4v4.25H12"/>)"},
    {Icon::Pause, "media-playback-pause",
     R"(<path d="M7 4.5v11M13 4.5v11"/>)"},
    {Icon::Filters, "view-filter",
     R"(<path d="M3 6h8M15 6h2M3 14h2M9 14h8"/><circle cx="13" cy="6" r="2"/><circle cx="7" cy="14" r="2"/>)"},
    {Icon::AsTable, "view-list-text",
     R"(<rect x="2.75" y="3.75" width="14.5" height="12.5" rx="1.5"/><path d="M2.75 8h14.5M8 8v8.25"/>)"},
    {Icon::Bars, "",
     R"(<path d="M4.5 16.5v-6M8.2 16.5v-10M11.9 16.5V9M15.6 16.5V4"/>)"},
    {Icon::Area, "",
     R"(<path d="M2.75 16.5 3 11l4.5-3.5 4 2.5L17 4.5v12z"/>)"},
    {Icon::Lines, "",
     R"(<path d="M3 13l4.5-5 4 3L17 5"/>)"},
    {Icon::Percent, "",
     R"(<path d="M5 15 15 5"/><circle cx="6" cy="6" r="2"/><circle cx="14" cy="14" r="2"/>)"},
    {Icon::Folder, "folder",
     R"(<path d="M2.75 15.5V5c0-.7.6-1.25 1.25-1.25h3.5l2 2.25H16c.7 0 1.25.55 1.25 1.25v8.25c0 .7-.55 1.25-1.25 1.25H4c-.7 0-1.25-.55-1.25-1.25z"/>)"},
    {Icon::File, "text-x-generic",
     R"(<path d="M5 2.75h6.5L15.25 6.5v10.75H5zM11.25 3v3.75H15"/>)"},
    {Icon::Open, "document-open",
     R"(<path d="M8.5 4H4v12h12v-4.5M11.5 3.5h5v5M16.25 3.75 9.5 10.5"/>)"},
    {Icon::Polled, "folder-remote",
     R"(<path d="M6 15.5a3.5 3.5 0 0 1-.4-6.97A4.75 4.75 0 0 1 14.8 9a3.3 3.3 0 0 1-.3 6.5z"/>)"},
    {Icon::Bank, "",
     R"(<path d="M3 8 10 3.5 17 8zM4.5 8v6.5M8.2 8v6.5M11.8 8v6.5M15.5 8v6.5M3 16.75h14"/>)"},
    {Icon::Unusual, "",
     R"(<path d="M2.75 10.75H6l2.25-6 3.5 10.5 2.25-4.5h3.25"/>)"},
    {Icon::Lock, "object-locked",
     R"(<rect x="4.25" y="9" width="11.5" height="8" rx="1.5"/><path d="M6.75 9V6.5a3.25 3.25 0 0 1 6.5 0V9"/>)"},
    {Icon::Demo, "media-playback-start",
     R"(<path d="M6.5 4.5v11l9-5.5z"/>)"},
    {Icon::Settings, "preferences-system",
     R"(<path d="M3 6h8M15 6h2M3 14h2M9 14h8"/><circle cx="13" cy="6" r="2"/><circle cx="7" cy="14" r="2"/>)"},
}};

} // namespace tokenmeter
