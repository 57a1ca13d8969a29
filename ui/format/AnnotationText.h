// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ReviewFact.h"

#include <QCoreApplication>
#include <QString>

namespace tokenmeter
{

/// Annotations for people.
class AnnotationText
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::AnnotationText)
public:
    /// "Release", "Price change"
    static QString kind(Annotation::Kind kind);
};

} // namespace tokenmeter
