// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/SourcesPage.h"

#include "AccountServices.h"
#include "core/MappedFormat.h"
#include "format/NumberText.h"
#include "format/PathText.h"
#include "format/SourceText.h"
#include "pages/AccountCards.h"
#include "pages/AccountsView.h"
#include "pages/OpenDialog.h"
#include "pages/OverlapDialog.h"
#include "pages/PageScroll.h"
#include "pages/SourceDuplicatesDialog.h"
#include "pages/SourceForgetDialog.h"
#include "pages/SourcesView.h"
#include "pages/TableDialog.h"
#include "shell/ProblemsDialog.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"
#include "widgets/AccountCard.h"
#include "widgets/Card.h"
#include "widgets/DropHint.h"
#include "widgets/EmptyState.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QMenu>
#include <QPointer>
#include <QPushButton>
#include <QShowEvent>
#include <QTableView>

#include <algorithm>
#include <climits>
#include <numeric>

namespace tokenmeter
{
namespace
{

/// Verbs of an overlap's statement, in their order.
constexpr int CompareVerb = 0;
/// Verbs of a tool that was found.
constexpr int ImportVerb = 0;
constexpr std::size_t MostSourceProblems = 500; ///< in a dialog
constexpr std::size_t DuplicatesAPage = 50;     ///< that are shown more

} // namespace

SourcesPage::SourcesPage(WindowServices &services, const NameBook &names, QWidget *parent) : Page{services, names, parent}
{
    build();
    connectAccounts();
    connect(&services, &WindowServices::watchLimitChanged, this, &SourcesPage::showWatchLimit);
    connect(&services, &WindowServices::newToolsChanged, this, &SourcesPage::showNewTools);
    connect(&services, &WindowServices::importProgressed, this, [this](const ImportProgress &progress) {
        m_progress = progress;
        if (!m_reading.empty() && m_data) {
            fillCards();
        }
    });
}

SourcesPage::~SourcesPage() = default;

void SourcesPage::build()
{
    m_scroll = new PageScroll{this, size::cardGap};
    QWidget *content = m_scroll->content();
    buildHead();
    m_watchLimit = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, content};
    m_watchLimit->setWordWrap(true);
    m_watchLimit->hide();
    m_newTools = new StatementList{content};
    m_newTools->setAccessibleName(tr("Found on this computer and not read"));
    m_overlaps = new StatementList{content};
    m_overlaps->setAccessibleName(tr("Sources that cover the same spend"));
    m_forgotten = new ForgottenList{content};
    m_drop = new DropHint{content};
    m_waiting = new Card{tr("Sources"), content};
    m_waiting->setMinimumHeight(px(size::accountCard));
    m_waiting->hide();
    m_emptyCard = m_scroll->addEmptyCard();
    m_emptyCard->setMinimumHeight(px(size::accountCard));
    connect(m_newTools, &StatementList::activated, this, &SourcesPage::newToolActivated);
    connect(m_overlaps, &StatementList::activated, this, &SourcesPage::overlapActivated);
    connect(m_forgotten, &ForgottenList::takeBackWanted, this, [this](int row) {
        if (m_data && std::size_t(row) < m_data->forgotten.size()) {
            setState(SourceKey{m_data->forgotten[std::size_t(row)].facts.key}, SourceState::Read, false);
        }
    });
    connect(m_scroll->empty(), &EmptyState::actionTriggered, this, &SourcesPage::chooseWhatToAdd);
}

void SourcesPage::buildHead()
{
    m_head = new QWidget{m_scroll->content()};
    auto *head = new QHBoxLayout{m_head};
    head->setContentsMargins(0, 0, 0, 0);
    head->setSpacing(px(space::s3));
    m_summary = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, m_head};
    m_addAccount = new QPushButton{tr("Add account…"), m_head};
    m_add = new QPushButton{tr("Add source…"), m_head};
    m_add->setProperty("primary", true);
    head->addWidget(m_summary, 1);
    head->addWidget(m_addAccount);
    head->addWidget(m_add);
    connect(m_addAccount, &QPushButton::clicked, this, [this] { m_accounts->openDialog({}); });
    connect(m_add, &QPushButton::clicked, this, &SourcesPage::chooseWhatToAdd);
}

