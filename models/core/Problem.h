// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tokenmeter
{

/// What went wrong. The names are causes, not sentences: ui/format/ProblemText.cpp turns each into a translated
/// sentence that says what to do, and a test fails when one is missing there.
enum class Cause : std::uint8_t {
    // reading files
    FileMissing,
    FileUnreadable, ///< args: the system's reason
    NotARegularFile, ///< FIFO, device, socket
    SymlinkOutsideRoot,
    UnknownFormat,
    FileTooDeep, ///< a folder tree deeper than we follow
    // reading lines
    NotJson,
    NotUtf8, ///< bytes were replaced and the line was counted
    WrongType, ///< field
    MissingField, ///< field
    BadNumber, ///< field
    NegativeCount, ///< field; read as 0
    CountTooLarge, ///< field; clamped
    SubsetLargerThanTotal, ///< field; clamped
    TotalMismatch, ///< field
    BadTime, ///< field
    TimeTooEarly, ///< before 2020
    TimeInFuture, ///< more than a day ahead of the import
    LineTooLong,
    ColumnMissing, ///< args: column
    AmbiguousSemantics, ///< args: which choice the profile must make
    BadProfile, ///< args: key
    BadQuoting, ///< CSV
    // ledger
    LedgerMissing,
    LedgerUnreadable, ///< args: the system's reason
    LedgerForeign, ///< a database of another program
    LedgerNewer, ///< args: its version, the newest we know
    LedgerCorrupt, ///< args: first finding
    LedgerLocked,
    LedgerReadOnly,
    DiskFull,
    DatabaseError, ///< args: SQLite's message
    IdentityCollision,
    // prices
    BadCatalogue, ///< args: where, what
    BadPrice, ///< args: text
    UnknownModel, ///< args: name
    // general
    BadArgument, ///< args: name, value
    UnknownZone, ///< args: name
    NoExchangeRate, ///< args: from, to, day
    Cancelled,
    // from here on in the order they came: causes are stored by number, so never insert above
    RecordGone, ///< a record that was asked for by number is no longer there
    NothingToUndo,
    LedgerOlder, ///< args: its version, the newest we know
    SecretMissing, ///< args: name of the channel
    ChannelFailed, ///< args: name of the channel, what it answered (notify/channels/Sender.h)
    // replies of billing interfaces; args of the first seven: the status
    KeyRefused,       ///< wrong, revoked or expired
    KeyNotAllowed,    ///< of the wrong kind, or a permission is missing
    SignatureRefused, ///< wrong secret, or a clock that is wrong
    RequestRefused,   ///< asking again unchanged is no use
    NotFoundThere,    ///< wrong address, account or project
    RateLimited,
    ServiceFailed,
    ReplyNotJson,
    ReplyCutShort,
    ReplyTooLarge,      ///< more bytes, values or depth than any real one
    ReplyUnexpected,    ///< field: missing or of another type; the rest was kept
    PagingBroken,       ///< the reply tells of more pages but not where, or leads back; args: page
    PagingTooLong,      ///< args: pages read
    DataIncomplete,     ///< the service cut its answer
    DataNotReady,       ///< nothing is there yet, which does not mean that nothing was spent
    CredentialUnusable, ///< field: which part of the key
    // polling; hosts are names with their ports, nothing else of an address
    NotReached,         ///< args: host, what was in the way (sync/HttpClient.h)
    TookTooLong,        ///< args: host, seconds
    CertificateRefused, ///< args: host
    RedirectRefused,    ///< args: host that sent us on, host it leads to
    AddressNotAllowed,  ///< neither HTTPS nor this computer nor a host the user named; args: host
    KeyNotStored,       ///< no keyring took it; args: account's name
    KeyMissing,         ///< args: account's name, field
    FileNotWritten, ///< a file that the user wanted; args: the system's reason
    PackedDamaged,  ///< a packed file that ends too early, is torn or has a password; args: how it is packed
    PackedTooLarge, ///< a packed file holds more than any real log, or far more than its size; args: how it is packed
    RowsRefused,    ///< of a file with rows that cannot be read nothing was taken; field: how many; the place is that of the first
    ToldElsewhere,  ///< what a tool told beside its own logs, which tell the same usage: not read; field: its name
    ToolNotNamed,   ///< sums of another program that do not say of which tool, and are hardly of the one that is usually meant
    // what a field lacked in a line that was counted all the same
    WrongTypeCounted,    ///< field; left out
    MissingFieldCounted, ///< field
    BadNumberCounted,    ///< field; left out
    OtherCurrency,  ///< an amount of another currency than its mapping says, which is not kept; field
};

/// A cause with its place. Never holds content of a log: names, places and numbers only.
struct Problem
{
    Cause cause = Cause::Cancelled;
    std::string file{};       ///< path; empty when not about a file
    std::int64_t offset = -1; ///< byte where the line, or the element of a document, starts; -1 when not about one
    std::int64_t line = 0;    ///< 1-based; 0 = not counted yet (counted when shown)
    std::string field{};      ///< dotted path of the field or the column's name
    std::vector<std::string> args{};

    friend bool operator==(const Problem &, const Problem &) = default;
};

} // namespace tokenmeter
