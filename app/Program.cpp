// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "Program.h"

#include "Commands.h"
#include "Demo.h"
#include "Json.h"
#include "Output.h"
#include "WindowLauncher.h"
#include "WithoutDisplay.h"
#include "format/ProblemText.h"
#include "shell/Language.h"

#include <QCoreApplication>
#include <QDir>

#include <sys/stat.h>

#include <memory>

namespace tokenmeter
{
namespace
{

template <class... Visitors>
struct Overloaded : Visitors...
{
    using Visitors::operator()...;
};
template <class... Visitors>
Overloaded(Visitors...) -> Overloaded<Visitors...>;

bool needsWindow(const CommandLine &line)
{
    return std::holds_alternative<WindowCommand>(line.command) || std::holds_alternative<ScreenshotCommand>(line.command)
        || (std::holds_alternative<DemoCommand>(line.command) && std::get<DemoCommand>(line.command).logsInto.empty()
            && !line.json);
}

/// The network, the desktop or the keyring; and what providers sign with, which no other command should have to load.
bool needsMoreThanCore(const CommandLine &line)
{
    const auto *alerts = std::get_if<AlertsCommand>(&line.command);
    const auto *report = std::get_if<ReportCommand>(&line.command);
    const auto *rates = std::get_if<RatesCommand>(&line.command);
    const auto *prices = std::get_if<PricesCommand>(&line.command);
    const auto *close = std::get_if<CloseCommand>(&line.command);
    return (alerts != nullptr && alerts->needsChannels()) || (rates != nullptr && rates->action == RatesCommand::Action::Fetch)
        || (prices != nullptr && prices->action == PricesCommand::Action::Fetch) || (report != nullptr && report->basis == "billed")
        || (close != nullptr && close->action == CloseCommand::Action::Close) || std::holds_alternative<AccountsCommand>(line.command)
        || std::holds_alternative<SyncCommand>(line.command) || std::holds_alternative<ReconcileCommand>(line.command)
        || std::holds_alternative<ReviewCommand>(line.command);
}

/// Pictures and pages need fonts, and so an application with a screen; the one without a display will do.
bool isPainted(const CommandLine &line)
{
    const auto *review = std::get_if<ReviewCommand>(&line.command);
    return std::holds_alternative<ScreenshotCommand>(line.command) || (review != nullptr && review->isPdf());
}

std::optional<CommandContext> contextOf(const CommandLine &line)
{
    CommandContext context;
    context.environment = Environment::ofThisMachine();
    if (!line.at.empty()) {
        const std::optional<ParsedTime> at = parseTime(line.at);
        if (!at) {
            printError(ProblemText::sentence({.cause = Cause::BadArgument, .args = {"--at", line.at}}));
            return std::nullopt;
        }
        context.environment.now = at->time;
        context.environment.fixedNow = true;
    }
    context.settings = SettingsStore{SettingsStore::defaultFile()}.load();
    context.ledger = !line.ledger.empty()          ? QDir::current().absoluteFilePath(text(line.ledger))
        : !context.settings.ledgerFile.isEmpty()   ? context.settings.ledgerFile
                                                   : context.environment.defaultLedger();
    context.zone = context.settings.zoneId.isEmpty()
        ? Zone::system()
        : Zone::byId(context.settings.zoneId.toStdString()).value_or(Zone::system());
    context.json = line.json;
    return context;
}

} // namespace

int runProgram(int argc, char **argv, const WindowHalf *window)
{
    // Whatever this program writes is its user's alone.
    ::umask(S_IRWXG | S_IRWXO);
    const std::variant<CommandLine, Ending> parsed = parseCommandLine(argc, argv);
    if (const Ending *ending = std::get_if<Ending>(&parsed)) {
        if (ending->status == ExitDone) {
            print(ending->text);
        } else {
            std::fputs(qUtf8Printable(ending->text), stderr);
        }
        return ending->status;
    }
    const CommandLine &line = std::get<CommandLine>(parsed);
    const bool shown = isPainted(line) || (needsWindow(line) && hasDisplay());
    if ((shown || needsMoreThanCore(line)) && window == nullptr) {
        return becomeWindowProgram(argv);
    }
    const std::unique_ptr<QCoreApplication> application
        = shown ? window->application(argc, argv, line) : std::make_unique<QCoreApplication>(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("tokenmeter"));
    QCoreApplication::setApplicationVersion(QStringLiteral(TOKENMETER_VERSION));

    std::optional<CommandContext> context = contextOf(line);
    if (!context) {
        return ExitUsage;
    }
    language::apply(context->settings.language);

    return std::visit(
        Overloaded{
            [&](const WindowCommand &command) {
                return shown ? window->runWindow(*context, command) : runWithoutDisplay(*context, command.demo);
            },
            [&](const DemoCommand &command) {
                if (!command.logsInto.empty()) {
                    return runDemoLogs(*context, command);
                }
                return shown ? window->runWindow(*context, {.demo = true}) : runWithoutDisplay(*context, true);
            },
            [&](const ImportCommand &command) { return runImport(*context, command); },
            [&](const ReportCommand &command) { return runReport(*context, command, window != nullptr ? RepeatedReports{window->repeatedReports} : RepeatedReports{}); },
            [&](const CostCommand &command) { return runCost(*context, command); },
            [&](const PricesCommand &command) {
                return command.action == PricesCommand::Action::Fetch ? window->runFetchPrices(*context, command) : runPrices(*context, command);
            },
            [&](const RatesCommand &command) {
                return command.action == RatesCommand::Action::Fetch ? window->runFetchRates(*context, command) : runRates(*context, command);
            },
            [&](const PlansCommand &command) { return runPlans(*context, command); },
            [&](const TagCommand &command) { return runTag(*context, command); },
            [&](const ProfileCommand &command) { return runProfile(*context, command); },
            [&](const ExcludeCommand &command) { return runExclude(*context, command); },
            [&](const SourcesCommand &command) { return runSources(*context, command); },
            [&](const JournalCommand &command) { return runJournal(*context, command); },
            [&](const UndoCommand &) { return runUndo(*context); },
            [&](const BudgetCommand &command) { return runBudget(*context, command); },
            [&](const AlertsCommand &command) {
                return command.needsChannels() ? window->runChannels(*context, command) : runAlerts(*context, command);
            },
            [&](const AccountsCommand &command) { return window->runAccounts(*context, command); },
            [&](const SyncCommand &command) { return window->runSync(*context, command); },
            [&](const ReconcileCommand &command) { return window->runReconcile(*context, command); },
            [&](const ReviewCommand &command) { return window->runReview(*context, command); },
            [&](const CalculateCommand &command) { return runCalculate(*context, command); },
            [&](const CompareCommand &command) { return runCompare(*context, command); },
            [&](const CloseCommand &command) {
                return command.action == CloseCommand::Action::Close ? window->runClose(*context, command) : runClosed(*context, command);
            },
            [&](const FactCommand &command) { return runFact(*context, command); },
            [&](const StatuslineCommand &command) { return runStatusline(*context, command); },
            [&](const VerifyCommand &command) { return runVerify(*context, command); },
            [&](const BackupCommand &command) { return runBackup(*context, command); },
            [&](const ScreenshotCommand &command) { return window->runScreenshot(*context, command); },
        },
        line.command);
}

} // namespace tokenmeter
