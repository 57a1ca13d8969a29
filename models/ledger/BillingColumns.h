// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/AccountFact.h"
#include "core/BalanceSnapshot.h"
#include "core/Charge.h"
#include "core/UsageBucket.h"
#include "ledger/AccountJson.h"
#include "ledger/Query.h"

#include <string>
#include <type_traits>

namespace tokenmeter
{

/// One list of columns a table, from which names, bound values and read values are made, so that they cannot drift apart.
/// `io(column, member)`; members of one byte are flags or stored numbers.
template <class Io>
void columnsOf(auto &charge, Io &&io)
    requires std::is_same_v<std::remove_cvref_t<decltype(charge)>, Charge>
{
    io("from_ms", charge.from);
    io("to_ms", charge.to);
    io("day", charge.day);
    io("category", charge.category);
    io("token_class", charge.tokenClass);
    io.flags("flags", charge.isProvisional, charge.isOtherProduct);
    io("tokens", charge.tokens);
    io("list_cost", charge.list);
    io("contracted_cost", charge.contracted);
    io("effective_cost", charge.effective);
    io("billed_cost", charge.billed);
    io("currency", charge.currency);
    io("quantity", charge.quantity);
    io("unit", charge.unit);
    io("billing_account", charge.account);
    io("invoice", charge.invoice);
    io("category_text", charge.categoryText);
    io("service", charge.service);
    io("sku", charge.sku);
    io("description", charge.description);
    io("model", charge.model);
    io("tier", charge.tier);
    io("context_tier", charge.contextTier);
    io("region", charge.region);
    io("project", charge.project);
    io("key_label", charge.keyLabel);
    io("user_label", charge.user);
    io("other", charge.other);
}

template <class Io>
void columnsOf(auto &bucket, Io &&io)
    requires std::is_same_v<std::remove_cvref_t<decltype(bucket)>, UsageBucket>
{
    io("from_ms", bucket.from);
    io("to_ms", bucket.to);
    io("day", bucket.day);
    io.flags("flags", bucket.isBatch, bucket.counts.inputHoldsCache, bucket.counts.cacheLifetimeUnknown);
    io("requests", bucket.requests);
    io("input", bucket.counts.input);
    io("cache_read", bucket.counts.cacheRead);
    io("cache_write_5m", bucket.counts.cacheWrite5m);
    io("cache_write_1h", bucket.counts.cacheWrite1h);
    io("output", bucket.counts.output);
    io("reasoning", bucket.counts.reasoning);
    io("input_audio", bucket.counts.inputAudio);
    io("cached_audio", bucket.counts.cachedAudio);
    io("output_audio", bucket.counts.outputAudio);
    io("input_image", bucket.counts.inputImage);
    io("output_image", bucket.counts.outputImage);
    io("web_searches", bucket.counts.webSearches);
    io("estimate", bucket.estimate);
    io("currency", bucket.currency);
    io("quantity", bucket.quantity);
    io("unit", bucket.unit);
    io("billing_account", bucket.account);
    io("endpoint", bucket.endpoint);
    io("provider", bucket.provider);
    io("model", bucket.model);
    io("project", bucket.project);
    io("key_label", bucket.keyLabel);
    io("user_label", bucket.user);
    io("tier", bucket.tier);
    io("context_tier", bucket.contextTier);
    io("speed", bucket.speed);
    io("region", bucket.region);
    io("other", bucket.other);
}

template <class Io>
void columnsOf(auto &balance, Io &&io)
    requires std::is_same_v<std::remove_cvref_t<decltype(balance)>, BalanceSnapshot>
{
    io("time_ms", balance.time);
    io("billing_account", balance.account);
    io("currency", balance.currency);
    io("total", balance.total);
    io("granted", balance.granted);
    io("topped_up", balance.toppedUp);
    io("available", balance.available);
    io("spent_ever", balance.spentEver);
    io.flags("usable", balance.isUsable);
}

template <class Io>
void columnsOf(auto &topUp, Io &&io)
    requires std::is_same_v<std::remove_cvref_t<decltype(topUp)>, TopUp>
{
    io("time_ms", topUp.time);
    io("currency", topUp.currency);
    io("amount", topUp.amount);
}

template <class Io>
void columnsOf(auto &fact, Io &&io)
    requires std::is_same_v<std::remove_cvref_t<decltype(fact)>, AccountFact>
{
    io("kind", fact.kind);
    io("text", fact.text);
    io("amount", fact.amount);
    io("currency", fact.currency);
    io("time_ms", fact.time);
}

/// Collects the names of the columns and as many placeholders.
class ColumnNames
{
public:
    template <class Member>
    void operator()(const char *name, const Member &)
    {
        add(name);
    }
    template <class... Flags>
    void flags(const char *name, const Flags &...)
    {
        add(name);
    }
    const std::string &names() const { return m_names; }
    const std::string &marks() const { return m_marks; }

private:
    void add(const char *name)
    {
        m_names += (m_names.empty() ? "" : ", ") + std::string{name};
        m_marks += m_marks.empty() ? "?" : ", ?";
    }
    std::string m_names{};
    std::string m_marks{};
};

/// Binds members from a parameter on.
class ColumnBinder
{
public:
    ColumnBinder(Query &query, int firstIndex) : m_query{query}, m_index{firstIndex} {}

