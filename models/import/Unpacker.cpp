// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/Unpacker.h"

#include <algorithm>
#include <array>
#include <utility>

#include <zlib.h>
#include <zstd.h>

namespace tokenmeter
{
namespace
{

constexpr std::size_t PackedBlock = 64U << 10;
constexpr int ZstdWindowLog = 27; // 128 MiB, which is what zstd itself takes unless told otherwise

/// The packed bytes, block by block.
class PackedBytes
{
public:
    explicit PackedBytes(Unpacker::ReadPacked read) : m_read{std::move(read)} {}

    /// False on an error of the file. At its end there are simply no more.
    bool fill()
    {
        if (m_begin < m_end) {
            return true;
        }
        const std::int64_t got = m_read(m_offset, m_block.data(), m_block.size());
        m_begin = 0;
        m_end = std::size_t(std::max<std::int64_t>(got, 0));
        m_offset += std::int64_t(m_end);
        return got >= 0;
    }
    char *data() { return m_block.data() + m_begin; }
    std::size_t size() const { return m_end - m_begin; }
    void take(std::size_t count) { m_begin += count; }
    std::int64_t consumed() const { return m_offset - std::int64_t(size()); }

private:
    Unpacker::ReadPacked m_read;
    std::array<char, PackedBlock> m_block{};
    std::size_t m_begin = 0;
    std::size_t m_end = 0;
    std::int64_t m_offset = 0;
};

class GzipUnpacker final : public Unpacker
{
public:
    GzipUnpacker(ReadPacked read, const UnpackLimits &limits) : m_packed{std::move(read)}, m_limits{limits}
    {
        constexpr int GzipOnly = 15 + 16;
        m_isGood = ::inflateInit2(&m_stream, GzipOnly) == Z_OK;
    }
    ~GzipUnpacker() override { ::inflateEnd(&m_stream); }
    GzipUnpacker(const GzipUnpacker &) = delete;
    GzipUnpacker &operator=(const GzipUnpacker &) = delete;

    std::int64_t read(char *to, std::size_t size) override
    {
        if (!m_isGood) {
            return fail(Cause::PackedDamaged);
        }
        std::size_t filled = 0;
        while (filled < size && !m_isAtEnd) {
            if (!m_packed.fill()) {
                return -1;
            }
            if (m_packed.size() == 0) {
                m_isAtEnd = !m_isInMember;
                if (m_isAtEnd) {
                    break;
                }
                return filled > 0 ? given(filled) : fail(Cause::PackedDamaged); // the file ends in the middle
            }
            if (!m_isInMember && !startMember()) {
                return filled > 0 ? given(filled) : fail(Cause::PackedDamaged);
            }
            if (m_isAtEnd) {
                break;
            }
            m_stream.next_in = reinterpret_cast<Bytef *>(m_packed.data());
            m_stream.avail_in = uInt(m_packed.size());
            m_stream.next_out = reinterpret_cast<Bytef *>(to + filled);
            m_stream.avail_out = uInt(std::min<std::size_t>(size - filled, 1U << 30));
            const std::size_t room = m_stream.avail_out;
            const int result = ::inflate(&m_stream, Z_NO_FLUSH);
            m_packed.take(m_packed.size() - m_stream.avail_in);
            filled += room - m_stream.avail_out;
            if (result == Z_STREAM_END) {
                m_isInMember = false;
            } else if (result != Z_OK && result != Z_BUF_ERROR) {
                m_isGood = false;
                return filled > 0 ? given(filled) : fail(Cause::PackedDamaged);
            }
        }
        return given(filled);
    }

private:
    std::int64_t given(std::size_t filled)
    {
        return isWithin(m_limits, std::int64_t(filled), m_packed.consumed()) ? std::int64_t(filled) : -1;
    }
    /// Behind a member comes another one, or zeros that fill a block, which gzip passes over as well.
    bool startMember()
    {
        if (m_members > 0) {
            while (m_packed.size() > 0 && *m_packed.data() == '\0') {
                m_packed.take(1);
                m_isPadding = true;
            }
            if (m_packed.size() == 0) {
                return true; // the loop asks for more and finds the end
            }
            if (m_isPadding || ::inflateReset(&m_stream) != Z_OK) {
                m_isGood = false;
                return false;
            }
        }
        ++m_members;
        m_isInMember = true;
        return true;
    }

