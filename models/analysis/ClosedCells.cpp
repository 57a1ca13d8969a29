// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "analysis/ClosedCells.h"

#include "analysis/CountsJson.h"
#include "core/Decimal.h"
#include "core/Identity.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <map>
#include <optional>

namespace tokenmeter
{
namespace
{

QString textOf(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

QJsonObject jsonOf(const ClosedCell &cell)
{
    QJsonObject json{{QStringLiteral("source"), textOf(cell.source)},
                     {QStringLiteral("provider"), textOf(cell.provider)},
                     {QStringLiteral("model"), textOf(cell.model)},
                     {QStringLiteral("project"), textOf(cell.project)},
                     {QStringLiteral("price"), QString::number(cell.price, 16)},
                     {QStringLiteral("requests"), qint64(cell.requests)}};
    if (cell.isExcluded) {
        json.insert(QStringLiteral("excluded"), true);
    }
    if (cell.isLate) {
        json.insert(QStringLiteral("late"), true);
    }
    if (!cell.currency.isNone()) {
        json.insert(QStringLiteral("currency"), textOf(cell.currency.code()));
        json.insert(QStringLiteral("amount"), textOf(formatDecimal(cell.atto, MoneyScale)));
    }
    insertCounts(json, cell.tokens, cell.rare);
    return json;
}

std::optional<ClosedCell> cellOf(const QJsonObject &json)
{
    const auto string = [&json](const char *key) { return json.value(QLatin1String(key)).toString().toStdString(); };
    bool isHex = false;
    ClosedCell cell{.source = string("source"),
                    .provider = string("provider"),
                    .model = string("model"),
                    .project = string("project"),
                    .isExcluded = json.value(QLatin1String("excluded")).toBool(),
                    .isLate = json.value(QLatin1String("late")).toBool(),
                    .price = json.value(QLatin1String("price")).toString().toULongLong(&isHex, 16),
                    .currency = Currency{string("currency")},
                    .requests = json.value(QLatin1String("requests")).toInteger()};
    readCounts(json, cell.tokens, cell.rare);
    const std::optional<Int128> atto = cell.currency.isNone() ? Int128{0} : parseDecimal(string("amount"), MoneyScale);
    cell.atto = atto.value_or(0);
    return isHex && atto ? std::optional{std::move(cell)} : std::nullopt;
}

} // namespace

std::vector<Money> ClosedCells::totals() const
{
    std::map<Currency, Money> sums;
    for (const ClosedCell &cell : cells) {
        if (!cell.isExcluded && !cell.currency.isNone()) {
            sums[cell.currency] += Money::fromAtto(cell.atto, cell.currency);
        }
    }
    std::vector<Money> list;
    for (const auto &[currency, sum] : sums) {
        list.push_back(sum);
    }
    return list;
}

std::int64_t ClosedCells::unpricedRequests() const
{
    std::int64_t requests = 0;
    for (const ClosedCell &cell : cells) {
        requests += !cell.isExcluded && cell.currency.isNone() ? cell.requests : 0;
    }
    return requests;
}

std::uint64_t priceKeyOf(const Rate &rate)
{
    if (!rate.isPriced()) {
        return 0;
    }
    std::string prices;
    for (const std::int64_t price : {rate.input, rate.cacheRead, rate.cacheWrite5m, rate.cacheWrite1h, rate.output, rate.inputAudio, rate.cachedAudio,
                                     rate.outputAudio, rate.inputImage, rate.outputImage, rate.webSearch}) {
        prices += std::to_string(price) + ' ';
    }
    return identityOf({"price", rate.currency.code(), prices}).high;
}

ClosedCells closedCells(std::vector<ClosedCell> cells)
{
    std::sort(cells.begin(), cells.end(), [](const ClosedCell &a, const ClosedCell &b) { return a.key() < b.key(); });
    ClosedCells joined;
    for (ClosedCell &cell : cells) {
        if (!joined.cells.empty() && joined.cells.back().key() == cell.key()) {
            ClosedCell &same = joined.cells.back();
            same.requests += cell.requests;
            same.tokens += cell.tokens;
            same.rare += cell.rare;
            same.atto += cell.atto;
        } else {
            joined.cells.push_back(std::move(cell));
        }
    }
    std::erase_if(joined.cells, [](const ClosedCell &cell) {
        return cell.requests == 0 && cell.tokens == TokenCounts{} && cell.rare.isEmpty() && cell.atto == 0;
    });
    return joined;
}

ClosedCells withoutLateness(ClosedCells cells)
{
    for (ClosedCell &cell : cells.cells) {
        cell.isLate = false;
    }
    return closedCells(std::move(cells.cells));
}

std::string closedCellsJson(const ClosedCells &cells)
{
    QJsonArray array;
    for (const ClosedCell &cell : cells.cells) {
        array.append(jsonOf(cell));
    }
    return QJsonDocument{QJsonObject{{QStringLiteral("version"), 1}, {QStringLiteral("cells"), array}}}.toJson(QJsonDocument::Compact).toStdString();
}

Result<ClosedCells> readClosedCells(std::string_view json)
{
    const QJsonDocument document = QJsonDocument::fromJson(QByteArray{json.data(), qsizetype(json.size())});
    if (document.object().value(QLatin1String("version")).toInt() != 1) {
        return Problem{.cause = Cause::BadArgument, .args = {"cells", "version"}};
    }
    std::vector<ClosedCell> cells;
    const QJsonArray array = document.object().value(QLatin1String("cells")).toArray();
    for (const QJsonValue &value : array) {
        std::optional<ClosedCell> cell = cellOf(value.toObject());
        if (!cell) {
            return Problem{.cause = Cause::BadArgument, .args = {"cells", std::to_string(cells.size() + 1)}};
        }
        cells.push_back(*std::move(cell));
    }
    return closedCells(std::move(cells));
}

} // namespace tokenmeter
