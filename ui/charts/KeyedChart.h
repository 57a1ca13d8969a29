// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "charts/ChartWidget.h"

namespace tokenmeter
{

/// A chart whose marks stand for something of whoever gave its data, known by a number. -1 = none, or nothing that can be
/// picked.
class KeyedChart : public ChartWidget
{
    Q_OBJECT
public:
    using ChartWidget::ChartWidget;

    virtual int keyOf(int mark) const = 0;
    int markOf(int key) const;
    /// Outlined.
    void setSelectedKey(int key);
    int selectedKey() const { return m_selectedKey; }

protected:
    bool canPick(int mark) const override { return keyOf(mark) >= 0; }

private:
    int m_selectedKey = -1;
};

} // namespace tokenmeter
