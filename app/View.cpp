// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "View.h"

#include "flow/ModelNames.h"
#include "flow/Spend.h"
#include "import/Format.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace tokenmeter
{
namespace
{

Problem wrong(const char *option, const std::string &value)
{
    return {.cause = Cause::BadArgument, .args = {option, value}};
}

/// `client=a`, `client=` for what has no such tag, or a value alone.
TagTerm termOf(const std::string &text)
{
    const std::size_t equals = text.find('=');
    return equals == std::string::npos ? TagTerm{{}, text} : TagTerm{text.substr(0, equals), text.substr(equals + 1)};
}

/// A format, or a source by its path, as it is stored: absolute, links resolved. A name that is no format's may be a file here. "format:path" stays
/// as it is.
std::string sourceOf(const std::string &value)
{
    const std::size_t slash = value.find('/');
    const bool isPath = slash == std::string::npos ? formatById(value) == nullptr && QFileInfo::exists(QFile::decodeName(value.c_str()))
                                                   : slash == 0 || value[slash - 1] != ':';
    if (!isPath) {
        return value;
    }
    const QString path = QDir::cleanPath(QDir::current().absoluteFilePath(QFile::decodeName(value.c_str())));
    const QString resolved = QFileInfo{path}.canonicalFilePath();
    return (resolved.isEmpty() ? path : resolved).toStdString();
}

} // namespace

Result<View> viewOf(const CommandContext &context, const ViewOptions &options)
{
    View view{.filter = {}, .zone = context.zone};
    if (!options.timezone.empty()) {
        const std::optional<Zone> zone = Zone::byId(options.timezone);
        if (!zone) {
            return Problem{.cause = Cause::UnknownZone, .args = {options.timezone}};
        }
        view.zone = *zone;
    }
    if (!options.from.empty() && !(view.filter.from = parseDay(options.from))) {
        return wrong("--from", options.from);
    }
    if (!options.to.empty() && !(view.filter.to = parseDay(options.to))) {
        return wrong("--to", options.to);
    }
    if (view.filter.from && view.filter.to && *view.filter.to < *view.filter.from) {
        return wrong("--to", options.to);
    }
    view.filter.providers = options.providers;
    view.filter.models = options.models;
    view.filter.projects = options.projects;
    view.filter.sessions = options.sessions;
    for (const std::string &source : options.sources) {
        view.filter.sources.push_back(sourceOf(source));
    }
    for (const std::string &tag : options.tags) {
        const TagTerm term = termOf(tag);
        if (term.key.empty() && term.value.empty()) {
            return wrong("--tag", tag);
        }
        view.filter.tags.push_back(term);
    }
    return view;
}

bool isEverything(const ViewOptions &options)
{
    return options.from.empty() && options.to.empty() && options.providers.empty() && options.models.empty() && options.projects.empty()
        && options.sessions.empty() && options.sources.empty() && options.tags.empty();
}

Result<Done> resolveModels(LedgerAccess &ledger, UsageFilter &filter, UtcTime now)
{
    if (filter.models.empty()) {
        return Done{};
    }
    UsageFilter all;
    all.excluded = UsageFilter::Excluded::With;
    const Result<UsageCells> cells = ledger.reader->usage(all, {Dimension::Provider, Dimension::Model}, Zone::utc());
    if (!cells) {
        return cells.problem();
    }
    ModelNames names{*ledger.pricer, now};
    std::vector<std::string> raws = filter.models;
    for (const UsageCell &cell : cells->cells) {
        const std::string &raw = nameOf(*cells, cell.key[1]);
        if (modelMatches(filter.models, raw, names.of(nameOf(*cells, cell.key[0]), raw, rateOf(*cells, cell).modelKey))) {
            raws.push_back(raw);
        }
    }
    std::sort(raws.begin(), raws.end());
    raws.erase(std::unique(raws.begin(), raws.end()), raws.end());
    filter.models = std::move(raws);
    return Done{};
}

} // namespace tokenmeter
