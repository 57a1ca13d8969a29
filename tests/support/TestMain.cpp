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

/// Runs the classes named by `-class NAME` (all without it), of these every Nth with `-part K/N`, from the Kth on; other arguments go to
/// each as QTest knows them.
int runTests(int argc, char **argv, const std::function<void()> &beforeEach)
{
    QStringList arguments;
    std::string only;
    int part = 1, parts = 1;
    for (int i = 0; i < argc; ++i) {
        if (qstrcmp(argv[i], "-class") == 0 && i + 1 < argc) {
            only = argv[++i];
        } else if (qstrcmp(argv[i], "-part") == 0 && i + 1 < argc) {
            const QStringList numbers = QString::fromLatin1(argv[++i]).split(QLatin1Char('/'));
            part = numbers.value(0).toInt();
            parts = numbers.value(1).toInt();
            if (part < 1 || parts < part) {
                qWarning("-part wants K/N");
                return 1;
            }
        } else {
            arguments << QString::fromLocal8Bit(argv[i]);
        }
    }
    int failures = 0;
    int ran = 0;
    int place = 0;
    for (const auto &[name, make] : tests()) {
        if ((only.empty() || only == name) && (place++ % parts) + 1 == part) {
            if (beforeEach) {
                beforeEach();
            }
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
