// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/FileIntake.h"

#include "itemmodels/Answer.h"
#include "pages/MappingDialog.h"
#include "shell/DropOverlay.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHash>
#include <QMimeData>

#include <algorithm>

namespace tokenmeter
{
namespace
{

/// Links resolved, as problems of an import name files.
QString samePath(const QString &path)
{
    const QString canonical = QFileInfo{path}.canonicalFilePath();
    return canonical.isEmpty() ? path : canonical;
}

} // namespace

FileIntake::FileIntake(WindowServices &services, QWidget *window) : QObject{window}, m_services{services}, m_window{window}, m_overlay{new DropOverlay{window}} {}

FileIntake::~FileIntake() = default;

MappingDialog *FileIntake::dialog() const
{
    return m_dialog;
}

void FileIntake::importPaths(const QStringList &paths)
{
    if (paths.isEmpty()) {
        return;
    }
    m_asked << paths;
    m_asked.removeDuplicates();
    Q_EMIT importWanted([this, paths] { m_services.importPaths(paths); });
}

void FileIntake::importFinished(const ImportOutcome &outcome)
{
    // Another import may end before the one that was asked for: only what is answered is forgotten.
    QStringList unknown;
    QHash<QString, QString> resolved; // each asks the disk once
    const auto real = [&](const QString &path) {
        const auto known = resolved.constFind(path);
        return known != resolved.constEnd() ? *known : *resolved.insert(path, samePath(path));
    };
    for (const Problem &problem : outcome.problems) {
        const QString file = QString::fromStdString(problem.file);
        if (problem.cause != Cause::UnknownFormat) {
            continue;
        }
        if (m_asked.removeAll(file) > 0 || m_asked.removeIf([&](const QString &path) { return real(path) == real(file); }) > 0) {
            unknown << file;
            continue;
        }
        // A file in an archive of which others were read: all that nobody knows in it are looked at.
        const auto holds = [&](const QString &path) {
            return (file.startsWith(path + QLatin1Char('/')) || file.startsWith(real(path) + QLatin1Char('/'))) && QFileInfo{path}.isFile();
        };
        if (const auto archive = std::find_if(m_asked.cbegin(), m_asked.cend(), holds); archive != m_asked.cend()) {
            const QString path = *archive;
            m_asked.removeAll(path);
            unknown << path;
        }
    }
    if (unknown.isEmpty()) {
        return;
    }
    whenAnswered(this, m_services.mappings().tablesAmong(unknown), [this](const Result<QStringList> &tables) {
        for (const QString &table : tables ? *tables : QStringList{}) {
            if (!m_unknown.contains(table)) {
                m_unknown << table;
            }
        }
        offerNext();
    });
}

void FileIntake::mapFile(const QString &file)
{
    if (!file.isEmpty()) {
        m_unknown.prepend(file);
        offerNext();
    }
}

void FileIntake::offerNext()
{
    if (m_dialog != nullptr || m_unknown.isEmpty()) {
        return;
    }
    m_dialog = new MappingDialog{m_services, m_unknown.takeFirst(), m_window};
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_dialog, &MappingDialog::importWanted, this, [this](const QString &profile, const QString &file) {
        Q_EMIT importWanted([this, profile, file] { m_services.importMapped(profile, {file}); });
    });
    connect(m_dialog, &MappingDialog::saved, this, [this](const QString &profile) {
        Q_EMIT message(tr("The mapping “%1” is kept.").arg(profile));
        m_services.refresh(); // files that it reads may be read otherwise now
    });
    connect(m_dialog, &QDialog::finished, this, [this] {
        m_dialog = nullptr;
        QMetaObject::invokeMethod(this, &FileIntake::offerNext, Qt::QueuedConnection);
    });
    m_dialog->open();
}

void FileIntake::dragEntered(QDragEnterEvent *event)
{
    const DraggedFiles files = DraggedFiles::of(*event->mimeData());
    if (!files.isFiles) {
        return;
    }
    // Accepted also where it will be refused: else nobody would be told why.
    m_overlay->show(files);
    event->setDropAction(files.paths.isEmpty() ? Qt::IgnoreAction : Qt::CopyAction);
    event->accept();
}

void FileIntake::dragMoved(QDragMoveEvent *event)
{
    const DraggedFiles files = DraggedFiles::of(*event->mimeData());
    if (files.paths.isEmpty()) {
        event->ignore();
    } else {
        event->setDropAction(Qt::CopyAction);
        event->accept();
    }
}

void FileIntake::dragLeft()
{
    m_overlay->hide();
}

void FileIntake::dropped(QDropEvent *event)
{
    m_overlay->hide();
    const DraggedFiles files = DraggedFiles::of(*event->mimeData());
    if (!files.isFiles) {
        return;
    }
    if (const QString refusal = DropOverlay::refusal(files); !refusal.isEmpty()) {
        Q_EMIT message(refusal);
    }
    if (files.paths.isEmpty()) {
        event->ignore();
        return;
    }
    event->setDropAction(Qt::CopyAction); // files are read, never moved
    event->accept();
    importPaths(files.paths);
}

void FileIntake::watch(QObject *field)
{
    field->installEventFilter(this);
}

bool FileIntake::eventFilter(QObject *watched, QEvent *event)
{
    const bool isDrag = event->type() == QEvent::DragEnter || event->type() == QEvent::DragMove || event->type() == QEvent::Drop;
    if (!isDrag || !static_cast<QDropEvent *>(event)->mimeData()->hasUrls()) {
        return QObject::eventFilter(watched, event);
    }
    if (event->type() == QEvent::DragEnter) {
        dragEntered(static_cast<QDragEnterEvent *>(event));
    } else if (event->type() == QEvent::DragMove) {
        dragMoved(static_cast<QDragMoveEvent *>(event));
    } else {
        dropped(static_cast<QDropEvent *>(event));
    }
    return true;
}

} // namespace tokenmeter
