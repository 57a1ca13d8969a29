// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "Commands.h"

namespace tokenmeter
{

/// Before the application object exists: the scale and the platform.
void prepareScreenshot(const ScreenshotCommand &command);
/// Draws a page of the real window, with real data, into a PNG file.
int runScreenshot(const CommandContext &context, const ScreenshotCommand &command);

} // namespace tokenmeter
