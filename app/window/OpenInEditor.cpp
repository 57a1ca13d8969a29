// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/OpenInEditor.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QUrl>

namespace tokenmeter
{

void openInEditor(const QString &file, qint64)
{
    const QFileInfo info{file};
    if (!info.isFile() || !QDesktopServices::openUrl(QUrl::fromLocalFile(info.absoluteFilePath()))) {
        QDesktopServices::openUrl(QUrl::fromLocalFile(info.absolutePath()));
    }
}

} // namespace tokenmeter
