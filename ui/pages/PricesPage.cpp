// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/PricesPage.h"

#include "pages/PageMarks.h"
#include "PriceServices.h"
#include "format/DateText.h"
#include "format/NumberText.h"
#include "format/ProblemText.h"
#include "pages/PageScroll.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"
#include "widgets/Card.h"
#include "widgets/CardMenu.h"
#include "widgets/CompactCombo.h"
#include "widgets/NoteBox.h"
#include "widgets/Segmented.h"
#include "widgets/TreeDelegate.h"
#include "widgets/TreeTable.h"

#include <QEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QPushButton>

#include <algorithm>
#include <numeric>

namespace tokenmeter
{
namespace
{

const QString PricesShow = QStringLiteral("prices.show");
const QString PricesModel = QStringLiteral("prices.model");
const QString ShowWords[] = {QStringLiteral("used"), QStringLiteral("all"), QStringLiteral("changed")};

constexpr int MostRowsShown = 10; ///< of small tables; the rest is scrolled to
constexpr int ListedModels = 15;  ///< rows of the list at least
constexpr int WholeListFrom = 760; ///< width of the list of all models from which every column has room
constexpr int MostFacts = 6;
constexpr int LeftPart = 56;
constexpr int RightPart = 44;

} // namespace

PricesPage::PricesPage(WindowServices &services, const NameBook &names, QWidget *parent) : Page{services, names, parent}
{
    build();
    connectParts();
}

PricesPage::~PricesPage() = default;

PricesPage::Sheet PricesPage::makeSheet(const QString &title, bool hasSentence)
{
    Sheet sheet;
    sheet.card = new Card{title, m_scroll->content()};
    sheet.card->setSidePadding(size::treeInset);
    sheet.card->setBottomPadding(space::s3);
    if (hasSentence) {
        auto *words = new QWidget{sheet.card};
        auto *inset = new QVBoxLayout{words};
        inset->setContentsMargins(size::cardPadding - size::treeInset, 0, size::cardPadding - size::treeInset, space::s2);
        sheet.sentence = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, words};
        sheet.sentence->setWordWrap(true);
        inset->addWidget(sheet.sentence);
        sheet.card->content()->addWidget(words);
    }
    sheet.table = new TreeTable{sheet.card};
    sheet.table->setRootIsDecorated(false);
    sheet.table->setItemDelegate(new TreeDelegate{sheet.table});
    sheet.table->setAccessibleName(title);
    sheet.model = new SheetModel{this};
    sheet.table->setModel(sheet.model);
    sheet.card->content()->addWidget(sheet.table, 1);
    return sheet;
}

