// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/tokens.h"

#include <QColor>
#include <QString>

#include <functional>
#include <optional>
#include <vector>

namespace tokenmeter
{

/// How a model (or anything else that is charted) is filled.
struct Look
{
    enum class Kind { Family, Dimension, TokenClass };
    enum class Size { Small, Middle, Large };
    Kind kind = Kind::Family;
    int slot = 0; ///< 0 = Other, unknown; 1 to 8 = a row of the table of families; of TokenClass 1 input, 2 cache read, 3 cache write, 4 output
    Size size = Size::Middle;
    bool older = false; ///< dots: an older version in the same shade
    friend bool operator==(const Look &, const Look &) = default;

    static Look other() { return {}; }
    static Look dimension() { return {.kind = Kind::Dimension}; }
    static Look tokenClass(int slot) { return {.kind = Kind::TokenClass, .slot = slot}; }
};

/// What a model is known by. Only `family`, or only `name`, may be there.
struct ModelLabel
{
    QString family{}; ///< catalogue family: "claude-opus"
    QString name{};   ///< display name: "Claude Opus 5"
    QString raw{};    ///< raw name: "claude-opus-5-20260914"
};

/// Colours belong to families in a fixed table, not to ranks: what is green today is green in a year. A family without
/// a row takes the first of the slots 8, 6, 7, 5 that no visible family has; the choice is kept in the store.
class ModelColours
{
public:
    /// Slots chosen before, by family name. Kept in the ledger by whoever owns one.
    struct Store
    {
        std::function<int(const QString &family)> read{};            ///< 0 = none yet
        std::function<void(const QString &family, int slot)> write{};
    };
    ModelColours() = default;
    explicit ModelColours(Store store) : m_store{std::move(store)} {}

    /// One look a model, in the order given. All that is visible together must be passed together.
    std::vector<Look> looksOf(const std::vector<ModelLabel> &models) const;

    /// Slot of the table, 0 when the family has no row.
    static int slotOf(const ModelLabel &model);
    static Look::Size sizeOf(const ModelLabel &model);
    /// "Claude", "GPT", "Kimi": the name of the family for people.
    static QString familyName(const ModelLabel &model);
    /// "Opus 5" for "Claude Opus 5": where place is short and the family is plain.
    static QString shortName(const QString &name);

    static QColor fill(const Look &look, const Colours &colours);
    /// Inner edge of fills that have little contrast with the surface.
    static std::optional<QColor> edge(const Look &look, const Colours &colours);
    /// Of thin lines, which have no edge: the edge's where there is one, so that they can be told from the surface.
    static QColor line(const Look &look, const Colours &colours) { return edge(look, colours).value_or(fill(look, colours)); }

private:
    Store m_store;
};

} // namespace tokenmeter
