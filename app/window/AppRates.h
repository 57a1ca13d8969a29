// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "RateServices.h"
#include "WindowServices.h"

#include "SettingsStore.h"
#include "sync/CancelFlag.h"
#include "sync/RatesFetch.h"

#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <string>
#include <utility>

namespace tokenmeter
{

/// Exchange rates of the open ledger, for real: the network, a thread, a timer. Lives on the main thread, which never waits.
class AppRates final : public RateServices
{
    Q_OBJECT
public:
    /// @param clock what is taken for now  @param store keeps when rates were asked for, so that a restart asks nobody again
    AppRates(std::function<UtcTime()> clock, SettingsStore &store);
    ~AppRates() override; ///< cancels, and waits for the thread

    /// @param ledger empty: none is open  @param mayAsk false: of the demo nothing is asked
    /// @param polls rates are asked for by themselves where the settings say so
    void open(const QString &ledger, bool mayAsk, bool polls);
    void setSettings(const Settings &settings);
    /// Address asked instead of the publisher's own. For tests.
    void askAt(std::string base) { m_base = std::move(base); }
    bool isIdle() const { return !m_isFetching; }

    bool mayAsk() const override { return m_mayAsk; }
    bool isFetching() const override { return m_isFetching; }
    std::vector<std::pair<QString, QString>> publishers() const override;
    std::optional<Newest> newest() const override { return m_newest; }
    std::optional<Problem> failure() const override { return m_failure; }
    void fetchNow() override;

Q_SIGNALS:
    void stored(); ///< the ledger has other rates than before

private:
    void lookUp();
    void schedule();
    void fetched(const Result<FetchedRates> &answer);

    std::function<UtcTime()> m_clock;
    SettingsStore &m_store;
    Settings m_settings{};
    std::string m_ledger{};
    std::string m_base{};
    bool m_mayAsk = false;
    bool m_polls = false;
    bool m_isFetching = false;
    std::optional<UtcTime> m_failed{};
    std::optional<Problem> m_failure{};
    std::optional<Newest> m_newest{};
    CancelFlag m_cancel{};
    QTimer m_timer;
    QThreadPool m_thread;
};

} // namespace tokenmeter
