// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "PackSupport.h"

#include <QFile>

#include <zip.h>
#include <zlib.h>
#include <zstd.h>

namespace tokenmeter::testing
{

QByteArray gzipped(const QByteArray &text)
{
    z_stream stream{};
    constexpr int Gzip = 15 + 16;
    if (::deflateInit2(&stream, 6, Z_DEFLATED, Gzip, 8, Z_DEFAULT_STRATEGY) != Z_OK) {
        qFatal("zlib");
    }
    QByteArray out(qsizetype(::deflateBound(&stream, uLong(text.size()))) + 64, '\0');
    QByteArray in = text;
    stream.next_in = reinterpret_cast<Bytef *>(in.data());
    stream.avail_in = uInt(in.size());
    stream.next_out = reinterpret_cast<Bytef *>(out.data());
    stream.avail_out = uInt(out.size());
    if (::deflate(&stream, Z_FINISH) != Z_STREAM_END) {
        qFatal("zlib");
    }
    out.resize(qsizetype(stream.total_out));
    ::deflateEnd(&stream);
    return out;
}

QByteArray zstdPacked(const QByteArray &text)
{
    ZSTD_CCtx *context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    QByteArray out(qsizetype(ZSTD_compressBound(std::size_t(text.size()))), '\0');
    const std::size_t size = ZSTD_compress2(context, out.data(), std::size_t(out.size()), text.constData(), std::size_t(text.size()));
    ZSTD_freeCCtx(context);
    if (ZSTD_isError(size) != 0) {
        qFatal("zstd");
    }
    out.resize(qsizetype(size));
    return out;
}

bool writeZip(const QString &path, const QList<std::pair<QByteArray, QByteArray>> &files)
{
    int error = 0;
    zip_t *archive = ::zip_open(QFile::encodeName(path).constData(), ZIP_CREATE | ZIP_TRUNCATE, &error);
    if (archive == nullptr) {
        return false;
    }
    for (const auto &[name, text] : files) { // the texts live until the archive is closed
        zip_source_t *source = ::zip_source_buffer(archive, text.constData(), zip_uint64_t(text.size()), 0);
        if (source == nullptr || ::zip_file_add(archive, name.constData(), source, ZIP_FL_OVERWRITE) < 0) {
            ::zip_discard(archive);
            return false;
        }
    }
    return ::zip_close(archive) == 0;
}

} // namespace tokenmeter::testing
