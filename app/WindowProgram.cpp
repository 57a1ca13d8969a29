// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "WindowProgram.h"

#include "AppServices.h"
#include "shell/MainWindow.h"

#include <QApplication>

namespace tokenmeter
{

int runWindow(const CommandContext &context, bool demo)
{
    AppServices services{context, SettingsStore{SettingsStore::defaultFile()}, demo};
    MainWindow window{services};
    if (!window.restoreGeometry(services.settingsStore().windowGeometry())) {
        window.resize(1440, 900);
    }
    window.show();
    services.start();
    const int status = QApplication::exec();
    window.keepView();
    services.settingsStore().saveWindowGeometry(window.saveGeometry());
    return status;
}

} // namespace tokenmeter
