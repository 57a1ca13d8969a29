// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QString>

namespace tokenmeter::testing
{

/// How two pictures of one window differ, judged tile by tile: a moved or cut word changes much of a small place, other
/// anti-aliasing changes every place a little.
struct PictureDifference
{
    QString what{}; ///< empty = equal enough; else the place and the share, for people
    QImage shown{}; ///< the second picture, faint, with red where they differ; null when the sizes differ
};

PictureDifference differenceOf(const QImage &wanted, const QImage &actual);

/// With at most 256 colours, the most frequent ones: a small PNG that differs invisibly.
QImage quantised(const QImage &picture);

} // namespace tokenmeter::testing
