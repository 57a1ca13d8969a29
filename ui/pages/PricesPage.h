// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/Page.h"
#include "pages/PricesView.h"

#include <optional>
#include <vector>

class QComboBox;
class QPushButton;

namespace tokenmeter
{

class Card;
class NoteBox;
class PageScroll;
class Segmented;
class SheetModel;
class TextLabel;
class TreeTable;

/// What do models cost, since when, and what is about to change? Every model with its dated prices, what has none yet, what was agreed
/// otherwise, and a newer list to be accepted or not. Has a scope of its own. Options: "prices.show" = "all", "changed" (else used models),
/// "prices.model" = a key of the price list.
class PricesPage : public Page
{
    Q_OBJECT
public:
    PricesPage(WindowServices &services, const NameBook &names, QWidget *parent = nullptr);
    ~PricesPage() override;

    void show(const PageContext &context, bool ledgerChanged) override;
    using Page::show;
    bool isBusy() const override { return m_answer.isPending(); }
    bool hasOwnScope() const override { return true; }
    bool needsUsage() const override { return false; }
    std::vector<PageTable> tables() const override;
    void setColourStore(ModelColours::Store store) override;
    QString totalText() const override;

    /// A table in a card of its own.
    struct Sheet
    {
        Card *card = nullptr;
        TextLabel *sentence = nullptr; ///< above the table; null = none
        TreeTable *table = nullptr;
        SheetModel *model = nullptr;
        PriceSheet shown{};
    };

    // For tests.
    const Sheet &modelSheet() const { return m_models; }
    const Sheet &rowSheet() const { return m_rows; }
    const Sheet &unpricedSheet() const { return m_unpriced; }
    const Sheet &updateSheet() const { return m_update; }
    const Sheet &aheadSheet() const { return m_ahead; }
    const Sheet &agreementSheet() const { return m_agreements; }
    PriceHistoryChart *chart() const { return m_chart; }
    Segmented *showSwitch() const { return m_switch; }
    QComboBox *listBox() const { return m_lists; }
    QPushButton *checkButton() const { return m_check; }
    QPushButton *acceptButton() const { return m_accept; }
    QPushButton *discardButton() const { return m_discard; }
    QPushButton *guardedButton() const { return m_guarded; }
    QPushButton *ownPriceButton() const { return m_ownPrice; }
    QPushButton *recordsButton() const { return m_records; }
    QString note() const;
    QString factsText() const;

protected:
    void setCardsLoading(bool loading) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void buildUpdate();
    void connectParts();
    Sheet makeSheet(const QString &title, bool hasSentence = false);
    void setSheet(Sheet &sheet, PriceSheet given, const std::vector<int> &givingWay = {});
    void fitHeight(Sheet &sheet) const;
    void arrange();
    void askData();
    void fill();
    void fillModel();
    void showModelColumns();
    void fillUpdate();
    PricesView view() const { return {m_context, *m_data, m_colours}; }
    PriceShow shown() const;
    const PricedModel *chosen() const;
    void want(const QString &name, const QString &value);
    void showRecords();
    void openFile();

    PageContext m_context;
    ModelColours m_colours;
    std::optional<PricesData> m_data;
    NewestAnswer m_answer;
    bool m_isFilling = false;

    PageScroll *m_scroll = nullptr;
    QWidget *m_head = nullptr;
    TextLabel *m_summary = nullptr;
    QComboBox *m_lists = nullptr;
    QPushButton *m_check = nullptr;
    QPushButton *m_open = nullptr;
    NoteBox *m_failure = nullptr;
    NoteBox *m_found = nullptr;
    Sheet m_update;
    QWidget *m_updateButtons = nullptr;
    QPushButton *m_accept = nullptr;
    QPushButton *m_discard = nullptr;
    QPushButton *m_guarded = nullptr;
    Sheet m_unpriced;
    Sheet m_models;
    Segmented *m_switch = nullptr;
    Card *m_chartCard = nullptr;
    PriceHistoryChart *m_chart = nullptr;
    Sheet m_rows;
    QWidget *m_facts = nullptr;
    std::vector<std::pair<TextLabel *, TextLabel *>> m_factLabels;
    QPushButton *m_ownPrice = nullptr;
    QPushButton *m_records = nullptr;
    Sheet m_ahead;
    Sheet m_agreements;
    NoteBox *m_retirements = nullptr;
};

} // namespace tokenmeter
