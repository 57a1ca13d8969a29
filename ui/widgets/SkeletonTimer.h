// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/tokens.h"

#include <QTimer>

namespace tokenmeter
{

/// Runs out when an answer has let one wait so long that blocks take the place of what is on screen.
class SkeletonTimer : public QTimer
{
public:
    SkeletonTimer()
    {
        setSingleShot(true);
        setInterval(motion::skeletonAfterMs);
    }
};

} // namespace tokenmeter
