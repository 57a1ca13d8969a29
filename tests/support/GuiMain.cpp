// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QLocale>

namespace tokenmeter::testing
{
int runTests(int argc, char **argv);
}

int main(int argc, char **argv)
{
    QApplication application{argc, argv};
    // As a window has it from its language, and not as the first class happens to leave it: classes run in several parts.
    QLocale::setDefault(QLocale{QLocale::English, QLocale::UnitedStates});
    return tokenmeter::testing::runTests(argc, argv);
}
