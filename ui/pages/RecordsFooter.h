// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

namespace tokenmeter
{

/// Count, notes and total below the table. The total is never cut; the notes give way.
class RecordsFooter : public QWidget
{
    Q_OBJECT
public:
    explicit RecordsFooter(QWidget *parent = nullptr);
    void setTexts(const QString &count, const QString &notes, const QString &total);
    QString text() const;
    QString total() const { return m_total; }
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    QString m_count, m_notes, m_total;
};

} // namespace tokenmeter
