// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ImportSources.h"

#include "Json.h"
#include "ProfileShelf.h"
#include "core/MappedFormat.h"
#include "format/SourceText.h"
#include "import/formats/Generic.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <map>
#include <mutex>
#include <string_view>
#include <tuple>
#include <utility>

namespace tokenmeter
{
namespace
{

struct SourceTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::SourceTexts)
};

/// Paths of the command line become absolute, since the ledger outlives the folder the command ran in.
std::string absolute(const std::string &path)
{
    return QDir::cleanPath(QDir::current().absoluteFilePath(QFile::decodeName(path.c_str()))).toStdString();
}

/// A format made from a mapping profile. Formats live as long as the program, as those of the registry do.
const Format *madeOf(const Profile &profile)
{
    static std::mutex mutex; // the window's threads ask, too
    static std::map<std::tuple<std::string, std::int32_t, bool>, Format> made;
    Format format = genericFormat(profile);
    const std::lock_guard lock{mutex};
    return &made.try_emplace({std::string{format.id}, format.parserVersion, profile.skipsBadRows}, std::move(format)).first->second;
}

Result<const Format *> formatOfProfile(const std::string &nameOrPath, bool skipBadRows, const QString &ledger)
{
    const Result<Profile> kept = ProfileShelf{ledger}.profile(nameOrPath);
    const bool isKept = kept || kept.problem().cause != Cause::FileMissing;
    Result<Profile> profile = isKept ? kept : profileInFile(QFile::decodeName(nameOrPath.c_str()));
    if (!profile) {
        return profile.problem();
    }
    profile->skipsBadRows = profile->skipsBadRows || skipBadRows;
    return madeOf(*profile);
}

} // namespace

ImportSources importSources(const Environment &environment, const QString &ledger, const ImportCommand &command)
{
    ImportSources result;
    result.home = command.home.empty() ? environment.places.home : absolute(command.home);
    if (!command.format.empty() && command.format != "generic" && formatById(command.format) == nullptr) {
        result.wrongUsage = Problem{.cause = Cause::BadArgument, .args = {"--format", command.format}};
        return result;
    }
    if (command.skipBadRows && command.profile.empty()) {
        result.wrongUsage = Problem{.cause = Cause::BadArgument, .args = {"--skip-bad-rows", command.format}};
        return result;
    }
    const Format *profileFormat = nullptr;
    if (!command.profile.empty() || command.format == "generic") {
        if (command.profile.empty() || command.paths.empty()) {
            result.wrongUsage = Problem{.cause = Cause::BadArgument, .args = {"--profile", command.profile}};
            return result;
        }
        Result<const Format *> made = formatOfProfile(command.profile, command.skipBadRows, ledger);
        if (!made) {
            result.wrongUsage = made.problem();
            return result;
        }
        profileFormat = *made;
    }
    if (command.paths.empty()) {
        DiscoveryPlaces places = environment.places;
        if (!command.home.empty()) {
            places = {};
            places.home = result.home;
        }
        result.found = discover(places);
        if (!command.format.empty()) {
            std::erase_if(result.found.sources,
                          [&](const DiscoveredSource &source) { return source.format->id != command.format; });
        }
        return result;
    }
    for (const std::string &given : command.paths) {
        const std::string path = absolute(given);
        Discovery found = profileFormat != nullptr ? scanAs(path, *profileFormat) : scan(path, command.format);
        if (found.sources.empty()) {
            Problem problem = found.problems.empty() ? Problem{.cause = Cause::UnknownFormat, .file = path} : found.problems.front();
            result.failedPaths.push_back(std::move(problem));
            continue;
        }
        for (DiscoveredSource &source : found.sources) {
            result.found.sources.push_back(std::move(source));
        }
        result.found.problems.insert(result.found.problems.end(), found.problems.begin(), found.problems.end());
        result.found.unknown += found.unknown;
    }
    return result;
}

const Format *formatOnShelf(const std::string &id, const QString &ledger)
{
    const std::optional<std::string_view> name = profileOfFormat(id);
    if (!name) {
        return nullptr;
    }
    const Result<Profile> kept = ProfileShelf{ledger}.profile(std::string{*name});
    return kept ? madeOf(*kept) : nullptr;
}

QString nothingFoundSentence()
{
    QStringList names;
    for (const Format &format : formats()) {
        if (format.roots) {
            names << shownFormatName(QString::fromUtf8(format.name.data(), qsizetype(format.name.size())));
        }
    }
    return SourceTexts::tr("No usage logs were found on this computer. The tools that are looked for: %1.").arg(names.join(QStringLiteral(", ")));
}

} // namespace tokenmeter
