// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "MappingServices.h"

#include <QThreadPool>

#include <functional>
#include <stop_token>

namespace tokenmeter
{

/// Heads of files and profiles on the shelf, for real: a thread of its own, so that a slow disk holds up nothing else.
class AppMappings final : public MappingServices
{
public:
    /// @param ledger beside which the profiles lie, whenever it is asked
    explicit AppMappings(std::function<QString()> ledger);
    ~AppMappings() override; ///< waits for the thread

    bool isIdle() const { return m_thread.activeThreadCount() == 0; }
    QFuture<Result<Opened>> open(const QString &file) override;
    QFuture<Result<MappingTrial>> tryOn(const Profile &profile, std::shared_ptr<const FileHead> head) override;
    QFuture<Result<Profile>> profile(const QString &name) override;
    QFuture<Result<Done>> keep(const Profile &profile) override;
    std::function<bool(const std::string &format)> hasProfile() const override;
    QFuture<Result<QStringList>> tablesAmong(const QStringList &paths) override;

private:
    std::function<QString()> m_ledger;
    std::stop_source m_stop{};
    QThreadPool m_thread;
};

} // namespace tokenmeter