void PricesPage::build()
{
    m_scroll = new PageScroll{this, size::cardGap};
    QWidget *content = m_scroll->content();
    m_head = new QWidget{content};
    auto *head = new QHBoxLayout{m_head};
    head->setContentsMargins(0, 0, 0, 0);
    head->setSpacing(px(space::s2));
    m_summary = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, m_head};
    m_lists = new CompactCombo{m_head};
    m_lists->setAccessibleName(tr("Public price list"));
    for (const auto &[id, name] : services().prices().lists()) {
        m_lists->addItem(name, id);
    }
    m_check = new QPushButton{tr("Check for updates"), m_head};
    m_open = new QPushButton{tr("Open a list…"), m_head};
    head->addWidget(m_summary, 1);
    head->addWidget(m_lists);
    head->addWidget(m_check);
    head->addWidget(m_open);

    m_failure = new NoteBox{content};
    m_found = new NoteBox{content};
    buildUpdate();
    m_unpriced = makeSheet(tr("Without a price"), true);
    m_models = makeSheet(tr("Models"));
    m_models.table->setMinimumHeight(px(size::tableHeader) + ListedModels * px(size::rowTree));
    m_switch = new Segmented{{tr("Used"), tr("All"), tr("Changed")}, m_models.card};
    m_switch->setAccessibleName(tr("Models shown"));
    m_models.card->addTitleControl(m_switch);

    m_chartCard = new Card{{}, content};
    m_chartCard->setBottomPadding(size::chartCardBottom);
    m_chart = new PriceHistoryChart{m_chartCard};
    m_chart->setAccessibleName(tr("Prices over time"));
    m_chartCard->content()->addWidget(m_chart, 1);
    auto *menu = new CardMenu{m_chartCard, m_chart};
    connect(menu, &CardMenu::tableWanted, this, &PricesPage::tableWanted);

    m_rows = makeSheet(tr("Price rows"));
    m_facts = new QWidget{m_rows.card};
    auto *facts = new QGridLayout{m_facts};
    facts->setContentsMargins(size::cardPadding - size::treeInset, space::s2, size::cardPadding - size::treeInset, 0);
    facts->setHorizontalSpacing(px(space::s4));
    facts->setVerticalSpacing(px(space::s1));
    facts->setColumnStretch(1, 1);
    for (int row = 0; row < MostFacts; ++row) {
        auto *label = new TextLabel{Theme::Role::Small, TextLabel::Tone::Normal, m_facts};
        auto *value = new TextLabel{Theme::Role::Small, TextLabel::Tone::Strong, m_facts};
        value->setWordWrap(true);
        facts->addWidget(label, row, 0, Qt::AlignTop);
        facts->addWidget(value, row, 1);
        m_factLabels.emplace_back(label, value);
    }
    m_facts->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum); // room that is left goes below the buttons
    m_rows.card->content()->addWidget(m_facts);
    auto *buttons = new QWidget{m_rows.card};
    auto *line = new QHBoxLayout{buttons};
    line->setContentsMargins(size::cardPadding - size::treeInset, space::s3, size::cardPadding - size::treeInset, space::s1);
    line->setSpacing(px(space::s2));
    m_ownPrice = new QPushButton{tr("Set own price…"), buttons};
    m_records = new QPushButton{tr("Show records"), buttons};
    line->addWidget(m_ownPrice);
    line->addWidget(m_records);
    line->addStretch(1);
    buttons->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    m_rows.card->content()->addWidget(buttons);
    m_rows.card->content()->addStretch(1);

    m_ahead = makeSheet(tr("Price changes ahead"));
    m_agreements = makeSheet(tr("Own prices and discounts"));
    m_retirements = new NoteBox{content};
}

void PricesPage::buildUpdate()
{
    m_update = makeSheet(tr("Proposed prices"), true);
    m_updateButtons = new QWidget{m_update.card};
    auto *line = new QHBoxLayout{m_updateButtons};
    line->setContentsMargins(size::cardPadding - size::treeInset, space::s3, size::cardPadding - size::treeInset, space::s1);
    line->setSpacing(px(space::s2));
    m_guarded = new QPushButton{tr("Propose them all the same"), m_updateButtons};
    m_discard = new QPushButton{tr("Discard"), m_updateButtons};
    m_accept = new QPushButton{tr("Accept prices"), m_updateButtons};
    m_accept->setProperty("primary", true);
    line->addWidget(m_guarded);
    line->addStretch(1);
    line->addWidget(m_discard);
    line->addWidget(m_accept);
    m_update.card->content()->addWidget(m_updateButtons);
}

void PricesPage::connectParts()
{
    PriceServices &prices = services().prices();
    connect(&prices, &PriceServices::changed, this, [this] {
        if (m_data) {
            fillUpdate();
            arrange();
        }
    });
    connect(&prices, &PriceServices::accepted, this, [this](qint64 records) {
        Q_EMIT message(records == 0 ? tr("The new prices are in use. No amount has moved.") : tr("The new prices are in use. %n amount(s) moved.", nullptr, int(records)), false);
    });
    connect(m_check, &QPushButton::clicked, this, [this] { services().prices().fetch(m_lists->currentData().toString(), false); });
    connect(m_open, &QPushButton::clicked, this, &PricesPage::openFile);
    connect(m_accept, &QPushButton::clicked, this, [this] { services().prices().accept(); });
    connect(m_discard, &QPushButton::clicked, this, [this] { services().prices().discard(); });
    connect(m_guarded, &QPushButton::clicked, this, [this] { services().prices().fetch(m_lists->currentData().toString(), true); });
    connect(m_switch, &Segmented::currentChanged, this, [this](int index) {
        if (!m_isFilling) {
            want(PricesShow, ShowWords[index]);
        }
    });
    connect(m_models.table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex &index) {
        if (!m_isFilling && m_data && index.isValid()) {
            want(PricesModel, QString::fromStdString(m_data->models[m_models.shown.sources[std::size_t(index.row())]].list.key));
        }
    });
    connect(m_models.table, &TreeTable::picked, this, &PricesPage::showRecords);
    // One step: a click on the row, or Return.
    const auto price = [this](const QModelIndex &index) {
        if (m_data && index.isValid()) {
            const LedgerReader::ModelVolume &each = m_data->unpriced[m_unpriced.shown.sources[std::size_t(index.row())]];
            Q_EMIT setPriceWanted(QString::fromStdString(each.provider), QString::fromStdString(each.model));
        }
    };
    connect(m_unpriced.table, &TreeTable::clicked, this, price);
    connect(m_unpriced.table, &TreeTable::picked, this, price);
    connect(m_ownPrice, &QPushButton::clicked, this, [this] {
        if (const PricedModel *model = chosen()) {
            // An own price is for a name as logged.
            Q_EMIT setPriceWanted({}, QString::fromStdString(model->loggedNames.empty() ? model->id : model->loggedNames.front()));
        }
    });
    connect(m_records, &QPushButton::clicked, this, &PricesPage::showRecords);
}

