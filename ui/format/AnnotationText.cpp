// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/AnnotationText.h"

namespace tokenmeter
{

QString AnnotationText::kind(Annotation::Kind kind)
{
    switch (kind) {
    case Annotation::Kind::Release: return tr("Release");
    case Annotation::Kind::Incident: return tr("Incident");
    case Annotation::Kind::PriceChange: return tr("Price change");
    case Annotation::Kind::Other: break;
    }
    return tr("Annotation");
}

} // namespace tokenmeter
