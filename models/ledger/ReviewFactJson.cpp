// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/ReviewFactJson.h"

#include "core/Decimal.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace tokenmeter
{
namespace
{

QString textOf(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), qsizetype(utf8.size()));
}

QJsonObject jsonOf(const ReviewNote &note)
{
    return {{QStringLiteral("period"), textOf(toText(note.period))}, {QStringLiteral("markdown"), textOf(note.markdown)}};
}

QJsonObject jsonOf(const WorkOutcome &outcome)
{
    QJsonObject json{{QStringLiteral("period"), textOf(toText(outcome.period))},
                     {QStringLiteral("project"), textOf(outcome.project)},
                     {QStringLiteral("kind"), textOf(outcome.kind)},
                     {QStringLiteral("quantity"), textOf(formatDecimal(outcome.quantity, WorkOutcome::QuantityScale))},
                     {QStringLiteral("text"), textOf(outcome.text)}};
    if (outcome.money) {
        json.insert(QStringLiteral("amount"), textOf(outcome.money->toDecimalText()));
        json.insert(QStringLiteral("currency"), textOf(outcome.money->currency().code()));
    }
    return json;
}

QJsonObject jsonOf(const Annotation &annotation)
{
    QJsonObject json{{QStringLiteral("day"), textOf(toIso(annotation.day))},
                     {QStringLiteral("kind"), textOf(toText(annotation.kind))},
                     {QStringLiteral("text"), textOf(annotation.text)}};
    if (annotation.moment) {
        json.insert(QStringLiteral("moment_ms"), qint64(msOf(*annotation.moment)));
    }
    return json;
}

/// Reads keys of one object and remembers the first that is damaged.
class Fields
{
public:
    explicit Fields(QJsonObject json) : m_json{std::move(json)} {}

    std::string string(const char *key) const { return m_json.value(QLatin1String(key)).toString().toStdString(); }
    bool has(const char *key) const { return m_json.contains(QLatin1String(key)); }
    std::int64_t integer(const char *key) const { return m_json.value(QLatin1String(key)).toInteger(); }
    template <typename T>
    T must(const char *key, const std::optional<T> &value)
    {
        m_damaged = value || !m_damaged.empty() ? m_damaged : key;
        return value.value_or(T{});
    }
    Result<ReviewFactBody> done(ReviewFactBody what) const
    {
        return m_damaged.empty() ? Result<ReviewFactBody>{std::move(what)} : Problem{.cause = Cause::BadArgument, .args = {"review", m_damaged}};
    }

private:
    QJsonObject m_json;
    std::string m_damaged;
};

} // namespace

ReviewFactKind kindOf(const ReviewFactBody &what)
{
    return std::holds_alternative<ReviewNote>(what) ? ReviewFactKind::Note
        : std::holds_alternative<WorkOutcome>(what)     ? ReviewFactKind::Outcome
                                                    : ReviewFactKind::Annotation;
}

std::string reviewFactText(const ReviewFactBody &what)
{
    const QJsonObject json = std::visit([](const auto &one) { return jsonOf(one); }, what);
    return QJsonDocument{json}.toJson(QJsonDocument::Compact).toStdString();
}

Result<ReviewFactBody> readReviewFactText(ReviewFactKind kind, std::string_view text)
{
    Fields fields{QJsonDocument::fromJson(QByteArray{text.data(), qsizetype(text.size())}).object()};
    switch (kind) {
    case ReviewFactKind::Note:
        return fields.done(ReviewNote{.period = fields.must("period", parseNamedPeriod(fields.string("period"))), .markdown = fields.string("markdown")});
    case ReviewFactKind::Outcome: {
        WorkOutcome outcome{.period = fields.must("period", parseNamedPeriod(fields.string("period"))),
                        .project = fields.string("project"),
                        .kind = fields.string("kind"),
                        .quantity = fields.must("quantity", parseDecimal(fields.string("quantity"), WorkOutcome::QuantityScale)),
                        .text = fields.string("text")};
        if (fields.has("amount")) {
            outcome.money = Money::fromAtto(fields.must("amount", parseDecimal(fields.string("amount"), MoneyScale)), Currency{fields.string("currency")});
        }
        return fields.done(std::move(outcome));
    }
    case ReviewFactKind::Annotation: {
        Annotation annotation{.day = fields.must("day", parseDay(fields.string("day"))),
                              .kind = fields.must("kind", parseAnnotationKind(fields.string("kind"))),
                              .text = fields.string("text")};
        if (fields.has("moment_ms")) {
            annotation.moment = utcFromMs(fields.integer("moment_ms"));
        }
        return fields.done(std::move(annotation));
    }
    }
    return Problem{.cause = Cause::BadArgument, .args = {"review", "kind"}};
}

} // namespace tokenmeter
