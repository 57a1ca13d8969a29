// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Problem.h"
#include "core/Time.h"
#include "flow/Retirements.h"
#include "ledger/LedgerReader.h"
#include "pricing/Proposal.h"

#include <QObject>
#include <QString>

#include <optional>
#include <utility>
#include <vector>

namespace tokenmeter
{

/// A price list that waits for the user, against the one in use.
struct PriceUpdate
{
    QString source{};   ///< whose list, or the name of the file that was opened
    UtcTime fetched{};
    QString current{}, version{}; ///< days that the catalogues state
    std::vector<CatalogueChange> changes{};
    RepricePreview preview{}; ///< what accepting it would move
};

/// What fetching a list found beside changes that can be accepted.
struct PriceFindings
{
    QString list{};
    std::int64_t known = 0; ///< models of ours that it prices
    bool isUnchanged = false;
    std::vector<CatalogueChange> guarded{}; ///< left out because they look wrong
    std::int64_t leftOut = 0;               ///< left out for other reasons; the command line lists them
    std::vector<Retirement> retirements{};
};

/// What the window asks of newer price lists. app/ implements it; no call blocks. Nobody is asked before the user says so.
class PriceServices : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// False: nothing is asked of anybody, as in the demo.
    virtual bool mayAsk() const = 0;
    virtual bool isBusy() const = 0; ///< a list is fetched, read, accepted
    /// Public lists: id and name, in the order in which they are offered.
    virtual std::vector<std::pair<QString, QString>> lists() const = 0;

    virtual std::optional<PriceUpdate> pending() const = 0;
    virtual std::optional<PriceFindings> findings() const = 0; ///< of the last fetch while the window was open
    /// Why the last thing failed; nothing after one that worked.
    virtual std::optional<Problem> failure() const = 0;

    /// @param withGuarded also proposes changes that look wrong
    virtual void fetch(const QString &list, bool withGuarded) = 0;
    virtual void openFile(const QString &file) = 0; ///< a catalogue in our own JSON
    virtual void accept() = 0;  ///< of pending(); then accepted()
    virtual void discard() = 0; ///< of pending()

Q_SIGNALS:
    void changed(); ///< any of the above
    void accepted(qint64 records); ///< how many amounts have moved; the ledger has changed
};

} // namespace tokenmeter
