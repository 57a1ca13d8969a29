// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "flow/Calculation.h"
#include "itemmodels/PageTable.h"
#include "theme/ModelColours.h"

#include <QTimer>
#include <QWidget>

#include <optional>
#include <string>
#include <vector>

class QCheckBox;
class QGridLayout;
class QPushButton;
class QSpinBox;

namespace tokenmeter
{

class BandBars;
class Card;
class FactorSlider;
class LinkButton;
class NoteBox;
class PasteField;
class Pill;
class SheetModel;
class TextLabel;
class TreeTable;

/// The calculator of the page Compare: a text or counts, how often, and what that costs on each model. It holds what was typed and
/// shows answers; the page asks for them. The text stays in its field: it is stored nowhere. One that is too long to be shown is held
/// beside it.
class CalculatorPanel : public QWidget
{
    Q_OBJECT
public:
    explicit CalculatorPanel(QWidget *parent = nullptr);

    /// What is typed now, less models and moment, and less a text that is held.
    CalculationInput input() const;
    /// What was pasted and is too long for the field, or empty: to be counted off the window's thread. Shared, not copied.
    const QString &heldText() const { return m_held; }
    void hold(const QString &text); ///< empty = the field comes back
    void setCurrency(Currency currency);
    void setColours(const ModelColours &colours);
    void setCalculation(const Calculation &calculation);
    void setFailure(const QString &sentence);
    void setLoading(bool loading);
    /// @param narrow one column in place of two
    void arrange(bool narrow);
    void fill(); ///< also when figures are written another way
    bool isWaiting() const { return m_rest.isActive(); }
    std::vector<PageTable> tables() const;
    const std::optional<Calculation> &calculation() const { return m_calculation; }

    // For tests.
    PasteField *textField() const { return m_text; }
    LinkButton *clearLink() const { return m_clear; }
    QString heldWords() const;
    QSpinBox *sentField() const { return m_sent; }
    QSpinBox *answeredField() const { return m_answered; }
    QSpinBox *requestsField() const { return m_requests; }
    QSpinBox *growthField() const { return m_growth; }
    QSpinBox *freeField() const { return m_free; }
    QCheckBox *batchBox() const { return m_batch; }
    FactorSlider *cacheSlider() const { return m_cache; }
    FactorSlider *answerSlider() const { return m_share; }
    BandBars *bars() const { return m_bars; }
    SheetModel *rows() const { return m_rows; }
    TreeTable *table() const { return m_table; }
    QPushButton *addButton() const { return m_add; }
    QString found() const;
    QString note() const;

Q_SIGNALS:
    void changed();       ///< nothing was typed for a moment: another answer is wanted
    void touched();       ///< something was typed: changed() will come
    void modelsWanted();  ///< "Choose models…"
    void tableWanted(const tokenmeter::PageTable &table);

private:
    void build();
    void buildForm();
    void typed();
    void fillShares();
    bool hasText() const;
    bool isResponse() const;

    QTimer m_rest;
    std::optional<Calculation> m_calculation;
    Currency m_currency{"USD"};
    ModelColours m_colours;
    QString m_held;
    bool m_usesShare = false; ///< the answer's size follows the slider

    QGridLayout *m_grid = nullptr;
    NoteBox *m_failure = nullptr;
    Card *m_form = nullptr;
    PasteField *m_text = nullptr;
    QWidget *m_heldRow = nullptr;
    TextLabel *m_heldWords = nullptr;
    LinkButton *m_clear = nullptr;
    TextLabel *m_found = nullptr;
    TextLabel *m_sentName = nullptr;
    QSpinBox *m_sent = nullptr;
    TextLabel *m_answeredName = nullptr;
    QSpinBox *m_answered = nullptr;
    QSpinBox *m_requests = nullptr;
    QSpinBox *m_growth = nullptr;
    QSpinBox *m_free = nullptr;
    QCheckBox *m_batch = nullptr;
    FactorSlider *m_cache = nullptr;
    FactorSlider *m_share = nullptr;
    Card *m_barsCard = nullptr;
    Pill *m_estimate = nullptr;
    BandBars *m_bars = nullptr;
    Card *m_tableCard = nullptr;
    TreeTable *m_table = nullptr;
    SheetModel *m_rows = nullptr;
    QPushButton *m_add = nullptr;
};

} // namespace tokenmeter
