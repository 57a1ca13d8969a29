// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include "pages/InspectorView.h"
#include "pages/Page.h"

#include <optional>
#include <vector>

class QPushButton;
class QScrollArea;
class QToolButton;

namespace tokenmeter
{

class TextLabel;

/// Paints the blocks of an InspectorView at whatever width it gets.
class InspectorBody : public QWidget
{
    Q_OBJECT
public:
    explicit InspectorBody(QWidget *parent = nullptr);
    void setBlocks(std::vector<InspectorBlock> blocks);
    const std::vector<InspectorBlock> &blocks() const { return m_blocks; }
    void setSkeleton(bool shown);
    QSize sizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    /// Goes through the blocks and, with a painter, paints them.
    /// @return the height
    double layOut(QPainter *painter, double width) const;

    std::vector<InspectorBlock> m_blocks;
    bool m_skeleton = false;
};

/// "Why this amount": the panel for one record or for a sum. Asks by itself. It stands beside a table, or over any page:
/// give it a place with setGeometry() and setOverlay(true), which adds a shadow.
class Inspector : public QWidget
{
    Q_OBJECT
public:
    explicit Inspector(WindowServices &services, QWidget *parent = nullptr);

    void show(const WhyQuestion &question, const PageContext &context);
    using QWidget::show;
    /// Asks again, after the ledger has changed; what is shown stays until the answer comes.
    void askAgain(const PageContext &context);
    /// Forgets what it shows and hides.
    void leave();
    void setOverlay(bool overlay);
    bool isOverlay() const { return m_overlay; }
    bool isBusy() const { return m_answer.isPending(); }
    /// 372, or 420 in windows from 1800 on; carried to the user's font.
    static int widthFor(int windowWidth);

    /// All that is shown, as plain text.
    QString text() const;
    const std::optional<WhyRecordAnswer> &recordAnswer() const { return m_record; }
    const std::optional<WhySumAnswer> &sumAnswer() const { return m_sum; }
    QPushButton *openButton() const { return m_open; }
    QPushButton *copyButton() const { return m_copy; }
    QToolButton *closeButton() const { return m_close; }
    InspectorBody *body() const { return m_body; }

    QSize sizeHint() const override;

Q_SIGNALS:
    void closed();                                    ///< × or Esc: whoever shows it takes it away
    void settled();                                   ///< an answer is on screen
    void message(const QString &sentence, bool undoable);
    void failed(const tokenmeter::Problem &problem);
    void setPriceWanted(const QString &provider, const QString &model); ///< of a record without a price

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void ask();
    void fill();
    void copyAsText();

    WindowServices &m_services;
    std::optional<WhyQuestion> m_question;
    PageContext m_context;
    std::optional<WhyRecordAnswer> m_record;
    std::optional<WhySumAnswer> m_sum;
    NewestAnswer m_answer;
    bool m_overlay = false;
    SkeletonTimer m_skeleton;
    QToolButton *m_close;
    TextLabel *m_title;
    QScrollArea *m_scroll;
    InspectorBody *m_body;
    QPushButton *m_open;
    QPushButton *m_copy;
    QPushButton *m_price;
};

} // namespace tokenmeter
