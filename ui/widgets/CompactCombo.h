// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/Theme.h"

#include <QComboBox>

namespace tokenmeter
{

/// As wide as what is chosen, so that the longest choice does not push its neighbours away.
class CompactCombo : public QComboBox
{
public:
    using QComboBox::QComboBox;
    QSize sizeHint() const override
    {
        const QFontMetrics metrics{font()};
        return {metrics.horizontalAdvance(currentText()) + px(space::s3) * 2 + px(size::icon) + px(space::s2), QComboBox::sizeHint().height()};
    }
    QSize minimumSizeHint() const override { return sizeHint(); }
};

} // namespace tokenmeter
