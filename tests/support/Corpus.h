// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace tokenmeter::testing
{

/// What a corpus means, in the classes of formats/00: disjoint, `reasoning` a part of `output`.
struct CorpusTokens
{
    std::int64_t requests = 0;
    std::int64_t input = 0;
    std::int64_t cacheRead = 0;
    std::int64_t cacheWrite5m = 0;
    std::int64_t cacheWrite1h = 0;
    std::int64_t output = 0;
    std::int64_t reasoning = 0;

    CorpusTokens &operator+=(const CorpusTokens &o);
    CorpusTokens &operator-=(const CorpusTokens &o);
    friend bool operator==(const CorpusTokens &, const CorpusTokens &) = default;
};

/// Logs on disk and what their writer meant by them. The totals are added up while the lines are invented, never read
/// back from the lines, so they are an oracle of their own.
struct Corpus
{
    std::vector<std::string> files{}; ///< absolute when the folder was; in the order of writing
    /// (UTC day "2026-10-05", model as written) to tokens
    std::map<std::pair<std::string, std::string>, CorpusTokens> cells{};
    CorpusTokens total{};
    std::int64_t bytes = 0;
    std::int64_t lines = 0;
    std::int64_t usageLines = 0;  ///< lines that repeat or state usage of a request (copies included)
    std::int64_t usageBytes = 0;
    std::int64_t damagedLines = 0; ///< torn and truncated lines, which nobody can count
    /// peer, cause, tokens that the peer counts more (or, negative, less) than is right; requests are lines.
    std::map<std::string, std::map<std::string, CorpusTokens>> peerEffects{};
};

enum class ClaudeShape : std::uint8_t {
    Usual, ///< 78 responses a MB, much tool output
    Dense, ///< 275 responses a MB, little text
};

/// Writes a home folder with `.claude/projects` of about that many bytes (at least one session). Equal arguments give
/// equal bytes, all times lie before November 2026. Holds what real trees hold: streaming snapshots, forked copies,
/// sub-agents with replays of their parent, missing request ids, nested nulls, lone surrogates, torn lines.
/// @throws std::runtime_error when the folder cannot be written
Corpus writeClaudeCorpus(const std::string &home, std::int64_t bytes, unsigned seed, ClaudeShape shape = ClaudeShape::Usual);

/// Writes a home folder with `.codex/sessions` and `.codex/archived_sessions`: repeated counts, `info: null`, forks that
/// replay their parent.
Corpus writeCodexCorpus(const std::string &home, std::int64_t bytes, unsigned seed);

/// Writes raw API responses, one body a line, one file a shape of formats/10, some bodies logged twice (client and proxy).
Corpus writeApiCorpus(const std::string &folder, std::int64_t bytes, unsigned seed);

/// The totals as one JSON document: shape figures, total, cells sorted by day and model, effects on peers.
std::string toJson(const Corpus &corpus);

} // namespace tokenmeter::testing
