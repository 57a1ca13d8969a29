// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>

#include <functional>

namespace tokenmeter::testing
{
int runTests(int argc, char **argv, const std::function<void()> &beforeEach);
}

int main(int argc, char **argv)
{
    QCoreApplication application{argc, argv};
    return tokenmeter::testing::runTests(argc, argv, {});
}
