// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/PasteField.h"

#include <QMimeData>

namespace tokenmeter
{

void PasteField::insertFromMimeData(const QMimeData *source)
{
    const QString text = source->text();
    const qsizetype kept = document()->characterCount() - textCursor().selectedText().size();
    if (text.size() + kept > MostShown) {
        Q_EMIT largePasted(text);
        return;
    }
    insertPlainText(text);
}

} // namespace tokenmeter
