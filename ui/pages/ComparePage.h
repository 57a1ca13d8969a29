// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pages/CompareView.h"
#include "pages/Page.h"

#include <QTimer>

#include <optional>

class QComboBox;
class QPushButton;

namespace tokenmeter
{

class AdviceCard;
class CalculatorPanel;
class Card;
class CompareMoveBar;
class EmptyState;
class FactorSlider;
class FilterPopup;
class NoteBox;
class PageScroll;
class ProgressBox;
class Segmented;
class TextLabel;

/// What would my work have cost on another model, and is it as good? The requests in view, replayed. Options: "compare.models" =
/// keys with | between (none: chosen by the page), "compare.assume" = what readAssumption() reads, with | between;
/// "compare.scale" = a benchmark's id, or "own"; which requests move as CompareMoveChoice has it. So a saved view is a scenario. "compare.show" = "calculator": planned work in
/// place of what is in view, with the chosen models or well known ones.
class ComparePage : public Page
{
    Q_OBJECT
public:
    ComparePage(WindowServices &services, const NameBook &names, QWidget *parent = nullptr);
    ~ComparePage() override;

    void show(const PageContext &context, bool ledgerChanged) override;
    using Page::show;
    bool isBusy() const override;
    bool needsUsage() const override { return false; }
    bool hasOwnScope() const override { return showsCalculator(); } ///< planned work has no period and no filter
    std::vector<PageTable> tables() const override;
    void setColourStore(ModelColours::Store store) override;
    QString totalText() const override;

    // For tests.
    BandBars *bars() const { return m_bars; }
    FrontierChart *frontier() const { return m_frontier; }
    SideBySide *cards() const { return m_cards; }
    CourseTiles *courses() const { return m_courses; }
    FactorSlider *tokenizer() const { return m_tokenizer; }
    FactorSlider *answer() const { return m_answerLength; }
    FactorSlider *cache() const { return m_cacheHits; }
    QComboBox *scaleBox() const { return m_scale; }
    QPushButton *addButton() const { return m_add; }
    QPushButton *saveButton() const { return m_save; }
    QPushButton *resetButton() const { return m_reset; }
    FilterPopup *picker();
    Segmented *which() const { return m_which; }
    CalculatorPanel *calculator() const { return m_calculator; }
    AdviceCard *advice() const { return m_adviceCard; }
    EmptyState *emptyState() const;
    CompareMoveBar *move() const { return m_move; }
    ProgressBox *progress() const { return m_progress; }
    QString note() const;
    const std::optional<CompareData> &data() const { return m_data; }
    void setMostReplayed(std::int64_t requests) { m_mostReplayed = requests; }
    void rate(std::size_t model, int rating); ///< 0 = take the rating away

protected:
    void setCardsLoading(bool loading) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void buildHead();
    void arrange();
    CompareQuestion question() const;
    void askData();
    void askCalculation();
    void askAdvice();
    void openAdvice(std::size_t line);
    bool showsCalculator() const;
    void askWhole();
    void cancelWhole();
    void leaveWhole();
    void fillProgress();
    /// Everything in view is compared in the background, or was.
    bool isWhole() const { return m_wantsWhole; }
    /// @param band false: while something moves
    void askReplay(bool band);
    void fill();
    void fillSliders();
    void sliderMoved();
    void assumptionsRest();
    ReplayAssumptions assumptionsOfSliders() const;
    CompareView view() const;
    QString option(const QString &name) const;
    void want(const QString &name, const QString &value);
    std::vector<std::string> shownKeys() const;
    void wantModels(const std::vector<std::string> &keys);
    void open(std::size_t model);
    void askRating(std::size_t model);

    PageContext m_context;
    ModelColours m_colours;
    ModelRatings m_ratings;
    std::optional<CompareQuestion> m_asked;
    std::optional<CompareData> m_data;
    ReplayAssumptions m_assumptions; ///< of what is on screen or being asked
    NewestAnswer m_answer;
    NewestAnswer m_replayAnswer;
    NewestAnswer m_calculated;
    NewestAnswer m_advised;
    NewestAnswer m_wholeAnswer;
    std::int64_t m_mostReplayed = MostReplayed;
    bool m_wantsWhole = false; ///< the user asked for all records of this question, however many
    bool m_isOld = false;      ///< the ledger has changed since they were compared
    double m_wholePart = 0;    ///< of the work that runs
    QTimer m_rest; ///< from the last move of a slider to the answer with the band

    PageScroll *m_scroll = nullptr;
    QWidget *m_whichRow = nullptr;
    Segmented *m_which = nullptr;
    CalculatorPanel *m_calculator = nullptr;
    NoteBox *m_failure = nullptr;
    NoteBox *m_notes = nullptr;
    ProgressBox *m_progress = nullptr;
    CompareMoveBar *m_move = nullptr;
    TextLabel *m_replayed = nullptr;
    TextLabel *m_scope = nullptr;
    FactorSlider *m_tokenizer = nullptr;
    FactorSlider *m_answerLength = nullptr;
    FactorSlider *m_cacheHits = nullptr;
    QPushButton *m_save = nullptr;
    QPushButton *m_reset = nullptr;
    QWidget *m_head = nullptr;
    Card *m_barsCard = nullptr;
    BandBars *m_bars = nullptr;
    Card *m_frontierCard = nullptr;
    FrontierChart *m_frontier = nullptr;
    TextLabel *m_scaleNote = nullptr;
    QComboBox *m_scale = nullptr;
    AdviceCard *m_adviceCard = nullptr;
    Card *m_cardsCard = nullptr;
    SideBySide *m_cards = nullptr;
    QPushButton *m_add = nullptr;
    Card *m_coursesCard = nullptr;
    CourseTiles *m_courses = nullptr;
    Card *m_emptyCard = nullptr;
    FilterPopup *m_picker = nullptr;
};

} // namespace tokenmeter
