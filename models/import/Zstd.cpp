// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "import/Zstd.h"

#include <zstd.h>

#include <memory>

namespace tokenmeter
{
namespace
{

constexpr int LargestWindow = 27; ///< as a power of two

} // namespace

std::optional<std::string> unpackZstd(std::string_view packed, std::size_t most)
{
    const std::unique_ptr<ZSTD_DCtx, std::size_t (*)(ZSTD_DCtx *)> context{ZSTD_createDCtx(), ZSTD_freeDCtx};
    if (!context || ZSTD_isError(ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, LargestWindow)) != 0) {
        return std::nullopt;
    }
    std::string text;
    std::string block(ZSTD_DStreamOutSize(), '\0');
    ZSTD_inBuffer in{packed.data(), packed.size(), 0};
    std::size_t left = 1; // of the frame
    for (bool more = true; more;) {
        ZSTD_outBuffer out{block.data(), block.size(), 0};
        left = ZSTD_decompressStream(context.get(), &out, &in);
        if (ZSTD_isError(left) != 0 || text.size() + out.pos > most) {
            return std::nullopt;
        }
        text.append(block, 0, out.pos);
        more = in.pos < in.size || out.pos == block.size();
    }
    return left == 0 ? std::optional{std::move(text)} : std::nullopt;
}

} // namespace tokenmeter
