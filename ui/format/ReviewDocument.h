// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Review.h"

#include <QLocale>
#include <QString>
#include <QStringList>

#include <vector>

namespace tokenmeter
{

/// Cells are for people. Rounded amounts of a column add up to the rounded one of its total.
struct ReviewTable
{
    struct Column
    {
        QString title{};
        bool isNumber = false;
    };
    QString title{}; ///< empty: the section's says it
    std::vector<Column> columns{};
    std::vector<QStringList> rows{}; ///< as many cells as columns
    QStringList total{};             ///< likewise; empty: none
};

struct ReviewFigure
{
    QString name{}, value{}, detail{};
};

/// A part of the report: sentences, at most one chart, tables, in this order.
struct ReviewSection
{
    enum class Chart { None, Waterfall, Days };
    QString id{}; ///< stable: "changes", "budgets"
    QString title{};
    QStringList text{};
    Chart chart = Chart::None;
    std::size_t waterfall = 0; ///< which one, of Chart::Waterfall
    std::vector<ReviewTable> tables{};
};

/// What a report of a review says, before anything decides how it looks: HTML, PDF and text are made of it. Texts are plain, control and
/// direction characters are visible. Depends on the review, the language and QLocale's default alone.
struct ReviewDocument
{
    QString title{}; ///< "Monthly review, October 2026"
    QString headline{}, reasons{};
    QStringList caveats{};
    std::vector<ReviewFigure> figures{}; ///< five
    std::vector<ReviewSection> sections{};
    QString made{}; ///< "3 Nov 2026, 09:12"
};

ReviewDocument reviewDocumentOf(const ReviewData &review);

/// The most expensive models of a period, with what each of its days cost them; the rest is together. Bottom first.
struct ReviewDays
{
    struct Series
    {
        std::string model{}; ///< key; empty: all others
        QString name{};
        std::vector<Int128> values{}; ///< one a day of the period
    };
    std::vector<Series> series{};
    std::vector<std::int64_t> unpriced{}; ///< requests a day
};
ReviewDays reviewDaysOf(const ReviewData &review);

/// While it lives, numbers and dates are written as everybody with this program's language has them, whatever this computer's settings: a
/// report that is made again on another one is the same. For the thread that formats for the user.
class ReportLocale
{
public:
    ReportLocale();
    ~ReportLocale();
    ReportLocale(const ReportLocale &) = delete;
    ReportLocale &operator=(const ReportLocale &) = delete;

private:
    QLocale m_before{};
};

} // namespace tokenmeter
