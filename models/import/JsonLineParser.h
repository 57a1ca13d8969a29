// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "import/Json.h"
#include "import/LineParser.h"
#include "import/Notes.h"

#include <cstdint>
#include <string_view>

namespace tokenmeter
{

/// The frame of a format that has one JSON object a line: its fields are read in one pass in whatever order they stand, and what they
/// tell is handed on when the whole line was good. A subclass has, for this frame alone,
///   json::Error readField(std::string_view key, json::Value value);    of the object; fills m_line
///   void takeLine(std::int64_t offset, RecordSink &sink);               hands on what m_line tells
/// which are found when it is compiled, since they are called for every field.
/// @param Line the fields that matter; texts in it lie in the reader
template <class Self, class Line>
class JsonLineParser : public LineParser
{
public:
    void parse(std::string_view text, std::int64_t offset, RecordSink &sink) final
    {
        Self &self = static_cast<Self &>(*this);
        const bool ok = m_reader.readLine(text, [&](json::Object &object) {
            m_line = {};
            m_notes.clear();
            const json::Error error =
                json::forEachField(object, [&self](std::string_view key, json::Value value) { return self.readField(key, value); });
            if (error == json::Ok) {
                self.takeLine(offset, sink);
            }
            return error;
        });
        if (!ok) {
            sink.problem(Cause::NotJson, offset);
            sink.skipped();
        }
    }

protected:
    Line m_line{};
    Notes m_notes{}; ///< of this line

private:
    json::LineReader m_reader{};
};

} // namespace tokenmeter
