// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "LedgerAccess.h"

namespace tokenmeter
{
namespace
{

Result<LedgerAccess> withReader(LedgerAccess access, const std::string &path)
{
    Result<std::unique_ptr<LedgerReader>> reader = LedgerReader::open(path);
    if (!reader) {
        return reader.problem();
    }
    access.reader = *std::move(reader);
    return access;
}

Result<LedgerAccess> withPricer(LedgerAccess access)
{
    Result<std::unique_ptr<Pricer>> pricer = pricerOf(*access.reader);
    if (!pricer) {
        return pricer.problem();
    }
    access.pricer = *std::move(pricer);
    return access;
}

} // namespace

Result<LedgerAccess> openForWriting(const QString &path, const Zone &zone, UtcTime now, int busyTimeoutMs)
{
    LedgerWriter::Options options;
    options.zone = zone;
    options.busyTimeoutMs = busyTimeoutMs;
    Result<std::unique_ptr<LedgerWriter>> writer = LedgerWriter::open(path.toStdString(), options);
    if (!writer) {
        return writer.problem();
    }
    LedgerAccess access;
    access.writer = *std::move(writer);
    Result<LedgerAccess> both = withReader(std::move(access), path.toStdString());
    if (!both) {
        return both;
    }
    if (Result<Done> adopted = adoptCatalogue(*both->writer, *both->reader, now); !adopted) {
        return adopted.problem();
    }
    return withPricer(*std::move(both));
}

Result<LedgerAccess> openForReading(const QString &path)
{
    Result<LedgerAccess> access = withReader({}, path.toStdString());
    if (!access && access.problem().cause == Cause::LedgerOlder) {
        LedgerWriter::Options options;
        options.create = false;
        if (LedgerWriter::open(path.toStdString(), options)) { // migrates it, and leaves a copy
            access = withReader({}, path.toStdString());
        }
    }
    if (!access) {
        return access;
    }
    return withPricer(*std::move(access));
}

} // namespace tokenmeter
