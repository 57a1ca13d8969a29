// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Commands.h"

#include "LedgerAccess.h"
#include "Output.h"
#include "format/ProblemText.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonObject>

namespace tokenmeter
{
namespace
{

struct BackupTexts
{
    Q_DECLARE_TR_FUNCTIONS(tokenmeter::BackupTexts)
};

} // namespace

int runBackup(const CommandContext &context, const BackupCommand &command)
{
    LedgerWriter::Options options;
    options.create = false;
    options.zone = context.zone;
    const Result<std::unique_ptr<LedgerWriter>> writer = LedgerWriter::open(context.ledger.toStdString(), options);
    if (!writer) {
        printError(ProblemText::full(writer.problem()));
        return ExitFailed;
    }
    const QString target = QDir::current().absoluteFilePath(QFile::decodeName(command.target.c_str()));
    if (const Result<Done> done = (*writer)->backup(target.toStdString()); !done) {
        printError(ProblemText::full(done.problem()));
        return ExitFailed;
    }
    if (context.json) {
        printJson({{QStringLiteral("file"), target}});
    } else {
        print(BackupTexts::tr("The ledger was copied to %1.").arg(target) + QLatin1Char('\n'));
    }
    return ExitDone;
}

} // namespace tokenmeter
