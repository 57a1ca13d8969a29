// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/Result.h"

#include <QString>

namespace tokenmeter
{

/// Starting with the desktop: a .desktop file in the autostart folder (Desktop Application Autostart Specification 0.5).
class Autostart
{
public:
    /// <configuration folder>/autostart
    static QString defaultFolder();
    explicit Autostart(const QString &folder = defaultFolder());
    bool isOn() const;
    /// Writes or removes the file. `program` starts in the tray. Problem: FileUnreadable.
    Result<Done> set(bool on, const QString &program);

private:
    QString m_file;
};

} // namespace tokenmeter
