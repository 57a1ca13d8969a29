// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

namespace tokenmeter
{

/// Sizes of files for people.
class ByteText
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::ByteText)
public:
    /// "1.31 GB", "348 MB", "812 bytes": decimal units, three digits.
    static QString shortForm(qint64 bytes);
};

} // namespace tokenmeter
