// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <memory>

namespace tokenmeter::testing
{

/// Adds a test class to this program's list; they run in the order of their names.
bool registerTest(const char *name, std::function<std::unique_ptr<QObject>()> make);

} // namespace tokenmeter::testing

#define TOKENMETER_TEST(Class)                                                                                          \
    static const bool registered_##Class = tokenmeter::testing::registerTest(                                           \
        #Class, [] { return std::unique_ptr<QObject>(std::make_unique<Class>()); })
