// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/WindowProgram.h"

#include "window/AppServices.h"
#include "window/Screenshot.h"
#include "shell/MainWindow.h"

#include <QApplication>

namespace tokenmeter
{

std::unique_ptr<QCoreApplication> windowApplication(int &argc, char **argv, const CommandLine &line)
{
    if (const auto *picture = std::get_if<ScreenshotCommand>(&line.command)) {
        prepareScreenshot(*picture);
    }
    // Otherwise the desktop would look for an entry with the name of this executable.
    QGuiApplication::setDesktopFileName(QStringLiteral("tokenmeter"));
    return std::make_unique<QApplication>(argc, argv);
}

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
