// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/ModelColours.h"

#include <QMetaType>

namespace tokenmeter
{

/// What the delegate of our tables asks a model for, beside Qt's own roles.
enum CellRole {
    AmountRole = Qt::UserRole + 100, ///< double: length of the bar left of the number, 0 to 1; nothing = no bar
    FamilyRole,                      ///< Look of swatch, bar and line
    SwatchRole,                      ///< bool: the name has a swatch
    PatternRole,                     ///< bool: a part is not known (hatched at the bar's end)
    StepsRole,                       ///< QList<double>: a sparkline; an empty list = not there yet
    ToneRole,                        ///< int(CellTone)
    BranchRole,                      ///< bool: rows of this level may open, so names stand behind a chevron
    ExactRole,                       ///< text with every digit, for copying
    FooterRole,                      ///< of headerData: what stands in the last line
    FooterToolTipRole,
};

enum class CellTone { Strong, Normal, Faint, Warning };

} // namespace tokenmeter

Q_DECLARE_METATYPE(tokenmeter::Look)
