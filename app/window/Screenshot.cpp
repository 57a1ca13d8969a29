// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/Screenshot.h"

#include "window/AppServices.h"
#include "Output.h"
#include "format/ProblemText.h"
#include "pages/SettingsDialog.h"
#include "shell/MainWindow.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QJsonObject>
#include <QTemporaryDir>

#include <memory>

namespace tokenmeter
{
namespace
{

constexpr int LongestWaitMs = 60'000;
constexpr int QuietMs = 200; ///< nothing asked or answered for so long: the page has settled

/// Lets the window work until it has nothing more to show. False when it never comes to rest.
bool settle(const AppServices &services, const MainWindow &window)
{
    QElapsedTimer total;
    total.start();
    QElapsedTimer quiet;
    quiet.start();
    while (total.elapsed() < LongestWaitMs) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        if (!services.isIdle() || window.isBusy()) {
            quiet.restart();
        } else if (quiet.elapsed() >= QuietMs) {
            return true;
        }
    }
    return false;
}

} // namespace

void prepareScreenshot(const ScreenshotCommand &command)
{
    qputenv("QT_QPA_PLATFORM", "offscreen"); // a picture needs no display, and must not flash one
    qputenv("QT_SCALE_FACTOR", QByteArray::number(command.scale));
}

int runScreenshot(const CommandContext &base, const ScreenshotCommand &command)
{
    const std::string &page = command.page;
    // Settings of a picture are its own: the user's stay as they are.
    const QTemporaryDir folder;
    CommandContext context = base;
    context.settings.theme = command.theme == "dark" ? Settings::Theme::Dark : Settings::Theme::Light;
    context.settings.language = QString::fromStdString(command.language);
    if (!command.timezone.empty()) {
        const std::optional<Zone> zone = Zone::byId(command.timezone);
        if (!zone) {
            printError(ProblemText::sentence({.cause = Cause::UnknownZone, .args = {command.timezone}}));
            return ExitUsage;
        }
        context.settings.zoneId = QString::fromStdString(command.timezone);
        context.zone = *zone;
    }
    if (page == "first-start") {
        context.ledger = folder.filePath(QStringLiteral("ledger.db")); // as on a new computer
    }
    AppServices services{context, SettingsStore{folder.filePath(QStringLiteral("settings.ini"))}, command.demo};
    MainWindow window{services};
    window.resize(command.width, command.height);
    window.show();
    services.start();
    std::unique_ptr<QWidget> dialog;
    if (!settle(services, window)) {
        printError(ProblemText::sentence({.cause = Cause::Cancelled}));
        return ExitFailed;
    }
    QWidget *shown = &window;
    if (page == "settings") {
        dialog = std::make_unique<SettingsDialog>(services);
        dialog->show();
        settle(services, window);
        shown = dialog.get();
    }
    const QString file = QDir::current().absoluteFilePath(QFile::decodeName(command.file.c_str()));
    if (!shown->grab().save(file, "PNG")) {
        printError(ProblemText::full({.cause = Cause::FileUnreadable, .file = file.toStdString()}));
        return ExitFailed;
    }
    if (context.json) {
        printJson({{QStringLiteral("file"), file}});
    }
    return ExitDone;
}

} // namespace tokenmeter