void SourcesPage::connectAccounts()
{
    m_accounts = new AccountCards{services().accounts(), m_scroll->content(), this};
    connect(m_accounts, &AccountCards::decided, this, [this](const QFuture<Result<Done>> &decision, const QString &said) {
        decide(decision, [this, said](const Done &) {
            Q_EMIT message(said, false);
            askData();
        });
    });
    connect(m_accounts, &AccountCards::stored, this, [this](const QString &said) {
        Q_EMIT message(said, false);
        askData();
    });
    connect(&services().accounts(), &AccountServices::syncingChanged, this, [this] {
        if (m_data) {
            m_context.now = services().now();
            fill();
        }
    });
}

const std::vector<AccountCard *> &SourcesPage::accountCards() const
{
    return m_accounts->cards();
}

EmptyState *SourcesPage::emptyState() const
{
    return m_scroll->empty();
}

QString SourcesPage::summary() const
{
    return m_summary->text();
}

QString SourcesPage::watchLimit() const
{
    return m_watchLimit->isHidden() ? QString{} : m_watchLimit->text();
}

void SourcesPage::showWatchLimit()
{
    const std::optional<WatchLimit> limit = services().watchLimit();
    m_watchLimit->setText(limit ? SourcesView::watching(*limit) : QString{});
    m_watchLimit->setVisible(limit && m_data);
}

void SourcesPage::showNewTools()
{
    if (!m_data) {
        return; // they stand above what is known
    }
    m_offered = services().newTools();
    std::erase_if(m_offered, [this](const NewTool &tool) { return tool.isDeclined || m_taken.contains(tool.formatId); });
    std::vector<Statement> statements;
    for (const NewTool &tool : m_offered) {
        statements.push_back(SourcesView::newTool(tool));
    }
    m_newTools->setStatements(statements);
    orderTabs();
}

void SourcesPage::newToolActivated(int tool, int verb)
{
    if (std::size_t(tool) >= m_offered.size()) {
        return;
    }
    const NewTool chosen = m_offered[std::size_t(tool)];
    if (verb == ImportVerb) {
        importTool(chosen);
        return;
    }
    services().declineTool(chosen.formatId, true);
    Q_EMIT message(tr("%1 is not read. It stays under “Add source…”.").arg(visibleText(chosen.name)), false);
}

void SourcesPage::importTool(const NewTool &tool)
{
    if (tool.isDeclined) {
        services().declineTool(tool.formatId, false);
    }
    m_taken << tool.formatId;
    showNewTools();
    Q_EMIT importFoundWanted({tool.formatId});
}

SourceForgetDialog *SourcesPage::forgetDialog() const
{
    return openDialogOf<SourceForgetDialog>(*this);
}

OverlapDialog *SourcesPage::overlapDialog() const
{
    return openDialogOf<OverlapDialog>(*this);
}

TableDialog *SourcesPage::tableDialog() const
{
    return openDialogOf<TableDialog>(*this);
}

ProblemsDialog *SourcesPage::problemsDialog() const
{
    return openDialogOf<ProblemsDialog>(*this);
}

SourceDuplicatesDialog *SourcesPage::duplicatesDialog() const
{
    return openDialogOf<SourceDuplicatesDialog>(*this);
}

bool SourcesPage::isBusy() const
{
    return m_answer.isPending() || m_detail.isPending() || m_more.isPending() || isDeciding();
}

void SourcesPage::show(const PageContext &context, bool)
{
    m_context = context;
    if (!m_data) {
        startWaiting();
    }
    askData();
}

void SourcesPage::askData()
{
    ask(
        m_answer, QStringLiteral("sources"),
        [today = m_context.today, zone = m_context.zone, looks = !services().isDemo(), hasProfile = services().mappings().hasProfile()](WindowServices::Reading reading) {
            return sourcesDataOf(reading, today, zone, looks, hasProfile);
        },
        [this](const Result<SourcesData> &answer) {
            stopWaiting();
            if (answer) {
                m_data = *answer;
                fill();
            } else if (!m_data && answer.problem().cause != Cause::Cancelled) {
                m_scroll->empty()->setTexts(tr("The sources could not be read"), ProblemText::sentence(answer.problem()));
                m_emptyCard->show();
                arrange();
            }
        });
}

void SourcesPage::setCardsLoading(bool loading)
{
    m_waiting->setVisible(loading);
    m_waiting->setLoading(loading);
    if (loading) {
        m_emptyCard->hide();
        arrange();
    }
}

