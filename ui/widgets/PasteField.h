// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextEdit>
#include <QString>

namespace tokenmeter
{

/// A field of several lines that lays out no text it could not show in a moment: a line of a million letters would hold the window up
/// for a second. What is pasted or dropped and is larger is handed over whole, and the field stays as it is.
class PasteField : public QPlainTextEdit
{
    Q_OBJECT
public:
    static constexpr int MostShown = 200'000; ///< UTF-16 units, with what is there already

    using QPlainTextEdit::QPlainTextEdit;

Q_SIGNALS:
    void largePasted(const QString &text);

protected:
    void insertFromMimeData(const QMimeData *source) override;
};

} // namespace tokenmeter
