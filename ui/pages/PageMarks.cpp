// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/PageMarks.h"

#include "format/AnnotationText.h"
#include "format/DateText.h"
#include "format/ProblemText.h"

#include <algorithm>
#include <tuple>

namespace tokenmeter
{

std::vector<TimeMark> timeMarksOf(const std::vector<ReviewFact> &facts, const Zone &zone)
{
    std::vector<TimeMark> marks;
    for (const ReviewFact &fact : facts) {
        const Annotation *annotation = fact.annotation();
        if (annotation == nullptr) {
            continue;
        }
        const UtcTime moment = annotation->moment.value_or(zone.startOf(annotation->day));
        TimeMark mark{.id = fact.id,
                      .day = annotation->moment ? zone.dayOf(moment) : annotation->day,
                      .moment = moment,
                      .kind = AnnotationText::kind(annotation->kind),
                      .text = visibleText(annotation->text)};
        mark.place = DateText::full(mark.day);
        if (annotation->moment) {
            mark.hourOfDay = int(std::chrono::floor<std::chrono::hours>(moment + zone.offsetAt(moment) - std::chrono::floor<std::chrono::days>(moment + zone.offsetAt(moment))).count());
            mark.place += QLatin1Char(' ') + DateText::time(moment, zone);
        }
        marks.push_back(std::move(mark));
    }
    std::stable_sort(marks.begin(), marks.end(),
                     [](const TimeMark &a, const TimeMark &b) { return std::tie(a.day, a.moment) < std::tie(b.day, b.moment); });
    return marks;
}

} // namespace tokenmeter