const SourceEntry *SourcesPage::entryAt(const SourceCard *card) const
{
    const auto found = std::find(m_cards.begin(), m_cards.end(), card);
    const auto at = std::size_t(found - m_cards.begin());
    return m_data && at < m_data->sources.size() ? &m_data->sources[at] : nullptr;
}

QString SourcesPage::nameOf(const SourceKey &source) const
{
    return m_data ? SourcesView{m_context, *m_data}.name(source) : sourceName(source.format);
}

SourceCard *SourcesPage::newCard()
{
    auto *card = new SourceCard{m_scroll->content()};
    card->setMinimumHeight(px(size::accountCard));
    // Cards may be others' by the time that one is clicked: whose it is is looked up then.
    const auto with = [this, card](auto run) {
        return [this, card, run](auto... args) {
            if (const SourceEntry *entry = entryAt(card)) {
                run(SourceEntry{*entry}, args...);
            }
        };
    };
    connect(card, &SourceCard::scanWanted, this, with([this](const SourceEntry &entry) { scan(entry.facts.key); }));
    connect(card, &SourceCard::cancelWanted, this, [this] { services().cancelImport(); });
    connect(card, &SourceCard::pauseWanted, this,
            with([this](const SourceEntry &entry, bool pauses) { setState(entry.facts.key, pauses ? SourceState::Paused : SourceState::Read, false); }));
    connect(card, &SourceCard::filesWanted, this, with([this](const SourceEntry &entry) { openFiles(entry.facts.key); }));
    connect(card, &SourceCard::recordsWanted, this, with([this](const SourceEntry &entry) { showRecords(entry.facts); }));
    connect(card, &SourceCard::copiesWanted, this, with([this](const SourceEntry &entry) { openDuplicates(entry.facts.key); }));
    connect(card, &SourceCard::problemsWanted, this, with([this](const SourceEntry &entry) { openProblems(entry); }));
    connect(card, &SourceCard::cacheWanted, this, with([this](const SourceEntry &entry, bool leavesOut) { setCacheReading(entry.facts.key, leavesOut); }));
    connect(card, &SourceCard::forgetWanted, this, with([this](const SourceEntry &entry) { askToForget(entry); }));
    return card;
}

void SourcesPage::fill()
{
    const SourcesView view{m_context, *m_data};
    fillCards();
    m_accounts->fill(m_data->accounts, m_context);
    fillOverlaps();
    std::vector<ForgottenTexts> forgotten;
    for (const SourceEntry &entry : m_data->forgotten) {
        forgotten.push_back(view.forgotten(entry));
    }
    m_forgotten->setRows(forgotten);
    const bool mayAsk = services().accounts().mayAsk();
    m_addAccount->setEnabled(mayAsk);
    m_addAccount->setToolTip(mayAsk ? QString{} : tr("In the demo nothing is asked of anybody."));
    m_summary->setText(view.summary());
    showWatchLimit();
    showNewTools();
    m_drop->setTexts(tr("Drop a log, an export or a folder here"), tr("JSONL, JSON, CSV, SQLite, .gz, .zst, .zip. A CSV that no format knows opens the mapping assistant."));
    m_scroll->empty()->setTexts(tr("No source yet"),
                                tr("A source is the folder of a tool, or a file that you named. Its logs are read and never changed, and nothing leaves this computer."),
                                tr("Add source…"));
    arrange();
    orderTabs();
}

/// Pairs in which nothing is left out are one line at the end until they are asked for.
void SourcesPage::fillOverlaps()
{
    const SourcesView view{m_context, *m_data};
    const std::vector<Overlap> &all = m_data->overlaps;
    m_shownOverlaps.resize(all.size());
    std::iota(m_shownOverlaps.begin(), m_shownOverlaps.end(), std::size_t{0});
    const auto idle = std::stable_partition(m_shownOverlaps.begin(), m_shownOverlaps.end(), [&all](std::size_t i) { return !all[i].isIdle(); });
    const int pairs = m_showsIdlePairs ? 0 : int(m_shownOverlaps.end() - idle);
    m_shownOverlaps.resize(m_shownOverlaps.size() - std::size_t(pairs));
    std::vector<Statement> statements;
    for (const std::size_t i : m_shownOverlaps) {
        statements.push_back(view.statement(all[i]));
    }
    if (pairs > 0) {
        statements.push_back(SourcesView::idlePairs(pairs));
    }
    m_overlaps->setStatements(statements);
}

