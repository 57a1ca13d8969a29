// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "window/AppPrices.h"

#include "LedgerAccess.h"
#include "ProposalOutput.h"
#include "flow/Pricing.h"

#include <QFile>
#include <QFileInfo>
#include <QtConcurrent>

namespace tokenmeter
{
namespace
{

constexpr qint64 LargestCatalogueFile = 64LL << 20;

} // namespace

AppPrices::AppPrices(std::function<UtcTime()> clock, Accept accept) : m_clock{std::move(clock)}, m_acceptance{std::move(accept)}
{
    m_thread.setMaxThreadCount(1);
}

AppPrices::~AppPrices()
{
    m_cancel.cancel();
    m_thread.waitForDone();
}

std::vector<std::pair<QString, QString>> AppPrices::lists() const
{
    std::vector<std::pair<QString, QString>> all;
    for (const PriceListSource &each : priceListSources()) {
        all.emplace_back(QString::fromStdString(each.id), QString::fromStdString(each.name));
    }
    return all;
}

/// Runs on the thread of lists and brings what was found back, unless another ledger is open by then.
template <class Body>
void AppPrices::run(Body body)
{
    ++m_running;
    QtConcurrent::run(&m_thread, std::move(body)).then(this, [this, ledger = m_ledger](const Result<Found> &found) {
        if (ledger != m_ledger) {
            return;
        }
        --m_running;
        if (found) {
            m_failure.reset();
            m_version = QString::fromStdString(found->version);
            m_pending = found->waiting;
            if (found->findings) {
                m_findings = found->findings;
            }
        } else if (found.problem().cause != Cause::Cancelled) {
            m_failure = found.problem();
        }
        Q_EMIT changed();
    });
    Q_EMIT changed();
}

void AppPrices::open(const QString &ledger, bool mayAsk)
{
    m_cancel.cancel();
    m_thread.waitForDone();
    m_cancel = {};
    m_running = 0;
    m_ledger = ledger.toStdString();
    m_mayAsk = mayAsk && !ledger.isEmpty();
    m_version.clear();
    m_pending.reset();
    m_findings.reset();
    m_failure.reset();
    if (!ledger.isEmpty()) {
        run([ledger = m_ledger] { return keptIn(ledger); });
    } else {
        Q_EMIT changed();
    }
}

void AppPrices::lookAgain()
{
    if (m_ledger.empty() || isBusy()) {
        return; // what runs tells it
    }
    QtConcurrent::run(&m_thread, [ledger = m_ledger] { return keptIn(ledger); }).then(this, [this, ledger = m_ledger](const Result<Found> &found) {
        // What waits was compared with the list in use: it stays only where that is the same.
        if (ledger == m_ledger && found && found->version != m_version.toStdString()) {
            m_version = QString::fromStdString(found->version);
            m_pending = found->waiting;
            Q_EMIT changed();
        }
    });
}

Result<AppPrices::Waiting> AppPrices::compared(LedgerReader &reader, const PendingPrices &pending)
{
    const Result<std::shared_ptr<const Catalogue>> current = catalogueOf(reader);
    if (!current) {
        return current.problem();
    }
    const Result<Proposal> proposal = readProposal(**current, pending.json);
    const Result<RepricePreview> preview
        = proposal ? previewOf(reader, proposal->catalogue) : Result<RepricePreview>{proposal.problem()};
    if (!preview) {
        return preview.problem();
    }
    return Waiting{.update = {.source = QString::fromStdString(pending.list),
                              .fetched = pending.fetched,
                              .current = QString::fromStdString(proposal->currentVersion),
                              .version = QString::fromStdString(proposal->version),
                              .changes = proposal->changes,
                              .preview = *preview},
                   .json = pending.json,
                   .basis = basisOf(**current)};
}

Result<AppPrices::Found> AppPrices::keptIn(const std::string &ledger)
{
    const QString path = QString::fromStdString(ledger);
    const Result<LedgerAccess> access = openForReading(path);
    const Result<std::shared_ptr<const Catalogue>> current
        = access ? catalogueOf(*access->reader) : Result<std::shared_ptr<const Catalogue>>{access.problem()};
    if (!current) {
        return current.problem();
    }
    Found found{.version = (*current)->version()};
    const std::optional<PendingPrices> pending = PriceFiles{path}.pending();
    if (pending && pending->basis == basisOf(**current)) {
        if (Result<Waiting> waiting = compared(*access->reader, *pending)) {
            waiting->isKept = true;
            found.waiting = *std::move(waiting);
        }
    }
    return found;
}

Result<AppPrices::Found> AppPrices::fetched(const std::string &ledger, const PriceListQuestion &question, UtcTime now, const CancelFlag &cancel)
{
    const Result<FetchedPrices> answer = fetchPrices(ledger, question, now, {}, cancel);
    if (!answer) {
        return answer.problem();
    }
    Result<Found> found = keptIn(ledger);
    if (found) {
        found->findings = PriceFindings{.list = QString::fromStdString(answer->list),
                                        .known = answer->merge.known,
                                        .isUnchanged = answer->isUnchanged,
                                        .guarded = answer->merge.guarded,
                                        .leftOut = std::int64_t(answer->merge.leftOut.size()),
                                        .retirements = answer->retirements};
    }
    return found;
}

Result<AppPrices::Found> AppPrices::opened(const std::string &ledger, const std::string &file, UtcTime now)
{
    QFile source{QString::fromStdString(file)};
    if (!source.open(QIODevice::ReadOnly)) {
        return Problem{.cause = source.exists() ? Cause::FileUnreadable : Cause::FileMissing,
                       .file = file,
                       .args = {source.errorString().toStdString()}};
    }
    const Result<LedgerAccess> access = openForReading(QString::fromStdString(ledger));
    const Result<std::shared_ptr<const Catalogue>> current
        = access ? catalogueOf(*access->reader) : Result<std::shared_ptr<const Catalogue>>{access.problem()};
    if (!current) {
        return current.problem();
    }
    Result<Waiting> waiting = compared(*access->reader, {.list = QFileInfo{source.fileName()}.fileName().toStdString(),
                                                         .fetched = now,
                                                         .json = source.read(LargestCatalogueFile).toStdString()});
    if (!waiting) {
        Problem problem = waiting.problem();
        problem.file = file;
        return problem;
    }
    return Found{.version = (*current)->version(), .waiting = *std::move(waiting)};
}

void AppPrices::fetch(const QString &list, bool withGuarded)
{
    if (!m_mayAsk || isBusy()) {
        return;
    }
    m_failure.reset();
    run([ledger = m_ledger, question = PriceListQuestion{.list = list.toStdString(), .withGuarded = withGuarded}, now = m_clock(),
         cancel = m_cancel] { return fetched(ledger, question, now, cancel); });
}

void AppPrices::openFile(const QString &file)
{
    if (!m_ledger.empty() && !isBusy()) {
        m_failure.reset();
        run([ledger = m_ledger, file = file.toStdString(), now = m_clock()] { return opened(ledger, file, now); });
    }
}

void AppPrices::accept()
{
    if (!m_pending || isBusy()) {
        return;
    }
    ++m_running;
    m_failure.reset();
    m_acceptance({.version = m_pending->update.version.toStdString(), .json = m_pending->json, .basis = m_pending->basis}).then(this, [this, ledger = m_ledger](const Result<std::int64_t> &moved) {
        if (ledger != m_ledger) {
            return;
        }
        --m_running;
        if (!moved) {
            m_failure = moved.problem();
            Q_EMIT changed();
            return;
        }
        const qint64 records = m_pending->update.preview.records;
        m_version = m_pending->update.version;
        if (m_pending->isKept) {
            PriceFiles{QString::fromStdString(m_ledger)}.dropPending();
        }
        m_pending.reset();
        m_findings.reset();
        Q_EMIT changed();
        Q_EMIT accepted(records);
    });
    Q_EMIT changed();
}

void AppPrices::discard()
{
    if (!m_pending || isBusy()) {
        return;
    }
    if (m_pending->isKept) {
        PriceFiles{QString::fromStdString(m_ledger)}.dropPending();
    }
    m_pending.reset();
    m_findings.reset();
    Q_EMIT changed();
}

} // namespace tokenmeter
