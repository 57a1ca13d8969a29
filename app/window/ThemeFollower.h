// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <optional>

#include <QDBusVariant>

namespace tokenmeter
{

/// The desktop's choice of light or dark, by the settings portal (org.freedesktop.appearance). Qt 6.4 does not tell.
class ThemeFollower : public QObject
{
    Q_OBJECT
public:
    explicit ThemeFollower(QObject *parent = nullptr);
    /// Nothing where there is no portal, or the user has no preference.
    std::optional<bool> prefersDark() const { return m_dark; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void settingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void take(const QVariant &value);
    std::optional<bool> m_dark{};
};

} // namespace tokenmeter
