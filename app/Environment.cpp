// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Environment.h"

#include <QStandardPaths>
#include <QtGlobal>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <thread>

namespace tokenmeter
{
namespace
{

std::string variable(const char *name)
{
    return qEnvironmentVariable(name).toStdString();
}

bool answers(const std::string &path, bool abstractName)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::size_t shift = abstractName ? 1 : 0;
    if (path.size() + shift >= sizeof address.sun_path) {
        return false;
    }
    std::memcpy(address.sun_path + shift, path.data(), path.size());
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) {
        return false;
    }
    const auto length = socklen_t(offsetof(sockaddr_un, sun_path) + path.size() + 1);
    const bool connected = ::connect(descriptor, reinterpret_cast<const sockaddr *>(&address), length) == 0;
    ::close(descriptor);
    return connected;
}

} // namespace

UtcTime clockNow()
{
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

Environment Environment::ofThisMachine()
{
    Environment environment;
    environment.dataFolder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    environment.places.home = variable("HOME");
    environment.places.claudeConfigDir = variable("CLAUDE_CONFIG_DIR");
    environment.places.xdgConfigHome = variable("XDG_CONFIG_HOME");
    environment.places.codexHome = variable("CODEX_HOME");
    for (const Format &format : formats()) {
        for (const std::string_view name : format.variables) {
            const std::string key{name};
            if (std::string value = variable(key.c_str()); !value.empty()) {
                environment.places.variables[key] = std::move(value);
            }
        }
    }
    environment.now = clockNow();
    environment.cores = std::max(1U, std::thread::hardware_concurrency());
    return environment;
}

bool hasDisplay()
{
    const std::string platform = variable("QT_QPA_PLATFORM");
    if (!platform.empty() && platform.find("xcb") == std::string::npos && platform.find("wayland") == std::string::npos) {
        return true; // offscreen, vnc and the like need no server
    }
    if (const std::string wayland = variable("WAYLAND_DISPLAY"); !wayland.empty()) {
        if (answers(wayland.front() == '/' ? wayland : variable("XDG_RUNTIME_DIR") + "/" + wayland, false)) {
            return true;
        }
    }
    const std::string display = variable("DISPLAY");
    if (display.empty()) {
        return false;
    }
    if (display.front() != ':') {
        return true; // a remote display: only trying tells
    }
    const std::string socket = "/tmp/.X11-unix/X" + display.substr(1, display.find('.') - 1);
    return answers(socket, false) || answers(socket, true);
}

} // namespace tokenmeter
