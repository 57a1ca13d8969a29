// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/Fingerprint.h"

#include "ledger/Dictionaries.h"
#include "ledger/UsageTable.h"

#include <openssl/evp.h>

#include <array>
#include <memory>
#include <unordered_map>

namespace tokenmeter
{
namespace
{

class Digest
{
public:
    Digest() : m_context{EVP_MD_CTX_new(), &EVP_MD_CTX_free} { EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr); }
    void add(std::int64_t number) { bytes(&number, sizeof number); }
    void add(const std::string &text)
    {
        add(std::int64_t(text.size()));
        bytes(text);
    }
    void bytes(const std::string &bytes) { this->bytes(bytes.data(), bytes.size()); }
    std::string hex()
    {
        std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
        unsigned size = 0;
        flush();
        EVP_DigestFinal_ex(m_context.get(), digest.data(), &size);
        std::string text;
        for (unsigned i = 0; i < size; ++i) {
            constexpr const char *digits = "0123456789abcdef";
            text += digits[digest[i] >> 4];
            text += digits[digest[i] & 15];
        }
        return text;
    }

private:
    void bytes(const void *data, std::size_t size)
    {
        m_buffer.append(static_cast<const char *>(data), size);
        if (m_buffer.size() > 65'536) {
            flush();
        }
    }
    void flush()
    {
        EVP_DigestUpdate(m_context.get(), m_buffer.data(), m_buffer.size());
        m_buffer.clear();
    }
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_context;
    std::string m_buffer;
};

/// What Digest::add() makes of the texts of a context, in their order.
std::string textsOf(const FullContext &context)
{
    const Attribution &who = context.usage.attribution;
    const Serving &how = context.usage.serving;
    std::string bytes;
    for (const std::string *text : {&context.place.source.format, &who.session, &who.project, &who.agent, &who.user, &who.keyLabel,
                                    &how.provider, &how.model, &how.serviceTier, &how.speed, &how.region}) {
        const auto size = std::int64_t(text->size());
        bytes.append(reinterpret_cast<const char *>(&size), sizeof size);
        bytes += *text;
    }
    return bytes;
}

} // namespace

std::string fingerprintOf(Connection &connection)
{
    // In the order of identities the contexts come at random: the dictionaries would forget them all again and again.
    constexpr std::size_t MostContexts = 200'000; // about 60 MB
    std::unordered_map<std::int64_t, std::string> contexts;
    Dictionaries dictionaries{connection};
    Digest digest;
    Query rare{connection.database(), "SELECT input_audio, cached_audio, output_audio, input_image, output_image, web_searches "
                                      "FROM usage_rare WHERE usage_id = ?"};
    Query query{connection.database(), std::string{"SELECT id, "} + UsageColumns + " FROM usage WHERE flags & ? = 0 ORDER BY ident_high"};
    query.with(HiddenBits);
    while (query.step()) {
        const StoredUsage row = readUsage(query, 0);
        const UsageRecord &r = row.record;
        for (const std::int64_t value :
             {std::int64_t(r.identity.high), std::int64_t(r.identity.low), std::int64_t(r.family), msOf(r.time), msOf(r.end),
              std::int64_t(r.precision), std::int64_t(r.flags), r.requests, r.tokens.input, r.tokens.cacheRead, r.tokens.cacheWrite5m,
              r.tokens.cacheWrite1h, r.tokens.output, r.tokens.reasoning}) {
            digest.add(value);
        }
        rare.with(row.id);
        const bool hasRare = (row.stored & HasRareStored) != 0 && rare.step();
        for (int column = 0; column < 6; ++column) {
            digest.add(hasRare ? rare.integer(column) : 0);
        }
        digest.add(r.reportedAmount);
        digest.add(r.reportedCurrency);
        auto texts = contexts.find(row.contextId);
        if (texts == contexts.end()) {
            if (contexts.size() >= MostContexts) {
                contexts.clear();
            }
            texts = contexts.emplace(row.contextId, textsOf(dictionaries.context(row.contextId))).first;
            dictionaries.forgetIfLarge();
        }
        digest.bytes(texts->second);
    }
    return digest.hex();
}

} // namespace tokenmeter