void PricesPage::setColourStore(ModelColours::Store store)
{
    m_colours = ModelColours{std::move(store)};
}

PriceShow PricesPage::shown() const
{
    const auto option = m_context.view.options.find(PricesShow);
    const QString word = option == m_context.view.options.end() ? QString{} : option->second;
    const bool hasUsed = m_data && std::any_of(m_data->models.begin(), m_data->models.end(), [](const PricedModel &model) { return model.requests > 0; });
    return word == ShowWords[2] ? PriceShow::Changed : word == ShowWords[1] || (word.isEmpty() && !hasUsed) ? PriceShow::All : PriceShow::Used;
}

const PricedModel *PricesPage::chosen() const
{
    if (!m_data || m_data->models.empty()) {
        return nullptr;
    }
    const auto option = m_context.view.options.find(PricesModel);
    const std::string key = option == m_context.view.options.end() ? std::string{} : option->second.toStdString();
    const auto found = std::find_if(m_data->models.begin(), m_data->models.end(), [&](const PricedModel &model) { return model.list.key == key; });
    return found != m_data->models.end() ? &*found : &m_data->models[view().firstOf(shown())];
}

void PricesPage::want(const QString &name, const QString &value)
{
    ViewState next = m_context.view;
    next.options[name] = value;
    Q_EMIT viewWanted(next);
}

void PricesPage::showRecords()
{
    const PricedModel *model = chosen();
    if (!model || model->loggedNames.empty()) {
        return;
    }
    QStringList raw;
    for (const std::string &name : model->loggedNames) {
        raw << QString::fromStdString(name);
    }
    ViewState next = filteredBy(m_context.view, raw, names());
    next.page = QStringLiteral("records");
    Q_EMIT viewWanted(next);
}

void PricesPage::openFile()
{
    auto *dialog = new QFileDialog{this, tr("Open a list"), {}, tr("Price lists (*.json)")};
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) { services().prices().openFile(file); });
    dialog->open();
}

void PricesPage::show(const PageContext &context, bool ledgerChanged)
{
    const bool sameDay = m_data && context.today == m_context.today && context.zone.id() == m_context.zone.id();
    m_context = context;
    if (sameDay && !ledgerChanged) {
        fill(); // another model, another choice: nothing else is to be asked
        return;
    }
    if (!m_data) {
        startWaiting();
    }
    askData();
}

void PricesPage::askData()
{
    ask(
        m_answer, QStringLiteral("prices"),
        [today = m_context.today, zone = m_context.zone, now = m_context.now](WindowServices::Reading reading) { return pricesDataOf(reading, today, zone, now); },
        [this](const Result<PricesData> &answer) {
            stopWaiting();
            if (answer) {
                m_data = *answer;
                fill();
            }
        });
}

void PricesPage::setCardsLoading(bool loading)
{
    m_models.card->setLoading(loading);
    m_chartCard->setLoading(loading);
    m_rows.card->setLoading(loading);
    arrange();
}

void PricesPage::setSheet(Sheet &sheet, PriceSheet given, const std::vector<int> &givingWay)
{
    sheet.shown = std::move(given);
    sheet.model->setSheet(sheet.shown.columns, sheet.shown.rows);
    std::vector<int> columns(sheet.shown.columns.size());
    std::iota(columns.begin(), columns.end(), 0);
    sheet.table->measureAnew();
    sheet.table->setColumns(columns, givingWay);
}

