// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "WindowServices.h"

#include <QByteArray>
#include <QString>

namespace tokenmeter
{

/// The user's settings in an INI file of the platform's configuration folder, mode 0600.
class SettingsStore
{
public:
    explicit SettingsStore(QString file);
    /// The default file: <configuration folder>/tokenmeter/settings.ini
    static QString defaultFile();

    Settings load() const; ///< out-of-range values are replaced by their defaults
    void save(const Settings &settings);

    QByteArray windowGeometry() const;
    void saveWindowGeometry(const QByteArray &geometry);
    /// Anything else that belongs to this computer: saved views, state of pages. Empty = none.
    QByteArray value(const QString &name) const;
    void setValue(const QString &name, const QByteArray &value);

private:
    QString m_file;
};

} // namespace tokenmeter
