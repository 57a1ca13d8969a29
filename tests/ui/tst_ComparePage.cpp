// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later

namespace test_ComparePage
{
} // namespace test_ComparePage
