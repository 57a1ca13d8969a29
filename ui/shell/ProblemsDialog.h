// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include "core/Problem.h"

#include <vector>

class QListWidget;

namespace tokenmeter
{

/// What could not be read, a line each: place and sentence, never content.
class ProblemsDialog : public QDialog
{
    Q_OBJECT
public:
    /// @param count of all; at most the first ones are in the list
    ProblemsDialog(const QString &title, const std::vector<Problem> &problems, std::int64_t count, QWidget *parent = nullptr);

    // For tests.
    QListWidget *list() const { return m_list; }

Q_SIGNALS:
    void openWanted(const QString &file, qint64 offset); ///< at the byte where the line starts

private:
    QListWidget *m_list;
};

} // namespace tokenmeter
