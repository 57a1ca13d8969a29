// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/SourcesView.h"

#include <QDialog>
#include <QList>

#include <vector>

class QVBoxLayout;

namespace tokenmeter
{

class LinkButton;
class TextLabel;

/// What was merged of a source: by rule in words, what would count without it, and the newest groups with their places. More of them come when they
/// are asked for.
class SourceDuplicatesDialog : public QDialog
{
    Q_OBJECT
public:
    SourceDuplicatesDialog(const QString &name, const std::vector<DuplicateTexts> &sections, QWidget *parent = nullptr);

    /// @param atEnd there are no more, whatever was counted before
    void addGroups(std::size_t section, const std::vector<DuplicateTexts::Group> &groups, bool atEnd);

    // For tests.
    const QList<LinkButton *> &places() const { return m_places; }
    LinkButton *moreLink(std::size_t section) const { return m_sections[section].more; }
    QString shownText(std::size_t section) const; ///< "5 of 1,204 are shown"; empty: all of them are

Q_SIGNALS:
    void placeActivated(std::size_t place); ///< as DuplicateTexts::Group::firstPlace counts them
    void moreWanted(std::size_t section);

private:
    struct Section
    {
        QVBoxLayout *groups = nullptr;
        TextLabel *shown = nullptr;
        LinkButton *more = nullptr;
        LinkButton *last = nullptr; ///< of its places
        std::size_t listed = 0;
        std::int64_t all = 0;
    };
    void addGroup(Section &section, const DuplicateTexts::Group &group);
    void count(Section &section, bool atEnd);

    QWidget *m_all = nullptr; ///< in the scroll area
    QList<LinkButton *> m_places;
    std::vector<Section> m_sections;
};

} // namespace tokenmeter
