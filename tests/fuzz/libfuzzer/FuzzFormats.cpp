// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// libFuzzer over all log formats, a target a run; tests/fuzz/coverage builds and starts it.
//   TOKENMETER_FUZZ_TARGET=pi.jsonl fuzz_formats CORPUS    what libFuzzer's own options say
//   TOKENMETER_FUZZ_SEEDS=FOLDER fuzz_formats              writes FOLDER/TARGET/seed-N for all targets, and ends
#include "Mutator.h"
#include "Targets.h"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

using namespace tokenmeter::testing;

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t *data, std::size_t size, std::size_t most);

namespace
{

const FuzzTarget *target = nullptr;

void writeSeeds(const std::filesystem::path &folder)
{
    for (const FuzzTarget &each : fuzzTargets()) {
        std::filesystem::create_directories(folder / each.name);
        for (std::size_t i = 0; i < each.seeds.size(); ++i) {
            std::ofstream{folder / each.name / ("seed-" + std::to_string(i)), std::ios::binary} << each.seeds[i];
        }
        std::printf("%s\n", each.name.c_str());
    }
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int *, char ***)
{
    if (const char *const folder = std::getenv("TOKENMETER_FUZZ_SEEDS")) {
        writeSeeds(folder);
        std::exit(EXIT_SUCCESS);
    }
    const char *const name = std::getenv("TOKENMETER_FUZZ_TARGET");
    target = name == nullptr ? nullptr : fuzzTarget(name);
    if (target == nullptr) {
        std::fprintf(stderr, "TOKENMETER_FUZZ_TARGET must be one of:\n");
        for (const FuzzTarget &each : fuzzTargets()) {
            std::fprintf(stderr, "  %s\n", each.name.c_str());
        }
        std::exit(2);
    }
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static Reader reader;
    const std::string complaint = complaintAbout(reader, *target, std::string{reinterpret_cast<const char *>(data), size});
    if (!complaint.empty()) {
        std::fprintf(stderr, "%s: %s\n", target->name.c_str(), complaint.c_str());
        std::abort();
    }
    return 0;
}

/// Every other time by tokens, numbers and nesting, which keeps what was JSON, a table or a statement close to one; else by bytes, where
/// libFuzzer puts in what the code compared with.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t *data, std::size_t size, std::size_t most, unsigned seed)
{
    if (seed % 2 == 0) {
        return LLVMFuzzerMutate(data, size, most);
    }
    Mutator mutator{seed};
    const std::string damaged = mutator.damaged(std::string{reinterpret_cast<const char *>(data), size});
    const std::size_t length = std::min(damaged.size(), most);
    std::memcpy(data, damaged.data(), length);
    return length;
}
