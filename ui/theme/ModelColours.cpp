// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/ModelColours.h"

#include "theme/Theme.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>
#include <array>

namespace tokenmeter
{
namespace
{

struct FamilyRow
{
    const char *prefix; ///< of a word in family, display or raw name, lower case
    const char *name;
    int slot;
};

// Longer prefixes before shorter ones. Rows without a slot only give the family its name.
constexpr std::array Families{
    FamilyRow{"claude", "Claude", 1},       FamilyRow{"chatgpt", "GPT", 2},       FamilyRow{"gpt", "GPT", 2},
    FamilyRow{"codex", "GPT", 2},           FamilyRow{"o-series", "GPT", 2},      FamilyRow{"gemini", "Gemini", 3},
    FamilyRow{"gemma", "Gemini", 3},        FamilyRow{"qwen", "Qwen", 4},         FamilyRow{"qwq", "Qwen", 4},
    FamilyRow{"deepseek", "DeepSeek", 5},   FamilyRow{"mistral", "Mistral", 6},   FamilyRow{"codestral", "Mistral", 6},
    FamilyRow{"devstral", "Mistral", 6},    FamilyRow{"ministral", "Mistral", 6}, FamilyRow{"magistral", "Mistral", 6},
    FamilyRow{"open-mistral", "Mistral", 6}, FamilyRow{"open-mixtral", "Mistral", 6}, FamilyRow{"mixtral", "Mistral", 6},
    FamilyRow{"pixtral", "Mistral", 6},     FamilyRow{"voxtral", "Mistral", 6},   FamilyRow{"grok", "Grok", 7},
    FamilyRow{"llama", "Llama", 8},         FamilyRow{"meta-llama", "Llama", 8},  FamilyRow{"kimi", "Kimi", 0},
    FamilyRow{"moonshot", "Kimi", 0},       FamilyRow{"glm", "GLM", 0},           FamilyRow{"minimax", "MiniMax", 0},
    FamilyRow{"doubao", "Doubao", 0},       FamilyRow{"command", "Command", 0},   FamilyRow{"nova", "Nova", 0},
    FamilyRow{"ernie", "ERNIE", 0},         FamilyRow{"hunyuan", "Hunyuan", 0},   FamilyRow{"muse", "Muse", 0},
    FamilyRow{"tencent", "Hunyuan", 0},     FamilyRow{"baidu", "ERNIE", 0},
};

/// Small sizes first: "mini" must not be taken for "gemini", so words are compared whole.
const QSet<QString> &smallWords()
{
    static const QSet<QString> words{QStringLiteral("haiku"), QStringLiteral("mini"),  QStringLiteral("nano"),
                                     QStringLiteral("lite"),  QStringLiteral("small"), QStringLiteral("air"),  QStringLiteral("turbo"),
                                     QStringLiteral("micro"), QStringLiteral("luna"),  QStringLiteral("tiny")};
    return words;
}

const QSet<QString> &largeWords()
{
    static const QSet<QString> words{QStringLiteral("opus"),  QStringLiteral("pro"),   QStringLiteral("ultra"),   QStringLiteral("large"),
                                     QStringLiteral("mythos"), QStringLiteral("premier"), QStringLiteral("405b")};
    return words;
}

const FamilyRow *rowOf(const QString &text)
{
    // The last part of a path: "openrouter/qwen/qwen3-coder" is about qwen3-coder.
    const QString name = text.section(QLatin1Char('/'), -1).toLower();
    for (const FamilyRow &row : Families) {
        if (name.startsWith(QLatin1String(row.prefix))) {
            return &row;
        }
    }
    // Names with a vendor before them: "us.anthropic.claude-haiku", "amazon.nova-pro".
    static const QRegularExpression separators{QStringLiteral("[^a-z0-9]+")};
    const QStringList words = name.split(separators, Qt::SkipEmptyParts);
    for (const QString &word : words) {
        for (const FamilyRow &row : Families) {
            if (word.startsWith(QLatin1String(row.prefix))) {
                return &row;
            }
        }
    }
    static const QRegularExpression series{QStringLiteral("^o[1-9](-|$| )")};
    if (series.match(name).hasMatch()) {
        static constexpr FamilyRow oSeries{"o", "GPT", 2};
        return &oSeries;
    }
    return nullptr;
}

const FamilyRow *rowOf(const ModelLabel &model)
{
    for (const QString *text : {&model.family, &model.name, &model.raw}) {
        if (text->isEmpty()) {
            continue;
        }
        if (const FamilyRow *row = rowOf(*text)) {
            return row;
        }
    }
    return nullptr;
}

/// The first number with its parts: "Claude Opus 4.1" -> 4, 1.
std::array<int, 2> versionOf(const QString &name)
{
    static const QRegularExpression number{QStringLiteral("(\\d{1,3})(?:[.-](\\d{1,2}))?(?!\\d)")};
    const QRegularExpressionMatch match = number.match(name);
    return {match.captured(1).toInt(), match.captured(2).toInt()};
}

} // namespace

int ModelColours::slotOf(const ModelLabel &model)
{
    const FamilyRow *row = rowOf(model);
    return row != nullptr ? row->slot : 0;
}

QString ModelColours::familyName(const ModelLabel &model)
{
    if (const FamilyRow *row = rowOf(model)) {
        return QString::fromLatin1(row->name);
    }
    return model.family.isEmpty() ? (model.name.isEmpty() ? model.raw : model.name) : model.family;
}

Look::Size ModelColours::sizeOf(const ModelLabel &model)
{
    static const QRegularExpression separators{QStringLiteral("[^a-z0-9]+")};
    const QString text = (model.family + QLatin1Char(' ') + (model.name.isEmpty() ? model.raw : model.name)).toLower();
    const QStringList words = text.split(separators, Qt::SkipEmptyParts);
    Look::Size size = Look::Size::Middle;
    for (const QString &word : words) {
        if (smallWords().contains(word)) {
            return Look::Size::Small;
        }
        if (largeWords().contains(word)) {
            size = Look::Size::Large;
        }
    }
    return size;
}

QString ModelColours::shortName(const QString &name)
{
    static const QString claude = QStringLiteral("Claude ");
    return name.startsWith(claude) && name.size() > claude.size() && name.at(claude.size()).isLetter() ? name.mid(claude.size()) : name;
}

std::vector<Look> ModelColours::looksOf(const std::vector<ModelLabel> &models) const
{
    QSet<int> taken;
    for (const ModelLabel &model : models) {
        taken.insert(slotOf(model));
    }
    QHash<QString, int> chosen; // families without a row, in this view
    std::vector<Look> looks;
    looks.reserve(models.size());
    for (const ModelLabel &model : models) {
        Look look;
        look.slot = slotOf(model);
        if (look.slot == 0 && (!model.family.isEmpty() || rowOf(model) != nullptr)) {
            const QString family = familyName(model).toLower();
            if (!chosen.contains(family)) {
                int slot = m_store.read ? m_store.read(family) : 0;
                if (slot < 1 || slot > 8) {
                    slot = 0;
                    for (const int candidate : {8, 6, 7, 5}) {
                        if (!taken.contains(candidate)) {
                            slot = candidate;
                            break;
                        }
                    }
                    if (slot != 0 && m_store.write) {
                        m_store.write(family, slot);
                    }
                }
                chosen.insert(family, slot);
                taken.insert(slot);
            }
            look.slot = chosen.value(family);
        }
        look.size = look.slot == 0 ? Look::Size::Middle : sizeOf(model);
        looks.push_back(look);
    }
    // Two of one shade: whatever is not the newest of them gets dots.
    for (std::size_t i = 0; i < looks.size(); ++i) {
        for (std::size_t k = 0; k < looks.size() && looks[i].slot != 0; ++k) {
            const bool sameShade = k != i && looks[k].slot == looks[i].slot && looks[k].size == looks[i].size;
            const auto mine = versionOf(models[i].name);
            const auto its = versionOf(models[k].name);
            if (sameShade && (mine < its || (mine == its && k < i))) {
                looks[i].older = true;
            }
        }
    }
    return looks;
}

QColor ModelColours::fill(const Look &look, const Colours &c)
{
    if (look.kind == Look::Kind::Dimension) {
        return mixed(c.accent, c.surface, mix::dimension);
    }
    if (look.kind == Look::Kind::TokenClass) {
        const std::array classes{c.family[0], c.tokenInput, c.tokenCacheRead, c.tokenCacheWrite, c.tokenOutput};
        return classes[std::size_t(std::clamp(look.slot, 0, int(classes.size()) - 1))];
    }
    const QColor base = c.family[std::size_t(std::clamp(look.slot, 0, 8))];
    if (look.slot == 0 || look.size == Look::Size::Middle) {
        return base;
    }
    if (look.slot == 1) {
        return look.size == Look::Size::Large ? c.claudeLarge : c.claudeSmall;
    }
    return look.size == Look::Size::Large ? mixed(c.text1, base, mix::larger) : mixed(c.surface, base, mix::smaller);
}

std::optional<QColor> ModelColours::edge(const Look &look, const Colours &c)
{
    if (look.kind == Look::Kind::Dimension || look.slot == 0) {
        return std::nullopt;
    }
    const bool dark = c.text1.lightnessF() > c.surface.lightnessF();
    const QColor base = fill(look, c);
    const bool small = look.kind == Look::Kind::Family && look.size == Look::Size::Small;
    if (!small && contrast(base, c.surface) >= least::mark) {
        return std::nullopt;
    }
    const QColor towards{dark ? Qt::white : Qt::black};
    double part = dark ? mix::lighterEdge : mix::darkerEdge;
    while (contrast(mixed(towards, base, part), c.surface) < least::mark) {
        part += mix::edgeStep;
    }
    return mixed(towards, base, part);
}

} // namespace tokenmeter
