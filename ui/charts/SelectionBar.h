// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace tokenmeter
{

class LinkButton;

/// What can be done with a period that was dragged: "Zoom · Filter · Clear".
class SelectionBar : public QWidget
{
    Q_OBJECT
public:
    explicit SelectionBar(QWidget *parent);
    void setTexts(const QString &zoom, const QString &filter, const QString &clear);

Q_SIGNALS:
    void zoomWanted();
    void filterWanted();
    void clearWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    LinkButton *m_zoom;
    LinkButton *m_filter;
    LinkButton *m_clear;
};

} // namespace tokenmeter
