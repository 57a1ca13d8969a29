// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>

namespace tokenmeter::testing
{
int runTests(int argc, char **argv);
}

int main(int argc, char **argv)
{
    QApplication application{argc, argv};
    return tokenmeter::testing::runTests(argc, argv);
}
