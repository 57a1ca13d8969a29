// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "PriceFiles.h"

#include "pricing/CatalogueTables.h"
#include "pricing/CatalogueWriter.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

namespace tokenmeter
{
namespace
{

constexpr qint64 MostOfFile = 64LL << 20;
constexpr QFileDevice::Permissions OwnersFile = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

/// One line of JSON about the file, then the file as it came.
struct Headed
{
    QJsonObject head{};
    std::string body{};
    std::string said(const char *key) const { return head[QLatin1String(key)].toString().toStdString(); }
    std::optional<UtcTime> time(const char *key) const
    {
        const std::optional<ParsedTime> parsed = parseTime(said(key));
        return parsed ? std::optional{parsed->time} : std::nullopt;
    }
};

std::optional<Headed> readHeaded(const QString &path)
{
    QFile file{path};
    if (!file.open(QIODevice::ReadOnly) || file.size() > MostOfFile) {
        return std::nullopt;
    }
    const QByteArray all = file.readAll();
    const qsizetype end = all.indexOf('\n');
    const QJsonDocument head = QJsonDocument::fromJson(all.left(std::max<qsizetype>(0, end)));
    if (end < 0 || !head.isObject()) {
        return std::nullopt;
    }
    return Headed{.head = head.object(), .body = all.mid(end + 1).toStdString()};
}

Result<Done> writeHeaded(const QString &path, const QJsonObject &head, const std::string &body)
{
    const QString folder = QFileInfo{path}.path();
    const bool isNew = !QFileInfo::exists(folder);
    QSaveFile file{path};
    if (!QDir{}.mkpath(folder) || (isNew && !QFile::setPermissions(folder, OwnersFile | QFileDevice::ExeOwner))
        || !file.open(QIODevice::WriteOnly) || !file.setPermissions(OwnersFile)
        || file.write(QJsonDocument{head}.toJson(QJsonDocument::Compact) + '\n') < 0
        || file.write(body.data(), qint64(body.size())) != qint64(body.size()) || !file.commit()) {
        return Problem{.cause = Cause::FileNotWritten, .file = path.toStdString(), .args = {file.errorString().toStdString()}};
    }
    return Done{};
}

QString said(const std::string &text)
{
    return QString::fromStdString(text);
}

} // namespace

std::string basisOf(const Catalogue &catalogue)
{
    const std::string json = catalogueToJson(tablesOf(catalogue));
    return QCryptographicHash::hash(QByteArrayView{json.data(), qsizetype(json.size())}, QCryptographicHash::Sha256).toHex().toStdString();
}

Problem staleProposal()
{
    return {.cause = Cause::BadCatalogue, .args = {"proposal", "made for another price list than the one in use; fetch it again"}};
}

PriceFiles::PriceFiles(const QString &ledger)
    : m_folder{QFileInfo{ledger}.absolutePath() + QStringLiteral("/price-lists/")},
      m_pending{m_folder + QFileInfo{ledger}.fileName() + QStringLiteral(".proposal")}
{
}

std::optional<KeptList> PriceFiles::list(const std::string &id) const
{
    std::optional<Headed> file = readHeaded(m_folder + said(id) + QStringLiteral(".list"));
    const std::optional<UtcTime> fetched = file ? file->time("fetched") : std::nullopt;
    if (!fetched) {
        return std::nullopt;
    }
    return KeptList{.etag = file->said("etag"), .modified = file->said("modified"), .fetched = *fetched, .json = std::move(file->body)};
}

Result<Done> PriceFiles::keep(const std::string &id, const KeptList &list) const
{
    return writeHeaded(m_folder + said(id) + QStringLiteral(".list"),
                       {{QStringLiteral("etag"), said(list.etag)},
                        {QStringLiteral("modified"), said(list.modified)},
                        {QStringLiteral("fetched"), said(toRfc3339(list.fetched))}},
                       list.json);
}

std::optional<PendingPrices> PriceFiles::pending() const
{
    std::optional<Headed> file = readHeaded(m_pending);
    const std::optional<UtcTime> fetched = file ? file->time("fetched") : std::nullopt;
    if (!fetched) {
        return std::nullopt;
    }
    return PendingPrices{.list = file->said("list"), .fetched = *fetched, .basis = file->said("basis"), .json = std::move(file->body)};
}

Result<Done> PriceFiles::keep(const PendingPrices &pending) const
{
    return writeHeaded(m_pending,
                       {{QStringLiteral("list"), said(pending.list)},
                        {QStringLiteral("fetched"), said(toRfc3339(pending.fetched))},
                        {QStringLiteral("basis"), said(pending.basis)}},
                       pending.json);
}

void PriceFiles::dropPending() const
{
    QFile::remove(m_pending);
}

} // namespace tokenmeter
