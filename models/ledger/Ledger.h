// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QPromise>

#include "ledger/LedgerReader.h"
#include "ledger/LedgerWriter.h"

#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace tokenmeter
{

/// Lets the one who asked take a question back: a newer query supersedes an older one. Cheap to copy; all copies are one.
class ReadTicket
{
public:
    ReadTicket();
    /// Before the read runs: it never does. While it runs: it is interrupted. Afterwards: nothing. Answers Cancelled.
    void cancel();
    bool isCancelled() const;

private:
    friend class Ledger;
    struct State;
    std::shared_ptr<State> m_state;
};

/// The ledger for programs with a window: nothing here waits. One thread writes, a few read, each with a connection of its
/// own that is opened by the first who needs it. All functions may be called from any thread.
class Ledger
{
public:
    struct Options
    {
        std::string path{};
        LedgerWriter::Options writer{};
        int readers = 2;
    };
    explicit Ledger(Options options);
    /// Interrupts reads, lets the write that runs finish, drops what waits (Cancelled).
    ~Ledger();
    Ledger(const Ledger &) = delete;
    Ledger &operator=(const Ledger &) = delete;

    const std::string &path() const;

    /// @param body Result<T>(LedgerReader &), on a thread of its own. Must not keep the reader.
    template <class Body>
    auto read(Body body, ReadTicket ticket = {}) -> QFuture<std::invoke_result_t<Body, LedgerReader &>>
    {
        using Answer = std::invoke_result_t<Body, LedgerReader &>;
        auto promise = std::make_shared<QPromise<Answer>>();
        promise->start();
        runReader(
            [promise, body = std::move(body)](Result<LedgerReader *> reader) mutable {
                promise->addResult(reader ? body(**reader) : Answer{reader.problem()});
                promise->finish();
            },
            std::move(ticket));
        return promise->future();
    }

    /// @param body Result<T>(LedgerWriter &), on the thread that writes, in the order of the calls.
    template <class Body>
    auto write(Body body) -> QFuture<std::invoke_result_t<Body, LedgerWriter &>>
    {
        using Answer = std::invoke_result_t<Body, LedgerWriter &>;
        auto promise = std::make_shared<QPromise<Answer>>();
        promise->start();
        runWriter([promise, body = std::move(body)](Result<LedgerWriter *> writer) mutable {
            promise->addResult(writer ? body(**writer) : Answer{writer.problem()});
            promise->finish();
        });
        return promise->future();
    }

private:
    void runReader(std::function<void(Result<LedgerReader *>)> job, ReadTicket ticket);
    void runWriter(std::function<void(Result<LedgerWriter *>)> job);
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace tokenmeter
