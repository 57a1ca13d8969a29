// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Advice.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

namespace tokenmeter
{

/// Advice in words: the same in the window and on the command line.
class AdviceText
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::AdviceText)
public:
    /// "Claude Opus 5: its work on GPT-5"
    static QString name(const AdviceLine &line);
    /// "at least $1.20", the figure that may be relied on; an exact one alone.
    static QString saved(const AdviceLine &line);
    /// "$1.20 to $3.40, likely $2.10 of $10.00 for 1,200 requests"
    static QString band(const AdviceLine &line);
    /// What must hold for it, and which discounts make it what it is.
    static QString assumption(const AdviceLine &line);
    /// The same as a word that is never translated: "same-quality", "answers-within-a-day".
    static QString assumptionKey(const AdviceLine &line);
    /// "Cheapest mix: at least $5.00, likely $6.00, at most $7.00 less". Empty: there is none.
    static QString mix(const Advice &advice);
    /// That nothing can be saved, and what was tried. Empty: there are lines.
    static QString nothing(const Advice &advice);
    /// What subscriptions did for their fee, a sentence each.
    static QStringList plans(const Advice &advice);
    /// What caching returned, a sentence a currency.
    static QStringList caches(const Advice &advice);
    /// What the advice says nothing about. Empty: everything was looked at.
    static QString leftOut(const Advice &advice);

private:
    static QString mustHold(const AdviceLine &line);
};

} // namespace tokenmeter
