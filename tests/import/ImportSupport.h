// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Discovery.h"
#include "import/Format.h"
#include "import/LineLoop.h"
#include "support/ReferenceLedger.h"

#include <QByteArray>
#include <QFile>
#include <QString>
#include <QTemporaryDir>

#include <string>
#include <vector>

namespace tokenmeter::testing
{

/// What reading some files gave.
struct Reading
{
    ReferenceLedger ledger{};
    std::vector<Problem> problems{};
    std::int64_t skipped = 0;
    std::int64_t duplicates = 0;
    std::int64_t batches = 0;
    std::int64_t consumed = 0;
    std::string parserState{};
    /// What the records may have been called before, each beside its record.
    std::vector<std::pair<UsageRecord, FormerIdentity>> former{};

    void take(LineBatch &&batch);
    /// "2026-10-05T09:00:03Z model input/read/5m/1h/output", one a record, with what else is not the usual.
    QStringList records() const;
    /// "BadTime@120 timestamp"
    QStringList problemTexts() const;
};

/// Reads a range of a file. Fails the program when the loop reports a problem.
void readInto(Reading &reading, const Format &format, const std::string &path, const ReadRange &range = {},
              const LineLoop::Options &options = {}, std::string relativePath = {});
/// Writes the bytes into a file and reads them.
Reading readText(const Format &format, const QByteArray &bytes, const LineLoop::Options &options = {},
                 const QString &name = QStringLiteral("log.jsonl"));
/// Reads all files of the sources.
Reading readAll(const Discovery &found);

void writeFile(const QString &path, const QByteArray &bytes);

} // namespace tokenmeter::testing
