// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QFutureWatcher>

#include "core/Result.h"

#include <utility>

namespace tokenmeter
{

/// Hands the answer of a question to `handler` (Result<T>) on the thread of `context`, never before this returns. A
/// cancelled question answers Cause::Cancelled, so that whoever waits always learns of the end.
template <class T, class Handler>
void whenAnswered(QObject *context, const QFuture<Result<T>> &future, Handler handler)
{
    auto *watcher = new QFutureWatcher<Result<T>>{context};
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, handler = std::move(handler)]() mutable {
        watcher->deleteLater();
        if (watcher->future().resultCount() > 0) {
            handler(watcher->future().result());
        } else {
            handler(Result<T>{Problem{.cause = Cause::Cancelled}});
        }
    });
    watcher->setFuture(future);
}

} // namespace tokenmeter
