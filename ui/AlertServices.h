// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "budget/QuietHours.h"
#include "core/Result.h"

#include <QFuture>
#include <QObject>
#include <QString>

#include <utility>
#include <vector>

namespace tokenmeter
{

/// What the window asks of the ways in which alerts reach the user, and of its own life in the background. app/ implements it. These
/// are settings of this computer, whatever the ledger.
class AlertServices : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// One way out. The inbox is none of them: it is always there.
    struct Way
    {
        enum class Kind { Desktop, Webhook, Program };
        QString id{};
        Kind kind = Kind::Desktop;
        QString form{};  ///< of Webhook: one of forms()
        QString place{}; ///< of Webhook its host, the rest of the address is secret; of Program its command line
        bool enabled = true;
        friend bool operator==(const Way &, const Way &) = default;
    };
    virtual std::vector<Way> ways() const = 0;
    /// What a webhook's receiver wants to read: id and name. The first is the program's own document.
    virtual std::vector<std::pair<QString, QString>> forms() const = 0;
    /// @param place of Webhook the whole address, which goes to the desktop's secret store; of Program a command line, never given to a shell
    /// Problems: BadArgument for a place that is none, and those of the secret store
    virtual Result<Done> add(Way::Kind kind, const QString &form, const QString &place) = 0;
    virtual Result<Done> remove(const QString &id) = 0;
    virtual void setEnabled(const QString &id, bool on) = 0;
    /// Sends a test message, on or off, quiet or not. Finishes within 35 seconds. Problem: ChannelFailed
    virtual QFuture<Result<Done>> test(const QString &id) = 0;

    virtual QuietHours quiet() const = 0;
    virtual void setQuiet(const QuietHours &quiet) = 0;

    virtual bool hasTray() const = 0;
    virtual bool closesToTray() const = 0;
    virtual void setClosesToTray(bool on) = 0;
    virtual bool startsWithDesktop() const = 0;
    virtual Result<Done> setStartsWithDesktop(bool on) = 0;

Q_SIGNALS:
    void changed(); ///< ways() or quiet()
};

} // namespace tokenmeter
