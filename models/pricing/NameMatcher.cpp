// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pricing/NameMatcher.h"

#include <QRegularExpression>

#include <array>
#include <optional>
#include <unordered_map>

namespace tokenmeter
{

using namespace tables;

namespace
{

/// Which providers' models a name may mean.
struct Scope
{
    std::vector<bool> allowed{}; ///< by provider
    bool locked = false;         ///< a host: no prefix leads to another price list
    bool strangers = false;      ///< the provider is unknown to us
    std::int32_t provider = -1;
};

struct Hit
{
    std::int32_t model = -1;
    std::vector<std::int32_t> candidates{};
    bool isId = false;
    explicit operator bool() const { return model >= 0 || !candidates.empty(); }
};

constexpr std::array<Text, 9> RouterSuffixes{":batch",    ":free",   ":nitro",    ":floor", ":online",
                                             ":thinking", ":exacto", ":extended", ":beta"};
constexpr std::array<Text, 2> BracketSuffixes{"[1m]", "[200k]"};
// -non-reasoning stands before -reasoning, which is its end
constexpr std::array<Text, 9> EffortSuffixes{"-minimal", "-low",      "-medium",        "-high",     "-xhigh",
                                             "-max",     "-thinking", "-non-reasoning", "-reasoning"};
constexpr std::array<Text, 8> BedrockRegions{"us-gov.", "us.", "eu.", "apac.", "jp.", "au.", "ca.", "global."};
constexpr std::array<Text, 3> AzureZones{"us/", "eu/", "global/"};

bool allDigits(Text text)
{
    return !text.empty() && text.find_first_not_of("0123456789") == Text::npos;
}

} // namespace

std::string cleanedName(std::string_view text)
{
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && blank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && blank(text.back())) {
        text.remove_suffix(1);
    }
    std::string result{text};
    for (char &c : result) {
        if (c >= 'A' && c <= 'Z') {
            c = char(c + ('a' - 'A'));
        }
    }
    return result;
}

struct NameMatcher::Private
{
    explicit Private(const Tables &all) : t{all} {}

    const Tables &t;
    mutable std::unordered_map<const char *, QRegularExpression> expressions; ///< by the pattern's place

    const Provider &provider(std::int32_t index) const { return t.providers[std::size_t(index)]; }
    const Model &model(std::int32_t index) const { return t.models[std::size_t(index)]; }

    std::int32_t named(Text name) const
    {
        for (std::size_t i = 0; i < t.providers.size(); ++i) {
            const Provider &p = t.providers[i];
            if (p.id == name || std::find(p.names.begin(), p.names.end(), name) != p.names.end()) {
                return std::int32_t(i);
            }
        }
        return -1;
    }
    std::int32_t byId(Text id) const
    {
        for (std::size_t i = 0; i < t.providers.size(); ++i) {
            if (t.providers[i].id == id) {
                return std::int32_t(i);
            }
        }
        return -1;
    }

    Scope scopeOf(std::int32_t index, bool saidUnknown) const
    {
        Scope scope{.allowed = std::vector<bool>(t.providers.size(), false), .strangers = saidUnknown, .provider = index};
        const auto allowLabs = [&](auto &&which) {
            for (std::size_t i = 0; i < t.providers.size(); ++i) {
                scope.allowed[i] = t.providers[i].kind == ProviderKind::Lab && which(t.providers[i]);
            }
        };
        if (index < 0) {
            allowLabs([&](const Provider &p) { return saidUnknown ? p.resoldAtList : !p.namedOnly; });
            return scope;
        }
        const Provider &p = provider(index);
        switch (p.kind) {
        case ProviderKind::Lab:
            scope.allowed[std::size_t(index)] = true;
            break;
        case ProviderKind::Host:
            scope.allowed[std::size_t(index)] = true;
            scope.locked = true;
            break;
        case ProviderKind::UnlistedHost:
            scope.locked = true;
            break;
        case ProviderKind::Router:
            if (p.servesAll) {
                allowLabs([](const Provider &lab) { return !lab.namedOnly; });
            }
            for (const std::int32_t lab : p.serves) {
                scope.allowed[std::size_t(lab)] = true;
            }
            break;
        }
        return scope;
    }

