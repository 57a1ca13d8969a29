// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pricing/CatalogueJson.h"

#include "core/Decimal.h"
#include "core/Time.h"
#include "pricing/JsonTree.h"

#include <QRegularExpression>

#include <charconv>
#include <map>
#include <optional>
#include <set>

namespace tokenmeter
{

namespace
{

using namespace tables;

constexpr std::size_t MostBytes = 64U << 20;
constexpr std::size_t LongestText = 4000;
constexpr std::size_t LongestPattern = 300;

/// Leaves the reader; caught in tablesFromJson.
struct Bad
{
    std::string where;
    std::string what;
};

std::string lower(std::string_view text)
{
    std::string result{text};
    for (char &c : result) {
        if (c >= 'A' && c <= 'Z') {
            c = char(c + ('a' - 'A'));
        }
    }
    return result;
}

struct Value
{
    const JsonTree *json = nullptr;
    std::string where{};

    [[noreturn]] void fail(const std::string &what) const { throw Bad{where, what}; }

    std::string_view text() const
    {
        if (json->kind != JsonTree::Kind::String) {
            fail("not a text");
        }
        if (json->text.empty() || json->text.size() > LongestText) {
            fail("an empty or overlong text");
        }
        return json->text;
    }
    std::int64_t number(std::int64_t most) const
    {
        std::int64_t result = 0;
        const char *end = json->text.data() + json->text.size();
        const std::from_chars_result read = std::from_chars(json->text.data(), end, result);
        if (json->kind != JsonTree::Kind::Number || read.ec != std::errc{} || read.ptr != end) {
            fail("not an integer");
        }
        if (result < 0 || result > most) {
            fail("out of range");
        }
        return result;
    }
    bool truth() const
    {
        if (json->kind != JsonTree::Kind::True && json->kind != JsonTree::Kind::False) {
            fail("not true or false");
        }
        return json->kind == JsonTree::Kind::True;
    }
    std::vector<Value> list() const
    {
        if (json->kind != JsonTree::Kind::List) {
            fail("not a list");
        }
        std::vector<Value> result;
        for (const JsonTree &item : json->items) {
            result.push_back({&item, where + '[' + std::to_string(result.size()) + ']'});
        }
        return result;
    }
    /// A decimal text such as "12.5" times 10^scale.
    std::int64_t decimal(int scale, std::int64_t most) const
    {
        const std::string_view t = text();
        if (t.find_first_not_of("0123456789.") != std::string_view::npos) {
            fail("not a plain decimal text");
        }
        const std::optional<Int128> value = parseDecimal(t, scale);
        if (!value) {
            fail("not a decimal number, or too many decimals");
        }
        if (*value > Int128{most}) {
            fail("too large");
        }
        return std::int64_t(*value);
    }
};

/// An object whose keys must all be known and come once.
class Fields
{
public:
    explicit Fields(const Value &value) : m_where{value.where}
    {
        if (value.json->kind != JsonTree::Kind::Object) {
            value.fail("not an object");
        }
        for (const auto &[key, item] : value.json->members) {
            const std::string where = m_where.empty() ? key : m_where + '.' + key;
            if (!m_fields.emplace(key, Value{&item, where}).second) {
                throw Bad{where, "repeated key"};
            }
        }
    }
    std::optional<Value> find(const char *key)
    {
        const auto found = m_fields.find(key);
        if (found == m_fields.end()) {
            return {};
        }
        std::optional<Value> result{found->second};
        m_fields.erase(found);
        return result;
    }
    Value get(const char *key)
    {
        std::optional<Value> found = find(key);
        if (!found) {
            throw Bad{m_where.empty() ? std::string{key} : m_where + '.' + key, "missing"};
        }
        return *found;
    }
    const std::string &where() const { return m_where; }
    void done() const
    {
        if (!m_fields.empty()) {
            throw Bad{m_fields.begin()->second.where, "unknown key"};
        }
    }

private:
    std::string m_where;
    std::map<std::string, Value, std::less<>> m_fields;
};

class Reader
{
public:
    explicit Reader(OwnedTables &out) : m_out{out} {}