/// Tab goes in reading order, whatever was made when.
void SourcesPage::orderTabs()
{
    std::vector<QWidget *> parts{m_head, m_newTools, m_overlaps};
    parts.insert(parts.end(), m_cards.begin(), m_cards.end());
    parts.insert(parts.end(), accountCards().begin(), accountCards().end());
    parts.insert(parts.end(), {m_emptyCard, m_forgotten});
    QWidget *before = nullptr;
    for (const QWidget *part : parts) {
        for (QWidget *each : part->findChildren<QWidget *>()) {
            if ((each->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && !each->isWindow()) {
                if (before != nullptr) {
                    setTabOrder(before, each);
                }
                before = each;
            }
        }
    }
}

void SourcesPage::fillCards()
{
    const SourcesView view{m_context, *m_data};
    const std::size_t count = m_data->sources.size();
    while (m_cards.size() > count) {
        m_cards.back()->hide();
        m_cards.back()->deleteLater();
        m_cards.pop_back();
    }
    while (m_cards.size() < count) {
        m_cards.push_back(newCard());
    }
    for (std::size_t i = 0; i < count; ++i) {
        const SourceEntry &entry = m_data->sources[i];
        SourceCardTexts texts = view.card(entry, {.isReading = m_reading.contains(entry.facts.key), .progress = m_progress});
        if (texts != m_cards[i]->texts()) {
            m_cards[i]->setTexts(texts);
        }
        m_cards[i]->show();
    }
}

void SourcesPage::arrange()
{
    const bool isEmpty = m_data && m_data->sources.empty() && m_data->accounts.accounts.empty();
    const bool isFilled = m_data.has_value();
    m_emptyCard->setVisible(isEmpty || (!isFilled && m_emptyCard->isVisibleTo(this)));
    m_head->setVisible(isFilled);
    m_drop->setVisible(isFilled);
    m_scroll->clearGrid();
    QGridLayout *grid = m_scroll->grid();
    const int columns = PageScroll::cardColumns(this);
    for (int column = 0; column < PageScroll::MostCardColumns; ++column) {
        grid->setColumnStretch(column, column < columns ? 1 : 0);
    }
    for (int row = 0; row < grid->rowCount(); ++row) {
        grid->setRowStretch(row, 0);
    }
    int row = 0;
    const auto addWide = [&](QWidget *widget) { grid->addWidget(widget, row++, 0, 1, columns); };
    if (!isFilled) {
        addWide(m_emptyCard->isVisibleTo(this) ? m_emptyCard : m_waiting);
    } else {
        addWide(m_head);
        addWide(m_watchLimit);
        addWide(m_newTools);
        addWide(m_overlaps);
        std::vector<QWidget *> cards{m_cards.begin(), m_cards.end()};
        cards.insert(cards.end(), accountCards().begin(), accountCards().end());
        for (std::size_t i = 0; i < cards.size(); ++i) {
            grid->addWidget(cards[i], row + int(i) / columns, int(i) % columns);
        }
        row += (int(cards.size()) + columns - 1) / columns;
        if (isEmpty) {
            addWide(m_emptyCard);
        }
        addWide(m_forgotten);
        addWide(m_drop);
    }
    grid->setRowStretch(row, 1);
}

void SourcesPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
}

void SourcesPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    if (!event->spontaneous()) { // gone to, not merely uncovered
        m_taken.clear(); // an import that failed is offered again
        services().lookForNewTools();
    }
}

void SourcesPage::chooseWhatToAdd()
{
    auto *menu = new QMenu{this};
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Files…")), &QAction::triggered, this, [this] { Q_EMIT importWanted(ImportOf::Files); });
    connect(menu->addAction(tr("A folder…")), &QAction::triggered, this, [this] { Q_EMIT importWanted(ImportOf::Folder); });
    const std::vector<NewTool> found = services().newTools();
    if (!found.empty()) {
        menu->addSeparator();
    }
    for (const NewTool &tool : found) {
        // A name may hold what a menu takes for a mark of a key.
        const QString text = tr("%1, found in %2", "a tool, its folder").arg(shownFormatName(tool.name), shortPath(tool.folders.front())).replace(QLatin1Char('&'), QStringLiteral("&&"));
        connect(menu->addAction(text), &QAction::triggered, this, [this, tool] { importTool(tool); });
    }
    QWidget *at = m_add->isVisible() ? m_add : static_cast<QWidget *>(this);
    menu->popup(at->mapToGlobal(QPoint{0, at->height()}));
}

