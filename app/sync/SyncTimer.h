// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace tokenmeter
{

/// A timer of the user's own systemd that runs `tokenmeter sync`, for computers on which neither window nor tray runs. Its two
/// files hold paths and nothing secret.
class SyncTimer
{
public:
    struct Outcome
    {
        QStringList files{};          ///< written, or removed
        bool systemdAnswered = false; ///< it took notice of them
        std::optional<Problem> problem{}; ///< FileUnreadable
    };
    /// Runs `systemctl --user` with these arguments; whether it did what it was told.
    using Control = std::function<bool(const QStringList &)>;

    /// @param folder systemd/user below the configuration folder
    SyncTimer(QString folder, Control control) : m_folder{std::move(folder)}, m_control{std::move(control)} {}
    static SyncTimer ofThisUser();

    /// @param program absolute path  @param ledger absolute path
    Outcome install(const QString &program, const QString &ledger) const;
    Outcome remove() const;

    static QString serviceText(const QString &program, const QString &ledger);
    static QString timerText();

private:
    QString m_folder;
    Control m_control;
};

} // namespace tokenmeter
