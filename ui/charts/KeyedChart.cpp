// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/KeyedChart.h"

namespace tokenmeter
{

int KeyedChart::markOf(int key) const
{
    for (int mark = 0; key >= 0 && mark < markCount(); ++mark) {
        if (keyOf(mark) == key) {
            return mark;
        }
    }
    return -1;
}

void KeyedChart::setSelectedKey(int key)
{
    if (key != m_selectedKey) {
        m_selectedKey = key;
        update();
    }
}

} // namespace tokenmeter