void PricesPage::fitHeight(Sheet &sheet) const
{
    const int rows = std::min(int(sheet.shown.rows.size()), MostRowsShown);
    sheet.table->setFixedHeight(px(size::tableHeader) + rows * px(size::rowTree) + px(space::s1));
}

void PricesPage::fill()
{
    m_isFilling = true;
    const PricesView texts = view();
    const std::optional<LocalDay> day = parseDay(m_data->version);
    m_summary->setText(tr("Prices as of %1").arg(day ? DateText::day(*day, m_context.today) : visibleText(m_data->version)));
    m_switch->setCurrent(int(shown()));
    setSheet(m_models, texts.models(shown()), {3, 2, 5});
    showModelColumns();
    m_models.card->setTotal(NumberText::whole(std::int64_t(m_models.shown.rows.size())));
    const PricedModel *model = chosen();
    for (std::size_t row = 0; row < m_models.shown.sources.size(); ++row) {
        if (&m_data->models[m_models.shown.sources[row]] == model) {
            const QModelIndex index = m_models.model->index(int(row), 0);
            m_models.table->setCurrentIndex(index);
            m_models.table->scrollTo(index);
        }
    }
    setSheet(m_unpriced, texts.unpriced(), {1});
    fitHeight(m_unpriced);
    m_unpriced.sentence->setText(texts.unpricedSentence());
    m_unpriced.card->setTotal(NumberText::whole(std::int64_t(m_data->unpriced.size())));
    setSheet(m_ahead, texts.ahead(), {3, 2});
    fitHeight(m_ahead);
    setSheet(m_agreements, texts.agreements(), {2, 1});
    fitHeight(m_agreements);
    m_retirements->setNote(Tone::Warning, texts.retirements().join(QLatin1Char('\n')));
    fillModel();
    fillUpdate();
    m_isFilling = false;
    arrange();
}

/// Names of all models are longer than those of most that are used, and matter more than what few models have.
void PricesPage::showModelColumns()
{
    const bool hasRoom = shown() == PriceShow::Used || m_models.card->width() >= px(WholeListFrom);
    m_models.table->setColumns(hasRoom ? std::vector<int>{0, 1, 2, 3, 4, 5, 6} : std::vector<int>{0, 1, 2, 4, 5, 6}, {3, 2, 5});
}

void PricesPage::fillModel()
{
    const PricedModel *model = chosen();
    if (!model) {
        return;
    }
    const PricesView texts = view();
    m_chartCard->setTitle(visibleText(model->list.displayName));
    m_chartCard->setTotal(texts.scope(*model));
    m_chart->setData(texts.history(*model));
    m_chart->setTimeMarks(timeMarksOf(m_data->annotations, m_context.zone));
    setSheet(m_rows, texts.rows(*model), {4, 3, 1});
    fitHeight(m_rows);
    m_rows.card->setTotal(NumberText::whole(std::int64_t(m_rows.shown.rows.size())));
    const std::vector<std::pair<QString, QString>> facts = texts.facts(*model);
    for (std::size_t i = 0; i < m_factLabels.size(); ++i) {
        const bool isThere = i < facts.size();
        m_factLabels[i].first->setText(isThere ? facts[i].first : QString{});
        m_factLabels[i].second->setText(isThere ? facts[i].second : QString{});
        m_factLabels[i].first->setVisible(isThere);
        m_factLabels[i].second->setVisible(isThere);
    }
    m_records->setEnabled(!model->loggedNames.empty());
    m_records->setToolTip(model->loggedNames.empty() ? tr("This model is in no record of the ledger.") : QString{});
}

