// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
//
// log_writer: writes logs as the tools do, in a process of its own.
//   append FILE    what comes in, in two halves
//   rewrite FILE   the file anew, in its place
//   replace FILE   into a file beside it, which then takes its name
//   database FILE  runs each line that comes in as SQL and answers "done"; holds the database open until the input ends
#include <sqlite3.h>

#include <fcntl.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>

namespace
{

bool write(const std::string &path, int flags, std::string_view content)
{
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | flags, 0600);
    const std::size_t half = content.size() / 2;
    bool ok = file >= 0;
    for (const std::string_view part : {content.substr(0, half), content.substr(half)}) {
        ok = ok && ::write(file, part.data(), part.size()) == ssize_t(part.size());
    }
    return file >= 0 && ::close(file) == 0 && ok;
}

bool runStatements(const std::string &path)
{
    sqlite3 *handle = nullptr;
    bool ok = sqlite3_open(path.c_str(), &handle) == SQLITE_OK;
    sqlite3_busy_timeout(handle, 0); // nobody who reads it may make it wait
    for (std::string line; ok && std::getline(std::cin, line);) {
        ok = sqlite3_exec(handle, line.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
        if (!ok) {
            std::fprintf(stderr, "%s: %s\n", line.substr(0, 80).c_str(), sqlite3_errmsg(handle));
        }
        std::cout << (ok ? "done" : "failed") << std::endl;
    }
    sqlite3_close(handle);
    return ok;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3) {
        std::fputs("usage: log_writer append|rewrite|replace|database FILE\n", stderr);
        return 2;
    }
    const std::string_view how = argv[1];
    const std::string path = argv[2];
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::path{path}.parent_path(), error);
    if (how == "database") {
        return runStatements(path) ? 0 : 1;
    }
    const std::string content{std::istreambuf_iterator<char>{std::cin}, {}};
    bool ok = false;
    if (how == "append") {
        ok = write(path, O_APPEND, content);
    } else if (how == "rewrite") {
        ok = write(path, O_TRUNC, content);
    } else if (how == "replace") {
        ok = write(path + ".new", O_TRUNC, content);
        std::filesystem::rename(path + ".new", path, error);
    }
    return ok && !error ? 0 : 1;
}
