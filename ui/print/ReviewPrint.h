// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Review.h"

#include <QPageSize>
#include <QString>

class QIODevice;
class QPagedPaintDevice;
class QWidget;

namespace tokenmeter
{

/// A review on paper: margins of 18 mm, always light, charts as vectors, heads of tables repeated on each page, foot with ledger and date at the
/// left and the page at the right. Texts stay texts, so that they can be searched and copied. Equal reviews make equal texts and pages.
class ReviewPrint
{
public:
    /// @param ledger what the foot calls it; may be empty
    ReviewPrint(const ReviewData &review, QString ledger);

    /// Sets the margins, paints all pages. Returns how many.
    int paint(QPagedPaintDevice &device) const;
    /// Into a PDF file; what was there is replaced. Returns how many pages, 0 when the file could not be written.
    int writePdf(QIODevice &device, QPageSize::PageSizeId size) const;
    /// The system's dialog of a preview, from which it can be printed.
    void preview(QWidget *parent) const;

    /// Letter where the locale uses it (North America and a few others), else A4.
    static QPageSize::PageSizeId usualPageSize();

private:
    const ReviewData m_review;
    const QString m_ledger;
};

} // namespace tokenmeter
