// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/Tone.h"

#include <QString>
#include <QWidget>

namespace tokenmeter
{

class LinkButton;
class TextLabel;

/// A soft ground with a sentence on it: what is wrong, or what must be known first. Below it what to do, beside it a link that does it.
class NoteBox : public QWidget
{
    Q_OBJECT
public:
    explicit NoteBox(QWidget *parent = nullptr);
    void setNote(Tone tone, const QString &sentence, const QString &hint = {}, const QString &verb = {}); ///< hidden when there is no sentence
    QString sentence() const;
    LinkButton *link() const { return m_link; }

Q_SIGNALS:
    void activated(); ///< the link

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Tone m_tone = Tone::Neutral;
    TextLabel *m_text = nullptr;
    TextLabel *m_hint = nullptr;
    LinkButton *m_link = nullptr;
};

} // namespace tokenmeter
