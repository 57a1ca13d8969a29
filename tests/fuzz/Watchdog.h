// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace tokenmeter::testing
{

/// Names the input that is tried when the program crashes, or when one input takes longer than 20 seconds.
class Watchdog
{
public:
    /// @param test lives for ever
    explicit Watchdog(const char *test);
    ~Watchdog();
    void begin(std::uint64_t seed);
};

} // namespace tokenmeter::testing