    void read(const JsonTree &root)
    {
        Fields fields{{&root, {}}};
        const Value schema = fields.get("schema");
        if (schema.number(1'000'000) != 1) {
            schema.fail("a schema this version does not know");
        }
        m_out.tables.version = day(fields.get("version"));
        m_out.tables.newestSource = day(fields.get("newest_source"));
        const std::vector<Value> providers = fields.get("providers").list();
        for (const Value &value : providers) {
            addProvider(value);
        }
        for (std::size_t i = 0; i < providers.size(); ++i) {
            resolveServes(providers[i], m_out.providers[i]);
        }
        for (const Value &value : fields.get("models").list()) {
            addModel(value);
        }
        for (const Value &value : fields.get("alias_moves").list()) {
            addMove(value);
        }
        fields.done();
        for (std::size_t i = 0; i < m_out.models.size(); ++i) {
            for (const Text alias : m_out.models[i].aliases) {
                m_out.names.push_back({alias, std::int32_t(i)});
            }
        }
        std::sort(m_out.names.begin(), m_out.names.end(), [](const NameEntry &a, const NameEntry &b) {
            return std::pair{a.alias, a.model} < std::pair{b.alias, b.model};
        });
        m_out.tables.providers = List<Provider>(m_out.providers);
        m_out.tables.models = List<Model>(m_out.models);
        m_out.tables.moves = List<AliasMove>(m_out.moves);
        m_out.tables.names = List<NameEntry>(m_out.names);
    }

private:
    Text keep(std::string_view text)
    {
        if (text.empty()) {
            return {};
        }
        return m_out.texts.emplace_back(text);
    }
    Text optionalText(Fields &fields, const char *key)
    {
        const std::optional<Value> value = fields.find(key);
        return value ? keep(value->text()) : Text{};
    }
    Text day(const Value &value)
    {
        if (!parseDay(value.text())) {
            value.fail("not a day");
        }
        return keep(value.text());
    }
    Text optionalDay(Fields &fields, const char *key)
    {
        const std::optional<Value> value = fields.find(key);
        return value ? day(*value) : Text{};
    }
    Texts texts(const std::optional<Value> &value, bool lowered = false)
    {
        if (!value) {
            return {};
        }
        std::vector<Text> result;
        for (const Value &item : value->list()) {
            result.push_back(lowered ? keep(lower(item.text())) : keep(item.text()));
        }
        return Texts(m_out.textLists.emplace_back(std::move(result)));
    }
    Currency currency(const Value &value)
    {
        const Currency result{value.text()};
        if (result.isNone()) {
            value.fail("not a currency code");
        }
        return result;
    }
    Period period(Fields &fields)
    {
        Period result;
        const auto bound = [this](const std::optional<Value> &value, std::int64_t &ms, Text &text) {
            if (!value) {
                return;
            }
            const std::optional<ParsedTime> time = parseTime(value->text());
            if (!time) {
                value->fail("not a day or time");
            }
            ms = msOf(time->time);
            text = keep(value->text());
        };
        bound(fields.find("from"), result.fromMs, result.from);
        const std::optional<Value> to = fields.find("to");
        bound(to, result.toMs, result.to);
        if (result.fromMs >= result.toMs) {
            to->fail("ends before it begins");
        }
        return result;
    }
    /// Twelve decimals of a price per million are attos per token; a million per million tokens is more than any price.
    static std::int64_t price(const Value &value) { return value.decimal(12, 1'000'000'000'000'000'000); }
    static std::int64_t multiplier(const Value &value) { return value.decimal(6, 100 * One); }
    static Prices prices(Fields &fields)
    {
        Prices result = NoPrices;
        for (std::size_t i = 0; i < PriceClassCount; ++i) {
            if (const std::optional<Value> value = fields.find(PriceClassNames[i].data())) {
                result[i] = price(*value);
            }
        }
        return result;
    }

