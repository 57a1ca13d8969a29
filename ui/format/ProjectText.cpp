// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "format/ProjectText.h"

#include "format/ProblemText.h"

#include <QHash>

namespace tokenmeter
{
namespace
{

/// The last `parts` parts of a path; all of it when it has no more.
QString tailOf(const QString &path, int parts)
{
    qsizetype at = path.size();
    while (at > 0 && (path[at - 1] == QLatin1Char('/') || path[at - 1] == QLatin1Char('\\'))) {
        --at;
    }
    const QString clean = path.left(at);
    for (; parts > 0 && at > 0; --parts) {
        at = std::max(clean.lastIndexOf(QLatin1Char('/'), at - 1), clean.lastIndexOf(QLatin1Char('\\'), at - 1));
    }
    return clean.isEmpty() ? path : at <= 0 ? clean : clean.mid(at + 1);
}

bool isPath(const QString &name)
{
    return name.startsWith(QLatin1Char('/')) || (name.size() > 2 && name[1] == QLatin1Char(':') && name[2] == QLatin1Char('\\'));
}

} // namespace

QStringList projectLabels(const std::vector<std::string> &names)
{
    constexpr int MostParts = 6;
    QStringList full;
    for (const std::string &name : names) {
        full << visibleText(name);
    }
    QStringList labels = full;
    std::vector<int> parts(names.size(), 1);
    for (int round = 0; round < MostParts; ++round) {
        QHash<QString, int> seen;
        for (qsizetype i = 0; i < full.size(); ++i) {
            labels[i] = isPath(full[i]) ? tailOf(full[i], parts[std::size_t(i)]) : full[i];
            ++seen[labels[i]];
        }
        bool unique = true;
        for (qsizetype i = 0; i < full.size(); ++i) {
            if (seen[labels[i]] > 1) {
                ++parts[std::size_t(i)];
                unique = false;
            }
        }
        if (unique) {
            return labels;
        }
    }
    return full;
}

} // namespace tokenmeter
