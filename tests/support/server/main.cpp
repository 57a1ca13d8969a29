// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/FakeProvider.h"

#include <QCoreApplication>

#include <cstdio>

/// A provider to try the program with: `fake_server openai`, then the line that it prints. Ends with Ctrl+C.
int main(int argc, char **argv)
{
    using namespace tokenmeter::testing;
    const QCoreApplication application{argc, argv};
    const QString provider = application.arguments().value(1);
    if (recorded(provider, QStringLiteral("routes.json")).isEmpty()) {
        std::fputs("usage: fake_server PROVIDER, a folder of tests/fixtures/providers\n", stderr);
        return 2;
    }
    FakeProvider server{provider};
    // The recordings answer to a first day and a size of page of their own.
    server.ignore(QStringLiteral("/v1/organization/usage/completions"), {QStringLiteral("start_time"), QStringLiteral("limit")});
    server.ignore(QStringLiteral("/v1/organizations/usage_report/messages"), {QStringLiteral("starting_at"), QStringLiteral("limit")});
    std::printf("echo %s | tokenmeter --ledger trial.db accounts add %s --name trial --key-stdin --base-url %s\n"
                "tokenmeter --ledger trial.db --at 2026-03-07T12:00:00Z sync --force\n",
                FakeProvider::firstKey().constData(), qUtf8Printable(provider), qUtf8Printable(server.base()));
    std::fflush(stdout);
    return QCoreApplication::exec();
}
