// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "pages/PlanOrderDialog.h"

#include "format/ProblemText.h"
#include "pages/PlansView.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"
#include "widgets/NoteBox.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tokenmeter
{

PlanOrderDialog::PlanOrderDialog(std::vector<PlanOrder> orders, const std::vector<std::string> &providers, QWidget *parent)
    : QDialog{parent}, m_orders{std::move(orders)}
{
    setWindowTitle(tr("Order of drawing"));
    setFixedWidth(px(size::dialogWidth));
    auto *layout = new QVBoxLayout{this};
    layout->setContentsMargins(px(space::s6), px(space::s5), px(space::s6), px(space::s5));
    layout->setSpacing(px(space::s3));
    auto *what = new TextLabel{tr("Where several plans serve the same usage, those at the top are drawn first; of one kind the one that ends first. Providers differ: "
                                  "say how yours does it. The past is counted anew, too."),
                               Theme::Role::Body, TextLabel::Tone::Normal, this};
    what->setWordWrap(true);
    layout->addWidget(what);
    m_provider = new QComboBox{this};
    m_provider->setAccessibleName(tr("Provider"));
    m_provider->addItem(tr("All providers without an order of their own"), QString{});
    for (const std::string &name : providers) {
        m_provider->addItem(visibleText(name), QString::fromStdString(name));
    }
    layout->addWidget(m_provider);
    m_list = new QListWidget{this};
    m_list->setAccessibleName(tr("Order of drawing"));
    auto *row = new QHBoxLayout;
    row->setSpacing(px(space::s3));
    row->addWidget(m_list, 1);
    auto *moves = new QVBoxLayout;
    moves->setSpacing(px(space::s2));
    m_up = new QPushButton{tr("Move up"), this};
    m_down = new QPushButton{tr("Move down"), this};
    m_usual = new QPushButton{tr("Usual order"), this};
    for (QPushButton *button : {m_up, m_down, m_usual}) {
        button->setAutoDefault(false);
        moves->addWidget(button);
    }
    moves->addStretch(1);
    row->addLayout(moves);
    layout->addLayout(row);
    m_failure = new NoteBox{this};
    layout->addWidget(m_failure);
    auto *buttons = new QDialogButtonBox{this};
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_save = buttons->addButton(tr("Save order"), QDialogButtonBox::AcceptRole);
    m_save->setProperty("primary", true);
    layout->addWidget(buttons);

    connect(m_provider, &QComboBox::currentIndexChanged, this, [this] {
        m_isUsual = false;
        fill(kindsFor(m_orders, provider()), 0);
    });
    connect(m_list, &QListWidget::currentRowChanged, this, [this] { showButtons(); });
    connect(m_up, &QPushButton::clicked, this, [this] { move(-1); });
    connect(m_down, &QPushButton::clicked, this, [this] { move(1); });
    connect(m_usual, &QPushButton::clicked, this, [this] {
        // Of one provider: what holds for all others.
        fill(provider().empty() ? UsualPlanKinds : kindsFor(m_orders, {}), m_list->currentRow());
        m_isUsual = true;
        showButtons();
    });
    connect(buttons, &QDialogButtonBox::accepted, this, [this] { Q_EMIT orderWanted(provider(), m_isUsual ? std::nullopt : std::optional{m_kinds}); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    fill(kindsFor(m_orders, {}), 0);
    m_list->setFixedHeight(int(m_kinds.size()) * px(size::control) + 2 * m_list->frameWidth());
}

std::string PlanOrderDialog::provider() const
{
    return m_provider->currentData().toString().toStdString();
}

void PlanOrderDialog::refuse(const QString &why)
{
    m_failure->setNote(Tone::Negative, why);
}

void PlanOrderDialog::fill(const PlanKinds &kinds, int current)
{
    m_kinds = kinds;
    m_list->clear();
    int place = 1;
    for (const PlanKind kind : kinds) {
        auto *item = new QListWidgetItem{tr("%1. %2", "place, kind of plan").arg(place++).arg(PlansView::kind(kind)), m_list};
        item->setSizeHint({0, px(size::control)});
    }
    m_list->setCurrentRow(std::max(0, current));
    showButtons();
}

void PlanOrderDialog::move(int by)
{
    const int row = m_list->currentRow();
    const int other = row + by;
    if (row < 0 || other < 0 || other >= int(m_kinds.size())) {
        return;
    }
    PlanKinds kinds = m_kinds;
    std::swap(kinds[std::size_t(row)], kinds[std::size_t(other)]);
    m_isUsual = false;
    fill(kinds, other);
}

void PlanOrderDialog::showButtons()
{
    const int row = m_list->currentRow();
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < int(m_kinds.size()));
    const bool hasOwn = std::any_of(m_orders.begin(), m_orders.end(), [&](const PlanOrder &order) { return order.provider == provider(); });
    m_usual->setEnabled(!m_isUsual && (hasOwn || m_kinds != kindsFor(m_orders, provider())));
}

} // namespace tokenmeter
