// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/formats/OtlpTraces.h"

#include <algorithm>
#include <limits>

namespace tokenmeter::otlp
{
namespace
{

constexpr std::size_t FrameWeight = 32; ///< of a span or a link beside its texts
constexpr std::size_t HashDigits = 16;
constexpr std::int64_t MostInState = 1'000'000; ///< of anything: what a sound state never has

/// FNV-1a. Not for identities; the same wherever a state is read again.
std::uint64_t hashOfTrace(std::string_view id)
{
    std::uint64_t hash = 0xCBF2'9CE4'8422'2325U;
    for (const char c : id) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100'0000'01B3U;
    }
    return hash;
}

std::size_t weightOfSpan(const Span &span)
{
    std::size_t weight = FrameWeight + span.span.size() + span.parent.size() + span.time.size() + span.service.size();
    for (const auto &[name, value] : span.attributes) {
        weight += value.size() + 8;
    }
    return weight;
}

void appendDigits(std::string &text, std::uint64_t value)
{
    constexpr std::string_view Digits = "0123456789abcdef";
    for (int shift = 60; shift >= 0; shift -= 4) {
        text.push_back(Digits[(value >> shift) & 0xFU]);
    }
}

std::optional<std::uint64_t> readDigits(std::string_view text)
{
    std::uint64_t value = 0;
    for (const char c : text) {
        const bool isDigit = c >= '0' && c <= '9';
        if (!isDigit && (c < 'a' || c > 'f')) {
            return std::nullopt;
        }
        value = value * 16 + std::uint64_t(isDigit ? c - '0' : c - 'a' + 10);
    }
    return value;
}

void saveTrace(StateWriter &state, const Trace &trace)
{
    state.text(trace.id);
    state.number(trace.hadCalls ? 1 : 0);
    state.number(trace.isTouched ? 1 : 0);
    state.number(std::int64_t(trace.links.size()));
    for (const auto &[span, parent] : trace.links) {
        state.text(span);
        state.text(parent);
    }
    state.number(std::int64_t(trace.spans.size()));
    for (std::size_t i = 0; i < trace.spans.size(); ++i) {
        const Span &span = trace.spans[i];
        for (const std::string *text : {&span.span, &span.parent, &span.time, &span.service}) {
            state.text(*text);
        }
        state.number(span.isEvent ? 1 : 0);
        state.number(std::int64_t(trace.standings[i]));
        state.number(span.offset);
        state.number(std::int64_t(span.attributes.size()));
        for (const auto &[name, value] : span.attributes) {
            state.number(std::int64_t(numberOf(name)));
            state.text(value);
        }
    }
}

Span readSpan(StateReader &state, const std::string &trace, Standing &standing)
{
    Span span;
    span.trace = trace;
    for (std::string *text : {&span.span, &span.parent, &span.time, &span.service}) {
        *text = state.text();
    }
    span.isEvent = state.count(1) == 1;
    standing = Standing(state.count(std::int64_t(Standing::Repeats)));
    span.offset = state.count(std::numeric_limits<std::int64_t>::max());
    for (std::int64_t left = state.count(MostInState); left > 0 && state.isGood(); --left) {
        const std::string_view name = attributeAt(std::size_t(state.count(MostInState)));
        const std::string_view value = state.text();
        if (!name.empty()) {
            span.attributes.emplace_back(name, value);
        }
    }
    return span;
}

} // namespace

Traces::Place Traces::create(std::string_view id, bool withUsage)
{
    std::list<Trace> &list = withUsage ? m_traces : m_bare;
    const Place place = list.emplace(list.end());
    place->id = id;
    place->weight = 0;
    m_byId.emplace(place->id, place);
    addWeight(*place, FrameWeight + id.size());
    return place;
}

void Traces::addWeight(Trace &trace, std::size_t weight)
{
    trace.weight += weight;
    (trace.spans.empty() ? m_bareWeight : m_weight) += weight;
}

Trace &Traces::at(std::string_view id, bool withUsage)
{
    const auto found = m_byId.find(id);
    if (found != m_byId.end()) {
        const Place place = found->second;
        std::list<Trace> &from = place->spans.empty() ? m_bare : m_traces;
        std::list<Trace> &to = withUsage || !place->spans.empty() ? m_traces : m_bare;
        to.splice(to.end(), from, place);
        return *place;
    }
    const Place place = create(id, withUsage);
    const std::uint64_t hash = hashOfTrace(id);
    if (m_isForgotten.erase(hash) != 0) {
        place->hadCalls = true;
        m_forgotten.erase(std::find(m_forgotten.begin(), m_forgotten.end(), hash));
    }
    return *place;
}

