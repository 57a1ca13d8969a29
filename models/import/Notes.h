// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Json.h"
#include "import/LineParser.h"

#include <string>
#include <vector>

namespace tokenmeter
{

/// What is odd about one line. Kept until the line turns out to be usage: nobody wants to hear of other lines.
class Notes
{
public:
    void clear() { m_notes.clear(); }
    bool isEmpty() const { return m_notes.empty(); }
    void add(Cause cause, std::string field) { m_notes.push_back({cause, std::move(field)}); }
    /// Notes the problem of a count or text, if it has one, and hands the value on.
    template <typename Read>
    Read take(Read read, std::string_view prefix, std::string_view name)
    {
        if (read.problem) {
            add(*read.problem, std::string{prefix} + std::string{name});
        }
        return read;
    }
    void report(RecordSink &sink, std::int64_t offset) const
    {
        for (const Note &note : m_notes) {
            sink.problem(note.cause, offset, note.field);
        }
    }
    /// Whether a number had to be corrected.
    bool hasCorrection() const
    {
        for (const Note &note : m_notes) {
            switch (note.cause) {
            case Cause::NegativeCount:
            case Cause::CountTooLarge:
            case Cause::BadNumber:
            case Cause::WrongType:
            case Cause::SubsetLargerThanTotal:
                return true;
            default:
                break;
            }
        }
        return false;
    }

private:
    struct Note
    {
        Cause cause = Cause::NotJson;
        std::string field{};
    };
    std::vector<Note> m_notes{};
};

} // namespace tokenmeter
