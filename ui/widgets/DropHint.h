// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

namespace tokenmeter
{

class TextLabel;

/// A dashed place that says what can be dropped on the window. The window takes what is dropped, wherever that is.
class DropHint : public QWidget
{
    Q_OBJECT
public:
    explicit DropHint(QWidget *parent = nullptr);
    void setTexts(const QString &what, const QString &kinds);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    TextLabel *m_what = nullptr;
    TextLabel *m_kinds = nullptr;
};

} // namespace tokenmeter
