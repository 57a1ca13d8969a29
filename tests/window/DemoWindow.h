// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Demo.h"
#include "shell/MainWindow.h"
#include "support/Patience.h"
#include "window/AppServices.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest>

namespace tokenmeter::testing
{

/// The program's own window on Wed 18 Nov 2026, 14:32 in Berlin, over the demo's ledger or a file: real files, real threads.
class DemoWindow
{
public:
    /// @param ledger a file, empty = the demo's
    explicit DemoWindow(const QString &language = QStringLiteral("en"), QSize size = {1440, 900},
                        Settings::Theme theme = Settings::Theme::Light, const QString &ledger = {})
        : m_services{contextOf(language, theme, ledger), SettingsStore{m_folder.filePath(QStringLiteral("settings.ini"))}, ledger.isEmpty()}
        , m_window{m_services}
    {
        m_window.resize(size);
        m_window.show();
        m_services.start();
        settle();
    }

    ~DemoWindow() { m_services.close(); }

    MainWindow &window() { return m_window; }
    AppServices &services() { return m_services; }
    QString ledger() const { return m_services.ledgerPath(); }

    /// Until nothing is asked or awaited any more.
    void settle()
    {
        int quiet = 0;
        QVERIFY(QTest::qWaitFor([&] { return (quiet = m_services.isIdle() && !m_window.isBusy() ? quiet + 1 : 0) > 8; }, LongestMs));
    }
    void open(const QString &page)
    {
        ViewState view = m_window.view();
        view.page = page;
        m_window.go(view);
        settle();
    }

private:
    CommandContext contextOf(const QString &language, Settings::Theme theme, const QString &ledger) const
    {
        CommandContext context;
        context.environment.dataFolder = m_folder.path();
        context.environment.now = parseTime("2026-11-18T13:32:00Z").value().time;
        context.environment.fixedNow = true;
        context.ledger = ledger.isEmpty() ? m_folder.filePath(QStringLiteral("ledger.db")) : ledger;
        context.settings.language = language;
        context.settings.theme = theme;
        context.settings.zoneId = QStringLiteral("Europe/Berlin");
        context.settings.firstDayOfWeek = 1;
        context.zone = Zone::byId("Europe/Berlin").value();
        if (ledger.isEmpty()) {
            copyDemo(context);
        }
        return context;
    }
    /// The demo's ledger is made once for all windows; each has a copy, which it may change.
    static void copyDemo(const CommandContext &context)
    {
        static const QTemporaryDir shared;
        CommandContext maker = context;
        maker.environment.dataFolder = shared.path();
        const Result<QString> made = makeDemoLedger(maker);
        QVERIFY(made);
        const QFileInfo ledger{*made};
        const QString target = context.environment.demoFolder() + u'/' + ledger.dir().dirName();
        QVERIFY(QDir{}.mkpath(target));
        for (const char *name : {"ledger.db", "complete"}) {
            QVERIFY(QFile::copy(ledger.dir().filePath(QString::fromLatin1(name)), target + u'/' + QString::fromLatin1(name)));
        }
    }

    QTemporaryDir m_folder;
    AppServices m_services;
    MainWindow m_window;
};

} // namespace tokenmeter::testing
