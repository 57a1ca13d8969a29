// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QLocale>

#include <functional>

namespace tokenmeter::testing
{
int runTests(int argc, char **argv, const std::function<void()> &beforeEach);
}

int main(int argc, char **argv)
{
    QApplication application{argc, argv};
    // As a window has it from its language, and not as the class before happens to leave it: classes run in several parts.
    return tokenmeter::testing::runTests(argc, argv, [] { QLocale::setDefault(QLocale{QLocale::English, QLocale::UnitedStates}); });
}
