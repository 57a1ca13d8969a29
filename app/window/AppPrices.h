// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "PriceServices.h"

#include "PriceFiles.h"
#include "sync/CancelFlag.h"
#include "sync/PriceListFetch.h"

#include <QFuture>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <string>

namespace tokenmeter
{

/// Newer price lists for the open ledger, for real: the network, files, a thread. Lives on the main thread, which never waits.
class AppPrices final : public PriceServices
{
    Q_OBJECT
public:
    /// Writes a catalogue and prices everything by it, on the ledger's thread; answers with how many rates have changed. Refuses when the
    /// catalogue in use is not the one it was compared with: another window or the command line may have accepted one meanwhile.
    struct Acceptance
    {
        std::string version{};
        std::string json{};
        std::string basis{}; ///< basisOf() the catalogue it was compared with
    };
    using Accept = std::function<QFuture<Result<std::int64_t>>(const Acceptance &acceptance)>;
    AppPrices(std::function<UtcTime()> clock, Accept accept);
    ~AppPrices() override; ///< cancels, and waits for the thread

    /// @param ledger empty: none is open  @param mayAsk false: of the demo nothing is asked
    void open(const QString &ledger, bool mayAsk);
    /// Another process may have accepted a list.
    void lookAgain();
    bool isIdle() const { return m_running == 0; }
    QString versionInUse() const { return m_version; } ///< empty = not known yet

    bool mayAsk() const override { return m_mayAsk; }
    bool isBusy() const override { return m_running > 0; }
    std::vector<std::pair<QString, QString>> lists() const override;
    std::optional<PriceUpdate> pending() const override { return m_pending ? std::optional{m_pending->update} : std::nullopt; }
    std::optional<PriceFindings> findings() const override { return m_findings; }
    std::optional<Problem> failure() const override { return m_failure; }
    void fetch(const QString &list, bool withGuarded) override;
    void openFile(const QString &file) override;
    void accept() override;
    void discard() override;

private:
    /// What is shown, and the text that would be accepted.
    struct Waiting
    {
        PriceUpdate update{};
        std::string json{};
        std::string basis{};
        bool isKept = false; ///< in the ledger's file of proposals
    };
    struct Found
    {
        std::string version{}; ///< in use
        std::optional<Waiting> waiting{};
        std::optional<PriceFindings> findings{};
    };
    static Result<Waiting> compared(LedgerReader &reader, const PendingPrices &pending);
    static Result<Found> keptIn(const std::string &ledger);
    static Result<Found> fetched(const std::string &ledger, const PriceListQuestion &question, UtcTime now, const CancelFlag &cancel);
    static Result<Found> opened(const std::string &ledger, const std::string &file, UtcTime now);
    template <class Body>
    void run(Body body);

    std::function<UtcTime()> m_clock;
    Accept m_acceptance;
    std::string m_ledger{};
    bool m_mayAsk = false;
    int m_running = 0;
    QString m_version;
    std::optional<Waiting> m_pending{};
    std::optional<PriceFindings> m_findings{};
    std::optional<Problem> m_failure{};
    CancelFlag m_cancel{};
    QThreadPool m_thread;
};

} // namespace tokenmeter
