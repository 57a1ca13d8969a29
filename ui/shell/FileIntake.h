// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "WindowServices.h"

#include <QObject>
#include <QPointer>
#include <QStringList>

#include <functional>

class QDropEvent;
class QDragEnterEvent;
class QDragMoveEvent;
class QWidget;

namespace tokenmeter
{

class DropOverlay;
class MappingDialog;

/// Files that come into the window, chosen or dropped: they are imported, and of what no format knows the tables are offered a
/// mapping, one after the other.
class FileIntake final : public QObject
{
    Q_OBJECT
public:
    FileIntake(WindowServices &services, QWidget *window);
    ~FileIntake() override;

    void importPaths(const QStringList &paths);
    /// Asks how the file is to be read, whatever it is.
    void mapFile(const QString &file);
    /// To be told of every import: what it did not know is looked at.
    void importFinished(const ImportOutcome &outcome);

    // What the window is told of a drag.
    void dragEntered(QDragEnterEvent *event);
    void dragMoved(QDragMoveEvent *event);
    void dragLeft();
    void dropped(QDropEvent *event);
    /// A field that takes dropped texts leaves files to the window.
    void watch(QObject *field);

    DropOverlay *overlay() const { return m_overlay; }
    MappingDialog *dialog() const; ///< that is open; null when none is

Q_SIGNALS:
    /// `start` is to be run as an import that the user asked for.
    void importWanted(const std::function<void()> &start);
    void message(const QString &sentence);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void offerNext();

    WindowServices &m_services;
    QWidget *m_window;
    DropOverlay *m_overlay;
    QPointer<MappingDialog> m_dialog{};
    QStringList m_asked{}; ///< by the user; what turned out unknown is taken out
    QStringList m_unknown{}; ///< tables that wait for their mapping
};

} // namespace tokenmeter
