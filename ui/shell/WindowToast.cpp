// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/WindowToast.h"

#include "format/NumberText.h"
#include "core/NamedPeriod.h"
#include "format/ProblemText.h"
#include "format/ReviewText.h"
#include "format/SourceText.h"

#include <QFileInfo>

#include <algorithm>
#include <climits>

namespace tokenmeter
{
namespace
{

int clamped(qint64 count)
{
    return int(std::clamp<qint64>(count, 0, INT_MAX));
}

/// Of a source's subject in the journal, "generic:my table /home/ada/x.csv": a mapping's name may hold blanks.
std::string formatOfSubject(const std::string &subject)
{
    const std::size_t path = subject.find(" /");
    return subject.substr(0, path);
}

} // namespace

QString WindowToast::importEnded(const ImportOutcome &outcome)
{
    const QString added = tr("%Ln new record(s)", nullptr, clamped(outcome.added));
    if (outcome.cancelled) {
        return tr("The import was stopped. %1; what was read is kept.").arg(added);
    }
    if (outcome.failure) {
        return {};
    }
    return outcome.added == 0 && outcome.updated == 0 ? tr("Nothing new was found.") : tr("Imported: %1.").arg(added);
}

QString WindowToast::undone(const Result<JournalEntry> &entry)
{
    if (!entry) {
        return ProblemText::full(entry.problem());
    }
    if (entry->action == "exclude") {
        return tr("%Ln record(s) count in totals again.", nullptr, clamped(entry->records));
    }
    if (entry->action == "include") {
        return tr("%Ln record(s) are excluded from totals again.", nullptr, clamped(entry->records));
    }
    if (entry->action.starts_with("budget ")) {
        const QString name = visibleText(entry->subject);
        return entry->action == "budget removed" ? tr("“%1” is watched again.").arg(name)
             : entry->action == "budget added"   ? tr("“%1” is no longer watched.").arg(name)
                                                 : tr("“%1” is as it was before.").arg(name);
    }
    if (entry->action.starts_with("plan ")) {
        return tr("Your plans are as they were before.");
    }
    if (entry->action.starts_with("source ")) {
        return tr("“%1” is as it was before.").arg(sourceName(formatOfSubject(entry->subject)));
    }
    if (entry->action.starts_with("overlap ")) {
        return tr("What counts where two sources tell the same is as it was before.");
    }
    if (entry->action == "close" || entry->action == "reopen") {
        const std::optional<NamedPeriod> period = parseNamedPeriod(entry->subject);
        const QString name = period ? ReviewText::period(*period) : visibleText(entry->subject);
        return entry->action == "close" ? tr("%1 is open again.", "a period").arg(name) : tr("%1 is closed again.", "a period").arg(name);
    }
    if (entry->action.starts_with("note ")) {
        return tr("The note is as it was before.");
    }
    if (entry->action.starts_with("outcome ")) {
        return tr("The outcome is as it was before.");
    }
    if (entry->action.starts_with("annotation ")) {
        return tr("The annotation is as it was before.");
    }
    if (entry->action == "tag" || entry->action == "untag") {
        // Of several records there is no one subject: the tag itself says which decision it was.
        return tr("Taken back: tag %1.").arg(visibleText(entry->subject.empty() ? entry->detail : entry->subject));
    }
    return tr("Taken back.");
}

QString WindowToast::pricesSet(qint64 records, const std::optional<Problem> &failure)
{
    return failure ? ProblemText::full(*failure) : tr("%n records have a price now.", nullptr, clamped(records));
}

QString WindowToast::backedUp(const QString &target)
{
    return tr("The ledger was copied to %1.").arg(visibleText(QFileInfo{target}.fileName()));
}

QString WindowToast::viewSaved(const QString &name)
{
    return tr("The view is saved as “%1”.").arg(visibleText(name));
}

} // namespace tokenmeter