    Hit hitOf(std::vector<std::int32_t> found) const
    {
        std::sort(found.begin(), found.end());
        found.erase(std::unique(found.begin(), found.end()), found.end());
        if (found.size() == 1) {
            return {.model = found[0]};
        }
        return {.candidates = std::move(found)};
    }

    /// A moved alias in force, else an alias. Narrows the validity of `match` to the time between moves.
    Hit exact(Text name, const Scope &scope, std::int64_t atMs, Match &match) const
    {
        std::vector<std::int32_t> found;
        for (const AliasMove &move : t.moves) {
            const bool here = scope.allowed[std::size_t(move.provider)] || move.provider == scope.provider;
            if (move.alias != name || !here) {
                continue;
            }
            narrow(move.period, atMs, match);
            if (move.period.holds(atMs)) {
                found.push_back(move.model);
            }
        }
        if (found.empty()) {
            const auto less = [](const NameEntry &entry, Text key) { return entry.alias < key; };
            for (auto it = std::lower_bound(t.names.begin(), t.names.end(), name, less); it != t.names.end() && it->alias == name;
                 ++it) {
                if (scope.allowed[std::size_t(model(it->model).provider)]) {
                    found.push_back(it->model);
                }
            }
        }
        Hit hit = hitOf(std::move(found));
        hit.isId = hit.model >= 0 && cleanedName(model(hit.model).id) == name;
        return hit;
    }
    static void narrow(const Period &period, std::int64_t atMs, Match &match)
    {
        for (const std::int64_t bound : {period.fromMs, period.toMs}) {
            if (bound <= atMs) {
                match.validFromMs = std::max(match.validFromMs, bound);
            } else {
                match.validToMs = std::min(match.validToMs, bound);
            }
        }
    }

    bool matches(Text pattern, Text name) const
    {
        // Most names differ in the letters before the first operator: no expression is compiled for those.
        const Text literal = pattern.substr(1, pattern.find_first_of("\\[](){}?*+.|^$", 1) - 1);
        const bool lastIsOptional = pattern.size() > literal.size() + 1
            && Text{"?*{|"}.find(pattern[literal.size() + 1]) != Text::npos;
        if (!lastIsOptional && !name.starts_with(literal)) {
            return false;
        }
        auto found = expressions.find(pattern.data());
        if (found == expressions.end()) {
            const QString text = QString::fromUtf8(pattern.data(), qsizetype(pattern.size()));
            found = expressions.emplace(pattern.data(), QRegularExpression{text}).first;
        }
        return found->second.match(QString::fromUtf8(name.data(), qsizetype(name.size()))).hasMatch();
    }
    Hit byPattern(Text name, const Scope &scope) const
    {
        std::vector<std::int32_t> found;
        for (std::size_t i = 0; i < t.models.size(); ++i) {
            if (!scope.allowed[std::size_t(t.models[i].provider)]) {
                continue;
            }
            for (const Text pattern : t.models[i].patterns) {
                if (matches(pattern, name)) {
                    found.push_back(std::int32_t(i));
                    break;
                }
            }
        }
        return hitOf(std::move(found));
    }

    /// Drops one known prefix. The longest wins: "bedrock/converse/" before "bedrock/".
    bool dropPrefix(Text &name, Scope &scope, Match &match) const
    {
        std::int32_t best = -1;
        std::size_t length = 0;
        for (std::size_t i = 0; i < t.providers.size(); ++i) {
            for (const Text prefix : t.providers[i].prefixes) {
                if (prefix.size() > length && name.size() > prefix.size() && name.starts_with(prefix)) {
                    best = std::int32_t(i);
                    length = prefix.size();
                }
            }
        }
        if (best < 0) {
            return false;
        }
        const Provider &p = provider(best);
        if (best != scope.provider) {
            if (scope.locked || (scope.strangers && !p.resoldAtList)) {
                return false;
            }
            const bool insideRouter = scope.provider >= 0 && provider(scope.provider).kind == ProviderKind::Router
                && !provider(scope.provider).servesAll;
            if (insideRouter && !scope.allowed[std::size_t(best)]) {
                return false;
            }
            const bool keepsPlatform = match.platformRegional;
            scope = scopeOf(best, false);
            match.provider = best;
            match.platformRegional = keepsPlatform || p.id == "google-vertex";
        }
        name.remove_prefix(length);
        if (p.id == "azure") {
            for (const Text zone : AzureZones) {
                if (name.size() > zone.size() && name.starts_with(zone)) {
                    match.region = std::string{zone.substr(0, zone.size() - 1)};
                    name.remove_prefix(zone.size());
                    break;
                }
            }
        }
        return true;
    }

