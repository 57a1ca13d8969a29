// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/AppRates.h"

#include "flow/RatesWanted.h"
#include "ledger/LedgerReader.h"

#include <QtConcurrent>

#include <algorithm>

namespace tokenmeter
{
namespace
{

constexpr std::chrono::milliseconds LongestNap = std::chrono::minutes{30}; ///< clocks are set, and computers sleep

QString askedKey()
{
    return QStringLiteral("rates.asked");
}

/// When this ledger's rates were last asked for with success.
std::optional<UtcTime> askedOf(const QByteArray &kept, const std::string &ledger)
{
    const std::string text = kept.toStdString();
    const std::size_t blank = text.find(' ');
    if (blank == std::string::npos || text.substr(blank + 1) != ledger) {
        return std::nullopt;
    }
    const std::optional<ParsedTime> time = parseTime(text.substr(0, blank));
    return time ? std::optional{time->time} : std::nullopt;
}

bool isPublishers(const std::string &source)
{
    const std::vector<RatePublisher> all = ratePublishers();
    return std::any_of(all.begin(), all.end(), [&](const RatePublisher &each) { return each.name == source; });
}

std::optional<RateServices::Newest> newestOf(const std::string &ledger)
{
    const Result<std::unique_ptr<LedgerReader>> reader = LedgerReader::open(ledger);
    const Result<std::vector<ExchangeRate>> rates
        = reader ? (*reader)->exchangeRates() : Result<std::vector<ExchangeRate>>{reader.problem()};
    std::optional<RateServices::Newest> newest;
    if (rates) {
        for (const ExchangeRate &rate : *rates) { // ascending by day
            if (isPublishers(rate.source)) {
                newest = {.day = rate.day, .source = QString::fromStdString(rate.source)};
            }
        }
    }
    return newest;
}

} // namespace

AppRates::AppRates(std::function<UtcTime()> clock, SettingsStore &store) : m_clock{std::move(clock)}, m_store{store}
{
    m_thread.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &AppRates::schedule);
}

AppRates::~AppRates()
{
    m_cancel.cancel();
    m_thread.waitForDone();
}

std::vector<std::pair<QString, QString>> AppRates::publishers() const
{
    std::vector<std::pair<QString, QString>> all;
    for (const RatePublisher &each : ratePublishers()) {
        all.emplace_back(QString::fromStdString(each.id), QString::fromStdString(each.name));
    }
    return all;
}

void AppRates::open(const QString &ledger, bool mayAsk, bool polls)
{
    m_cancel.cancel();
    m_thread.waitForDone();
    m_cancel = {};
    m_isFetching = false;
    m_ledger = ledger.toStdString();
    m_mayAsk = mayAsk && !ledger.isEmpty();
    m_polls = polls;
    m_failed.reset();
    m_failure.reset();
    m_newest.reset();
    if (!ledger.isEmpty()) {
        lookUp();
    }
    schedule();
    Q_EMIT changed();
}

void AppRates::setSettings(const Settings &settings)
{
    m_settings = settings;
    schedule();
}

void AppRates::lookUp()
{
    QtConcurrent::run(&m_thread, [ledger = m_ledger] { return newestOf(ledger); })
        .then(this, [this, ledger = m_ledger](const std::optional<Newest> &newest) {
            if (ledger == m_ledger && newest != m_newest) {
                m_newest = newest;
                Q_EMIT changed();
            }
        });
}

void AppRates::schedule()
{
    m_timer.stop();
    if (!m_mayAsk || !m_polls || !m_settings.dailyRates || m_isFetching) {
        return;
    }
    const UtcTime now = m_clock();
    const UtcTime next = nextRatesTime(askedOf(m_store.value(askedKey()), m_ledger), m_failed, now);
    if (next <= now) {
        fetchNow();
        return;
    }
    m_timer.start(std::min(LongestNap, std::chrono::duration_cast<std::chrono::milliseconds>(next - now)));
}

void AppRates::fetchNow()
{
    if (!m_mayAsk || m_isFetching) {
        return;
    }
    m_isFetching = true;
    m_failure.reset();
    RatesQuestion question{.publisher = m_settings.ratePublisher.toStdString(), .base = m_base};
    question.currencies = {Currency{"USD"}, Currency{m_settings.currency.toStdString()}};
    question.currencies.erase(Currency{});
    QtConcurrent::run(&m_thread, [ledger = m_ledger, question, now = m_clock(), cancel = m_cancel] {
        return fetchRates(ledger, question, now, {}, cancel);
    }).then(this, [this, ledger = m_ledger](const Result<FetchedRates> &answer) {
        if (ledger == m_ledger) {
            fetched(answer);
        }
    });
    Q_EMIT changed();
}

void AppRates::fetched(const Result<FetchedRates> &answer)
{
    m_isFetching = false;
    if (answer) {
        m_failed.reset();
        m_store.setValue(askedKey(), QByteArray::fromStdString(toRfc3339(m_clock()) + ' ' + m_ledger));
        lookUp();
        if (answer->stored.added + answer->stored.corrected > 0) {
            Q_EMIT stored();
        }
    } else if (answer.problem().cause != Cause::Cancelled) {
        m_failed = m_clock();
        m_failure = answer.problem();
    }
    schedule();
    Q_EMIT changed();
}

} // namespace tokenmeter
