// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Watchdog.h"

#include <csignal>
#include <cstddef>
#include <cstring>

#include <unistd.h>

namespace tokenmeter::testing
{
namespace
{

constexpr unsigned MostSeconds = 20;

const char *volatile currentTest = "";
volatile std::uint64_t currentSeed = 0;

void say(const char *text)
{
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text, std::strlen(text));
}

void nameInput(int signal)
{
    char digits[24] = {};
    std::size_t at = sizeof digits - 1;
    std::uint64_t left = currentSeed;
    do {
        digits[--at] = char('0' + left % 10);
        left /= 10;
    } while (left > 0);
    say(signal == SIGALRM ? "\nfuzz: no end after 20 seconds: " : "\nfuzz: crashed: ");
    say(currentTest);
    say(" with TOKENMETER_FUZZ_SEED=");
    say(digits + at);
    say(" TOKENMETER_FUZZ_COUNT=1\n");
    std::signal(SIGABRT, SIG_DFL);
    ::raise(SIGABRT);
}

} // namespace

Watchdog::Watchdog(const char *test)
{
    currentTest = test;
    std::signal(SIGALRM, nameInput);
    std::signal(SIGABRT, nameInput); // the sanitizers end with it
}

Watchdog::~Watchdog()
{
    ::alarm(0);
    std::signal(SIGALRM, SIG_DFL);
    std::signal(SIGABRT, SIG_DFL);
}

void Watchdog::begin(std::uint64_t seed)
{
    currentSeed = seed;
    ::alarm(MostSeconds);
}

} // namespace tokenmeter::testing
