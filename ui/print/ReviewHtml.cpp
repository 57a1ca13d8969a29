// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "print/ReviewHtml.h"

#include "format/ReviewDocument.h"
#include "print/ReviewCharts.h"
#include "print/ReviewSvg.h"
#include "shell/Language.h"
#include "theme/ModelColours.h"
#include "theme/tokens.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>

#include <utility>

namespace tokenmeter
{
namespace
{

struct HtmlTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::ReviewHtml)
};

QString escaped(const QString &text)
{
    return text.toHtmlEscaped();
}

QString element(const char *name, const QString &content, const char *cssClass = nullptr)
{
    const QString tag = QString::fromLatin1(name);
    const QString attribute = cssClass == nullptr ? QString{} : QStringLiteral(" class=\"") + QString::fromLatin1(cssClass) + QLatin1Char('"');
    return QLatin1Char('<') + tag + attribute + QLatin1Char('>') + content + QStringLiteral("</") + tag + QLatin1Char('>');
}

/// The tokens as variables of CSS; `looks` are the fills of the daily columns.
QString variables(const Colours &c, const std::vector<Look> &looks)
{
    QString css;
    for (const auto &[name, colour] : {std::pair{"window", c.window}, std::pair{"surface", c.surface}, std::pair{"border", c.border}, std::pair{"grid", c.grid}, std::pair{"zero", c.zero},
                                       std::pair{"text1", c.text1}, std::pair{"text2", c.text2}, std::pair{"text3", c.text3}, std::pair{"positive", c.positive}, std::pair{"warning", c.warning}}) {
        css += QStringLiteral("--%1:%2;").arg(QString::fromLatin1(name), colour.name());
    }
    for (std::size_t i = 0; i < looks.size(); ++i) {
        css += QStringLiteral("--s%1:%2;").arg(i).arg(ModelColours::fill(looks[i], c).name());
    }
    return css;
}

QString styleSheet(const ReviewData &review)
{
    std::vector<Look> looks;
    for (const StackedColumnsData::Series &series : daysDataOf(review).series) {
        looks.push_back(series.look);
    }
    QString css = QStringLiteral("\n:root{color-scheme:light dark;%1}\n@media screen and (prefers-color-scheme:dark){:root{%2}}\n").arg(variables(lightColours(), looks), variables(darkColours(), looks));
    for (std::size_t i = 0; i < looks.size(); ++i) {
        css += QStringLiteral("svg .s%1{fill:var(--s%1)}\n").arg(i);
    }
    QFile file{QStringLiteral(":/report.css")};
    return file.open(QIODevice::ReadOnly) ? css + QString::fromUtf8(file.readAll()) : css;
}

QString htmlRow(const ReviewTable &table, const QStringList &cells, const char *cell)
{
    QString html;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        html += element(cell, escaped(cells.value(qsizetype(i))), table.columns[i].isNumber ? "n" : nullptr);
    }
    return element("tr", html);
}

QString htmlTable(const ReviewTable &table)
{
    QStringList heads;
    bool hasHeads = false;
    for (const ReviewTable::Column &column : table.columns) {
        heads << column.title;
        hasHeads = hasHeads || !column.title.isEmpty();
    }
    QString rows;
    for (const QStringList &row : table.rows) {
        rows += htmlRow(table, row, "td") + QLatin1Char('\n');
    }
    const QString html = (hasHeads ? element("thead", htmlRow(table, heads, "th")) : QString{}) + element("tbody", QLatin1Char('\n') + rows)
        + (table.total.isEmpty() ? QString{} : element("tfoot", htmlRow(table, table.total, "td")));
    return (table.title.isEmpty() ? QString{} : element("h3", escaped(table.title))) + element("div", element("table", html), "wide");
}

QString htmlChart(const ReviewData &review, const ReviewSection &section)
{
    switch (section.chart) {
    case ReviewSection::Chart::None: break;
    case ReviewSection::Chart::Waterfall: {
        const QString base = waterfallBase(review, section.waterfall);
        return waterfallSvg(review, section.waterfall) + (base.isEmpty() ? QString{} : element("p", escaped(base)));
    }
    case ReviewSection::Chart::Days: return daysSvg(review);
    }
    return {};
}

QString htmlSection(const ReviewData &review, const ReviewSection &section)
{
    QString html = element("h2", escaped(section.title)) + QLatin1Char('\n');
    for (const QString &text : section.text) {
        html += element("p", escaped(text)) + QLatin1Char('\n');
    }
    html += htmlChart(review, section) + QLatin1Char('\n');
    for (const ReviewTable &table : section.tables) {
        html += htmlTable(table) + QLatin1Char('\n');
    }
    return QStringLiteral("<section id=\"%1\">\n").arg(escaped(section.id)) + html + QStringLiteral("</section>\n");
}

QString htmlHeader(const ReviewDocument &document)
{
    QString html = element("p", escaped(document.title), "title") + element("h1", escaped(document.headline)) + element("p", escaped(document.reasons));
    if (!document.caveats.isEmpty()) {
        QString list;
        for (const QString &caveat : document.caveats) {
            list += element("li", escaped(caveat));
        }
        html += element("ul", list, "caveats");
    }
    return element("header", html);
}

QString htmlFigures(const ReviewDocument &document)
{
    QString html;
    for (const ReviewFigure &figure : document.figures) {
        html += element("div", element("dt", escaped(figure.name)) + element("dd", escaped(figure.value), "value") + element("dd", escaped(figure.detail), "detail"));
    }
    return element("dl", html, "figures");
}

} // namespace

QByteArray reviewHtml(const ReviewData &review)
{
    const ReportLocale locale;
    const ReviewDocument document = reviewDocumentOf(review);
    const QString style = styleSheet(review);
    // The style sheet is named by its hash: no other style counts, and nothing else is allowed at all.
    const QString hash = QString::fromLatin1(QCryptographicHash::hash(style.toUtf8(), QCryptographicHash::Sha256).toBase64());
    QString html = QStringLiteral("<!DOCTYPE html>\n<html lang=\"%1\">\n<head>\n<meta charset=\"utf-8\">\n"
                                  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-%2'; base-uri 'none'; form-action 'none'\">\n"
                                  "<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                       .arg(language::current() == QLatin1String("zh_CN") ? QStringLiteral("zh-CN") : QStringLiteral("en"), hash);
    html += element("title", escaped(document.title)) + QStringLiteral("\n<style>") + style + QStringLiteral("</style>\n</head>\n<body>\n");
    html += htmlHeader(document) + QLatin1Char('\n') + element("main", htmlFigures(document) + QLatin1Char('\n') + [&] {
        QString sections;
        for (const ReviewSection &section : document.sections) {
            sections += htmlSection(review, section);
        }
        return sections;
    }());
    html += QLatin1Char('\n') + element("footer", escaped(HtmlTexts::tr("Made with Tokenmeter, %1", "a moment").arg(document.made))) + QStringLiteral("\n</body>\n</html>\n");
    return html.toUtf8();
}

} // namespace tokenmeter
