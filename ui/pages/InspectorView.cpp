// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/InspectorView.h"

#include "core/Decimal.h"
#include "flow/KnownSources.h"
#include "format/DateText.h"
#include "format/MoneyText.h"
#include "format/NumberText.h"
#include "format/PathText.h"
#include "format/ProblemText.h"
#include "format/SourceText.h"
#include "format/TokenText.h"

#include <QStringList>
#include <QTime>

#include <algorithm>
#include <map>

namespace tokenmeter
{
namespace
{

using Block = InspectorBlock;
using Kind = InspectorBlock::Kind;

constexpr std::size_t MostPlaces = 5;
constexpr int MostSumDecimals = 9;
constexpr int RoundedSumDecimals = 6;
constexpr std::size_t MostUnpricedNames = 8;

Block block(Kind kind, const QString &label, const QString &amount = {})
{
    return {.kind = kind, .label = label, .amount = amount};
}

QString text(const std::string &utf8)
{
    return visibleText(utf8);
}

QString decimalText(const std::string &decimal, int minDecimals)
{
    const std::optional<Int128> value = parseDecimal(decimal, MoneyScale);
    if (!value) {
        return QString::fromStdString(decimal);
    }
    int decimals = minDecimals;
    while (decimals < MoneyScale && *value % powerOfTen(MoneyScale - decimals) != 0) {
        ++decimals;
    }
    return NumberText::decimal(*value, MoneyScale, decimals);
}

/// Host of an address: enough to know whose document it is.
QString hostOf(const std::string &address)
{
    QString host = QString::fromStdString(address);
    const qsizetype scheme = host.indexOf(QStringLiteral("://"));
    host = scheme < 0 ? host : host.mid(scheme + 3);
    host = host.section(u'/', 0, 0);
    return visibleText(host.startsWith(QStringLiteral("www.")) ? host.mid(4) : host);
}

} // namespace

QString InspectorView::className(const std::string &part)
{
    static const std::map<std::string, const char *> names{
        {"input", QT_TR_NOOP("Input")},
        {"cache_read", QT_TR_NOOP("Cache read")},
        {"cache_write_5m", QT_TR_NOOP("Cache write 5 m")},
        {"cache_write_1h", QT_TR_NOOP("Cache write 1 h")},
        {"output", QT_TR_NOOP("Output")},
        {"input_audio", QT_TR_NOOP("Audio input")},
        {"cached_audio", QT_TR_NOOP("Cached audio")},
        {"output_audio", QT_TR_NOOP("Audio output")},
        {"input_image", QT_TR_NOOP("Image input")},
        {"output_image", QT_TR_NOOP("Image output")},
        {"web_search", QT_TR_NOOP("Web searches")},
    };
    const auto found = names.find(part);
    return found == names.end() ? text(part) : tr(found->second);
}

QString InspectorView::matchText(const std::string &matchedBy)
{
    static const std::map<std::string, const char *> steps{
        {"exact", QT_TR_NOOP("exact")},
        {"alias", QT_TR_NOOP("a known alias")},
        {"override", QT_TR_NOOP("your own price for this name")},
        {"bracket-suffix", QT_TR_NOOP("without the suffix in brackets")},
        {"router-suffix", QT_TR_NOOP("without the router's suffix")},
        {"provider-prefix", QT_TR_NOOP("without the provider's prefix")},
        {"bedrock-id", QT_TR_NOOP("read as a Bedrock id")},
        {"vertex-id", QT_TR_NOOP("read as a Vertex id")},
        {"pattern", QT_TR_NOOP("by a pattern of the catalogue")},
        {"fast-suffix", QT_TR_NOOP("the suffix says fast mode")},
        {"effort-suffix", QT_TR_NOOP("without the effort's suffix")},
        {"moving-alias", QT_TR_NOOP("an alias that moves by date")},
        {"no-usage", QT_TR_NOOP("nothing was used")},
    };
    QStringList words;
    for (const QString &step : QString::fromStdString(matchedBy).split(u'+', Qt::SkipEmptyParts)) {
        const auto found = steps.find(step.toStdString());
        words << (found == steps.end() ? visibleText(step) : tr(found->second));
    }
    return words.join(tr(", ", "between two names"));
}

QString InspectorView::unpricedText(Unpriced reason)
{
    switch (reason) {
    case Unpriced::UnknownModel:
        return tr("The price list does not know this model. Its usage is in no total of costs until it has a price.");
    case Unpriced::AmbiguousModel:
        return tr("This name fits several models with different prices, so none was chosen.");
    case Unpriced::NoPriceForDate:
        return tr("The price list has no price of this model for that day.");
    case Unpriced::NoModelName:
        return tr("The source did not say which model answered.");
    case Unpriced::AmountOnly:
        return tr("Only an amount is known: the source did not say which tokens were used. It is in no total of costs.");
    case Unpriced::No:
        break;
    }
    return {};
}

QString InspectorView::ruleText(SightingRule rule, const std::string &format)
{
    const RepeatedCalls repeated = repeatedCallsIn(format);
    if (rule != SameIdentity && repeated != RepeatedCalls::SideQuestions) {
        return repeated == RepeatedCalls::Sums ? tr("another record of the tool, such as a session's sum, tells the same call; the finer one counts")
            : repeated == RepeatedCalls::Removals
            ? tr("a restored checkpoint took requests out of the task, and a sum stands in their place; what is known of them in detail counts, else one sum")
            : tr("the tool noted the same answer twice; the finished one counts");
    }
    switch (rule) {
    case SameIdentity:
        return tr("same message and request; of each count the larger one is kept, since answers grow while they stream");
    case SidechainReplay:
        return tr("a side question repeats its parent's answer under a new request");
    case WeakIdentity:
        return tr("same message and prompt; one line has no request id");
    }
    return {};
}

QString InspectorView::dayText(const std::string &isoDay) const
{
    const std::optional<ParsedTime> time = parseTime(isoDay);
    if (!time) {
        return text(isoDay);
    }
    const LocalDay day = Zone::utc().dayOf(time->time);
    return time->precision == Precision::Instant ? DateText::moment(time->time, Zone::utc(), m_today) + tr(" UTC") : DateText::day(day, LocalDay{});
}

QString InspectorView::momentText(UtcTime time) const
{
    const LocalDay day = m_zone.dayOf(time);
    const std::chrono::milliseconds since = (time + m_zone.offsetAt(time)).time_since_epoch() - day.time_since_epoch();
    return DateText::day(day, LocalDay{}) + tr(", ", "between two names")
           + NumberText::locale().toString(QTime{0, 0}.addMSecs(int(since.count())), QStringLiteral("HH:mm:ss"));
}

QString InspectorView::rowText(const Rate &rate) const
{
    QString words;
    if (rate.effectiveFrom.empty() && rate.effectiveTo.empty()) {
        words = tr("in force since launch");
    } else if (rate.effectiveTo.empty()) {
        words = tr("in force since %1").arg(dayText(rate.effectiveFrom));
    } else if (rate.effectiveFrom.empty()) {
        words = tr("in force until before %1").arg(dayText(rate.effectiveTo));
    } else {
        words = tr("in force from %1 until before %2").arg(dayText(rate.effectiveFrom), dayText(rate.effectiveTo));
    }
    return rate.mode.empty() || rate.mode == "standard" ? words : words + tr("; %1 mode", "fast, thinking").arg(text(rate.mode));
}

QString InspectorView::tierText(const Rate &rate, const PriceOrigin &origin, std::int64_t promptTokens) const
{
    const QString service = rate.serviceTier.empty() ? tr("standard") : text(rate.serviceTier);
    QString context = promptTokens > 0 ? tr("context %1 tokens").arg(TokenText::exact(promptTokens)) : QString{};
    const auto join = [&context](const QString &words) { context = context.isEmpty() ? words : context + tr(", ", "between two names") + words; };
    if (rate.contextTier > 0) {
        join(tr("the price from %1 tokens on").arg(TokenText::exact(rate.contextTier)));
    } else if (origin.nextContextTier > 0) {
        join(tr("below the step at %1").arg(TokenText::exact(origin.nextContextTier)));
    } else if (!rate.modelKey.empty()) {
        join(tr("one price for any length"));
    }
    return context.isEmpty() ? service : tr("%1; %2", "service tier; context").arg(service, context);
}

QString InspectorView::multiplierText(const Rate &rate) const
{
    if (rate.multiplier == "1") {
        return rate.serviceTier.empty() ? tr("1 (no batch, no region uplift)") : tr("1 (the tier has prices of its own)");
    }
    const QString factor = decimalText(rate.multiplier, 0);
    return rate.serviceTier.empty() ? tr("%1 (region)").arg(factor) : tr("%1 (%2)").arg(factor, text(rate.serviceTier));
}

QString InspectorView::sourceText(const Rate &rate, const PriceOrigin &origin) const
{
    QString words = text(rate.source);
    const std::string catalogue = "catalogue ";
    if (rate.source == "own price") {
        words = tr("your own price");
    } else if (rate.source.starts_with(catalogue)) {
        words = tr("catalogue of %1").arg(dayText(rate.source.substr(catalogue.size())));
    }
    QStringList hosts;
    for (const std::string &address : origin.sources) {
        const QString host = hostOf(address);
        if (!host.isEmpty() && !hosts.contains(host)) {
            hosts << host;
        }
    }
    if (!hosts.isEmpty()) {
        constexpr qsizetype Most = 2;
        const qsizetype more = hosts.size() - Most;
        QString named = QStringList{hosts.mid(0, Most)}.join(tr(", ", "between two names"));
        if (more > 0) {
            named = tr("%1 and %2 more").arg(named, NumberText::whole(more));
        }
        words += tr(", from %1", "documents").arg(named);
    }
    if (origin.status == "UNVERIFIED") {
        words += tr("; not verified");
    } else if (origin.status == "single_source") {
        words += tr("; one source only");
    }
    return words;
}

QString InspectorView::placeText(const LinePlace &place) const
{
    // The folder above tells apart files of one name.
    const QString path = shortPath(QString::fromStdString(place.file));
    const QString shown = path.section(u'/', -2);
    return place.line > 0 ? tr("%1, line %2").arg(shown, NumberText::whole(place.line))
        : place.offset < 0 ? shown
                           : tr("%1, byte %2").arg(shown, NumberText::whole(place.offset));
}

QString InspectorView::priceText(const CostPart &part)
{
    if (part.pricePerMillion.empty()) {
        return tr("fee not known");
    }
    const QString price = decimalText(part.pricePerMillion, 2);
    const QString times = QStringLiteral("×") + NumberText::Nbsp;
    if (part.name == "web_search") {
        return times + price + tr(" / 1,000", "price of a thousand calls");
    }
    return times + price + (part.multiplier == "1" ? QString{} : u' ' + times + decimalText(part.multiplier, 0));
}

QString InspectorView::countText(const CostPart &part)
{
    return TokenText::exact(part.count);
}

int InspectorView::decimalsOf(const std::vector<Money> &amounts, Money total)
{
    constexpr int Small = 6;
    int decimals = total.atto() < powerOfTen(MoneyScale) && total.atto() > -powerOfTen(MoneyScale) ? Small : 2;
    for (const Money amount : amounts) {
        while (decimals < MoneyScale && amount.atto() % powerOfTen(MoneyScale - decimals) != 0) {
            ++decimals;
        }
    }
    return decimals;
}

QString InspectorView::number(Money amount, int decimals)
{
    return NumberText::decimal(amount.atto(), MoneyScale, decimals);
}

void InspectorView::addClass(std::vector<InspectorBlock> &blocks, const CostPart &part, int decimals, std::int64_t reasoning) const
{
    blocks.push_back({.kind = Kind::Class, .label = className(part.name), .count = countText(part), .price = priceText(part),
                      .amount = number(part.amount, decimals)});
    if (part.name == "output" && reasoning > 0) {
        blocks.push_back(block(Kind::Note, tr("of these %1 reasoning").arg(TokenText::exact(reasoning))));
    }
}

std::vector<InspectorBlock> InspectorView::record(const WhyRecordAnswer &answer) const
{
    const RecordRow &row = answer.row;
    const Rate &rate = row.rate;
    std::vector<Block> blocks;
    std::vector<Money> amounts{answer.amount};
    for (const CostPart &part : answer.parts) {
        amounts.push_back(part.amount);
    }
    const int decimals = decimalsOf(amounts, answer.amount);
    blocks.push_back(block(Kind::Amount, rate.isPriced() ? MoneyText::symbol(rate.currency) + number(answer.amount, decimals) : MoneyText::noPrice()));
    blocks.push_back(block(Kind::Caption, tr("%1 · list cost", "time of a record").arg(momentText(row.time))));
    if (row.isExcluded()) {
        blocks.push_back(block(Kind::Warning, tr("Excluded from totals: it counts in no sum.")));
    }
    if (!rate.isPriced()) {
        QString why = unpricedText(rate.unpriced);
        const std::vector<std::string> &names = rate.unpriced == Unpriced::AmbiguousModel ? answer.candidates : answer.nearest;
        QStringList shown;
        for (const std::string &name : names) {
            shown << text(name);
        }
        if (!shown.isEmpty()) {
            why += u' '
                   + (rate.unpriced == Unpriced::AmbiguousModel ? tr("They are %1.") : tr("Names that look like it: %1."))
                         .arg(shown.join(tr(", ", "between two names")));
        }
        blocks.push_back(block(Kind::Warning, why));
    }
    const QString code = QString::fromStdString(rate.currency.code());
    if (rate.isPriced()) {
        blocks.push_back({.kind = Kind::TableHead, .label = tr("Token class"), .count = tr("Tokens"), .price = tr("%1 per million").arg(code), .amount = code});
        for (const CostPart &part : answer.parts) {
            addClass(blocks, part, decimals, row.tokens.reasoning);
        }
        blocks.push_back(block(Kind::Sum, tr("Sum"), number(answer.amount, decimals)));
        blocks.push_back(block(Kind::Heading, tr("Price")));
    } else {
        blocks.push_back({.kind = Kind::TableHead, .label = tr("Token class"), .count = tr("Tokens"), .price = {}, .amount = {}});
        Rate any;
        any.unpriced = Unpriced::No;
        for (const CostPart &part : partsOf(row.tokens, row.rare, any)) {
            blocks.push_back({.kind = Kind::Class, .label = className(part.name), .count = countText(part), .price = {}, .amount = NumberText::notApplicable()});
        }
        blocks.push_back(block(Kind::Line, {}));
        blocks.push_back(block(Kind::Heading, tr("Price")));
    }
    const QString raw = row.serving.model.empty() ? tr("(not said)") : text(row.serving.model);
    const QString match = matchText(rate.matchedBy);
    const QString name = rate.modelKey.empty() || answer.model.displayName.empty() || answer.model.displayName == row.serving.model
                             ? raw
                             : tr("%1 → %2", "logged name, model").arg(raw, text(answer.model.displayName));
    blocks.push_back(block(Kind::Pair, tr("Model name"), match.isEmpty() || !rate.isPriced() ? name : tr("%1, %2", "names and how they match").arg(name, match)));
    if (!row.serving.provider.empty()) {
        blocks.push_back(block(Kind::Pair, tr("Provider"), text(row.serving.provider)));
    }
    if (rate.isPriced()) {
        blocks.push_back(block(Kind::Pair, tr("Row", "row of a price list"), rowText(rate)));
        blocks.push_back(block(Kind::Pair, tr("Tier"), tierText(rate, answer.origin, (row.flags & AggregateFlag) != 0 || row.requests > 1 ? 0 : answer.promptTokens)));
        blocks.push_back(block(Kind::Pair, tr("Multiplier"), multiplierText(rate)));
        blocks.push_back(block(Kind::Pair, tr("Source"), sourceText(rate, answer.origin)));
    } else if (!row.serving.serviceTier.empty()) {
        blocks.push_back(block(Kind::Pair, tr("Tier"), text(row.serving.serviceTier)));
    }
    if (!row.reportedAmount.empty()) {
        const QString unit = row.reportedCurrency.empty() ? tr("(no unit)") : text(row.reportedCurrency);
        blocks.push_back(block(Kind::Pair, tr("Reported"), tr("%1 %2, by the source; not part of any total").arg(decimalText(row.reportedAmount, 2), unit)));
    }
    blocks.push_back(block(Kind::Line, {}));
    blocks.push_back(block(Kind::Heading, tr("Counted once")));
    const int lines = int(answer.sightings.size()) + 1;
    blocks.push_back(block(Kind::Pair, tr("Merged"), lines == 1 ? tr("1 log line, found nowhere else") : tr("%1 log lines").arg(NumberText::whole(lines))));
    std::vector<SightingRule> rules;
    for (const WhyRecordAnswer::Sighting &sighting : answer.sightings) {
        if (std::find(rules.begin(), rules.end(), sighting.rule) == rules.end()) {
            rules.push_back(sighting.rule);
            blocks.push_back(block(Kind::Pair, tr("Rule"), ruleText(sighting.rule, row.sourceFormat)));
        }
    }
    for (std::size_t i = 0; i < std::min(answer.sightings.size(), MostPlaces); ++i) {
        blocks.push_back(block(Kind::Pair, i == 0 ? tr("Also in") : QString{}, placeText(answer.sightings[i].place)));
    }
    if (answer.sightings.size() > MostPlaces) {
        blocks.push_back(block(Kind::Pair, {}, tr("%1 more").arg(NumberText::whole(Int128(answer.sightings.size() - MostPlaces)))));
    }
    const bool isLong = (row.flags & LongPromptFlag) != 0;
    if (row.requests > 1 || isLong) { // a console's bucket does not tell how many it sums, and is one record with one request
        const QString count = TokenText::exact(row.requests);
        const QString longest = TokenText::exact(LongPromptTokens - 1);
        const QString words = !isLong        ? tr("%1 in one record: context steps cannot be told").arg(count)
            : row.requests > 1 ? tr("%1 in one record, each with a prompt of more than %2 tokens").arg(count, longest)
                               : tr("all prompts are longer than %1 tokens").arg(longest);
        blocks.push_back(block(Kind::Pair, tr("Requests"), words));
    }
    if ((row.flags & ClampedFlag) != 0) {
        blocks.push_back(block(Kind::Pair, tr("Corrected"), tr("a count in the log was impossible and was corrected")));
    }
    if ((row.flags & NoCacheFieldsFlag) != 0 && row.tokens.input > 0) {
        blocks.push_back(block(Kind::Pair, tr("Cache"), tr("its source has no cache counts: all input has the full price, so the cost can be too high")));
    }
    if ((row.flags & FallbackModelFlag) != 0) {
        blocks.push_back(block(Kind::Pair, tr("Assumed"), tr("the log names no model; the one that the tool uses by default stands in")));
    }
    blocks.push_back(block(Kind::Line, {}));
    blocks.push_back(block(Kind::Heading, tr("Where it came from")));
    blocks.push_back(block(Kind::Pair, tr("Log"), placeText(answer.place)));
    blocks.push_back(block(Kind::Pair, tr("Tool"), sourceName(row.sourceFormat)));
    if (!row.who.project.empty()) {
        blocks.push_back(block(Kind::Pair, tr("Project"), text(row.who.project)));
    }
    if (!row.who.session.empty()) {
        blocks.push_back(block(Kind::Pair, tr("Session"), text(row.who.session)));
    }
    if (!row.who.agent.empty()) {
        blocks.push_back(block(Kind::Pair, tr("Agent"), text(row.who.agent)));
    }
    for (const Tag &tag : row.tags) {
        blocks.push_back(block(Kind::Pair, tr("Tag"), tr("%1 = %2", "key and value").arg(text(tag.key), text(tag.value))));
    }
    blocks.push_back(block(Kind::Pair, tr("Read in"), momentText(row.learned)));
    return blocks;
}

std::vector<InspectorBlock> InspectorView::sum(const WhySumAnswer &answer, const QString &title) const
{
    std::vector<Block> blocks;
    std::vector<Money> models;
    for (const WhyModel &model : answer.models) {
        models.push_back(model.inCurrency);
    }
    std::vector<Money> all = models;
    all.push_back(answer.inCurrency);
    // A conversion has 18 decimals, of which nobody reads 12: then every level is closed to the one above it.
    int decimals = decimalsOf(all, answer.inCurrency);
    const bool rounded = decimals > MostSumDecimals;
    if (rounded) {
        decimals = RoundedSumDecimals;
        models = MoneyText::closing(models, answer.inCurrency, decimals, false);
    }
    const Currency to = answer.inCurrency.currency();
    const bool anyPrice = !answer.total.cost.empty();
    blocks.push_back(block(Kind::Amount, anyPrice || answer.total.requests == 0 ? MoneyText::symbol(to) + number(answer.inCurrency, decimals)
                                                                                : MoneyText::noPrice()));
    if (!title.isEmpty()) {
        blocks.push_back(block(Kind::Caption, visibleText(title)));
    }
    blocks.push_back(block(Kind::Caption, tr("%1 · %2 · list cost", "requests, tokens")
                                              .arg(TokenText::requests(answer.total.requests), TokenText::tokens(answer.total.totalTokens))));
    for (const Money foreign : answer.foreign) {
        blocks.push_back(block(Kind::Warning, tr("%1 more has no exchange rate and is not in this sum.").arg(MoneyText::full(foreign))));
    }
    if (answer.total.unpricedRequests > 0) {
        blocks.push_back(block(Kind::Warning, tr("%1 without a price are not in this sum.").arg(TokenText::requests(answer.total.unpricedRequests))));
    }
    for (std::size_t m = 0; m < answer.models.size(); ++m) {
        const WhyModel &model = answer.models[m];
        const bool priced = !model.spend.cost.empty();
        const QString name = model.model.name.empty() ? tr("(not said)") : text(model.model.name);
        if (!priced) {
            continue;
        }
        blocks.push_back(block(Kind::ModelHead, name, number(models[m], decimals)));
        std::vector<Money> rates;
        for (const WhyRate &rate : model.rates) {
            rates.push_back(rate.inCurrency);
        }
        if (rounded) {
            rates = MoneyText::closing(rates, models[m], decimals, false);
        }
        for (std::size_t r = 0; r < model.rates.size(); ++r) {
            const WhyRate &rate = model.rates[r];
            if (!rate.rate.isPriced()) {
                blocks.push_back(block(Kind::Note, tr("%1 without a price: %2").arg(TokenText::requests(rate.requests), unpricedText(rate.rate.unpriced))));
                continue;
            }
            const QString code = QString::fromStdString(rate.rate.currency.code());
            QStringList about{rowText(rate.rate)};
            if (!rate.rate.serviceTier.empty() || rate.rate.multiplier != "1") {
                about << multiplierText(rate.rate);
            }
            if (rate.rate.contextTier > 0) {
                about << tr("from %1 tokens on").arg(TokenText::exact(rate.rate.contextTier));
            }
            about << tr("%1 per million").arg(code);
            blocks.push_back(block(Kind::RateHead, about.join(tr("; ", "between two facts"))));
            std::vector<Money> own;
            for (const WhyClass &one : rate.classes) {
                own.push_back(one.part.amount);
            }
            int places = std::max(rate.rate.currency == to ? decimals : 0, decimalsOf(own, rate.amount));
            if (rounded && rate.rate.currency == to) {
                places = decimals;
                own = MoneyText::closing(own, rates[r], decimals, false);
            }
            for (std::size_t i = 0; i < own.size(); ++i) {
                CostPart part = rate.classes[i].part;
                part.amount = own[i];
                addClass(blocks, part, places, 0);
            }
            if (rate.rate.currency != to) {
                blocks.push_back({.kind = Kind::Class, .label = tr("In %1").arg(QString::fromStdString(to.code())),
                                  .count = {}, .price = MoneyText::full(rate.amount) + u' ' + QStringLiteral("="), .amount = number(rates[r], decimals)});
            }
        }
    }
    blocks.push_back(block(Kind::Sum, tr("Sum"), MoneyText::symbol(to) + number(answer.inCurrency, decimals)));
    QStringList unpriced;
    std::size_t left = 0;
    for (const WhyModel &model : answer.models) {
        if (model.spend.cost.empty() && model.spend.unpricedRequests > 0) {
            if (std::size_t(unpriced.size()) < MostUnpricedNames) {
                const QString name = model.model.name.empty() ? tr("(not said)") : text(model.model.name);
                unpriced << tr("%1, %2", "model, requests").arg(name, TokenText::requests(model.spend.requests));
            } else {
                ++left;
            }
        }
    }
    if (!unpriced.isEmpty()) {
        blocks.push_back(block(Kind::Heading, tr("Without a price")));
        for (const QString &name : unpriced) {
            blocks.push_back(block(Kind::Pair, {}, name));
        }
        if (left > 0) {
            blocks.push_back(block(Kind::Pair, {}, tr("%1 more").arg(NumberText::whole(Int128(left)))));
        }
        blocks.push_back(block(Kind::Line, {}));
    }
    blocks.push_back(block(Kind::Heading, tr("Prices used")));
    for (const WhyModel &model : answer.models) {
        QStringList known;
        for (const WhyRate &rate : model.rates) {
            const QString words = sourceText(rate.rate, rate.origin);
            if (rate.rate.isPriced() && !known.contains(words)) {
                blocks.push_back(block(Kind::Pair, known.isEmpty() ? text(model.model.name) : QString{}, words));
                known << words;
            }
        }
    }
    if (!answer.rates.empty()) {
        blocks.push_back(block(Kind::Line, {}));
        blocks.push_back(block(Kind::Heading, tr("Exchange rates used")));
        constexpr std::size_t MostRates = 8;
        for (std::size_t i = 0; i < std::min(answer.rates.size(), MostRates); ++i) {
            const UsedExchangeRate &rate = answer.rates[i];
            blocks.push_back(block(Kind::Pair, DateText::day(rate.day, m_today),
                                   tr("%1 %2 per %3, %4", "rate, currency, currency, source")
                                       .arg(decimalText(rate.rate, 0), text(rate.to), text(rate.from), text(rate.source))));
        }
        if (answer.rates.size() > MostRates) {
            blocks.push_back(block(Kind::Pair, {}, tr("%1 more").arg(NumberText::whole(Int128(answer.rates.size() - MostRates)))));
        }
    }
    return blocks;
}

QString InspectorView::asText(const std::vector<InspectorBlock> &blocks)
{
    QStringList lines;
    for (const Block &one : blocks) {
        switch (one.kind) {
        case Kind::Line:
            lines << QString{};
            break;
        case Kind::Pair:
            lines << (one.label.isEmpty() ? one.amount : tr("%1: %2", "label and value").arg(one.label, one.amount));
            break;
        case Kind::TableHead:
        case Kind::Class: {
            QStringList cells;
            for (const QString &cell : {one.label, one.count, one.price, one.amount}) {
                if (!cell.isEmpty()) {
                    cells << cell;
                }
            }
            lines << cells.join(u'\t');
            break;
        }
        default:
            lines << (one.amount.isEmpty() ? one.label : one.label + u'\t' + one.amount);
        }
    }
    return lines.join(u'\n') + u'\n';
}

} // namespace tokenmeter
