// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Tone.h"

#include <QString>
#include <QWidget>

namespace tokenmeter
{

class TextLabel;

/// A soft ground with a sentence on it: what is wrong, or what must be known first.
class NoteBox : public QWidget
{
    Q_OBJECT
public:
    explicit NoteBox(QWidget *parent = nullptr);
    void setNote(Tone tone, const QString &sentence); ///< hidden when empty
    QString sentence() const;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone = Tone::Neutral;
    TextLabel *m_text = nullptr;
};

} // namespace tokenmeter
