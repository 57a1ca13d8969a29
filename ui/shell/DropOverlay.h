// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QWidget>

class QMimeData;

namespace tokenmeter
{

/// What is dragged over the window, as far as it is files.
struct DraggedFiles
{
    QStringList paths{};  ///< of this computer, in the order in which they came, none twice
    int others = 0;       ///< addresses that are no files of this computer
    bool isFiles = false; ///< false: a text, a picture: nothing for us

    static DraggedFiles of(const QMimeData &data);
};

/// Over the page while files are dragged: what letting go of them will do, or why nothing.
class DropOverlay final : public QWidget
{
    Q_OBJECT
public:
    explicit DropOverlay(QWidget *window);

    /// Covers the window.
    void show(const DraggedFiles &files);
    QString sentence() const { return m_sentence; }
    QString hint() const { return m_hint; }
    /// Why they are refused; empty = nothing is.
    static QString refusal(const DraggedFiles &files);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    using QWidget::show;
    QString m_sentence{};
    QString m_hint{};
    bool m_isRefused = false;
};

} // namespace tokenmeter
