// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "AlertServices.h"
#include "Autostart.h"

namespace tokenmeter
{

class Notifier;

/// The settings of alerts, for real: channels of the Notifier, the autostart folder.
class AppAlerts final : public AlertServices
{
    Q_OBJECT
public:
    /// @param notifier outlives this
    AppAlerts(Notifier &notifier, bool hasTray);

    std::vector<Way> ways() const override;
    std::vector<std::pair<QString, QString>> forms() const override;
    Result<Done> add(Way::Kind kind, const QString &form, const QString &place) override;
    Result<Done> remove(const QString &id) override;
    void setEnabled(const QString &id, bool on) override;
    QFuture<Result<Done>> test(const QString &id) override;
    QuietHours quiet() const override;
    void setQuiet(const QuietHours &quiet) override;
    bool hasTray() const override { return m_hasTray; }
    bool closesToTray() const override;
    void setClosesToTray(bool on) override;
    bool startsWithDesktop() const override { return m_autostart.isOn(); }
    Result<Done> setStartsWithDesktop(bool on) override;

private:
    Notifier &m_notifier;
    bool m_hasTray;
    Autostart m_autostart{};
};

} // namespace tokenmeter