    void operator()(const char *, const std::string &value) { m_query.bind(m_index++, std::string_view{value}); }
    void operator()(const char *, UtcTime value) { m_query.bind(m_index++, msOf(value)); }
    void operator()(const char *, const std::optional<UtcTime> &value) { optional(value ? std::optional{msOf(*value)} : std::nullopt); }
    void operator()(const char *, const std::optional<LocalDay> &value)
    {
        optional(value ? std::optional{std::int64_t(value->time_since_epoch().count())} : std::nullopt);
    }
    void operator()(const char *, const std::optional<std::int64_t> &value) { optional(value); }
    void operator()(const char *, const ChargeAmount &value) { m_query.bind(m_index++, std::string_view{value.text}); }
    void operator()(const char *name, const std::optional<ChargeAmount> &value)
    {
        if (value) {
            (*this)(name, *value);
        } else {
            m_query.bind(m_index++, nullptr);
        }
    }
    void operator()(const char *name, const OtherFields &value) { (*this)(name, otherText(value)); }
    template <class Number>
        requires std::is_enum_v<Number>
    void operator()(const char *, Number value)
    {
        m_query.bind(m_index++, int(value));
    }
    template <class... Flags>
    void flags(const char *, const Flags &...values)
    {
        int bits = 0, bit = 1;
        ((bits |= values ? bit : 0, bit <<= 1), ...);
        m_query.bind(m_index++, bits);
    }

private:
    void optional(const std::optional<std::int64_t> &value) { m_query.bind(m_index++, value); }
    Query &m_query;
    int m_index;
};

/// Reads members from a column on.
class ColumnReader
{
public:
    ColumnReader(const Query &query, int firstColumn) : m_query{query}, m_column{firstColumn} {}

    void operator()(const char *, std::string &value) { value = m_query.text(m_column++); }
    void operator()(const char *, UtcTime &value) { value = utcFromMs(m_query.integer(m_column++)); }
    void operator()(const char *, std::optional<UtcTime> &value)
    {
        const std::optional<std::int64_t> ms = m_query.optionalInteger(m_column++);
        value = ms ? std::optional{utcFromMs(*ms)} : std::nullopt;
    }
    void operator()(const char *, std::optional<LocalDay> &value)
    {
        const std::optional<std::int64_t> day = m_query.optionalInteger(m_column++);
        value = day ? std::optional{LocalDay{std::chrono::days{*day}}} : std::nullopt;
    }
    void operator()(const char *, std::optional<std::int64_t> &value) { value = m_query.optionalInteger(m_column++); }
    void operator()(const char *, ChargeAmount &value) { value = amountOf(m_query.text(m_column++)).value_or(ChargeAmount{}); }
    void operator()(const char *, std::optional<ChargeAmount> &value)
    {
        value = m_query.isNull(m_column) ? std::nullopt : amountOf(m_query.text(m_column));
        ++m_column;
    }
    void operator()(const char *, OtherFields &value) { value = readOtherText(m_query.text(m_column++)); }
    template <class Number>
        requires std::is_enum_v<Number>
    void operator()(const char *, Number &value)
    {
        value = Number(m_query.integer(m_column++));
    }
    template <class... Flags>
    void flags(const char *, Flags &...values)
    {
        const std::int64_t bits = m_query.integer(m_column++);
        int bit = 1;
        ((values = (bits & bit) != 0, bit <<= 1), ...);
    }

private:
    const Query &m_query;
    int m_column;
};

} // namespace tokenmeter
