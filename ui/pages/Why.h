// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ledger/UsageFilter.h"

#include <QMetaType>
#include <QString>

#include <cstdint>
#include <variant>

namespace tokenmeter
{

/// "Why this amount?": of one record, or of a bar, cell or row, which is a sum of records.
struct WhySum
{
    QString title{};      ///< plain: "Claude Opus 5 · Thu 12 Nov 2026"
    UsageFilter filter{}; ///< exactly the records of the mark
};
struct WhyRecord
{
    std::int64_t id = 0;
};
using WhyQuestion = std::variant<WhyRecord, WhySum>;

} // namespace tokenmeter

Q_DECLARE_METATYPE(tokenmeter::WhyQuestion)