QString SourcesPage::scanned(const SourceKey &source, const ImportOutcome &outcome) const
{
    const QString name = nameOf(source);
    const auto counted = [](qint64 count) { return int(std::min<qint64>(count, INT_MAX)); };
    if (outcome.cancelled) {
        return tr("Reading %1 was stopped; the next look goes on from there.").arg(name);
    }
    if (outcome.filesFailed > 0) {
        const QString failed = tr("%Ln file(s) of %1 could not be read: see its problems.", nullptr, counted(outcome.filesFailed)).arg(name);
        return outcome.added > 0 ? failed + QLatin1Char(' ') + tr("The others gave %Ln new record(s).", nullptr, counted(outcome.added)) : failed;
    }
    if (outcome.added > 0) {
        return tr("%1 was read again: %Ln new record(s).", nullptr, counted(outcome.added)).arg(name);
    }
    // A file that another mapping has read since is that one's until somebody says otherwise.
    if (outcome.filesRead == 0 && profileOfFormat(source.format)) {
        return tr("Nothing of %1 was read: its file is gone, or was read with another mapping since. To read it with this one, add the file again.").arg(name);
    }
    return tr("%1 was read again: nothing new.").arg(name);
}

void SourcesPage::scan(const SourceKey &source)
{
    m_reading.insert(source);
    fillCards();
    const auto done = [this, source] {
        m_reading.erase(source);
        if (m_data) {
            fillCards();
        }
    };
    const QFuture<Result<ImportOutcome>> answer = services().scanSource(source);
    whenAnswered(this, answer, [done](const Result<ImportOutcome> &) { done(); }); // also where the ledger was changed meanwhile
    decide(
        answer,
        [this, source](const ImportOutcome &outcome) {
            Q_EMIT message(scanned(source, outcome), false);
        },
        [this](const QString &why) { Q_EMIT message(why, false); });
}

void SourcesPage::setState(const SourceKey &source, SourceState state, bool withRecords)
{
    const QString name = nameOf(source);
    const bool wasForgotten = m_data && std::any_of(m_data->forgotten.begin(), m_data->forgotten.end(), [&](const SourceEntry &entry) { return entry.facts.key == source; });
    decide(services().setSourceState(source, state, withRecords, state == SourceState::Forgotten ? tr("On the page Sources") : QString{}),
           [this, name, state, withRecords, wasForgotten](const ForgetEffect &effect) {
               const int records = int(std::min<std::int64_t>(effect.records, INT_MAX));
               QString said;
               switch (state) {
               case SourceState::Paused:
                   said = tr("%1 is paused: nothing new is read until you let it go on.").arg(name);
                   break;
               case SourceState::Forgotten:
                   said = withRecords ? tr("%1 is forgotten, with %Ln record(s).", nullptr, records).arg(name) : tr("%1 is forgotten; its records stay.").arg(name);
                   break;
               case SourceState::Read:
                   said = !wasForgotten ? tr("%1 goes on.").arg(name)
                       : records > 0    ? tr("%1 is back, with %Ln record(s).", nullptr, records).arg(name)
                                        : tr("%1 is back.").arg(name);
                   break;
               }
               Q_EMIT message(said, true);
               askData();
           });
}

void SourcesPage::setCacheReading(const SourceKey &source, bool leavesOut)
{
    const QString name = nameOf(source);
    decide(services().setCacheReading(source, leavesOut ? CacheReading::Beside : CacheReading::Told), [this, name](const Done &) {
        Q_EMIT message(tr("%1 is read again with that; records whose file is gone keep the old reading.").arg(name), true);
        askData();
    });
}

void SourcesPage::showRecords(const SourceFacts &facts)
{
    ViewState next = m_context.view;
    next.page = QStringLiteral("records");
    if (facts.oldest && facts.newest) {
        next.period = customPeriod(m_context.zone.dayOf(*facts.oldest), m_context.zone.dayOf(*facts.newest));
    }
    next.filter = {};
    next.filter.add(FilterKey::Source, {.text = SourcesView{m_context, *m_data}.filterValue(facts.key)});
    Q_EMIT viewWanted(next);
}