void PricesPage::fillUpdate()
{
    const PriceServices &prices = services().prices();
    const bool mayCheck = prices.mayAsk() && !prices.isBusy();
    m_check->setText(prices.isBusy() ? tr("Checking…") : tr("Check for updates"));
    m_check->setEnabled(mayCheck);
    m_check->setToolTip(prices.mayAsk() ? tr("Asks for this list once. It learns nothing of you.") : tr("In the demo nothing is asked of anybody."));
    m_lists->setEnabled(mayCheck);
    m_open->setEnabled(!prices.isBusy());
    const std::optional<Problem> failure = prices.failure();
    m_failure->setNote(Tone::Negative, failure ? ProblemText::full(*failure) : QString{});
    const std::optional<PriceUpdate> update = prices.pending();
    const std::optional<PriceFindings> findings = prices.findings();
    m_found->setNote(Tone::Neutral, findings ? PricesView::findingsSentence(*findings, update.has_value()) : QString{});
    const bool hasGuarded = findings && !findings->guarded.empty();
    m_update.card->setVisible(update || hasGuarded);
    if (update || hasGuarded) {
        const std::vector<CatalogueChange> &changes = update ? update->changes : findings->guarded;
        m_update.card->setTitle(update ? tr("Proposed prices") : tr("Changes that look wrong"));
        m_update.card->setTotal(update ? PricesView::updateTitle(*update, m_context.today) : visibleText(findings->list));
        m_update.sentence->setText(update ? PricesView::movesSentence(*update) : QString{});
        m_update.sentence->parentWidget()->setVisible(update.has_value());
        setSheet(m_update, view().changes(changes), {2});
        fitHeight(m_update);
    }
    m_accept->setVisible(update.has_value());
    m_accept->setEnabled(update && !update->changes.empty() && !prices.isBusy());
    m_discard->setVisible(update.has_value());
    m_discard->setEnabled(!prices.isBusy());
    m_guarded->setVisible(hasGuarded);
    m_guarded->setEnabled(mayCheck);
}

QString PricesPage::note() const
{
    QStringList parts;
    for (const NoteBox *box : {m_failure, m_found, m_retirements}) {
        if (!box->isHidden()) {
            parts << box->sentence();
        }
    }
    return parts.join(QLatin1Char('\n'));
}

QString PricesPage::factsText() const
{
    QStringList lines;
    for (const auto &[label, value] : m_factLabels) {
        if (!label->isHidden()) {
            lines << label->text() + QStringLiteral(": ") + value->text();
        }
    }
    return lines.join(QLatin1Char('\n'));
}

std::vector<PageTable> PricesPage::tables() const
{
    std::vector<PageTable> all;
    for (const Sheet *sheet : {&m_models, &m_rows, &m_unpriced, &m_ahead, &m_agreements, &m_update}) {
        if (!sheet->shown.rows.empty() && !sheet->card->isHidden()) {
            all.push_back(sheet->shown.table(sheet->card->title()));
        }
    }
    return all;
}

QString PricesPage::totalText() const
{
    return NumberText::whole(std::int64_t(m_models.shown.rows.size()));
}

void PricesPage::arrange()
{
    m_unpriced.card->setVisible(m_data && !m_data->unpriced.empty());
    m_ahead.card->setVisible(m_data && !m_data->ahead.empty());
    m_agreements.card->setVisible(!m_agreements.shown.rows.empty());
    if (!m_data) {
        m_update.card->hide();
    }
    m_scroll->clearGrid();
    QGridLayout *grid = m_scroll->grid();
    for (int row = 0; row < grid->rowCount(); ++row) {
        grid->setRowStretch(row, 0);
    }
    const bool isNarrow = PageScroll::windowWidth(this) < px(size::narrowBelow);
    grid->setColumnStretch(0, isNarrow ? 1 : LeftPart);
    grid->setColumnStretch(1, isNarrow ? 0 : RightPart);
    int row = 0;
    const auto across = [&](QWidget *widget) {
        if (!widget->isHidden()) {
            grid->addWidget(widget, row++, 0, 1, 2);
        }
    };
    for (QWidget *each : std::initializer_list<QWidget *>{m_head, m_failure, m_found, m_update.card, m_unpriced.card}) {
        across(each);
    }
    if (isNarrow) {
        for (QWidget *each : {static_cast<QWidget *>(m_models.card), static_cast<QWidget *>(m_chartCard), static_cast<QWidget *>(m_rows.card)}) {
            across(each);
        }
    } else {
        grid->addWidget(m_models.card, row, 0, 2, 1);
        grid->addWidget(m_chartCard, row++, 1);
        grid->addWidget(m_rows.card, row, 1);
        grid->setRowStretch(row++, 1);
    }
    for (QWidget *each : std::initializer_list<QWidget *>{m_ahead.card, m_agreements.card, m_retirements}) {
        across(each);
    }
    if (isNarrow) {
        grid->setRowStretch(row, 1);
    }
}

void PricesPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    arrange();
    if (m_data) {
        showModelColumns();
    }
}

void PricesPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LocaleChange && m_data) {
        fill();
    }
    Page::changeEvent(event);
}

} // namespace tokenmeter
