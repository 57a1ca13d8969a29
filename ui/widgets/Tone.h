// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/Icons.h"
#include "theme/Theme.h"

namespace tokenmeter
{

/// What a pill, tile or banner says with its colour; always beside an icon and words.
enum class Tone { Neutral, Accent, Positive, Warning, Negative };

inline QColor inkOf(Tone tone, const Colours &c)
{
    switch (tone) {
    case Tone::Accent:
        return c.accent;
    case Tone::Positive:
        return c.positive;
    case Tone::Warning:
        return c.warning;
    case Tone::Negative:
        return c.negative;
    case Tone::Neutral:
        break;
    }
    return c.text2;
}

inline QColor groundOf(Tone tone, const Colours &c)
{
    switch (tone) {
    case Tone::Accent:
        return c.accentSoft;
    case Tone::Positive:
        return c.positiveSoft;
    case Tone::Warning:
        return c.warningSoft;
    case Tone::Negative:
        return c.negativeSoft;
    case Tone::Neutral:
        break;
    }
    return c.sunken;
}

inline Icon iconOf(Tone tone)
{
    switch (tone) {
    case Tone::Positive:
        return Icon::Done;
    case Tone::Warning:
        return Icon::Warning;
    case Tone::Negative:
        return Icon::Remove;
    case Tone::Neutral:
    case Tone::Accent:
        break;
    }
    return Icon::Info;
}

} // namespace tokenmeter