void SourcesPage::openFiles(const SourceKey &source)
{
    ask(
        m_detail, QStringLiteral("sources.detail"), [source](WindowServices::Reading reading) { return sourceFilesOf(reading, source); },
        [this, source](const Result<std::vector<SourceFile>> &files) {
            if (!files || !m_data) {
                return;
            }
            auto *dialog = new TableDialog{SourcesView{m_context, *m_data}.files(source, *files), this};
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->view()->setTextElideMode(Qt::ElideMiddle);
            connect(dialog, &TableDialog::rowActivated, this, [this, files = *files](int row) { services().openAt(QString::fromStdString(files[std::size_t(row)].path), 0); });
            dialog->show();
        });
}

void SourcesPage::openProblems(const SourceEntry &entry)
{
    ask(
        m_detail, QStringLiteral("sources.detail"), [source = entry.facts.key](WindowServices::Reading reading) { return sourceProblemsOf(reading.reader, source, MostSourceProblems); },
        [this, entry](const Result<std::vector<Problem>> &problems) {
            if (!problems) {
                return;
            }
            auto *dialog = new ProblemsDialog{tr("Problems of %1").arg(nameOf(entry.facts.key)), *problems, entry.facts.problems, this};
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            connect(dialog, &ProblemsDialog::openWanted, &services(), &WindowServices::openAt);
            dialog->show();
        });
}

/// What a dialog lists, and where each of its sections goes on.
struct SourcesPage::ListedDuplicates
{
    SourceKey source{};
    std::vector<Problem> places{};                  ///< of all that is listed
    std::vector<std::optional<SightingRule>> by{};  ///< of each section
    std::map<SightingRule, DuplicatePlace> after{};
    MergedFile afterFile{};
};

void SourcesPage::openDuplicates(const SourceKey &source)
{
    ask(
        m_detail, QStringLiteral("sources.detail"),
        [source](WindowServices::Reading reading) { return sourceDuplicatesOf(reading.reader, source, {}, MaxDuplicateExamples, reading.progress); },
        [this, source](const Result<SourceDuplicates> &duplicates) {
            if (!duplicates || !m_data) {
                return;
            }
            const std::vector<DuplicateTexts> sections = SourcesView{m_context, *m_data}.duplicates(source, *duplicates);
            auto listed = std::make_shared<ListedDuplicates>();
            listed->source = source;
            listed->places = duplicates->places;
            listed->places.insert(listed->places.end(), duplicates->filePlaces.begin(), duplicates->filePlaces.end());
            for (const DuplicateTexts &section : sections) {
                listed->by.push_back(section.by);
            }
            for (const DuplicateRule &rule : duplicates->copies.rules) {
                if (!rule.examples.empty()) {
                    listed->after[rule.rule] = rule.examples.back().place();
                }
            }
            if (!duplicates->files.files.empty()) {
                listed->afterFile = duplicates->files.files.back();
            }
            auto *dialog = new SourceDuplicatesDialog{nameOf(source), sections, this};
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            connect(dialog, &SourceDuplicatesDialog::placeActivated, this, [this, listed](std::size_t place) {
                services().openAt(QString::fromStdString(listed->places[place].file), std::max<qint64>(0, listed->places[place].offset));
            });
            connect(dialog, &SourceDuplicatesDialog::moreWanted, this, [this, dialog, listed](std::size_t section) { askMoreDuplicates(dialog, listed, section); });
            dialog->show();
        });
}

void SourcesPage::askMoreDuplicates(SourceDuplicatesDialog *dialog, const std::shared_ptr<ListedDuplicates> &listed, std::size_t section)
{
    const QString channel = QStringLiteral("sources.more");
    // The dialog may be closed before the answer comes.
    const auto take = [this, open = QPointer<SourceDuplicatesDialog>{dialog}, listed, section](const auto &more, const auto &textsOf, const auto &goOn) {
        if (!more || !open || !m_data) {
            return;
        }
        const std::size_t first = listed->places.size();
        listed->places.insert(listed->places.end(), more->places.begin(), more->places.end());
        if (!more->found.empty()) {
            goOn(more->found.back());
        }
        open->addGroups(section, textsOf(SourcesView{m_context, *m_data}, more->places.data(), first), more->found.size() < DuplicatesAPage);
    };
    const std::optional<SightingRule> by = listed->by[section];
    if (!by) {
        ask(
            m_more, channel,
            [source = listed->source, after = listed->afterFile](WindowServices::Reading reading) {
                return moreMergedFilesOf(reading.reader, source, after, DuplicatesAPage);
            },
            [take, listed](const Result<MoreOf<MergedFile>> &more) {
                take(
                    more, [&](const SourcesView &view, const Problem *places, std::size_t first) { return view.groups(listed->source, more->found, places, first); },
                    [&](const MergedFile &last) { listed->afterFile = last; });
            });
        return;
    }
    ask(
        m_more, channel,
        [source = listed->source, rule = *by, after = listed->after[*by]](WindowServices::Reading reading) {
            return moreDuplicatesOf(reading.reader, source, rule, after, DuplicatesAPage, reading.progress);
        },
        [take, listed, rule = *by](const Result<MoreOf<DuplicateGroup>> &more) {
            take(
                more, [&](const SourcesView &view, const Problem *places, std::size_t first) { return view.groups(more->found, places, first); },
                [&](const DuplicateGroup &last) { listed->after[rule] = last.place(); });
        });
}

