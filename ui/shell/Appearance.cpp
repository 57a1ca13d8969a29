// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/Appearance.h"

#include "shell/Language.h"
#include "theme/Theme.h"

#include <QApplication>

namespace tokenmeter::appearance
{
namespace
{

Theme::Mode modeOf(Settings::Theme theme, std::optional<bool> desktopPrefersDark)
{
    switch (theme) {
    case Settings::Theme::Light:
        return Theme::Mode::Light;
    case Settings::Theme::Dark:
        return Theme::Mode::Dark;
    case Settings::Theme::System:
        break;
    }
    return desktopPrefersDark ? (*desktopPrefersDark ? Theme::Mode::Dark : Theme::Mode::Light) : Theme::startMode();
}

} // namespace

void apply(const Settings &settings, std::optional<bool> desktopPrefersDark)
{
    language::apply(settings.language);
    const Theme::Mode mode = modeOf(settings.theme, desktopPrefersDark);
    if (auto *application = qobject_cast<QApplication *>(QCoreApplication::instance())) {
        static bool applied = false;
        if (!applied || Theme::current().mode() != mode) {
            applied = true;
            Theme::apply(*application, mode);
        }
    }
}

} // namespace tokenmeter::appearance
