// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Time.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <vector>

namespace tokenmeter::testing
{

/// Daily series of eight kinds of users, the same on every machine.
class UsageSeries
{
public:
    static constexpr int Kinds = 8;
    static constexpr LocalDay FirstDay{std::chrono::sys_days{std::chrono::year{2025} / 1 / 1}.time_since_epoch()};
    static const char *name(int kind)
    {
        static constexpr std::array<const char *, Kinds> Names{"steady", "weekday", "bursty", "ramp", "stop", "newmodel", "monthend", "sparse"};
        return Names[std::size_t(kind)];
    }

    UsageSeries(int kind, std::uint64_t seed) : m_kind{kind}, m_state{std::uint64_t{1000003} * std::uint64_t(kind) + seed} {}

    static std::uint64_t next(std::uint64_t &state)
    {
        state += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }

    std::vector<double> make(LocalDay firstDay, int length)
    {
        const double base = 2 + 18 * uniform();
        const double a = uniform();
        const double b = uniform();
        const double c = uniform();
        std::vector<double> values;
        for (int i = 0; i < length; ++i) {
            const double z = normal();
            const double p = uniform();
            const double q = uniform();
            values.push_back(std::round(value(firstDay + std::chrono::days{i}, i, base, a, b, c, z, p, q) * 1e6) / 1e6);
        }
        return values;
    }

private:
    double uniform() { return double(next(m_state) >> 11) * 0x1.0p-53; }
    double normal()
    {
        double sum = -6;
        for (int i = 0; i < 12; ++i) {
            sum += uniform();
        }
        return sum;
    }
    double value(LocalDay day, int i, double base, double a, double b, double c, double z, double p, double q) const
    {
        constexpr std::array<double, 7> factors{1.25, 1.35, 1.35, 1.30, 1.15, 0.35, 0.25};
        const double usual = base * factors[std::chrono::weekday{day}.iso_encoding() - 1];
        const double w = usual * std::exp(0.35 * z - 0.06125);
        switch (m_kind) {
        case 0:
            return base * std::exp(0.25 * z - 0.03125);
        case 1:
            return w;
        case 2:
            return (p < 0.15 ? 0 : usual * std::exp(0.5 * z - 0.125)) + (q > 0.90 ? base * (3 + 90 * (q - 0.90)) : 0);
        case 3:
            return usual * std::pow(4 + 4 * b, std::clamp((i - 60 - 120 * a) / 80, 0.0, 1.0)) * std::exp(0.3 * z - 0.045);
        case 4: {
            const double s = std::floor(45 + 90 * a);
            const double l = std::floor(10 + 30 * b);
            const double s2 = std::floor(200 + 90 * c);
            const double l2 = std::floor(10 + 30 * a);
            return (i >= s && i < s + l) || (i >= s2 && i < s2 + l2) ? 0 : w;
        }
        case 5:
            return w * (i >= std::floor(60 + 90 * a) ? 1.8 + 1.7 * b : 1) * (i >= std::floor(190 + 100 * c) ? 0.3 + 0.3 * b : 1);
        case 6: {
            const std::chrono::year_month_day soon{day + std::chrono::days{2}};
            return w + (soon.month() != std::chrono::year_month_day{day}.month() ? base * (6 + 4 * p) : 0);
        }
        default:
            return p < 0.4 ? base * std::exp(0.9 * z - 0.405) / 0.4 : 0;
        }
    }

    int m_kind;
    std::uint64_t m_state;
};

} // namespace tokenmeter::testing
