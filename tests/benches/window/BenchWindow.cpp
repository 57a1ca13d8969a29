// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// bench_window [ROUNDS]: repaint and resize of every chart of ChartCases.cpp, on the offscreen platform, in milliseconds of CPU.
// QT_SCALE_FACTOR=2 measures a screen of twice the density. Exit status 1 when a must is missed.
#include "ChartCases.h"

#include "theme/Theme.h"

#include <QApplication>
#include <QMouseEvent>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>

using namespace tokenmeter;
using tokenmeter::testing::ChartCase;

namespace
{

constexpr QSize Small{640, 300};
constexpr QSize Large{1400, 520};
constexpr double MustMs = 50;

struct Timing
{
    double median = 0;
    double worst = 0;
};

/// Of this thread, which does all of it: steadier than the clock on the wall when other programs run.
double cpuMs()
{
    timespec now{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

/// Of `rounds` calls after one that is not counted.
Timing timingOf(int rounds, const std::function<void(int)> &act)
{
    std::vector<double> all;
    for (int round = -1; round < rounds; ++round) {
        const double before = cpuMs();
        act(round + 1);
        if (round >= 0) {
            all.push_back(cpuMs() - before);
        }
    }
    std::sort(all.begin(), all.end());
    return {all[all.size() / 2], all.back()};
}

bool print(const char *chart, const char *what, const Timing &timing)
{
    const bool held = timing.median <= MustMs;
    std::printf("| %s | %s | %.2f | %.2f |%s\n", chart, what, timing.median, timing.worst, held ? "" : " missed");
    return held;
}

} // namespace

int main(int argc, char **argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application{argc, argv};
    const int rounds = std::max(1, argc > 1 ? std::atoi(argv[1]) : 60);
    QLocale::setDefault(QLocale{QLocale::English, QLocale::UnitedStates});
    Theme::apply(*qApp, Theme::Mode::Light);
    bool held = true;
    std::printf("| chart | what | median ms | worst ms |\n|---|---|---|---|\n");
    for (const ChartCase &chartCase : tokenmeter::testing::chartCases()) {
        const std::unique_ptr<ChartWidget> chart = chartCase.make();
        chart->resize(Large);
        chart->show();
        QCoreApplication::processEvents();
        // A size it never had before: laid out and painted anew, nothing comes from a cache.
        held &= print(chartCase.name, "resize", timingOf(rounds, [&](int round) {
            const QSize base = round % 2 == 0 ? Large : Small;
            chart->resize(base + QSize{round % 37, round % 23});
            chart->repaint();
        }));
        chart->resize(Large);
        held &= print(chartCase.name, "another theme", timingOf(rounds, [&](int round) {
            Theme::apply(*qApp, round % 2 == 0 ? Theme::Mode::Dark : Theme::Mode::Light);
            chart->repaint();
        }));
        held &= print(chartCase.name, "hover", timingOf(rounds, [&](int round) {
            const QPointF at{60.0 + (round * 97) % (Large.width() - 80), Large.height() / 2.0};
            QMouseEvent move{QEvent::MouseMove, at, chart->mapToGlobal(at), Qt::NoButton, Qt::NoButton, Qt::NoModifier};
            QCoreApplication::sendEvent(chart.get(), &move);
            chart->repaint();
        }));
    }
    return held ? EXIT_SUCCESS : EXIT_FAILURE;
}
