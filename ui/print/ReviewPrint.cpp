// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "print/ReviewPrint.h"

#include "charts/StackedColumns.h"
#include "charts/WaterfallChart.h"
#include "format/DateText.h"
#include "format/ReviewDocument.h"
#include "print/Paper.h"
#include "print/ReviewCharts.h"
#include "theme/Theme.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPageLayout>
#include <QPdfWriter>
#include <QPrintPreviewDialog>
#include <QPrinter>

#include <algorithm>
#include <array>
#include <memory>

namespace tokenmeter
{
namespace
{

constexpr double MarginMm = 18;
constexpr int PdfResolution = 720; ///< ten dots a point: sizes of fonts are whole numbers of them
// Points.
constexpr double WaterfallHeightPt = 178;
constexpr double DaysHeightPt = 160;

struct PrintTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::ReviewPrint)
};

void printChart(Paper &paper, const ReviewData &review, const ReviewSection &section)
{
    switch (section.chart) {
    case ReviewSection::Chart::None: return;
    case ReviewSection::Chart::Waterfall: {
        WaterfallChart chart;
        chart.setData(waterfallDataOf(review, section.waterfall));
        paper.chart(chart, WaterfallHeightPt);
        if (const QString base = chart.baseSentence(); !base.isEmpty()) {
            paper.paragraph(base, Paper::Ink::Quiet);
        }
        return;
    }
    case ReviewSection::Chart::Days: {
        StackedColumns chart;
        chart.setData(daysDataOf(review));
        paper.chart(chart, DaysHeightPt);
        return;
    }
    }
}

void printSection(Paper &paper, const ReviewData &review, const ReviewSection &section)
{
    const double chart = section.chart == ReviewSection::Chart::Waterfall ? WaterfallHeightPt : section.chart == ReviewSection::Chart::Days ? DaysHeightPt : 0;
    paper.heading(section.title, chart);
    for (const QString &text : section.text) {
        paper.paragraph(text);
    }
    printChart(paper, review, section);
    for (const ReviewTable &table : section.tables) {
        paper.table(table);
    }
}

void printAll(Paper &paper, const ReviewData &review, const ReviewDocument &document)
{
    paper.paragraph(document.title, Paper::Ink::Quiet);
    paper.headline(document.headline);
    paper.paragraph(document.reasons);
    for (const QString &caveat : document.caveats) {
        paper.paragraph(caveat, Paper::Ink::Warning);
    }
    paper.figures(document.figures);
    for (const ReviewSection &section : document.sections) {
        printSection(paper, review, section);
    }
    paper.end();
}

} // namespace

ReviewPrint::ReviewPrint(const ReviewData &review, QString ledger) : m_review{review}, m_ledger{std::move(ledger)} {}

int ReviewPrint::paint(QPagedPaintDevice &device) const
{
    const ReportLocale locale;
    const PaperPaint onPaper;
    device.setPageMargins(QMarginsF{MarginMm, MarginMm, MarginMm, MarginMm}, QPageLayout::Millimeter);
    const ReviewDocument document = reviewDocumentOf(m_review);
    const Zone zone = Zone::byId(m_review.zone).value_or(Zone::utc());
    const QString day = DateText::full(zone.dayOf(m_review.made));
    const QString foot = m_ledger.isEmpty() ? day : m_ledger + QStringLiteral(" · ") + day;

    // Once without painting, since the first page says how many there are.
    Paper counted{device, nullptr, foot, 0};
    printAll(counted, m_review, document);
    QPainter painter;
    if (!painter.begin(&device)) {
        return 0;
    }
    Paper paper{device, &painter, foot, counted.page()};
    printAll(paper, m_review, document);
    return painter.end() ? paper.page() : 0;
}

int ReviewPrint::writePdf(QIODevice &device, QPageSize::PageSizeId size) const
{
    QPdfWriter writer{&device};
    writer.setResolution(PdfResolution);
    writer.setPageSize(QPageSize{size});
    writer.setCreator(QStringLiteral("Tokenmeter"));
    {
        const ReportLocale locale;
        writer.setTitle(reviewDocumentOf(m_review).title);
    }
    return paint(writer);
}

void ReviewPrint::preview(QWidget *parent) const
{
    // The dialog asks for the pages whenever paper or direction change, and outlives this object.
    auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    printer->setPageSize(QPageSize{usualPageSize()});
    auto *dialog = new QPrintPreviewDialog{printer.get(), parent};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(PrintTexts::tr("Print preview"));
    QObject::connect(dialog, &QPrintPreviewDialog::paintRequested, dialog, [self = ReviewPrint{m_review, m_ledger}, printer](QPrinter *device) { self.paint(*device); });
    dialog->open();
}

QPageSize::PageSizeId ReviewPrint::usualPageSize()
{
    constexpr std::array Letter{QLocale::UnitedStates, QLocale::Canada, QLocale::Mexico, QLocale::Philippines, QLocale::Chile, QLocale::Colombia, QLocale::Venezuela, QLocale::PuertoRico, QLocale::CostaRica, QLocale::Guatemala, QLocale::ElSalvador, QLocale::Nicaragua, QLocale::Panama, QLocale::DominicanRepublic};
    const QLocale system = QLocale::system();
    const bool isLetter = system.language() != QLocale::C && std::find(Letter.begin(), Letter.end(), system.territory()) != Letter.end();
    return isLetter ? QPageSize::Letter : QPageSize::A4;
}

} // namespace tokenmeter