    /// [region.]vendor.model..., also as the last part of an ARN or of a path with the AWS region.
    std::optional<Hit> bedrock(Text name, const Scope &outer, std::int64_t atMs, Match &match) const
    {
        const std::int32_t index = byId("amazon-bedrock");
        if (index < 0 || (outer.locked && outer.provider != index)) {
            return {};
        }
        if (const std::size_t slash = name.rfind('/'); slash != Text::npos) {
            const bool isArn = name.starts_with("arn:aws");
            if (!isArn && outer.provider != index) {
                return {};
            }
            name.remove_prefix(slash + 1);
        }
        Text plain = name;
        bool global = false;
        for (const Text region : BedrockRegions) {
            if (plain.starts_with(region)) {
                global = region == "global.";
                plain.remove_prefix(region.size());
                break;
            }
        }
        const bool isClaude = plain.starts_with("anthropic.");
        if (!isClaude && !plain.starts_with("amazon.") && !plain.starts_with("meta.")) {
            return {};
        }
        const Scope scope = scopeOf(index, false);
        match.provider = index;
        if (Hit hit = exact(name, scope, atMs, match)) {
            return hit;
        }
        if (Hit hit = byPattern(name, scope)) {
            return hit;
        }
        if (!isClaude) {
            return {};
        }
        // No row of Bedrock's own: the documented rule is Anthropic's list, times the regional factor of the model.
        plain.remove_prefix(Text{"anthropic."}.size());
        if (const std::size_t colon = plain.rfind(':'); colon != Text::npos && allDigits(plain.substr(colon + 1))) {
            plain = plain.substr(0, colon);
        }
        if (const std::size_t v = plain.rfind("-v"); v != Text::npos && allDigits(plain.substr(v + 2))) {
            plain = plain.substr(0, v);
        }
        const std::int32_t lab = byId("anthropic");
        if (lab < 0) {
            return {};
        }
        const Scope labScope = scopeOf(lab, false);
        Hit hit = exact(plain, labScope, atMs, match);
        if (!hit) {
            hit = byPattern(plain, labScope);
        }
        if (hit.model >= 0 && !global) {
            match.hostMultiplier = model(hit.model).hostRegional;
        }
        return hit ? std::optional<Hit>{hit} : std::nullopt;
    }

    Hit vertex(Text name, const Scope &scope, std::int64_t atMs, Match &match) const
    {
        const std::size_t at = name.rfind('@');
        if (at == Text::npos || at == 0) {
            return {};
        }
        const Text base = name.substr(0, at);
        const Text version = name.substr(at + 1);
        if (version == "default" || version == "latest") {
            return exact(base, scope, atMs, match);
        }
        if (version.size() == 8 && allDigits(version)) {
            return exact(std::string{base} + '-' + std::string{version}, scope, atMs, match);
        }
        return {};
    }

    bool hasFastRows(std::int32_t index) const
    {
        const List<Row> &rows = model(index).rows;
        return std::any_of(rows.begin(), rows.end(), [](const Row &row) { return row.mode == "fast"; });
    }
};

NameMatcher::NameMatcher(const Tables &tables) : d{std::make_unique<Private>(tables)} {}
NameMatcher::~NameMatcher() = default;

std::int32_t NameMatcher::providerOf(std::string_view text) const
{
    return d->named(cleanedName(text));
}

