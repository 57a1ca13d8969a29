// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/TestMain.h"

#include <QtTest>

#include <map>
#include <string>

namespace tokenmeter::testing
{
namespace
{

std::map<std::string, std::function<std::unique_ptr<QObject>()>> &tests()
{
    static std::map<std::string, std::function<std::unique_ptr<QObject>()>> all;
    return all;
}

} // namespace

bool registerTest(const char *name, std::function<std::unique_ptr<QObject>()> make)
{
    return tests().emplace(name, std::move(make)).second;
}

/// Runs the classes named by `-class NAME` (all without it); other arguments go to each as QTest knows them.
int runTests(int argc, char **argv)
{
    QStringList arguments;
    std::string only;
    for (int i = 0; i < argc; ++i) {
        if (qstrcmp(argv[i], "-class") == 0 && i + 1 < argc) {
            only = argv[++i];
        } else {
            arguments << QString::fromLocal8Bit(argv[i]);
        }
    }
    int failures = 0;
    int ran = 0;
    for (const auto &[name, make] : tests()) {
        if (only.empty() || only == name) {
            const std::unique_ptr<QObject> test = make();
            failures += QTest::qExec(test.get(), arguments);
            ++ran;
        }
    }
    if (ran == 0) {
        qWarning("no test class of that name");
        return 1;
    }
    return failures == 0 ? 0 : 1;
}

} // namespace tokenmeter::testing