    void addProvider(const Value &value)
    {
        Fields fields{value};
        Provider p;
        const Value id = fields.get("id");
        p.id = keep(id.text());
        if (!m_providers.emplace(p.id, std::int32_t(m_out.providers.size())).second) {
            id.fail("repeated provider");
        }
        p.name = keep(fields.get("name").text());
        const Value kind = fields.get("kind");
        static const std::map<std::string_view, ProviderKind> kinds{{"lab", ProviderKind::Lab},
                                                                    {"host", ProviderKind::Host},
                                                                    {"router", ProviderKind::Router},
                                                                    {"host-without-list", ProviderKind::UnlistedHost}};
        const auto found = kinds.find(kind.text());
        if (found == kinds.end()) {
            kind.fail("unknown kind of provider");
        }
        p.kind = found->second;
        if (p.kind == ProviderKind::Lab || p.kind == ProviderKind::Host) {
            p.currency = currency(fields.get("currency"));
        }
        p.names = texts(fields.get("names"), true);
        for (const Text name : p.names) {
            if (!m_providerNames.insert(name).second) {
                value.fail("a name that another provider has");
            }
        }
        p.prefixes = texts(fields.get("prefixes"), true);
        for (const Text prefix : p.prefixes) {
            if (!prefix.ends_with('/')) {
                value.fail("a prefix without its slash");
            }
        }
        if (const std::optional<Value> flag = fields.find("resold_at_list")) {
            p.resoldAtList = flag->truth();
        }
        if (const std::optional<Value> flag = fields.find("named_only")) {
            p.namedOnly = flag->truth();
        }
        p.fastTier = optionalText(fields, "fast_tier");
        if (p.kind == ProviderKind::Router) {
            fields.get("serves"); // after all providers are known
        }
        p.tierRule = optionalText(fields, "tier_rule");
        p.tierMetric = optionalText(fields, "tier_metric");
        p.evidence = optionalText(fields, "evidence");
        p.timeOfDay = optionalText(fields, "time_of_day");
        fields.done();
        m_out.providers.push_back(p);
    }
    void resolveServes(const Value &value, Provider &provider)
    {
        const std::optional<Value> serves = Fields{value}.find("serves");
        if (!serves) {
            return;
        }
        std::vector<std::int32_t> ids;
        for (const Value &item : serves->list()) {
            if (item.text() == "*") {
                provider.servesAll = true;
            } else {
                ids.push_back(providerId(item));
            }
        }
        provider.serves = List<std::int32_t>(m_out.numbers.emplace_back(std::move(ids)));
    }
    std::int32_t providerId(const Value &value) const
    {
        const auto found = m_providers.find(value.text());
        if (found == m_providers.end()) {
            value.fail("unknown provider");
        }
        return found->second;
    }

    void addModel(const Value &value)
    {
        Fields fields{value};
        Model m;
        const Value key = fields.get("key");
        m.key = keep(key.text());
        if (!m_models.emplace(m.key, std::int32_t(m_out.models.size())).second) {
            key.fail("repeated model");
        }
        const Value provider = fields.get("provider");
        m.provider = providerId(provider);
        m.id = keep(fields.get("id").text());
        if (std::string{m.key} != std::string{provider.text()} + '/' + std::string{m.id}) {
            key.fail("not provider/id");
        }
        m.displayName = keep(fields.get("display_name").text());
        m.family = keep(fields.get("family").text());
        const Value money = fields.get("currency");
        m.currency = currency(money);
        if (m.currency != m_out.providers[std::size_t(m.provider)].currency) {
            money.fail("not the currency of its provider");
        }
        m.aliases = texts(fields.get("aliases"), true);
        const std::optional<Value> patterns = fields.find("patterns");
        m.patterns = texts(patterns);
        for (const Text pattern : m.patterns) {
            checkPattern(*patterns, pattern);
        }
        if (const std::optional<Value> v = fields.find("context_window")) {
            m.contextWindow = v->number(1'000'000'000'000);
        }
        if (const std::optional<Value> v = fields.find("max_output")) {
            m.maxOutput = v->number(1'000'000'000'000);
        }
        m.released = optionalDay(fields, "released");
        m.retired = optionalDay(fields, "retired");
        if (const std::optional<Value> v = fields.find("host_regional_multiplier")) {
            m.hostRegional = multiplier(*v);
        }
        m.rows = rows(fields.get("prices"));
        if (const std::optional<Value> v = fields.find("service_tiers")) {
            m.tiers = serviceTiers(*v);
        }
        if (const std::optional<Value> v = fields.find("regions")) {
            m.regions = regions(*v);
        }
        if (const std::optional<Value> v = fields.find("fees")) {
            m.fees = fees(*v);
        }
        m.notes = texts(fields.find("notes"));
        fields.done();
        m_out.models.push_back(m);
    }
    static void checkPattern(const Value &place, Text pattern)
    {
        if (pattern.size() > LongestPattern || !pattern.starts_with('^') || !pattern.ends_with('$')) {
            place.fail("a pattern that is too long or not anchored on both sides");
        }
        const QRegularExpression expression{QString::fromUtf8(pattern.data(), qsizetype(pattern.size()))};
        if (!expression.isValid()) {
            place.fail("not a regular expression");
        }
    }
    List<Row> rows(const Value &value)
    {
        std::vector<Row> result;
        const std::vector<Value> items = value.list();
        for (const Value &item : items) {
            result.push_back(row(item));
            for (std::size_t i = 0; i + 1 < result.size(); ++i) {
                if (sameKind(result[i], result.back()) && overlap(result[i].period, result.back().period)) {
                    item.fail("overlaps prices[" + std::to_string(i) + ']');
                }
            }
        }
        if (result.empty()) {
            value.fail("no price");
        }
        return List<Row>(m_out.rows.emplace_back(std::move(result)));
    }
    static bool sameKind(const Row &a, const Row &b)
    {
        return a.mode == b.mode && a.tierMinContext == b.tierMinContext && a.tierMaxOutput == b.tierMaxOutput
            && a.windows.empty() == b.windows.empty();
    }
    static bool overlap(const Period &a, const Period &b) { return a.fromMs < b.toMs && b.fromMs < a.toMs; }

