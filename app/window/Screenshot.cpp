// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/Screenshot.h"

#include "window/AppServices.h"
#include "Output.h"
#include "format/ProblemText.h"
#include "pages/SettingsDialog.h"
#include "shell/MainWindow.h"
#include "shell/ViewStateJson.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTimer>

#include <unistd.h>

#include <ctime>
#include <memory>

namespace tokenmeter
{
namespace
{

constexpr int LongestWaitMs = 60'000;
constexpr int TickMs = 10;
constexpr int QuietMs = 200; ///< nothing asked or answered for so long: the page has settled

/// Milliseconds since the system started this process, the loading of libraries included, to the system's tick of 10 ms
/// (never less than it was); -1 where the system does not tell.
qint64 processAgeMs()
{
    QFile file{QStringLiteral("/proc/self/stat")};
    timespec now{};
    if (!file.open(QIODevice::ReadOnly) || ::clock_gettime(CLOCK_BOOTTIME, &now) != 0) {
        return -1;
    }
    const QByteArray text = file.readAll(); // "pid (name) state ...": the name may hold anything, the start is the 20th behind it
    const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
    const qint64 started = fields.value(19, "-1").toLongLong() * 1000 / ::sysconf(_SC_CLK_TCK);
    return started < 0 ? -1 : qint64(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000 - started;
}

/// How old the process was when the window had been painted with its first answer.
class FirstPicture : public QObject
{
public:
    explicit FirstPicture(MainWindow &window) : m_window{window}
    {
        window.installEventFilter(this);
        connect(&window, &MainWindow::settled, this, [this] { m_answered = true; });
    }
    qint64 ageMs() const { return m_ageMs; }
    qint64 cpuMs() const { return m_cpuMs; } ///< of all threads until then

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (watched == &m_window && event->type() == QEvent::UpdateRequest && m_answered && !m_seen) {
            m_seen = true;
            QMetaObject::invokeMethod(this, [this] {
                m_ageMs = processAgeMs();
                m_cpuMs = qint64(std::clock()) * 1000 / CLOCKS_PER_SEC;
            }, Qt::QueuedConnection); // when it is painted
        }
        return QObject::eventFilter(watched, event);
    }

private:
    MainWindow &m_window;
    bool m_answered = false;
    bool m_seen = false;
    qint64 m_ageMs = -1;
    qint64 m_cpuMs = -1;
};

/// Lets the window work until it has nothing more to show. False when it never comes to rest.
bool settle(const AppServices &services, const MainWindow &window)
{
    QElapsedTimer total;
    total.start();
    QElapsedTimer quiet;
    quiet.start();
    QTimer tick; // wakes the loop, which else would take a core from those who work for the picture
    tick.start(TickMs);
    while (total.elapsed() < LongestWaitMs) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
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
    const FirstPicture firstPicture{window};
    window.resize(command.width, command.height);
    window.show();
    services.start();
    std::unique_ptr<QWidget> dialog;
    if (!settle(services, window)) {
        printError(ProblemText::sentence({.cause = Cause::Cancelled}));
        return ExitFailed;
    }
    qint64 pageMs = -1; ///< from going there until its last answer was on screen
    if (page != "first-start" && page != "settings") {
        QJsonObject json = QJsonDocument::fromJson(QByteArray::fromStdString(command.view)).object();
        json.insert(QStringLiteral("page"), QString::fromStdString(page));
        const LocalDay today = services.zone().dayOf(services.now());
        std::optional<ViewState> view = viewFromJson(json, today, {.billingDay = context.settings.billingDay});
        if (command.view.empty()) {
            view = window.view();
            view->page = QString::fromStdString(page);
        }
        QElapsedTimer since;
        since.start();
        const QMetaObject::Connection watch =
            QObject::connect(&window, &MainWindow::settled, [&since, &pageMs] { pageMs = since.elapsed(); });
        window.go(*view);
        settle(services, window);
        QObject::disconnect(watch);
    }
    QWidget *shown = &window;
    if (page == "settings") {
        dialog = std::make_unique<SettingsDialog>(services);
        dialog->show();
        settle(services, window);
        shown = dialog.get();
    }
    const QString file = QDir::current().absoluteFilePath(QFile::decodeName(command.file.c_str()));
    QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest); // of what the last answer moved
    QCoreApplication::processEvents();
    services.close();
    if (!shown->grab().save(file, "PNG")) {
        printError(ProblemText::full({.cause = Cause::FileUnreadable, .file = file.toStdString()}));
        return ExitFailed;
    }
    if (context.json) {
        printJson({{QStringLiteral("file"), file},
                   {QStringLiteral("first_picture_ms"), firstPicture.ageMs()},
                   {QStringLiteral("first_picture_cpu_ms"), firstPicture.cpuMs()},
                   {QStringLiteral("page_ms"), pageMs}});
    }
    return ExitDone;
}

} // namespace tokenmeter
