// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_live [SECONDS [LINES]]: the program without its window on a home in which nineteen tools have worked, with fourteen exports that
// were imported by name, all of them watched. Prints how long what each tool writes takes into the ledger, what the program does in
// SECONDS in which nothing happens (60 unless told), and how its memory grows over LINES more lines in many writes to the same files
// (100,000 unless told), beside folders that come and go.
#include "LiveHome.h"
#include "window/AppServices.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QThread>

#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <functional>

using namespace tokenmeter;
using namespace tokenmeter::testing;

namespace
{

constexpr int LongestMs = 60'000;
constexpr int LinesAtOnce = 20;

/// What the system counts of this process.
struct Usage
{
    double cpuSeconds = 0;
    qint64 wakeUps = 0;      ///< of all threads
    qint64 bytesWritten = 0; ///< to any file, the system's cache included
    double residentMiB = 0;
};

qint64 numberAfter(const QByteArray &text, const QByteArray &name)
{
    const qsizetype at = text.indexOf(name);
    return at < 0 ? 0 : text.mid(at + name.size(), 30).trimmed().split('\n').first().split(' ').first().toLongLong();
}

QByteArray contentOf(const QString &path)
{
    QFile file{path};
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray{};
}

Usage usageNow()
{
    Usage usage;
    rusage counted{};
    ::getrusage(RUSAGE_SELF, &counted);
    const auto seconds = [](const timeval &t) { return double(t.tv_sec) + double(t.tv_usec) / 1e6; };
    usage.cpuSeconds = seconds(counted.ru_utime) + seconds(counted.ru_stime);
    usage.wakeUps = counted.ru_nvcsw;
    usage.bytesWritten = numberAfter(contentOf(QStringLiteral("/proc/self/io")), "wchar:");
    const QList<QByteArray> pages = contentOf(QStringLiteral("/proc/self/statm")).split(' ');
    usage.residentMiB = double(pages.value(1).toLongLong() * ::sysconf(_SC_PAGESIZE)) / (1 << 20);
    return usage;
}

bool waitFor(const std::function<bool()> &isDone)
{
    QElapsedTimer timer;
    timer.start();
    while (!isDone() && timer.elapsed() < LongestMs) {
        QCoreApplication::processEvents();
        QThread::msleep(5);
    }
    return isDone();
}

void idleFor(int milliseconds)
{
    QTimer::singleShot(milliseconds, qApp, &QCoreApplication::quit);
    QCoreApplication::exec();
}

bool append(const QString &path, const QByteArray &lines)
{
    QDir{}.mkpath(QFileInfo{path}.path());
    QFile file{path};
    return file.open(QIODevice::WriteOnly | QIODevice::Append) && file.write(lines) == lines.size();
}

} // namespace

int main(int count, char **arguments)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application{count, arguments};
    const int seconds = count > 1 ? std::atoi(arguments[1]) : 60;
    const int lines = count > 2 ? std::atoi(arguments[2]) : 100'000;
    LiveHome home;
    AppServices services{home.context(), SettingsStore{home.settings()}, false};
    int looks = 0;
    QObject::connect(&services, &WindowServices::importFinished, &services, [&looks] { ++looks; });
    services.start();
    bool isGood = waitFor([&] { return services.isIdle(); });
    services.importFound({});
    isGood = isGood && waitFor([&] { return services.isIdle() && services.watching().isSettled && services.watching().folders > 20; });
    services.importPaths(home.exports());
    isGood = isGood && waitFor([&] { return services.isIdle() && services.watching().isSettled; });

    std::printf("| what is written | into the ledger after ms |\n|---|---|\n");
    for (const LiveWrite &what : home.writes()) {
        LiveHome::Total wanted = home.totals()[what.format];
        wanted.first += what.tokens;
        wanted.second += what.requests;
        home.write(what);
        QElapsedTimer timer;
        timer.start();
        const bool isSeen = waitFor([&] { return home.totals()[what.format] == wanted; });
        isGood = isGood && isSeen;
        std::printf("| %s | %s |\n", what.name, isSeen ? qPrintable(QString::number(timer.elapsed())) : "never");
    }

    idleFor(3000);
    const int looksBefore = looks;
    const Usage before = usageNow();
    idleFor(seconds * 1000);
    const Usage after = usageNow();
    std::printf("\nIdle for %d s, %d folders watched: %.0f ms of CPU, %lld wake-ups of the main thread's process, %lld bytes written, %d looks\n", seconds,
                services.watching().folders, 1000 * (after.cpuSeconds - before.cpuSeconds), after.wakeUps - before.wakeUps,
                after.bytesWritten - before.bytesWritten, looks - looksBefore);

    std::printf("\n| lines | MiB | CPU ms a line | looks |\n|---|---|---|---|\n");
    const LiveHome::Total start = home.totals()["claude-code"];
    const double cpuBefore = usageNow().cpuSeconds;
    for (int written = 0; written < lines;) {
        QByteArray text;
        for (int i = 0; i < LinesAtOnce; ++i) {
            text += LiveHome::claudeLine(100'000 + written++);
        }
        // A thousand files in twenty folders, all of which are there after the first twenty thousand lines: what is known of a file stays.
        const QString folder = QStringLiteral(".claude/projects/-busy-%1").arg(written / 1000 % 20);
        isGood = append(home.path(folder + QStringLiteral("/session-%1.jsonl").arg(written % 200)), text) && isGood;
        if (written % 100 == 0) { // a folder that goes again
            const QString temporary = home.path(QStringLiteral(".claude/projects/-temporary"));
            isGood = append(temporary + QStringLiteral("/a/b.txt"), "x") && QDir{temporary}.removeRecursively() && isGood;
        }
        idleFor(10);
        if (written % std::max(LinesAtOnce, lines / 10 / LinesAtOnce * LinesAtOnce) == 0) {
            isGood = waitFor([&] { return home.totals()["claude-code"].second == start.second + written; }) && isGood;
            const Usage now = usageNow();
            std::printf("| %d | %.1f | %.3f | %d |\n", written, now.residentMiB, 1000 * (now.cpuSeconds - cpuBefore) / written, looks - looksBefore);
            std::fflush(stdout);
        }
    }
    services.close();
    return isGood ? EXIT_SUCCESS : EXIT_FAILURE;
}