    Row row(const Value &value)
    {
        Fields fields{value};
        Row r;
        r.period = period(fields);
        if (const std::optional<Value> mode = fields.find("mode")) {
            r.mode = keep(mode->text());
            if (r.mode != "standard" && r.mode != "fast") {
                mode->fail("unknown mode");
            }
        }
        if (const std::optional<Value> v = fields.find("tier_min_context")) {
            r.tierMinContext = v->number(1'000'000'000'000);
        }
        if (const std::optional<Value> v = fields.find("tier_max_output")) {
            r.tierMaxOutput = v->number(1'000'000'000'000);
        }
        if (const std::optional<Value> v = fields.find("daily_windows_utc")) {
            std::vector<Window> list;
            for (const Value &item : v->list()) {
                Fields window{item};
                list.push_back({minutes(window.get("from")), minutes(window.get("to"))});
                window.done();
            }
            r.windows = List<Window>(m_out.windows.emplace_back(std::move(list)));
        }
        if (const std::optional<Value> v = fields.find("windows_on")) {
            Fields on{*v};
            const Value from = on.get("weekdays_from");
            const std::optional<ParsedTime> time = parseTime(from.text());
            if (!time) {
                from.fail("not a day or time");
            }
            r.weekdaysFromMs = msOf(time->time);
            r.weekdayOffsetMinutes = std::int32_t(on.get("utc_offset_minutes").number(14 * 60));
            on.done();
        }
        r.prices = prices(fields);
        for (const PriceClass needed : {InputPrice, OutputPrice}) {
            if (r.prices[needed] == NoPrice) {
                throw Bad{value.where + '.' + std::string{PriceClassNames[needed]}, "missing"};
            }
        }
        const Value status = fields.get("status");
        r.status = keep(status.text());
        if (r.status != "verified" && r.status != "single_source" && r.status != "UNVERIFIED") {
            status.fail("unknown status");
        }
        const Value sources = fields.get("sources");
        r.sources = texts(sources);
        if (r.sources.empty()) {
            sources.fail("no source");
        }
        const Value seen = fields.get("seen");
        r.seen = keep(seen.text());
        if (!parseDay(seen.text()) && !parseDay(std::string{seen.text()} + "-01")) {
            seen.fail("not a day or month");
        }
        r.derived = texts(fields.find("derived"));
        r.note = optionalText(fields, "note");
        fields.done();
        return r;
    }
    static std::int32_t minutes(const Value &value)
    {
        const std::string_view t = value.text();
        const auto digit = [&](std::size_t i) { return t[i] >= '0' && t[i] <= '9' ? t[i] - '0' : 1000; };
        if (t.size() != 5 || t[2] != ':') {
            value.fail("not hh:mm");
        }
        const std::int32_t hour = digit(0) * 10 + digit(1);
        const std::int32_t minute = digit(3) * 10 + digit(4);
        if (hour > 23 || minute > 59) {
            value.fail("not hh:mm");
        }
        return hour * 60 + minute;
    }
    List<ServiceTier> serviceTiers(const Value &value)
    {
        std::vector<ServiceTier> result;
        for (const Value &item : value.list()) {
            Fields fields{item};
            ServiceTier tier;
            tier.name = keep(lower(fields.get("name").text()));
            tier.period = period(fields);
            const std::optional<Value> factor = fields.find("multiplier");
            const std::optional<Value> own = fields.find("prices");
            if (factor.has_value() == own.has_value()) {
                item.fail("needs either a multiplier or prices");
            }
            if (factor) {
                tier.multiplier = multiplier(*factor);
                if (tier.multiplier == 0) {
                    factor->fail("a multiplier of zero");
                }
            } else {
                Fields ownFields{*own};
                tier.prices = prices(ownFields);
                ownFields.done();
                if (tier.prices[InputPrice] == NoPrice || tier.prices[OutputPrice] == NoPrice) {
                    own->fail("needs input and output");
                }
            }
            if (const std::optional<Value> left = fields.find("not_multiplied")) {
                for (const Value &name : left->list()) {
                    const auto found = std::find(PriceClassNames.begin(), PriceClassNames.end(), name.text());
                    if (found == PriceClassNames.end()) {
                        name.fail("unknown class");
                    }
                    tier.notMultiplied |= 1U << (found - PriceClassNames.begin());
                }
            }
            tier.sources = texts(fields.get("sources"));
            tier.note = optionalText(fields, "note");
            fields.done();
            for (const ServiceTier &other : result) {
                if (other.name == tier.name && overlap(other.period, tier.period)) {
                    item.fail("overlaps the same tier");
                }
            }
            result.push_back(tier);
        }
        return List<ServiceTier>(m_out.tiers.emplace_back(std::move(result)));
    }
    List<Region> regions(const Value &value)
    {
        std::vector<Region> result;
        for (const Value &item : value.list()) {
            Fields fields{item};
            Region region;
            region.scope = keep(lower(fields.get("scope").text()));
            region.period = period(fields);
            region.multiplier = multiplier(fields.get("multiplier"));
            region.note = optionalText(fields, "note");
            fields.done();
            for (const Region &other : result) {
                if (other.scope == region.scope && overlap(other.period, region.period)) {
                    item.fail("overlaps the same region");
                }
            }
            result.push_back(region);
        }
        return List<Region>(m_out.regions.emplace_back(std::move(result)));
    }
    List<Fee> fees(const Value &value)
    {
        Fields fields{value};
        std::vector<Fee> result;
        for (const char *name : {"web_search_per_1000", "file_search_per_1000"}) {
            if (const std::optional<Value> fee = fields.find(name)) {
                // per 1,000 calls with fifteen decimals = 1e-18 per call; at most a thousand units a thousand calls
                result.push_back({keep(name), fee->decimal(15, 1'000'000'000'000'000'000)});
            }
        }
        fields.done();
        return List<Fee>(m_out.fees.emplace_back(std::move(result)));
    }
    void addMove(const Value &value)
    {
        Fields fields{value};
        AliasMove move;
        move.alias = keep(lower(fields.get("alias").text()));
        move.provider = providerId(fields.get("provider"));
        const Value model = fields.get("model");
        const auto found = m_models.find(model.text());
        if (found == m_models.end()) {
            model.fail("unknown model");
        }
        move.model = found->second;
        move.period = period(fields);
        move.status = optionalText(fields, "status");
        fields.done();
        for (const AliasMove &other : m_out.moves) {
            if (other.alias == move.alias && other.provider == move.provider && overlap(other.period, move.period)) {
                value.fail("overlaps another move of the alias");
            }
        }
        m_out.moves.push_back(move);
    }

    OwnedTables &m_out;
    std::map<std::string_view, std::int32_t> m_providers;
    std::map<std::string_view, std::int32_t> m_models;
    std::set<std::string_view> m_providerNames;
};

Problem bad(std::string where, std::string what)
{
    return Problem{.cause = Cause::BadCatalogue, .args = {std::move(where), std::move(what)}};
}

} // namespace

Result<std::shared_ptr<const OwnedTables>> tablesFromJson(std::string_view json)
{
    if (json.size() > MostBytes) {
        return bad("file", "too large");
    }
    const Result<JsonTree> root = parseJson(json);
    if (!root) {
        return root.problem();
    }
    const auto result = std::make_shared<OwnedTables>();
    try {
        Reader{*result}.read(*root);
    } catch (const Bad &problem) {
        return bad(problem.where.empty() ? "document" : problem.where, problem.what);
    }
    return std::shared_ptr<const OwnedTables>{result};
}

} // namespace tokenmeter
