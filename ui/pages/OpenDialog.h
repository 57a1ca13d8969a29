// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace tokenmeter
{

/// The dialog of this kind that a page shows; null where it shows none.
template <class Dialog>
Dialog *openDialogOf(const QWidget &page)
{
    for (Dialog *each : page.findChildren<Dialog *>()) {
        if (each->isVisible()) {
            return each;
        }
    }
    return nullptr;
}

} // namespace tokenmeter