Match NameMatcher::match(std::string_view providerText, std::string_view modelText, std::int64_t atMs) const
{
    Match match;
    const std::string whole = cleanedName(modelText);
    const std::string who = cleanedName(providerText);
    const std::int32_t named = who.empty() ? -1 : d->named(who);
    Scope scope = d->scopeOf(named, !who.empty() && named < 0);
    match.provider = named;
    match.platformRegional = named >= 0 && d->provider(named).id == "google-vertex";

    std::string steps;
    const auto step = [&](const char *name) {
        if (!steps.ends_with(name)) {
            steps += (steps.empty() ? "" : "+") + std::string{name};
        }
    };
    const auto accept = [&](const Hit &hit) {
        match.model = hit.model;
        match.candidates = hit.candidates;
        match.matchedBy = !steps.empty() ? steps : hit.isId ? "exact" : "alias";
        if (hit.model >= 0 && match.provider < 0) {
            match.provider = d->model(hit.model).provider;
        }
        return match;
    };

    Text name = whole;
    if (name.empty()) {
        return match;
    }
    if (const Hit hit = d->exact(name, scope, atMs, match)) {
        return accept(hit);
    }
    for (const Text suffix : BracketSuffixes) {
        if (name.size() > suffix.size() && name.ends_with(suffix)) {
            name.remove_suffix(suffix.size());
            step("bracket-suffix");
            if (const Hit hit = d->exact(name, scope, atMs, match)) {
                return accept(hit);
            }
            break;
        }
    }
    for (bool again = true; again;) {
        again = false;
        for (const Text suffix : RouterSuffixes) {
            if (name.size() > suffix.size() && name.ends_with(suffix)) {
                name.remove_suffix(suffix.size());
                match.batch |= suffix == ":batch";
                match.thinking |= suffix == ":thinking";
                // only a router writes it: a stranger's ":free" may be anything
                match.free |= suffix == ":free" && !scope.locked && !scope.strangers;
                step("router-suffix");
                again = true;
                if (const Hit hit = d->exact(name, scope, atMs, match)) {
                    return accept(hit);
                }
                break;
            }
        }
    }
    while (d->dropPrefix(name, scope, match)) {
        step("provider-prefix");
        if (const Hit hit = d->exact(name, scope, atMs, match)) {
            return accept(hit);
        }
    }
    match.free = match.free && !scope.locked;
    const std::int32_t before = match.provider;
    if (const std::optional<Hit> hit = d->bedrock(name, scope, atMs, match)) {
        step("bedrock-id");
        return accept(*hit);
    }
    match.provider = before;
    if (const Hit hit = d->vertex(name, scope, atMs, match)) {
        step("vertex-id");
        return accept(hit);
    }
    if (const Hit hit = d->byPattern(name, scope)) {
        step("pattern");
        return accept(hit);
    }
    constexpr Text FastSuffix{"-fast"};
    if (name.size() > FastSuffix.size() && name.ends_with(FastSuffix)) {
        const Text base = name.substr(0, name.size() - FastSuffix.size());
        Hit hit = d->exact(base, scope, atMs, match);
        if (!hit) {
            hit = d->byPattern(base, scope);
        }
        if (hit.model >= 0 && d->hasFastRows(hit.model)) {
            match.fast = true;
            step("fast-suffix");
            return accept(hit);
        }
    }
    for (const Text suffix : EffortSuffixes) {
        if (name.size() > suffix.size() && name.ends_with(suffix)) {
            if (const Hit hit = d->exact(name.substr(0, name.size() - suffix.size()), scope, atMs, match)) {
                match.thinking |= suffix == "-thinking" || suffix == "-reasoning";
                step("effort-suffix");
                return accept(hit);
            }
            break;
        }
    }
    if (name.starts_with('~') && !scope.locked && !scope.strangers) {
        const Scope router = d->scopeOf(d->byId("openrouter"), false);
        if (const Hit hit = d->exact(name, router, atMs, match)) {
            step("moving-alias");
            return accept(hit);
        }
    }
    match.matchedBy.clear();
    return match;
}

} // namespace tokenmeter
