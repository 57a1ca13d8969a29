// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>

#include <vector>

namespace tokenmeter
{

class LinkButton;
struct DuplicateTexts;

/// What was merged of a source: by rule in words, what would count without it, and the newest groups with their places.
class SourceDuplicatesDialog : public QDialog
{
    Q_OBJECT
public:
    SourceDuplicatesDialog(const QString &name, const std::vector<DuplicateTexts> &sections, QWidget *parent = nullptr);

    // For tests.
    const QList<LinkButton *> &places() const { return m_places; }

Q_SIGNALS:
    void placeActivated(std::size_t place); ///< in SourceDuplicates::places

private:
    QList<LinkButton *> m_places;
};

} // namespace tokenmeter
