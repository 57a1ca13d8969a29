// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"
#include "core/Time.h"

#include <QObject>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace tokenmeter
{

/// What the window asks of published exchange rates. app/ implements it; no call blocks. Nobody is asked before the user says so, by
/// fetchNow() or by Settings::dailyRates.
class RateServices : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// False: nothing is asked of anybody, as in the demo.
    virtual bool mayAsk() const = 0;
    virtual bool isFetching() const = 0;
    /// Who publishes: id of Settings::ratePublisher, and name. The first is asked unless another is chosen.
    virtual std::vector<std::pair<QString, QString>> publishers() const = 0;

    /// Newest rate that a publisher's answer brought to the ledger.
    struct Newest
    {
        LocalDay day{};  ///< UTC
        QString source{};
        friend bool operator==(const Newest &, const Newest &) = default;
    };
    virtual std::optional<Newest> newest() const = 0;
    /// Why the last time failed; nothing after one that worked.
    virtual std::optional<Problem> failure() const = 0;

    virtual void fetchNow() = 0;

Q_SIGNALS:
    void changed(); ///< isFetching(), newest() or failure()
};

} // namespace tokenmeter
