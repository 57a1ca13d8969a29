// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/CalculatorText.h"

#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "format/TokenText.h"

#include <algorithm>

namespace tokenmeter
{

QString CalculatorText::name(const ReplayModel &model)
{
    const QString shown = visibleText(model.displayName.empty() ? model.id : model.displayName);
    return model.provider.empty() ? shown : shown + QStringLiteral(" (") + visibleText(model.provider) + QLatin1Char(')');
}

QString CalculatorText::reason(const CalculatedModel &model)
{
    switch (model.answer) {
    case CalculatedModel::Answer::Cost: return {};
    case CalculatedModel::Answer::NoPrice: return tr("no price");
    case CalculatedModel::Answer::TooSmall: return tr("context of %1 is too small").arg(TokenText::exact(model.contextWindow));
    case CalculatedModel::Answer::Modality: return tr("takes no audio or images");
    }
    return {};
}

QStringList CalculatorText::notes(const CalculatedModel &model, const CalculatorQuestion &question)
{
    QStringList notes;
    if (model.answer != CalculatedModel::Answer::Cost) {
        return notes;
    }
    if (model.losesBatch) {
        notes << tr("no batch price: standard");
    }
    if (model.losesCache) {
        notes << (model.cache == CacheKind::None ? tr("no cache: all plain input") : tr("prompts under %1 tokens are not cached").arg(TokenText::exact(UsualMinCacheable)));
    } else if (question.cacheShare && question.cacheShare->num > 0 && model.cache == CacheKind::Explicit) {
        notes << tr("writing the cache is not counted");
    }
    if (model.freeRequests > 0) {
        notes << tr("free: %1").arg(TokenText::requests(model.freeRequests));
    }
    if (model.contextWindow == 0) {
        notes << tr("context not known, not checked");
    }
    return notes;
}

QString CalculatorText::tokens(const TokenBand &band)
{
    if (band.isExact()) {
        return TokenText::tokens(band.central);
    }
    return tr("about %1, %2 to %3").arg(TokenText::tokens(band.central), TokenText::exact(band.low), TokenText::exact(band.high));
}

QString CalculatorText::pasted(const PastedText &pasted)
{
    switch (pasted.kind) {
    case PastedText::Kind::Nothing: return {};
    case PastedText::Kind::Text:
    case PastedText::Kind::Unreadable: {
        QStringList parts{tr("Estimate: %1.").arg(tokens(pasted.tokens))};
        if (pasted.kind == PastedText::Kind::Unreadable) {
            parts << tr("It looks like an answer of an API, but its counts could not be read: it counts as text.");
        }
        if (pasted.classes.damaged > 0) {
            parts << tr("It holds bytes that are no text.");
        }
        if (pasted.classes.isCut) {
            parts << tr("Only its first %1 MB were counted.").arg(NumberText::whole(Int128{MostTextBytes >> 20U}));
        }
        return parts.join(QLatin1Char(' '));
    }
    case PastedText::Kind::Response: break;
    }
    const std::int64_t sent = pasted.counts.prompt() + pasted.rare.prompt();
    const std::int64_t answered = pasted.counts.output + pasted.rare.outputAudio + pasted.rare.outputImage;
    const QString counts = tr("%1 sent, %2 answered", "counts of tokens").arg(TokenText::tokens(sent), TokenText::exact(answered));
    if (pasted.responses > 1) {
        return tr("Mean of %1 answers: %2.").arg(NumberText::whole(pasted.responses), counts);
    }
    return pasted.model.key.empty() ? tr("Exact counts of an answer: %1.").arg(counts) : tr("Exact counts of %1: %2.").arg(name(pasted.model), counts);
}

QString CalculatorText::percent(std::int64_t hundredths)
{
    const int places = hundredths % 100 == 0 ? 0 : hundredths % 10 == 0 ? 1 : 2;
    return NumberText::decimal(Int128{hundredths}, 2, places) + NumberText::Nbsp + QLatin1Char('%');
}

} // namespace tokenmeter
