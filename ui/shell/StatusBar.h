// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QProgressBar;

namespace tokenmeter
{

class LinkButton;
class TextLabel;
struct WindowStatus;

/// 28 high over the whole width: how far logs were read, the running job, prices and zone. Not a QStatusBar, whose
/// messages hide the permanent part.
class StatusBar : public QWidget
{
    Q_OBJECT
public:
    explicit StatusBar(QWidget *parent = nullptr);

    void setStatus(const WindowStatus &status);
    QString facts() const; ///< the sentence at the left
    bool showsJob() const;

Q_SIGNALS:
    void cancelChosen();
    void failureChosen();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QWidget *m_dot;
    TextLabel *m_facts;
    LinkButton *m_failure;
    TextLabel *m_job;
    QProgressBar *m_progress;
    LinkButton *m_cancel;
    TextLabel *m_surroundings;
};

} // namespace tokenmeter
