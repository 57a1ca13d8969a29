// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Autostart.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

namespace tokenmeter
{
namespace
{

/// An argument as the Desktop Entry Specification quotes it: inside double quotes " ` $ and \ are escaped; % is doubled; and the
/// value of a key escapes its backslashes once more.
QString quoted(QString argument)
{
    argument.replace(QLatin1Char('\\'), QLatin1String("\\\\"))
        .replace(QLatin1Char('"'), QLatin1String("\\\""))
        .replace(QLatin1Char('`'), QLatin1String("\\`"))
        .replace(QLatin1Char('$'), QLatin1String("\\$"));
    argument.replace(QLatin1Char('\\'), QLatin1String("\\\\")).replace(QLatin1Char('%'), QLatin1String("%%"));
    return QLatin1Char('"') + argument + QLatin1Char('"');
}

} // namespace

QString Autostart::defaultFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) + QStringLiteral("/autostart");
}

Autostart::Autostart(const QString &folder) : m_file{folder + QStringLiteral("/tokenmeter.desktop")} {}

bool Autostart::isOn() const
{
    QFile file{m_file};
    return file.open(QIODevice::ReadOnly) && !file.readAll().contains("Hidden=true"); // desktops switch it off so
}

Result<Done> Autostart::set(bool on, const QString &program)
{
    if (!on) {
        QFile::remove(m_file);
        return Done{};
    }
    QDir{}.mkpath(QFileInfo{m_file}.path());
    QSaveFile file{m_file};
    const QByteArray content = "[Desktop Entry]\nType=Application\nName=Tokenmeter\nIcon=tokenmeter\nExec=" + quoted(program).toUtf8()
        + " --background\nTerminal=false\n";
    if (!file.open(QIODevice::WriteOnly) || file.write(content) < 0 || !file.commit()) {
        return Problem{.cause = Cause::FileUnreadable, .file = m_file.toStdString(), .args = {file.errorString().toStdString()}};
    }
    return Done{};
}

} // namespace tokenmeter