void SourcesPage::askToForget(const SourceEntry &entry)
{
    ask(
        m_detail, QStringLiteral("sources.detail"), [source = entry.facts.key](WindowServices::Reading reading) { return reading.reader.forgetEffect(source, reading.progress); },
        [this, entry](const Result<ForgetEffect> &effect) {
            if (!effect || !m_data) {
                return;
            }
            auto *dialog = new SourceForgetDialog{SourcesView{m_context, *m_data}.forget(entry, *effect), this};
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            connect(dialog, &QDialog::accepted, this, [this, dialog, source = entry.facts.key] { setState(source, SourceState::Forgotten, dialog->withRecords()); });
            dialog->open();
        });
}

void SourcesPage::overlapActivated(int statement, int verb)
{
    if (!m_data) {
        return;
    }
    if (std::size_t(statement) >= m_shownOverlaps.size()) {
        m_showsIdlePairs = true;
        fillOverlaps();
        m_overlaps->showAll();
        orderTabs();
        return;
    }
    ask(
        m_detail, QStringLiteral("sources.detail"),
        [chosen = m_data->overlaps[m_shownOverlaps[std::size_t(statement)]], zone = m_context.zone](WindowServices::Reading reading) { return overlapDaysOf(reading.reader, chosen, zone, reading.progress); },
        [this, verb](const Result<OverlapDays> &days) {
            if (!days || !m_data) {
                return;
            }
            if (verb == CompareVerb) {
                Q_EMIT tableWanted(SourcesView{m_context, *m_data}.days(*days));
            } else {
                openChoice(*days);
            }
        });
}

void SourcesPage::openChoice(const OverlapDays &days)
{
    const std::optional<OverlapChoice> now = days.overlap.isDefault ? std::nullopt : std::optional{days.overlap.choice};
    auto *dialog = new OverlapDialog{SourcesView{m_context, *m_data}.choices(days), now, this};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, overlap = days.overlap, now] {
        // Nothing: the usual choice, which is no decision that stays.
        const std::optional<OverlapChoice> choice = dialog->choice();
        if (choice == now || (!choice && now == OverlapChoice::First && !overlap.isByRecognition)) {
            return;
        }
        OverlapPair pair = overlap.pair;
        if (!choice) {
            pair.provider = overlap.decidedFor; // it may have been decided for all providers
        }
        decide(services().setOverlapChoice(pair, choice), [this, overlap, choice](std::int64_t) {
            QString said;
            if (!choice && overlap.isByRecognition) {
                said = tr("What is recognised as the same counts once now.");
            } else if (choice == OverlapChoice::Both) {
                said = tr("Both count now.");
            } else {
                said = tr("%1 counts now.").arg(nameOf(choice == OverlapChoice::Second ? overlap.pair.second : overlap.pair.first));
            }
            Q_EMIT message(said, true);
            askData();
        });
    });
    dialog->open();
}

std::vector<PageTable> SourcesPage::tables() const
{
    if (!m_data) {
        return {};
    }
    std::vector<PageTable> tables;
    const SourcesView view{m_context, *m_data};
    if (!m_data->sources.empty() || !m_data->forgotten.empty()) {
        tables.push_back(view.table());
    }
    if (!m_data->overlaps.empty()) {
        tables.push_back(view.overlapTable());
    }
    if (!m_data->accounts.accounts.empty()) {
        tables.push_back(AccountsView{m_context}.table(m_data->accounts));
    }
    return tables;
}

} // namespace tokenmeter
