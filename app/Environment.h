// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Time.h"
#include "core/Zone.h"
#include "import/Format.h"

#include <QString>

#include <string>

namespace tokenmeter
{

/// The machine around the program, read in one place.
struct Environment
{
    QString dataFolder{};  ///< platform's application data folder; holds ledger.db and demo/
    DiscoveryPlaces places{}; ///< home and the tools' own variables
    UtcTime now{};         ///< the clock, or what --at names
    bool fixedNow = false; ///< --at was given
    unsigned cores = 1;

    static Environment ofThisMachine();
    QString defaultLedger() const { return dataFolder + QStringLiteral("/ledger.db"); }
    QString demoFolder() const { return dataFolder + QStringLiteral("/demo"); }
};

/// The current moment, to the millisecond.
UtcTime clockNow();

/// Whether a window can be shown: a display server is named and answers. Starting Qt without one would abort.
bool hasDisplay();

} // namespace tokenmeter
