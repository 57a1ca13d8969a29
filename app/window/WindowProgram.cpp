// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/WindowProgram.h"

#include "Output.h"
#include "notify/channels/Notifier.h"
#include "shell/MainWindow.h"
#include "window/AppServices.h"
#include "window/BackgroundLife.h"
#include "window/ReviewScheduler.h"
#include "window/Screenshot.h"
#include "window/SingleInstance.h"
#include "window/Tray.h"

#include <QApplication>

#include <memory>

namespace tokenmeter
{

std::unique_ptr<QCoreApplication> windowApplication(int &argc, char **argv, const CommandLine &line)
{
    if (const auto *picture = std::get_if<ScreenshotCommand>(&line.command)) {
        prepareScreenshot(*picture);
    } else if (std::holds_alternative<ReviewCommand>(line.command)) {
        qputenv("QT_QPA_PLATFORM", "offscreen"); // pages need no display
    }
    // Otherwise the desktop would look for an entry with the name of this executable.
    QGuiApplication::setDesktopFileName(QStringLiteral("tokenmeter"));
    return std::make_unique<QApplication>(argc, argv);
}

int runWindow(const CommandContext &context, const WindowCommand &command)
{
    SingleInstance instance{command.demo ? context.environment.demoFolder() : context.ledger};
    if (instance.isElsewhere()) {
        return ExitDone;
    }
    AppServices services{context, SettingsStore{SettingsStore::defaultFile()}, command.demo};
    MainWindow window{services};
    Tray tray{services};
    Notifier &notifier = services.notifier();
    BackgroundLife life{window, tray, notifier};
    QObject::connect(&instance, &SingleInstance::raiseWanted, &life, &BackgroundLife::raise);
    QObject::connect(&services, &WindowServices::ledgerSwitched, &notifier, [&] {
        if (services.isDemo()) {
            notifier.close();
        } else {
            notifier.open(services.ledgerPath(), services.zone(), [now = context.environment.now, fixed = context.environment.fixedNow] {
                return fixed ? now : clockNow();
            });
        }
    });
    services.setPolling(!context.environment.fixedNow); // nothing is due while the clock stands still
    services.setAlertRules([&notifier](EvaluationRequest &request) { notifier.complete(request); });
    QObject::connect(&services, &WindowServices::budgetsEvaluated, &notifier, &Notifier::wake);
    QObject::connect(&notifier, &Notifier::showWanted, &window, [&window] {
        ViewState view = window.view();
        view.page = QStringLiteral("budgets");
        window.go(view);
    });
    QObject::connect(&services, &WindowServices::ledgerChanged, &notifier, &Notifier::wake);
    QObject::connect(&notifier, &Notifier::ledgerTouched, &services, &WindowServices::ledgerChanged);
    ReviewScheduler reviews{services};
    QObject::connect(&reviews, &ReviewScheduler::told, &tray, &Tray::showMessage);
    if (!window.restoreGeometry(services.settingsStore().windowGeometry())) {
        window.resize(1440, 900);
    }
    if (!command.background || !tray.isVisible()) {
        window.show();
    }
    services.start();
    const int status = QApplication::exec();
    window.keepView();
    services.settingsStore().saveWindowGeometry(window.saveGeometry());
    services.close();
    return status;
}

} // namespace tokenmeter
