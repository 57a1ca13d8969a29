// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/ProblemText.h"

#include "format/NumberText.h"

#include <QFileInfo>

#include <algorithm>

namespace tokenmeter
{
namespace
{

/// Names of fields and arguments come from outside; they are short, but nobody promised it.
QString shown(const std::string &text)
{
    constexpr qsizetype most = 200;
    const QString visible = visibleText(text);
    return visible.size() > most ? visible.left(most) + QChar{0x2026} : visible;
}

QString argument(const Problem &problem, std::size_t index)
{
    return index < problem.args.size() ? shown(problem.args[index]) : QString{NumberText::EnDash};
}

QString fieldOf(const Problem &problem)
{
    return problem.field.empty() ? argument(problem, 0) : shown(problem.field);
}

/// How many rows a table was refused for: one at least.
int rowsOf(const Problem &problem)
{
    bool isNumber = false;
    const int rows = QString::fromStdString(problem.field).toInt(&isNumber);
    return isNumber ? std::max(1, rows) : 1;
}

/// What kept a host from being reached, by the word of Cause::NotReached.
QString obstacle(const QString &word)
{
    if (word == QLatin1String("refused")) {
        return ProblemText::tr("nothing listens at this address");
    }
    if (word == QLatin1String("unknown host")) {
        return ProblemText::tr("there is no host of this name, or no network");
    }
    if (word == QLatin1String("closed")) {
        return ProblemText::tr("it closed the connection without an answer");
    }
    if (word == QLatin1String("offline")) {
        return ProblemText::tr("this computer has no network");
    }
    if (word == QLatin1String("proxy")) {
        return ProblemText::tr("the proxy of this computer did not let it through");
    }
    return ProblemText::tr("the network failed");
}

} // namespace

QString visibleText(const QString &text)
{
    QString result;
    result.reserve(text.size());
    for (const QChar c : text) {
        const ushort code = c.unicode();
        if (code < 0x20) {
            result += QChar{ushort(0x2400 + code)}; // the control pictures
        } else if (code == 0x7F) {
            result += QChar{0x2421};
        } else if ((code >= 0x80 && code < 0xA0) || (code >= 0x200E && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E)
                   || (code >= 0x2066 && code <= 0x2069) || code == 0x061C || code == 0xFEFF) {
            result += QChar{0xFFFD};
        } else {
            result += c;
        }
    }
    return result;
}

QString visibleText(const std::string &utf8)
{
    return visibleText(QString::fromUtf8(utf8.data(), qsizetype(utf8.size())));
}

QString ProblemText::sentence(const Problem &p, Place readIn)
{
    const bool isWindow = readIn == Place::Window;
    switch (p.cause) {
    case Cause::FileMissing:
        return tr("This file or folder does not exist. Check the path.");
    case Cause::FileUnreadable:
        return tr("This file could not be read: %1. Check its permissions, then import again.").arg(argument(p, 0));
    case Cause::NotARegularFile:
        return tr("This is not a regular file, so it was not opened. Choose a file or a folder.");
    case Cause::SymlinkOutsideRoot:
        return tr("This link leads out of its folder and was not followed. Add its target as a source of its own.");
    case Cause::UnknownFormat:
        return tr("The format of this file is not known. Choose the format by name.");
    case Cause::FileTooDeep:
        return tr("These folders are nested too deep to follow. Add the inner folder as a source.");
    case Cause::NotJson:
        return tr("A part of this line is not JSON and was skipped. Everything else was read.");
    case Cause::NotUtf8:
        return tr("This line is not UTF-8. It was counted, with the damaged characters replaced.");
    case Cause::WrongType:
        return tr("The field %1 has another type than expected. The line was skipped.").arg(fieldOf(p));
    case Cause::MissingField:
        return tr("The field %1 is missing. The line was skipped.").arg(fieldOf(p));
    case Cause::BadNumber:
        return tr("The field %1 is not a number. The line was skipped.").arg(fieldOf(p));
    case Cause::WrongTypeCounted:
        return tr("The field %1 has another type than expected. It was left out; the rest of the line was counted.").arg(fieldOf(p));
    case Cause::MissingFieldCounted:
        return tr("The field %1 is missing. The rest of the line was counted.").arg(fieldOf(p));
    case Cause::BadNumberCounted:
        return tr("The field %1 is not a number. It was left out; the rest of the line was counted.").arg(fieldOf(p));
    case Cause::NegativeCount:
        return tr("The field %1 is negative. It was read as 0.").arg(fieldOf(p));
    case Cause::CountTooLarge:
        return tr("The field %1 is larger than any request can be. It was cut to the largest count there is.").arg(fieldOf(p));
    case Cause::SubsetLargerThanTotal:
        return tr("The field %1 is larger than the total it is a part of. It was cut to the total.").arg(fieldOf(p));
    case Cause::TotalMismatch:
        return tr("The field %1 is not the sum of its parts. The parts were counted.").arg(fieldOf(p));
    case Cause::BadTime:
        return tr("The time of this line could not be read. The line was skipped.");
    case Cause::TimeTooEarly:
        return tr("The time of this line is before 2020. Check the clock of the computer that wrote it.");
    case Cause::TimeInFuture:
        return tr("The time of this line is in the future. Check the clock of the computer that wrote it.");
    case Cause::LineTooLong:
        return tr("This line is too long to read and was skipped. All other lines were read.");
    case Cause::ColumnMissing:
        return (isWindow ? tr("The column %1 is missing. Name the column in the mapping, then import again.")
                         : tr("The column %1 is missing. Name the column in the profile, then import again."))
            .arg(argument(p, 0));
    case Cause::AmbiguousSemantics:
        return (isWindow ? tr("The file does not say what its counts mean: %1. Choose it in the mapping, then import again.")
                         : tr("The file does not say what its counts mean: %1. Choose it in the profile, then import again."))
            .arg(argument(p, 0));
    case Cause::BadProfile:
        return tr("The profile cannot be used: %1. Correct this key, then import again.").arg(argument(p, 0));
    case Cause::BadQuoting:
        return tr("The quotes in this line do not match. The line was skipped.");
    case Cause::LedgerMissing:
        return tr("There is no ledger at this place yet. Import your logs to create it.");
    case Cause::LedgerUnreadable:
        return tr("The ledger could not be read: %1. Check its permissions.").arg(argument(p, 0));
    case Cause::LedgerForeign:
        return tr("This file is a database of another program. Choose another place for the ledger.");
    case Cause::LedgerNewer:
        return tr("This ledger was written by a newer Tokenmeter (version %1; this one knows %2). Update Tokenmeter to open it.")
            .arg(argument(p, 0), argument(p, 1));
    case Cause::LedgerOlder:
        return tr("This ledger was written by an older Tokenmeter (version %1; this one writes %2) and must be brought up to date, "
                  "which needs to write to it and to its folder. Allow that, or copy the ledger elsewhere and open the copy.")
            .arg(argument(p, 0), argument(p, 1));
    case Cause::SecretMissing:
        return tr("The address of %1 is not in the keyring. Remove the channel and add it again.").arg(argument(p, 0));
    case Cause::ChannelFailed:
        return tr("%1 did not take the message (%2). Check its address or command and that it can be reached, then test it again.")
            .arg(argument(p, 0), argument(p, 1));
    case Cause::KeyRefused:
        return tr("The service does not accept this key (status %1). Make a new key, and enter it for this account.").arg(argument(p, 0));
    case Cause::KeyNotAllowed:
        return tr("This key may not read this (status %1). Use a key of the kind that the account's page names, with its permission.")
            .arg(argument(p, 0));
    case Cause::SignatureRefused:
        return tr("The service refused the signature of the request (status %1). Check the secret of the key and the clock of this "
                  "computer.")
            .arg(argument(p, 0));
    case Cause::RequestRefused:
        return tr("The service refused the request (status %1). It is not asked again like this. Check the account's settings, or "
                  "update Tokenmeter.")
            .arg(argument(p, 0));
    case Cause::NotFoundThere:
        return tr("The service does not know this address or account (status %1). Check its name and the address.").arg(argument(p, 0));
    case Cause::RateLimited:
        return tr("The service asks for a pause (status %1). The figures stay as they are; it is asked again later.").arg(argument(p, 0));
    case Cause::ServiceFailed:
        return tr("The service failed or could not be reached (status %1). The figures stay as they are; it is asked again later.")
            .arg(argument(p, 0));
    case Cause::ReplyNotJson:
        return tr("The answer is not one of this service: a proxy, a log-in page or another program answered. Check the address and "
                  "the network.");
    case Cause::ReplyCutShort:
        return tr("The answer ended in the middle. The figures stay as they are; it is asked again later.");
    case Cause::ReplyTooLarge:
        return tr("The answer is larger or deeper than any real one and was not read. Check the address; choose a shorter range.");
    case Cause::ReplyUnexpected:
        return tr("The field %1 of the answer is missing or has another type than expected. Everything else was kept. If this stays, "
                  "update Tokenmeter.")
            .arg(fieldOf(p));
    case Cause::PagingBroken:
        return tr("The service tells of more pages, but the way to them ends at page %1. The figures stay as they are; it is asked "
                  "again later.")
            .arg(argument(p, 0));
    case Cause::PagingTooLong:
        return tr("There was no end after %1 pages. The figures stay as they are. Choose a shorter range.").arg(argument(p, 0));
    case Cause::DataIncomplete:
        return tr("The service cut its answer, so the totals are too low. Choose a shorter range.");
    case Cause::DataNotReady:
        return tr("The service has no data here yet, which does not mean that nothing was spent. Check that its export is switched on "
                  "and the name of the table; it is asked again later.");
    case Cause::CredentialUnusable:
        return tr("The part “%1” of the key is missing or damaged. Enter it again for this account.").arg(fieldOf(p));
    case Cause::NotReached:
        return tr("%1 could not be reached: %2. The figures stay as they are; it is asked again later.")
            .arg(argument(p, 0), obstacle(argument(p, 1)));
    case Cause::TookTooLong:
        return tr("%1 did not finish its answer within %2 seconds. The figures stay as they are; it is asked again later.")
            .arg(argument(p, 0), argument(p, 1));
    case Cause::CertificateRefused:
        return tr("%1 could not prove who it is: its certificate is not accepted. Nothing was sent. Check the address, the clock and the network.")
            .arg(argument(p, 0));
    case Cause::RedirectRefused:
        return tr("%1 wanted to send the key on to %2, which was refused. Check the address of this account.")
            .arg(argument(p, 0), argument(p, 1));
    case Cause::AddressNotAllowed:
        return tr("Nothing was sent to %1: the key would travel unencrypted. Use an address that begins with https.").arg(argument(p, 0));
    case Cause::KeyNotStored:
        return tr("No keyring of the desktop took the key of “%1”. Name an environment variable for it, or choose a file that only you can read.")
            .arg(argument(p, 0));
    case Cause::KeyMissing:
        return tr("The part “%2” of the key of “%1” is not where it should be. Enter the key again, or set its environment variable.")
            .arg(argument(p, 0), argument(p, 1));
    case Cause::FileNotWritten:
        return tr("The file could not be written: %1. Choose another place, or free some space.").arg(argument(p, 0));
    case Cause::PackedDamaged:
        return tr("The packed file (%1) is damaged, incomplete or has a password. Unpack it and import what is inside.").arg(argument(p, 0));
    case Cause::PackedTooLarge:
        return tr("The packed file (%1) holds far more than its size allows for a log. If it is real, unpack it and import what is inside.")
            .arg(argument(p, 0));
    case Cause::RowsRefused:
        if (readIn == Place::CommandLine) {
            return tr("%Ln row(s) of this file cannot be read, so it was not imported; this is the first. Correct them, or leave all of them out with "
                      "--skip-bad-rows, then import again.",
                      nullptr, rowsOf(p));
        }
        return tr("%Ln row(s) of this file cannot be read, so it was not imported; this is the first. Correct them, or leave all of them out with “Leave out what "
                  "cannot be read” in its mapping, then import again.",
                  nullptr, rowsOf(p));
    case Cause::ToldElsewhere:
        return tr("%1 was found in this file and not read: the tool's own logs tell the same usage, and both would count twice. Import those logs "
                  "instead, by their folder or with all sources.")
            .arg(fieldOf(p));
    case Cause::ToolNotNamed:
        return tr("This file does not say which tool it sums, and it may be another than Claude Code. Its days are left out where a log of any tool has the "
                  "same model on that day. To be sure, export again with: ccusage daily --json --by-agent.");
    case Cause::OtherCurrency:
        return tr("The amount in %1 is of another currency than the mapping says, and was not kept. Choose its currency in the mapping, then import again.")
            .arg(fieldOf(p));
    case Cause::LedgerCorrupt:
        return tr("The ledger is damaged: %1. Open a backup, or import your logs into a new ledger.").arg(argument(p, 0));
    case Cause::LedgerLocked:
        return tr("Another program is writing to the ledger. Try again when it has finished.");
    case Cause::LedgerReadOnly:
        return tr("The ledger cannot be written. Check the permissions of the file and its folder.");
    case Cause::DiskFull:
        return tr("The disk is full. Free some space, then import again; nothing that was read is lost.");
    case Cause::DatabaseError:
        return tr("The database reports an error: %1. Run a check of the ledger.").arg(argument(p, 0));
    case Cause::IdentityCollision:
        return tr("Two different requests have the same identity. Both files are named in the list of problems; report this.");
    case Cause::BadCatalogue:
        return tr("The price list cannot be used: %1 (%2). The prices in use stay as they are.").arg(argument(p, 0), argument(p, 1));
    case Cause::BadPrice:
        return tr("“%1” is not a price. Write a number such as 12.50.").arg(argument(p, 0));
    case Cause::UnknownModel:
        return tr("The model %1 is not in the price list. Set a price for it.").arg(argument(p, 0));
    case Cause::BadArgument:
        if (!p.args.empty() && p.args.front() == "paused source") {
            return tr("This source is paused and was not read. Resume it on the page Sources, or with: tokenmeter sources resume %1").arg(argument(p, 1));
        }
        return tr("The value %2 does not suit %1. Choose another one.").arg(argument(p, 0), argument(p, 1));
    case Cause::UnknownZone:
        return tr("The time zone %1 is not known on this computer. Choose another one.").arg(argument(p, 0));
    case Cause::NoExchangeRate:
        return tr("There is no exchange rate from %1 to %2 for %3. Enter one, or look at the currencies side by side.")
            .arg(argument(p, 0), argument(p, 1), argument(p, 2));
    case Cause::Cancelled:
        return tr("Cancelled. What was read before is kept.");
    case Cause::RecordGone:
        return tr("This record is no longer in the ledger. Look at the list again.");
    case Cause::NothingToUndo:
        return tr("There is nothing to take back.");
    }
    return {};
}

QString ProblemText::place(const Problem &problem)
{
    if (problem.file.empty()) {
        return {};
    }
    const QString name = visibleText(QFileInfo{QString::fromStdString(problem.file)}.fileName());
    if (problem.line > 0) {
        return tr("%1, line %2").arg(name, NumberText::whole(problem.line));
    }
    if (problem.offset >= 0) {
        return tr("%1, byte %2").arg(name, NumberText::whole(problem.offset));
    }
    return name;
}

QString ProblemText::full(const Problem &problem, Place readIn)
{
    const QString where = place(problem);
    return where.isEmpty() ? sentence(problem, readIn) : tr("%1: %2", "place and problem").arg(where, sentence(problem, readIn));
}

} // namespace tokenmeter