void Traces::add(Span span, std::optional<Usage> usage)
{
    Trace &trace = at(span.trace, true);
    if (trace.spans.empty()) {
        m_bareWeight -= trace.weight;
        m_weight += trace.weight;
    }
    const std::size_t weight = weightOfSpan(span);
    trace.isTouched = true;
    trace.spans.push_back(std::move(span));
    trace.standings.push_back(Standing::New);
    trace.usages.emplace_back(std::move(usage));
    addWeight(trace, weight);
}

void Traces::add(Link link)
{
    Trace &trace = at(link.trace, false);
    const std::size_t weight = FrameWeight + link.span.size() + link.parent.size();
    if (trace.links.try_emplace(std::move(link.span), std::move(link.parent)).second) {
        trace.isTouched = true;
        addWeight(trace, weight);
    }
}

void Traces::forget(const Settle &settle)
{
    while (m_weight > MostWeight) {
        forgetFirst(m_traces, m_weight, settle);
    }
    while (m_bareWeight > MostBareWeight) {
        forgetFirst(m_bare, m_bareWeight, settle);
    }
}

void Traces::forgetFirst(std::list<Trace> &from, std::size_t &weight, const Settle &settle)
{
    Trace &trace = from.front();
    if (trace.isTouched && !trace.spans.empty()) {
        settle(trace);
    }
    if (trace.hadCalls || std::any_of(trace.spans.begin(), trace.spans.end(), isCall)) {
        noteForgotten(hashOfTrace(trace.id));
    }
    weight -= trace.weight;
    m_byId.erase(trace.id);
    from.pop_front();
}

void Traces::noteForgotten(std::uint64_t hash)
{
    if (!m_isForgotten.insert(hash).second) {
        return;
    }
    m_forgotten.push_back(hash);
    if (m_forgotten.size() > MostForgotten) {
        m_isForgotten.erase(m_forgotten.front());
        m_forgotten.pop_front();
    }
}

void Traces::settleAll(const Settle &settle)
{
    for (Trace &trace : m_traces) {
        if (trace.isTouched) {
            settle(trace);
            trace.isTouched = false;
        }
    }
}

void Traces::clear()
{
    m_byId.clear();
    m_traces.clear();
    m_bare.clear();
    m_forgotten.clear();
    m_isForgotten.clear();
    m_weight = 0;
    m_bareWeight = 0;
}

void Traces::save(StateWriter &state) const
{
    std::string forgotten;
    forgotten.reserve(m_forgotten.size() * HashDigits);
    for (const std::uint64_t hash : m_forgotten) {
        appendDigits(forgotten, hash);
    }
    state.text(forgotten);
    for (const std::list<Trace> *list : {&m_traces, &m_bare}) {
        state.number(std::int64_t(list->size()));
        for (const Trace &trace : *list) {
            saveTrace(state, trace);
        }
    }
}

bool Traces::restore(StateReader &state)
{
    clear();
    const std::string_view forgotten = state.text();
    if (forgotten.size() % HashDigits != 0 || forgotten.size() / HashDigits > MostForgotten) {
        return false;
    }
    for (std::size_t at = 0; at < forgotten.size(); at += HashDigits) {
        const std::optional<std::uint64_t> hash = readDigits(forgotten.substr(at, HashDigits));
        if (!hash) {
            return false;
        }
        noteForgotten(*hash);
    }
    for (const bool withUsage : {true, false}) {
        for (std::int64_t left = state.count(MostInState); left > 0; --left) {
            if (!restoreTrace(state, withUsage)) {
                return false;
            }
        }
    }
    return state.isGood();
}

bool Traces::restoreTrace(StateReader &state, bool withUsage)
{
    const std::string id{state.text()};
    if (!state.isGood() || m_byId.contains(id)) {
        return false;
    }
    const Place place = create(id, false);
    place->hadCalls = state.count(1) == 1;
    const bool isTouched = state.count(1) == 1;
    for (std::int64_t left = state.count(MostInState); left > 0 && state.isGood(); --left) {
        std::string span{state.text()};
        std::string parent{state.text()};
        add(Link{id, std::move(span), std::move(parent)});
    }
    for (std::int64_t left = state.count(MostInState); left > 0 && state.isGood(); --left) {
        Standing standing = Standing::New;
        Span span = readSpan(state, id, standing);
        add(std::move(span), std::nullopt);
        place->standings.back() = standing;
    }
    place->isTouched = isTouched;
    return state.isGood() && place->spans.empty() != withUsage;
}

} // namespace tokenmeter::otlp
