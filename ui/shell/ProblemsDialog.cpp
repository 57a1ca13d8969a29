// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "shell/ProblemsDialog.h"

#include "charts/figures.h"
#include "format/ProblemText.h"
#include "shell/TextLabel.h"
#include "theme/Theme.h"

#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <climits>

namespace tokenmeter
{

ProblemsDialog::ProblemsDialog(const std::vector<Problem> &problems, QWidget *parent) : QDialog{parent}
{
    setWindowTitle(tr("Problems of the last import"));
    const int count = int(std::min<std::size_t>(problems.size(), INT_MAX));
    auto *sentence = new TextLabel{tr("%Ln problem(s). Everything else was read.", nullptr, count), Theme::Role::Body,
                                   TextLabel::Tone::Normal, this};
    auto *list = new QListWidget{this};
    list->setAccessibleName(windowTitle());
    list->setWordWrap(true);
    list->setSelectionMode(QAbstractItemView::NoSelection);
    for (const Problem &problem : problems) {
        auto *item = new QListWidgetItem{ProblemText::full(problem), list};
        item->setToolTip(plainToolTip(visibleText(problem.file)));
    }
    auto *close = new QPushButton{tr("Close"), this};
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    auto *column = new QVBoxLayout{this};
    column->setContentsMargins(px(space::s6), px(space::s5), px(space::s6), px(space::s5));
    column->setSpacing(px(space::s4));
    column->addWidget(sentence);
    column->addWidget(list, 1);
    column->addWidget(close, 0, Qt::AlignRight);
    resize(px(size::dialogWidth), px(size::popupWidth));
}

} // namespace tokenmeter