    PackedBytes m_packed;
    UnpackLimits m_limits;
    z_stream m_stream{};
    std::int64_t m_members = 0;
    bool m_isGood = false;
    bool m_isInMember = false;
    bool m_isPadding = false;
    bool m_isAtEnd = false;
};

class ZstdUnpacker final : public Unpacker
{
public:
    ZstdUnpacker(ReadPacked read, const UnpackLimits &limits) : m_packed{std::move(read)}, m_limits{limits}, m_stream{ZSTD_createDCtx()}
    {
        m_isGood = m_stream != nullptr && !ZSTD_isError(ZSTD_DCtx_setParameter(m_stream, ZSTD_d_windowLogMax, ZstdWindowLog));
    }
    ~ZstdUnpacker() override { ZSTD_freeDCtx(m_stream); }
    ZstdUnpacker(const ZstdUnpacker &) = delete;
    ZstdUnpacker &operator=(const ZstdUnpacker &) = delete;

    std::int64_t read(char *to, std::size_t size) override
    {
        if (!m_isGood) {
            return fail(Cause::PackedDamaged);
        }
        ZSTD_outBuffer out{to, size, 0};
        while (out.pos < size) {
            if (!m_packed.fill()) {
                return -1;
            }
            if (m_packed.size() == 0 && !m_isInFrame) {
                break;
            }
            ZSTD_inBuffer in{m_packed.data(), m_packed.size(), 0};
            const bool isLast = in.size == 0;
            const std::size_t before = out.pos;
            const std::size_t left = ZSTD_decompressStream(m_stream, &out, &in);
            m_packed.take(in.pos);
            if (ZSTD_isError(left) != 0 || (isLast && out.pos == before)) {
                m_isGood = false;
                return out.pos > 0 ? given(out.pos) : fail(Cause::PackedDamaged);
            }
            m_isInFrame = left != 0;
        }
        return given(out.pos);
    }

private:
    std::int64_t given(std::size_t filled)
    {
        return isWithin(m_limits, std::int64_t(filled), m_packed.consumed()) ? std::int64_t(filled) : -1;
    }

    PackedBytes m_packed;
    UnpackLimits m_limits;
    ZSTD_DCtx *m_stream;
    bool m_isGood = false;
    bool m_isInFrame = false;
};

} // namespace

bool Unpacker::isWithin(const UnpackLimits &limits, std::int64_t unpacked, std::int64_t packed)
{
    m_unpacked += unpacked;
    const bool isBomb = m_unpacked > limits.free && m_unpacked / limits.ratio > packed;
    if (isBomb || m_unpacked > limits.most) {
        fail(Cause::PackedTooLarge);
    }
    return !m_failure;
}

Packing packingOf(std::string_view head)
{
    if (head.starts_with("\x1f\x8b\x08")) {
        return Packing::Gzip;
    }
    if (head.starts_with("\x28\xb5\x2f\xfd")) {
        return Packing::Zstd;
    }
    if (head.starts_with("PK\x03\x04") || head.starts_with(std::string_view{"PK\x05\x06", 4})) {
        return Packing::Zip;
    }
    return Packing::None;
}

std::string_view nameOf(Packing packing)
{
    switch (packing) {
    case Packing::Gzip: return "gzip";
    case Packing::Zstd: return "zstd";
    case Packing::Zip: return "zip";
    case Packing::None: break;
    }
    return "";
}

std::unique_ptr<Unpacker> makeUnpacker(Packing packing, Unpacker::ReadPacked read, const UnpackLimits &limits)
{
    if (packing == Packing::Zstd) {
        return std::make_unique<ZstdUnpacker>(std::move(read), limits);
    }
    return std::make_unique<GzipUnpacker>(std::move(read), limits);
}

} // namespace tokenmeter
