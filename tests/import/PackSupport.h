// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

/// Packs texts for tests.
namespace tokenmeter::testing
{

QByteArray gzipped(const QByteArray &text);
QByteArray zstdPacked(const QByteArray &text);
/// False when the archive could not be written.
bool writeZip(const QString &path, const QList<std::pair<QByteArray, QByteArray>> &files);

} // namespace tokenmeter::testing
