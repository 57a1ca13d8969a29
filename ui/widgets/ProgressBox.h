// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

class QProgressBar;

namespace tokenmeter
{

class LinkButton;
class TextLabel;

/// Long work of a page: what is done, how far it is, and a way to stop it. Or what could be done, and a way to begin.
class ProgressBox : public QWidget
{
    Q_OBJECT
public:
    explicit ProgressBox(QWidget *parent = nullptr);

    /// @param part 0 to 1
    void setRunning(const QString &what, double part);
    void setOffer(const QString &fact, const QString &verb);
    // For tests.
    QString text() const;
    int percent() const; ///< -1 = nothing runs
    LinkButton *link() const { return m_link; }

Q_SIGNALS:
    void cancelled();
    void accepted(); ///< the offer

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    bool m_isRunning = false;
    TextLabel *m_text = nullptr;
    QProgressBar *m_bar = nullptr;
    TextLabel *m_part = nullptr;
    LinkButton *m_link = nullptr;
};

} // namespace tokenmeter
