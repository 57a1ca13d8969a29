// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/OpenInEditor.h"

#include "import/LineNumbers.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QFileInfo>
#include <QProcess>
#include <QUrl>
#include <QtConcurrent>

namespace tokenmeter
{

QStringList editorArguments(const QString &editor, const QString &file, qint64 line)
{
    const QString name = QFileInfo{editor}.fileName();
    if (line <= 0) {
        return {};
    }
    if (name == QStringLiteral("code") || name == QStringLiteral("codium")) {
        return {QStringLiteral("--goto"), QStringLiteral("%1:%2").arg(file).arg(line)};
    }
    if (name == QStringLiteral("kate") || name == QStringLiteral("kwrite")) {
        return {QStringLiteral("--line"), QString::number(line), file};
    }
    for (const char *known : {"gedit", "gnome-text-editor", "xed", "pluma", "mousepad", "gvim", "emacs"}) {
        if (name == QLatin1String(known)) {
            return {QStringLiteral("+%1").arg(line), file};
        }
    }
    return {};
}

void openInEditor(const QString &file, qint64 offset)
{
    const QFileInfo info{file};
    if (!info.isFile()) {
        QDesktopServices::openUrl(QUrl::fromLocalFile(info.absolutePath())); // the log has gone; its folder may tell why
        return;
    }
    QtConcurrent::run([path = info.absoluteFilePath().toStdString(), offset] {
        std::vector<Problem> place{{.file = path, .offset = offset}};
        numberLines(place);
        return place.front();
    }).then(qApp, [path = info.absoluteFilePath()](const Problem &place) {
        if (place.offset < 0) { // another program's database is nothing for an editor
            QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo{path}.absolutePath()));
            return;
        }
        const QString editor = qEnvironmentVariable("VISUAL");
        const QStringList arguments = editorArguments(editor, path, place.line);
        if (arguments.isEmpty() || !QProcess::startDetached(editor, arguments)) {
            QDesktopServices::openUrl(QUrl::fromLocalFile(path));
        }
    });
}

} // namespace tokenmeter
