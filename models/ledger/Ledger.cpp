// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/Ledger.h"

#include <QThreadPool>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <vector>

namespace tokenmeter
{

struct ReadTicket::State
{
    std::mutex mutex;
    bool cancelled = false;
    LedgerReader *reader = nullptr; ///< while it runs
};

ReadTicket::ReadTicket() : m_state{std::make_shared<State>()} {}

void ReadTicket::cancel()
{
    const std::lock_guard lock{m_state->mutex};
    m_state->cancelled = true;
    if (m_state->reader != nullptr) {
        m_state->reader->interrupt();
    }
}

bool ReadTicket::isCancelled() const
{
    const std::lock_guard lock{m_state->mutex};
    return m_state->cancelled;
}

struct Ledger::Private
{
    explicit Private(Options opts) : options{std::move(opts)}
    {
        writing.setMaxThreadCount(1);
        reading.setMaxThreadCount(std::max(1, options.readers));
    }

    Result<std::unique_ptr<LedgerReader>> takeReader()
    {
        {
            const std::lock_guard lock{mutex};
            if (!idle.empty()) {
                std::unique_ptr<LedgerReader> reader = std::move(idle.back());
                idle.pop_back();
                return reader;
            }
        }
        return LedgerReader::open(options.path);
    }

    Options options;
    std::atomic<bool> closing = false;
    std::mutex mutex; ///< of the lists below
    std::vector<std::unique_ptr<LedgerReader>> idle;
    std::vector<ReadTicket> running;
    std::unique_ptr<LedgerWriter> writer; ///< of the writing thread
    QThreadPool reading;
    QThreadPool writing;
};

Ledger::Ledger(Options options) : d{std::make_unique<Private>(std::move(options))} {}

Ledger::~Ledger()
{
    d->closing = true;
    {
        const std::lock_guard lock{d->mutex};
        for (ReadTicket &ticket : d->running) {
            ticket.cancel();
        }
    }
    d->reading.waitForDone();
    d->writing.waitForDone();
}

const std::string &Ledger::path() const
{
    return d->options.path;
}

void Ledger::runReader(std::function<void(Result<LedgerReader *>)> job, ReadTicket ticket)
{
    d->reading.start([this, job = std::move(job), ticket = std::move(ticket)]() mutable {
        if (d->closing || ticket.isCancelled()) {
            job(Problem{.cause = Cause::Cancelled});
            return;
        }
        Result<std::unique_ptr<LedgerReader>> reader = d->takeReader();
        if (!reader) {
            job(reader.problem());
            return;
        }
        const auto state = ticket.m_state;
        bool cancelled = false;
        {
            const std::lock_guard lock{state->mutex};
            cancelled = state->cancelled;
            state->reader = cancelled ? nullptr : reader->get();
        }
        {
            const std::lock_guard lock{d->mutex};
            d->running.push_back(ticket);
            cancelled = cancelled || d->closing;
        }
        if (cancelled) {
            job(Problem{.cause = Cause::Cancelled});
        } else {
            job(reader->get());
        }
        {
            // From here on an interrupt would hit the next question.
            const std::lock_guard lock{state->mutex};
            state->reader = nullptr;
        }
        const std::lock_guard lock{d->mutex};
        std::erase_if(d->running, [&](const ReadTicket &other) { return other.m_state == state; });
        d->idle.push_back(std::move(*reader));
    });
}

void Ledger::runWriter(std::function<void(Result<LedgerWriter *>)> job)
{
    d->writing.start([this, job = std::move(job)]() mutable {
        if (d->closing) {
            job(Problem{.cause = Cause::Cancelled});
            return;
        }
        if (!d->writer) {
            Result<std::unique_ptr<LedgerWriter>> opened = LedgerWriter::open(d->options.path, d->options.writer);
            if (!opened) {
                job(opened.problem());
                return;
            }
            d->writer = std::move(*opened);
        }
        job(d->writer.get());
    });
}

} // namespace tokenmeter
