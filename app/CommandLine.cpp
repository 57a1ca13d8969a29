// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "CommandLine.h"

#include <CLI/CLI.hpp>

namespace tokenmeter
{
namespace
{

/// A flag and its opposite. (add_flag() would set an optional to false at once, as if that had been typed.)
void addChoice(CLI::App &command, const char *names, std::optional<bool> &choice, const char *help)
{
    command.add_flag_function(names, [&choice](std::int64_t times) { choice = times > 0; }, help);
}

void addScope(CLI::App &command, ViewOptions &view)
{
    command.add_option("--provider", view.providers, "Only this provider; may repeat");
    command.add_option("--model", view.models, "Only this model; may end in *; may repeat");
    command.add_option("--project", view.projects, "Only this project; may repeat");
    command.add_option("--source", view.sources, "Only logs of this format, or of the source at this path; may repeat");
    command.add_option("--tag", view.tags, "Only what has this tag: client=a, or a alone; client= for what has none; may repeat");
}

void addFilters(CLI::App &command, ViewOptions &view)
{
    addScope(command, view);
    command.add_option("--session", view.sessions, "Only this session; may repeat");
    command.add_option("--from", view.from, "First day, inclusive: 2026-10-01");
    command.add_option("--to", view.to, "Last day, inclusive");
    command.add_option("--timezone", view.timezone, "IANA name; default: the system's");
}

void addView(CLI::App &command, ViewOptions &view)
{
    addFilters(command, view);
    command.add_option("--currency", view.currency, "Convert amounts, by dated exchange rates");
}

void addBudgetOptions(CLI::App &command, BudgetCommand &budget)
{
    command.add_option("--currency", budget.currency, "Currency of the limit; default: USD");
    command.add_option("--unit", budget.unit, "tokens: the limit counts tokens")->check(CLI::IsMember({"tokens"}))->excludes("--currency");
    command.add_option("--starts-on", budget.startsOn,
                       "First day: of a month, quarter or year its day, 1 to 31; of a week monday to sunday");
    command.add_option("--warn-at", budget.warnAt, "Per cent of the limit, as a list; default: 80,100; empty: never");
    addChoice(command, "--warn-forecast,!--no-warn-forecast", budget.warnForecast, "Warn when even the low end of the forecast is over the limit");
    command.add_option("--basis", budget.basis,
                       "list, or effective: after free quota, credit, discounts and subscriptions; default: effective where there are plans, else list")
        ->check(CLI::IsMember({"list", "effective"}));
    command.add_option("--rollover", budget.rollover, "What goes into the next period; default: none")
        ->check(CLI::IsMember({"none", "unspent", "both"}));
    command.add_option("--rollover-cap", budget.rolloverCap, "The most that goes over; empty: no cap");
    addScope(command, budget.scope);
    command.add_option("--timezone", budget.scope.timezone, "IANA name; default: the system's");
}

void addPlanOptions(CLI::App &command, PlansCommand &plans)
{
    command.add_option("--from", plans.from, "First day on which it serves; default: today");
    command.add_option("--to", plans.to, "Last day, inclusive; empty: for ever");
    command.add_option("--provider", plans.scope.providers, "Only usage of this provider; may repeat");
    command.add_option("--model", plans.scope.models, "Only this model; may end in *; may repeat");
    command.add_option("--source", plans.scope.sources, "Only usage from logs of this format; may repeat. A subscription needs one");
    command.add_option("--currency", plans.currency, "Of fee, credit and price; default: USD");
    command.add_option("--fee", plans.fee, "Of a subscription: what a cycle costs");
    command.add_option("--cycle", plans.cycle, "Of a subscription: month, year, week, 30d; default: month");
    command.add_option("--tokens", plans.tokens, "Of a quota: free tokens, of all classes together");
    addChoice(command, "--per-model,!--all-models-together", plans.perModel, "Of a quota: each model has that many");
    command.add_option("--multiplier", plans.multiplier, "Of a discount: 0.85 is 15 % off the list price");
    command.add_option("--credit", plans.credit, "Of a pack: list cost that it pays for");
    command.add_option("--paid", plans.paid, "Of a pack: what it cost; default: as much as its credit");
    command.add_option("--timezone", plans.scope.timezone, "IANA name; default: the system's");
}

void addPrices(CLI::App &command, PricesCommand &prices)
{
    command.add_option("--input", prices.input, "Price per million input tokens")->required();
    command.add_option("--output", prices.output, "Price per million output tokens")->required();
    command.add_option("--cache-read", prices.cacheRead, "Default: as input");
    command.add_option("--cache-write-5m", prices.cacheWrite5m, "Default: as input");
    command.add_option("--cache-write-1h", prices.cacheWrite1h, "Default: as input");
    command.add_option("--currency", prices.currency, "Default: USD");
    command.add_option("--provider", prices.provider, "Only usage of this provider");
    command.add_option("--from", prices.from, "From this day on (UTC); default: always");
    command.add_option("--to", prices.to, "Before this day");
}

} // namespace

std::variant<CommandLine, Ending> parseCommandLine(int argc, const char *const *argv)
{
    CommandLine result;
    CLI::App app{"Tokenmeter: what large language models cost you, in a ledger of your own."};
    app.set_version_flag("--version", "tokenmeter " TOKENMETER_VERSION);
    app.option_defaults()->always_capture_default(false);
    app.require_subcommand(0, 1);
    app.fallthrough();
    app.add_option("--ledger", result.ledger, "Ledger file; also TOKENMETER_LEDGER")->envname("TOKENMETER_LEDGER");
    app.add_flag("--json", result.json, "One JSON document on standard output");
    app.add_option("--at", result.at, "Take this moment (RFC 3339) for now");

    WindowCommand window;
    app.add_flag("--demo", window.demo, "Open demo data, in a ledger of its own");
    app.add_flag("--background", window.background, "Start in the tray, without a window, where there is a tray");

    ImportCommand import;
    CLI::App *importApp = app.add_subcommand("import", "Read usage logs into the ledger");
    importApp->add_option("path", import.paths, "Files or folders; default: the logs of all known tools");
    importApp->add_option("--home", import.home, "Look for the tools' logs below this folder");
    importApp->add_option("--format", import.format, "Name of the format; default: recognise it");
    importApp->add_option("--profile", import.profile, "Mapping profile for --format generic: the name of one that is kept, or a JSON file");
    importApp->add_flag("--skip-bad-rows", import.skipBadRows, "With --profile: leave out rows that cannot be read; default: such a file is refused");
    importApp->add_option("--threads", import.threads, "Default: as many as there are cores")->check(CLI::Range(1, 64));

    ReportCommand report;
    CLI::App *reportApp = app.add_subcommand("report", "Sums of usage and cost");
    addView(*reportApp, report.view);
    reportApp->add_option("--group-by", report.groupBy,
                          "Comma list of hour, day, week, month, provider, model, project, session, source, tier, agent, tag:KEY");
    reportApp->add_option("--basis", report.basis, "list: what usage is worth; effective: after free quota, credit, discounts and subscriptions; "
                                                   "billed: what providers charge. Default: list")
        ->check(CLI::IsMember({"list", "effective", "billed"}));
    reportApp->add_flag("--raw-models", report.rawModels, "Model names as the source wrote them");

    CostCommand cost;
    CLI::App *costApp = app.add_subcommand("cost", "Price of one request");
    costApp->add_option("--model", cost.model)->required();
    costApp->add_option("--provider", cost.provider);
    costApp->add_option("--at", cost.at, "Moment of the request; default: now");
    costApp->add_option("--tier", cost.tier, "batch, flex, priority");
    costApp->add_option("--region", cost.region);
    costApp->add_flag("--batch", cost.batch);
    costApp->add_flag("--fast", cost.fast);
    costApp->add_flag("--thinking", cost.thinking);
    const auto count = [&](const char *name, std::int64_t &value) {
        costApp->add_option(name, value)->check(CLI::Range(std::int64_t{0}, std::int64_t{1'000'000'000'000}));
    };
    count("--input", cost.input);
    count("--output", cost.output);
    count("--cache-read", cost.cacheRead);
    count("--cache-write-5m", cost.cacheWrite5m);
    count("--cache-write-1h", cost.cacheWrite1h);
    count("--reasoning", cost.reasoning);
    count("--input-audio", cost.inputAudio);
    count("--output-audio", cost.outputAudio);
    count("--input-image", cost.inputImage);
    count("--output-image", cost.outputImage);
    count("--web-searches", cost.webSearches);

    PricesCommand prices;
    CLI::App *pricesApp = app.add_subcommand("prices", "The price list, own prices, proposals");
    pricesApp->require_subcommand(1);
    CLI::App *listApp = pricesApp->add_subcommand("list", "Models of this ledger and their prices");
    listApp->add_flag("--unpriced", prices.unpricedOnly, "Only models without a price");
    CLI::App *showApp = pricesApp->add_subcommand("show", "Every dated price of a model");
    showApp->add_option("model", prices.model)->required();
    showApp->add_option("--provider", prices.provider);
    CLI::App *setApp = pricesApp->add_subcommand("set", "Set a price of your own");
    setApp->add_option("model", prices.model, "Name as logged")->required();
    addPrices(*setApp, prices);
    CLI::App *removeApp = pricesApp->add_subcommand("remove", "Remove own prices of a model");
    removeApp->add_option("model", prices.model)->required();
    CLI::App *proposeApp = pricesApp->add_subcommand("propose", "Compare a new price list with the one in use");
    proposeApp->add_option("file", prices.file, "Default: what was fetched last");
    CLI::App *acceptApp = pricesApp->add_subcommand("accept", "Use the proposed price list from now on");
    acceptApp->add_option("file", prices.file, "Default: what was fetched last");
    CLI::App *fetchApp = pricesApp->add_subcommand("fetch", "Ask a public price list, once, and propose what it changes");
    fetchApp->add_option("list", prices.publicList, "models.dev, openrouter, litellm or genai-prices")->required();
    fetchApp->add_option("--base-url", prices.base, "Scheme and host to ask in place of the list's own");
    fetchApp->add_flag("--with-guarded", prices.withGuarded, "Propose changes that look wrong, too");

    RatesCommand rates;
    CLI::App *ratesApp = app.add_subcommand("rates", "Exchange rates");
    ratesApp->require_subcommand(1);
    ratesApp->add_subcommand("list", "Stored exchange rates");
    CLI::App *rateSetApp = ratesApp->add_subcommand("set", "Store a rate: tokenmeter rates set USD CNY 7.1187 --day 2026-11-17");
    rateSetApp->add_option("from", rates.from)->required();
    rateSetApp->add_option("to", rates.to)->required();
    rateSetApp->add_option("rate", rates.rate, "Units of TO for one FROM")->required();
    rateSetApp->add_option("--day", rates.day, "UTC day of publication; default: today");
    rateSetApp->add_option("--source", rates.source, "Who published it; default: user");
    CLI::App *rateRemoveApp = ratesApp->add_subcommand("remove", "Remove a stored rate");
    rateRemoveApp->add_option("from", rates.from)->required();
    rateRemoveApp->add_option("to", rates.to)->required();
    rateRemoveApp->add_option("--day", rates.day, "UTC day of publication")->required();
    CLI::App *rateFetchApp = ratesApp->add_subcommand("fetch", "Ask the European Central Bank for its rates, once");
    rateFetchApp->add_option("--source", rates.publisher, "ecb, or frankfurter where the bank cannot be reached; default: ecb");
    rateFetchApp->add_option("--since", rates.day, "UTC day; default: what the ledger's amounts need and is not stored");
    rateFetchApp->add_option("--currency", rates.currencies, "Also of this currency; may be repeated");
    rateFetchApp->add_option("--base-url", rates.base, "Address to ask in place of the publisher's own");

    PlansCommand plans;
    CLI::App *plansApp = app.add_subcommand("plans", "Subscriptions, free quota, discounts and prepaid credit");
    plansApp->require_subcommand(0, 1);
    CLI::App *plansListApp = plansApp->add_subcommand("list", "All plans and what is left of them");
    CLI::App *plansWorthApp = plansApp->add_subcommand("worth", "What subscriptions covered, at list price, against their fees");
    plansWorthApp->add_option("id", plans.id, "Only this one");
    for (CLI::App *one : {plansListApp, plansWorthApp}) {
        one->add_option("--timezone", plans.scope.timezone, "IANA name; default: the system's");
    }
    CLI::App *plansAddApp = plansApp->add_subcommand("add", "Enter a plan");
    plansAddApp->add_option("kind", plans.kind, "subscription, quota, discount, pack")
        ->required()
        ->check(CLI::IsMember({"subscription", "quota", "discount", "pack"}));
    plansAddApp->add_option("--name", plans.name)->required();
    addPlanOptions(*plansAddApp, plans);
    CLI::App *plansEditApp = plansApp->add_subcommand("edit", "Change what is named; filters of a kind replace those of that kind");
    plansEditApp->add_option("id", plans.id)->required();
    plansEditApp->add_option("--name", plans.name);
    addPlanOptions(*plansEditApp, plans);
    plansEditApp->add_flag("--all-usage", plans.allUsage, "Whatever the provider and the model");
    CLI::App *plansRemoveApp = plansApp->add_subcommand("remove", "Take a plan away, as if it had never been");
    plansRemoveApp->add_option("id", plans.id)->required();
    CLI::App *plansOrderApp = plansApp->add_subcommand("order", "In which order kinds are drawn");
    plansOrderApp->add_option("order", plans.order, "subscription,quota,discount,pack in another order; or usual")->required();
    plansOrderApp->add_option("--provider", plans.orderOf, "Of this provider; default: of all others");

    TagCommand tag;
    CLI::App *tagApp = app.add_subcommand("tag", "Tags on sessions, projects and records");
    tagApp->require_subcommand(1);
    tagApp->add_subcommand("list", "All tags");
    CLI::App *tagAddApp = tagApp->add_subcommand(
        "add", "Give a tag: to sessions or projects when only these are named, later records too; else to the records in view");
    tagAddApp->add_option("tag", tag.tag, "KEY=VALUE")->required();
    addFilters(*tagAddApp, tag.view);
    CLI::App *tagRemoveApp = tagApp->add_subcommand("remove", "Take a tag away");
    tagRemoveApp->add_option("tag", tag.tag, "KEY, or KEY=VALUE where only this value shall go")->required();
    addFilters(*tagRemoveApp, tag.view);

    ProfileCommand profile;
    CLI::App *profileApp = app.add_subcommand("profile", "Mapping profiles, which tell how to read a table of your own");
    profileApp->require_subcommand(1);
    profileApp->add_subcommand("list", "Names of the profiles that are kept");
    CLI::App *profileSaveApp = profileApp->add_subcommand("save", "Keep a profile under a name");
    profileSaveApp->add_option("file", profile.file, "The profile (JSON)")->required();
    profileSaveApp->add_option("--name", profile.name, "Default: the name that is in it");
    CLI::App *profileShowApp = profileApp->add_subcommand("show", "A profile as JSON");
    profileShowApp->add_option("name", profile.name)->required();
    CLI::App *profileRemoveApp = profileApp->add_subcommand("remove", "Take a profile away");
    profileRemoveApp->add_option("name", profile.name)->required();
    CLI::App *profileTestApp = profileApp->add_subcommand("test", "What a profile makes of the first 100 rows of a file; nothing is imported");
    profileTestApp->add_option("file", profile.file)->required();
    profileTestApp->add_option("--profile", profile.name, "Name of a profile that is kept")->required();
    CLI::App *profileProposeApp = profileApp->add_subcommand("propose", "A profile for a file, by the names in its header, to be looked at and saved");
    profileProposeApp->add_option("file", profile.file)->required();
    profileProposeApp->add_option("--name", profile.name);

    ExcludeCommand exclude;
    CLI::App *excludeApp = app.add_subcommand("exclude", "Take records out of totals");
    CLI::App *includeApp = app.add_subcommand("include", "Put excluded records back into totals");
    for (CLI::App *one : {excludeApp, includeApp}) {
        addFilters(*one, exclude.view);
        one->add_option("--why", exclude.why, "The reason, for the journal")->required();
    }

    JournalCommand journal;
    CLI::App *journalApp = app.add_subcommand("journal", "What you decided, newest first");
    journalApp->add_option("--limit", journal.limit, "Default: 100")->check(CLI::Range(1, 1'000'000));
    CLI::App *undoApp = app.add_subcommand("undo", "Take back the newest tag, exclusion, closing, note, or change of a budget or plan");

    BudgetCommand budget;
    std::int64_t budgetId = 0;
    CLI::App *budgetApp = app.add_subcommand("budget", "Limits on spend or tokens, and how they stand");
    budgetApp->require_subcommand(1);
    CLI::App *budgetListApp = budgetApp->add_subcommand("list", "All budgets and how they stand, by what has been imported");
    budgetListApp->add_option("--timezone", budget.scope.timezone, "IANA name; default: the system's");
    const char *periods = "day, week, month, quarter, year, rolling:5h, or 2026-10-01..2026-10-31";
    CLI::App *budgetAddApp = budgetApp->add_subcommand("add", "Set a budget");
    budgetAddApp->add_option("--name", budget.name)->required();
    budgetAddApp->add_option("--limit", budget.limit, "An amount, or a number of tokens")->required();
    budgetAddApp->add_option("--period", budget.period, periods)->required();
    addBudgetOptions(*budgetAddApp, budget);
    CLI::App *budgetEditApp = budgetApp->add_subcommand("edit", "Change what is named; filters of a kind replace those of that kind");
    budgetEditApp->add_option("id", budgetId)->required();
    budgetEditApp->add_option("--name", budget.name);
    budgetEditApp->add_option("--limit", budget.limit, "An amount, or a number of tokens");
    budgetEditApp->add_option("--period", budget.period, periods);
    addBudgetOptions(*budgetEditApp, budget);
    budgetEditApp->add_flag("--all-usage", budget.allUsage, "Without any filter");
    CLI::App *budgetDuplicateApp = budgetApp->add_subcommand("duplicate", "Make another one like it");
    budgetDuplicateApp->add_option("id", budgetId)->required();
    budgetDuplicateApp->add_option("--name", budget.name)->required();
    CLI::App *budgetPauseApp = budgetApp->add_subcommand("pause", "No alerts until resumed");
    CLI::App *budgetResumeApp = budgetApp->add_subcommand("resume", "Alerts again");
    CLI::App *budgetRemoveApp = budgetApp->add_subcommand("remove", "Take a budget away; its alerts stay");
    for (CLI::App *one : {budgetPauseApp, budgetResumeApp, budgetRemoveApp}) {
        one->add_option("id", budgetId)->required();
    }
    CLI::App *budgetCheckApp = budgetApp->add_subcommand("check", "How budgets stand; exit status 3 when one is exceeded");
    budgetCheckApp->add_option("id", budget.ids, "Only these");
    budgetCheckApp->add_flag("--cached", budget.cached, "Do not look for new log lines first");
    budgetCheckApp->add_option("--timezone", budget.scope.timezone, "IANA name; default: the system's");

    AlertsCommand alerts;
    CLI::App *alertsApp = app.add_subcommand("alerts", "What budgets had to say, and how it reaches you");
    alertsApp->require_subcommand(0, 1);
    CLI::App *alertsListApp = alertsApp->add_subcommand("list", "Alerts that are open, newest first, and what became of them");
    alertsListApp->add_flag("--all", alerts.all, "Acknowledged ones, too");
    CLI::App *alertsAckApp = alertsApp->add_subcommand("ack", "Acknowledge: nothing more is delivered");
    CLI::App *alertsSnoozeApp = alertsApp->add_subcommand("snooze", "Deliver once more, later");
    alertsSnoozeApp->add_option("--for", alerts.span, "30m, 2h, 1d; default: 1h");
    alertsSnoozeApp->add_option("--until", alerts.until, "A moment (RFC 3339)");
    CLI::App *alertsMuteApp = alertsApp->add_subcommand("mute", "Nothing more of this budget in this period");
    for (CLI::App *one : {alertsAckApp, alertsSnoozeApp, alertsMuteApp}) {
        one->add_option("id", alerts.ids, "Numbers of alerts")->required();
    }
    CLI::App *alertsQuietApp = alertsApp->add_subcommand("quiet", "Hours of the day in which nothing is delivered");
    alertsQuietApp->add_option("hours", alerts.quiet, "22:00-07:00, or off");
    CLI::App *alertsChannelsApp = alertsApp->add_subcommand("channels", "Ways in which alerts reach you");
    CLI::App *alertsAddApp = alertsApp->add_subcommand("add", "Add a channel; the address of a webhook is read from standard input");
    alertsAddApp->add_option("kind", alerts.channel, "desktop, webhook, command")->required()->check(CLI::IsMember({"desktop", "webhook", "command"}));
    alertsAddApp->add_option("--form", alerts.form, "json, slack, discord, feishu, dingtalk, wecom; default: json")
        ->check(CLI::IsMember({"json", "slack", "discord", "feishu", "lark", "dingtalk", "wecom"}));
    alertsAddApp->add_option("--label", alerts.label, "A word of yours for it");
    alertsAddApp->add_option("command", alerts.command, "After --: program and arguments; no shell, the alert as JSON on standard input");
    CLI::App *alertsRemoveApp = alertsApp->add_subcommand("remove", "Remove a channel and its address");
    CLI::App *alertsTestApp = alertsApp->add_subcommand("test", "Send a test message");
    for (CLI::App *one : {alertsRemoveApp, alertsTestApp}) {
        one->add_option("channel", alerts.channel, "Its name, from: tokenmeter alerts channels")->required();
    }
    CLI::App *alertsSendApp = alertsApp->add_subcommand("send", "Look at the budgets, deliver what is new or due, and end; for cron");
    alertsSendApp->add_flag("--cached", alerts.cached, "Do not look for new log lines first");

    SourcesCommand sources;
    CLI::App *sourcesApp = app.add_subcommand("sources", "What was read, and whether it is read on");
    sourcesApp->require_subcommand(0, 1);
    sourcesApp->add_subcommand("list", "All sources and how they stand");
    CLI::App *sourcesPauseApp = sourcesApp->add_subcommand("pause", "No import looks at it until it is resumed; what was read counts");
    CLI::App *sourcesResumeApp = sourcesApp->add_subcommand("resume", "Read it again; also one that was forgotten");
    CLI::App *sourcesRescanApp = sourcesApp->add_subcommand("rescan", "Let the next import read its files from the start; nothing is counted twice");
    CLI::App *sourcesForgetApp = sourcesApp->add_subcommand("forget", "Never look at it again; importing its path takes it back");
    sourcesForgetApp->add_flag("--with-records", sources.withRecords, "Its records leave all totals, but for those that another source has, too");
    CLI::App *sourcesDuplicatesApp = sourcesApp->add_subcommand("duplicates", "Which of its lines were merged with others, and by which rule");
    sourcesDuplicatesApp->add_option("--rule", sources.rule, "Only what this rule merged: same-file, same-identity, sidechain-replay, weak-identity")
        ->check(CLI::IsMember({"same-file", "same-identity", "sidechain-replay", "weak-identity"}));
    CLI::Option *duplicatesLimit = sourcesDuplicatesApp->add_option("--limit", sources.limit, "How many a rule are listed, the newest first. Default: 5");
    duplicatesLimit->check(CLI::Range(0, 1'000'000));
    sourcesDuplicatesApp->add_flag("--all", sources.all, "List all of them")->excludes(duplicatesLimit);
    CLI::App *sourcesOverlapsApp = sourcesApp->add_subcommand("overlaps", "Sources that tell of the same usage, and which of them counts");
    sourcesOverlapsApp->add_flag("--all", sources.all, "List also those in which nothing is left out");
    CLI::App *sourcesPreferApp = sourcesApp->add_subcommand("prefer", "Say which of two sources counts on the days that both tell of");
    sourcesPreferApp->add_option("source", sources.source, "The one that counts: path, or number from: tokenmeter sources")->required();
    sourcesPreferApp->add_option("other", sources.other, "The one that is left out on these days")->required();
    sourcesPreferApp->add_option("--provider", sources.provider, "Only this provider's usage");
    CLI::Option *preferBoth = sourcesPreferApp->add_flag("--both", sources.both, "Both count: they are different accounts");
    sourcesPreferApp->add_flag("--usual", sources.usual, "Take the decision away; the usual choice holds again")->excludes(preferBoth);
    CLI::App *sourcesCacheApp = sourcesApp->add_subcommand("cache", "Say whether its input holds the cached tokens, where its lines do not tell");
    for (CLI::App *one : {sourcesPauseApp, sourcesResumeApp, sourcesRescanApp, sourcesForgetApp, sourcesCacheApp}) {
        one->add_option("source", sources.source, "Its path, or its number from: tokenmeter sources")->required();
    }
    sourcesDuplicatesApp->add_option("source", sources.source, "Its path, or its number from: tokenmeter sources; without: how much, of each");
    sourcesCacheApp->add_option("reading", sources.reading, "inside: part of the input; beside: left out of it; auto: as the format says")
        ->required()
        ->check(CLI::IsMember({"auto", "inside", "beside"}));
    for (CLI::App *one : {sourcesPauseApp, sourcesResumeApp, sourcesForgetApp, sourcesPreferApp, sourcesCacheApp}) {
        CLI::Option *why = one->add_option("--why", sources.why, "The reason, for the journal");
        why->required(one == sourcesForgetApp);
    }

    AccountsCommand accounts;
    CLI::App *accountsApp = app.add_subcommand("accounts", "Accounts at providers whose bills are polled");
    accountsApp->require_subcommand(0, 1);
    accountsApp->add_subcommand("list", "All accounts and how they stand");
    CLI::App *accountsProvidersApp = accountsApp->add_subcommand("providers", "What can be polled, what each can tell and what it cannot");
    CLI::App *accountsAddApp = accountsApp->add_subcommand("add", "Add an account; its key is asked for, or read from standard input");
    accountsAddApp->add_option("provider", accounts.provider, "From: tokenmeter accounts providers")->required();
    accountsAddApp->add_option("--name", accounts.name, "What you call it")->required();
    accountsAddApp->add_option("--base-url", accounts.baseUrl, "Address of a gateway in place of the provider's own");
    accountsAddApp->add_option("--field", accounts.fields, "A part of the key that is no secret: team=...; may repeat");
    accountsAddApp->add_option("--key-env", accounts.keyEnv, "Read the key from this variable at each sync; field=VARIABLE where it has parts");
    accountsAddApp->add_flag("--key-stdin", accounts.keyStdin, "Read the key from standard input, one line a secret part");
    accountsAddApp->add_option("--keep-key-in", accounts.keepKeyIn, "keyring, or file: one that only you can read; default: keyring")
        ->check(CLI::IsMember({"keyring", "file"}));
    accountsAddApp->add_option("--interval", accounts.interval, "Minutes between two polls")->check(CLI::Range(5, 10'080));
    accountsAddApp->add_flag("--paused", accounts.paused, "Do not poll it yet");
    accountsAddApp->add_flag("--plain-http", accounts.plainHttp, "Send the key unencrypted to the host of --base-url");
    CLI::App *accountsRemoveApp = accountsApp->add_subcommand("remove", "Remove an account and its key; its bills stay in the ledger and count in no total (pause keeps them)");
    accountsRemoveApp->add_flag("--with-data", accounts.withData, "What was polled goes, too");
    CLI::App *accountsPauseApp = accountsApp->add_subcommand("pause", "Ask nothing until resumed");
    CLI::App *accountsResumeApp = accountsApp->add_subcommand("resume", "Poll again, also after a refused key");
    CLI::App *accountsTestApp = accountsApp->add_subcommand("test", "Ask once what the key can see; nothing is stored");
    CLI::App *accountsPayerApp = accountsApp->add_subcommand("payer", "Say who pays for what the logs of a format hold; without a payer: nothing is decided");
    accountsPayerApp->add_option("format", accounts.format, "Format of the logs: claude-code")->required();
    CLI::Option *payerOption = accountsPayerApp->add_option("--account", accounts.account, "This account is billed for it; name or number");
    accountsPayerApp->add_flag("--subscription", accounts.subscription, "A subscription covers it: it stands on no bill")->excludes(payerOption);
    CLI::App *accountsImportApp = accountsApp->add_subcommand("import-csv", "Read a cost table from a provider's console as charges of an account");
    accountsImportApp->add_option("account", accounts.account, "Its name or number")->required();
    accountsImportApp->add_option("file", accounts.file, "The table as it was downloaded")->required();
    accountsImportApp->add_option("--currency", accounts.currency, "Where no column tells it: USD");
    for (CLI::App *one : {accountsRemoveApp, accountsPauseApp, accountsResumeApp, accountsTestApp}) {
        one->add_option("account", accounts.account, "Its name or number")->required();
    }
    for (CLI::App *one : {accountsAddApp, accountsTestApp}) {
        one->add_flag("--yes", accounts.yes, "The provider may charge for the calls");
    }

    SyncCommand sync;
    bool installTimer = false;
    bool removeTimer = false;
    CLI::App *syncApp = app.add_subcommand("sync", "Poll the accounts that are due");
    syncApp->add_option("accounts,--account", sync.accounts, "Only these, by name or number");
    syncApp->add_flag("--force", sync.force, "Also what is not due yet, and what was stopped");
    CLI::Option *installOption = syncApp->add_flag("--install-timer", installTimer, "Let systemd run this every quarter of an hour, for you alone");
    syncApp->add_flag("--remove-timer", removeTimer, "Take that timer away")->excludes(installOption);

    ReconcileCommand reconcile;
    CLI::App *reconcileApp = app.add_subcommand("reconcile", "What was metered against what is billed, step by step");
    reconcileApp->add_option("account", reconcile.account, "Name or number; default: all");
    reconcileApp->add_option("--month", reconcile.month, "Month of the provider: 2026-10; default: the last one that is over");
    reconcileApp->add_option("--timezone", reconcile.timezone, "IANA name; default: the system's");

    CalculateCommand calculate;
    CLI::App *calculateApp = app.add_subcommand("calculate", "What planned work would cost on each model, without any log");
    CLI::Option *calculateInput = calculateApp->add_option("--input", calculate.input, "Tokens sent with one request, cached ones included");
    CLI::Option *calculateOutput = calculateApp->add_option("--output", calculate.output, "Tokens of one answer");
    calculateApp->add_option("--text", calculate.text, "File with the text of one request, or - for standard input; its tokens are estimated. An answer of an API with its usage: its own counts")
        ->excludes(calculateInput);
    calculateApp->add_option("--output-share", calculate.outputShare, "Tokens of the answer as a share of all, in percent, in place of --output")->excludes(calculateOutput);
    calculateApp->add_option("--cache-share", calculate.cacheShare, "Part of what is sent that is read from a cache, in percent");
    calculateApp->add_option("--requests", calculate.requests, "Requests in the first month");
    calculateApp->add_option("--growth", calculate.growth, "Growth of requests a month, in percent; may be negative");
    calculateApp->add_option("--free-tokens", calculate.freeTokens, "Free tokens of each model, used before anything is paid");
    calculateApp->add_flag("--batch", calculate.batch, "At the batch price where it is sold");
    calculateApp->add_option("--model", calculate.models, "Name, or provider/name; may repeat; default: well known models");
    calculateApp->add_option("--at", calculate.at, "Prices of this moment (RFC 3339); default: now");
    CompareCommand compare;
    CLI::App *compareApp = app.add_subcommand("compare", "What the same requests would have cost on other models");
    compareApp->add_option("--model", compare.models, "Model to compare with: name, or provider/name; may repeat");
    compareApp->add_flag("--advice", compare.advice, "What could be saved, and what that rests on; without --model: well known models are tried");
    compareApp->add_option("--at", compare.at, "Prices of this moment (RFC 3339); default: of each request's own");
    compareApp->add_option("--move", compare.move, "Only these requests go to the model, the others stay: project=, session=, model=, provider=, source=, tag=, "
                                                   "from=, to=, prompt-from=, prompt-below=; may repeat");
    compareApp->add_option("--assume", compare.assume, "tokenizer=, answer=, cache=: LOW:CENTRAL:HIGH or one number; tokenizer.NAME=: one number; may repeat");
    compareApp->add_option("--used-model", compare.view.models, "Only usage of this model; may end in *; may repeat");
    compareApp->add_option("--provider", compare.view.providers, "Only usage of this provider; may repeat");
    compareApp->add_option("--project", compare.view.projects, "Only this project; may repeat");
    compareApp->add_option("--source", compare.view.sources, "Only logs of this format, or of the source at this path; may repeat");
    compareApp->add_option("--tag", compare.view.tags, "Only what has this tag: client=a, or a alone; client= for what has none; may repeat");
    compareApp->add_option("--session", compare.view.sessions, "Only this session; may repeat");
    compareApp->add_option("--from", compare.view.from, "First day, inclusive: 2026-10-01");
    compareApp->add_option("--to", compare.view.to, "Last day, inclusive");
    compareApp->add_option("--timezone", compare.view.timezone, "IANA name; default: the system's");
    compareApp->add_option("--currency", compare.view.currency, "Convert amounts, by dated exchange rates");

    CloseCommand close;
    const char *periodNames = "2026-10, 2026-Q3, 2026, or 2026-10-01..2026-10-15";
    CLI::App *closeApp = app.add_subcommand("close", "Close a month or another period: its figures are frozen, later corrections are shown as adjustments");
    CLI::App *reopenApp = app.add_subcommand("reopen", "Open a closed period again; the reason is kept");
    for (CLI::App *one : {closeApp, reopenApp}) {
        one->add_option("period", close.period, periodNames)->required();
    }
    closeApp->add_option("--why", close.why, "A remark for the journal");
    closeApp->add_flag("--so-far", close.soFar, "It need not be over: the days up to today are closed");
    closeApp->add_flag("--anyway", close.anyway, "Also with usage that has no price and bills that are not explained");
    closeApp->add_option("--currency", close.currency, "Show the figures in this currency, by dated exchange rates");
    closeApp->add_option("--timezone", close.timezone, "IANA name; default: the system's");
    reopenApp->add_option("--why", close.why, "The reason")->required();
    CLI::App *closedApp = app.add_subcommand("closed", "Closed periods, and what has changed in them since");

    FactCommand fact;
    CLI::App *noteApp = app.add_subcommand("note", "Notes on periods and days, in Markdown");
    CLI::App *outcomeApp = app.add_subcommand("outcome", "What came of the spend: merged changes, tickets, hours, money saved");
    CLI::App *annotateApp = app.add_subcommand("annotate", "Mark a day in every chart of time: tokenmeter annotate 2026-10-05 release v2.1");
    noteApp->require_subcommand(1);
    outcomeApp->require_subcommand(1);
    annotateApp->require_subcommand(0, 1);
    CLI::App *noteListApp = noteApp->add_subcommand("list", "All notes");
    CLI::App *outcomeListApp = outcomeApp->add_subcommand("list", "All outcomes");
    CLI::App *annotateListApp = annotateApp->add_subcommand("list", "All annotations");
    for (CLI::App *one : {noteListApp, outcomeListApp, annotateListApp}) {
        one->add_option("period", fact.period, "Only what lies in this period");
    }
    CLI::App *noteAddApp = noteApp->add_subcommand("add", "Write a note");
    noteAddApp->add_option("period", fact.period, "2026-10, 2026-Q3, 2026, 2026-10-01..2026-10-15, or a day: 2026-10-05")->required();
    CLI::App *noteEditApp = noteApp->add_subcommand("edit", "Write a note anew");
    noteEditApp->add_option("id", fact.id)->required();
    for (CLI::App *one : {noteAddApp, noteEditApp}) {
        CLI::Option *noteText = one->add_option("text", fact.text, "Markdown; HTML and pictures are not shown");
        one->add_option("--file", fact.file, "Read the text from this file; -: from standard input")->excludes(noteText);
    }
    CLI::App *outcomeAddApp = outcomeApp->add_subcommand("add", "Enter an outcome: tokenmeter outcome add 2026-10 tickets 41");
    outcomeAddApp->add_option("period", fact.period, "2026-10, 2026-Q3, 2026, 2026-10-01..2026-10-15, or a day: 2026-10-05")->required();
    outcomeAddApp->add_option("kind", fact.what, "merged changes, tickets, hours, money saved, or a word of yours")->required();
    outcomeAddApp->add_option("quantity", fact.quantity, "How many; of money saved use --amount");
    outcomeAddApp->add_option("--project", fact.project, "Of this project; default: of all work");
    outcomeAddApp->add_option("--amount", fact.amount, "Money saved");
    outcomeAddApp->add_option("--currency", fact.currency, "Of --amount; default: USD");
    outcomeAddApp->add_option("--text", fact.text, "A remark");
    annotateApp->add_option("day", fact.period, "2026-10-05, or a moment: 2026-10-05T09:30:00Z");
    annotateApp->add_option("kind", fact.what, "release, incident, price-change, other");
    annotateApp->add_option("text", fact.text, "What happened, in a line");
    annotateApp->add_option("--timezone", fact.timezone, "IANA name, of a moment's day; default: the system's");
    CLI::App *annotateEditApp = annotateApp->add_subcommand("edit", "Change what is named");
    annotateEditApp->add_option("id", fact.id)->required();
    annotateEditApp->add_option("--day", fact.period, "2026-10-05, or a moment: 2026-10-05T09:30:00Z");
    annotateEditApp->add_option("--kind", fact.what, "release, incident, price-change, other");
    annotateEditApp->add_option("--text", fact.text, "What happened, in a line");
    CLI::App *noteRemoveApp = noteApp->add_subcommand("remove", "Remove a note");
    CLI::App *outcomeRemoveApp = outcomeApp->add_subcommand("remove", "Remove an outcome");
    CLI::App *annotateRemoveApp = annotateApp->add_subcommand("remove", "Remove an annotation");
    for (CLI::App *one : {noteRemoveApp, outcomeRemoveApp, annotateRemoveApp}) {
        one->add_option("id", fact.id)->required();
    }

    ReviewCommand review;
    CLI::App *reviewApp = app.add_subcommand("review", "What a month cost and why, as text or as a file");
    reviewApp->add_option("period", review.period, "2026-10, 2026-Q3, 2026 or 2026-10-01..2026-10-15; default: the last month that is over");
    reviewApp->add_option("-o,--output", review.file, "File to write: its end says what it is: .pdf, .html, .csv (day by model), .projects.csv (project by model), .focus.csv (FOCUS 1.0), .json");
    CLI::Option *aliasProjects = reviewApp->add_flag("--alias-projects", review.aliasProjects, "Projects become Project A, Project B and so on, the dearest first");
    reviewApp->add_option("--aliases", review.aliases, "Projects get the names in this file: CSV lines name,alias or a JSON object; those that it does not name get letters")->excludes(aliasProjects);
    reviewApp->add_option("--language", review.language, "en, zh_CN; default: that of the settings")->check(CLI::IsMember({"en", "zh_CN"}));
    reviewApp->add_option("--paper", review.paper, "Of a PDF: a4, letter; default: what is usual where you are")->check(CLI::IsMember({"a4", "letter"}));
    reviewApp->add_flag("--force", review.force, "Replace the file if there is one");
    reviewApp->add_flag("--scheduled", review.scheduled, "Write last month's review where the settings say, if that was not done yet; for cron");
    reviewApp->add_option("--currency", review.view.currency, "Convert amounts, by dated exchange rates; default: that of the settings");
    reviewApp->add_option("--timezone", review.view.timezone, "IANA name; default: the system's");
    reviewApp->add_option("--provider", review.view.providers, "Only this provider; may repeat");
    reviewApp->add_option("--model", review.view.models, "Only this model; may end in *; may repeat");
    reviewApp->add_option("--project", review.view.projects, "Only this project; may repeat");
    reviewApp->add_option("--session", review.view.sessions, "Only this session; may repeat");
    reviewApp->add_option("--source", review.view.sources, "Only logs of this format, or of the source at this path; may repeat");
    reviewApp->add_option("--tag", review.view.tags, "Only what has this tag: client=a, or a alone; client= for what has none; may repeat");

    StatuslineCommand statusline;
    CLI::App *statuslineApp = app.add_subcommand("statusline", "One line for a prompt or a status bar: today's spend, the tightest budget");
    statuslineApp->add_flag("--cached", statusline.cached, "Do not look for new log lines first");
    statuslineApp->add_option("--timezone", statusline.timezone, "IANA name; default: the system's");

    VerifyCommand verify;
    CLI::App *verifyApp = app.add_subcommand("verify", "Prove that the ledger is whole");
    verifyApp->add_flag("--fingerprint", verify.fingerprint, "Hash over the facts: equal ledgers have equal ones");

    BackupCommand backup;
    CLI::App *backupApp = app.add_subcommand("backup", "Consistent copy of the ledger, also while it is in use");
    backupApp->add_option("file", backup.target)->required();

    DemoCommand demo;
    CLI::App *demoApp = app.add_subcommand("demo", "Demo data, in a ledger of its own");
    demoApp->add_option("--logs-into", demo.logsInto, "Only write the demo's logs into this folder");

    ScreenshotCommand screenshot;
    std::string size;
    CLI::App *screenshotApp = app.add_subcommand("screenshot", "Picture of a page");
    screenshotApp->add_option("page", screenshot.page, "overview, trends, breakdown, compare, budgets, reconcile, prices, sessions, records, plans, accounts, first-start, settings")
        ->required()
        ->check(CLI::IsMember({"overview", "trends", "breakdown", "compare", "budgets", "review", "reconcile", "prices", "sessions", "records", "plans", "sources", "accounts", "first-start", "settings"}));
    screenshotApp->add_option("file", screenshot.file, "A PNG file")->required();
    screenshotApp->add_option("--size", size, "Default: 1440x900");
    screenshotApp->add_option("--scale", screenshot.scale)->check(CLI::Range(0.5, 4.0));
    screenshotApp->add_option("--theme", screenshot.theme)->check(CLI::IsMember({"light", "dark"}));
    screenshotApp->add_option("--language", screenshot.language, "en, zh_CN");
    screenshotApp->add_option("--timezone", screenshot.timezone);
    screenshotApp->add_option("--view", screenshot.view, "Period, filter and look of the page, in the JSON of a saved view");
    screenshotApp->add_flag("--demo", screenshot.demo, "Of the demo data");

    try {
        app.parse(argc, argv);
        if (!size.empty()) {
            const std::size_t x = size.find('x');
            screenshot.width = x == std::string::npos ? 0 : std::atoi(size.c_str());
            screenshot.height = x == std::string::npos ? 0 : std::atoi(size.c_str() + x + 1);
            if (screenshot.width < 320 || screenshot.height < 240 || screenshot.width > 10'000 || screenshot.height > 10'000) {
                throw CLI::ValidationError("--size", "is WIDTHxHEIGHT, from 320x240 to 10000x10000");
            }
        }
    } catch (const CLI::CallForHelp &) {
        return Ending{0, QString::fromStdString(app.help())};
    } catch (const CLI::CallForVersion &version) {
        return Ending{0, QString::fromUtf8(version.what()) + QLatin1Char('\n')};
    } catch (const CLI::ParseError &error) {
        const std::string text = error.what();
        return Ending{2, QString::fromStdString("tokenmeter: " + text.substr(0, text.find('\n')) + "; see tokenmeter --help\n")};
    }

    if (*importApp) {
        result.command = import;
    } else if (*reportApp) {
        result.command = report;
    } else if (*costApp) {
        result.command = cost;
    } else if (*pricesApp) {
        prices.action = *listApp  ? PricesCommand::Action::List
            : *showApp            ? PricesCommand::Action::Show
            : *setApp             ? PricesCommand::Action::Set
            : *removeApp          ? PricesCommand::Action::Remove
            : *proposeApp         ? PricesCommand::Action::Propose
            : *fetchApp           ? PricesCommand::Action::Fetch
                                  : PricesCommand::Action::Accept;
        result.command = prices;
    } else if (*ratesApp) {
        using Action = RatesCommand::Action;
        rates.action = *rateSetApp ? Action::Set : *rateRemoveApp ? Action::Remove : *rateFetchApp ? Action::Fetch : Action::List;
        result.command = rates;
    } else if (*plansApp) {
        using Action = PlansCommand::Action;
        plans.action = *plansWorthApp ? Action::Worth
            : *plansAddApp            ? Action::Add
            : *plansEditApp           ? Action::Edit
            : *plansRemoveApp         ? Action::Remove
            : *plansOrderApp          ? Action::Order
                                      : Action::List;
        result.command = plans;
    } else if (*tagApp) {
        tag.action = *tagAddApp ? TagCommand::Action::Add : *tagRemoveApp ? TagCommand::Action::Remove : TagCommand::Action::List;
        result.command = tag;
    } else if (*profileApp) {
        using Action = ProfileCommand::Action;
        profile.action = *profileSaveApp ? Action::Save
            : *profileShowApp            ? Action::Show
            : *profileRemoveApp          ? Action::Remove
            : *profileTestApp            ? Action::Test
            : *profileProposeApp         ? Action::Propose
                                         : Action::List;
        result.command = profile;
    } else if (*excludeApp || *includeApp) {
        exclude.exclude = bool(*excludeApp);
        result.command = exclude;
    } else if (*sourcesApp) {
        using Action = SourcesCommand::Action;
        sources.action = *sourcesPauseApp ? Action::Pause
            : *sourcesResumeApp           ? Action::Resume
            : *sourcesRescanApp           ? Action::Rescan
            : *sourcesForgetApp           ? Action::Forget
            : *sourcesDuplicatesApp       ? Action::Duplicates
            : *sourcesOverlapsApp         ? Action::Overlaps
            : *sourcesPreferApp           ? Action::Prefer
            : *sourcesCacheApp            ? Action::Cache
                                          : Action::List;
        result.command = sources;
    } else if (*journalApp) {
        result.command = journal;
    } else if (*undoApp) {
        result.command = UndoCommand{};
    } else if (*budgetApp) {
        budget.action = *budgetAddApp ? BudgetCommand::Action::Add
            : *budgetEditApp          ? BudgetCommand::Action::Edit
            : *budgetDuplicateApp     ? BudgetCommand::Action::Duplicate
            : *budgetPauseApp         ? BudgetCommand::Action::Pause
            : *budgetResumeApp        ? BudgetCommand::Action::Resume
            : *budgetRemoveApp        ? BudgetCommand::Action::Remove
            : *budgetCheckApp         ? BudgetCommand::Action::Check
                                      : BudgetCommand::Action::List;
        if (budgetId != 0) {
            budget.ids = {budgetId};
        }
        result.command = budget;
    } else if (*alertsApp) {
        using Action = AlertsCommand::Action;
        alerts.action = *alertsAckApp ? Action::Acknowledge
            : *alertsSnoozeApp        ? Action::Snooze
            : *alertsMuteApp          ? Action::Mute
            : *alertsQuietApp         ? Action::Quiet
            : *alertsChannelsApp      ? Action::Channels
            : *alertsAddApp           ? Action::Add
            : *alertsRemoveApp        ? Action::Remove
            : *alertsTestApp          ? Action::Test
            : *alertsSendApp          ? Action::Send
                                      : Action::List;
        result.command = alerts;
    } else if (*accountsApp) {
        using Action = AccountsCommand::Action;
        accounts.action = *accountsProvidersApp ? Action::Providers
            : *accountsAddApp                   ? Action::Add
            : *accountsRemoveApp                ? Action::Remove
            : *accountsPauseApp                 ? Action::Pause
            : *accountsResumeApp                ? Action::Resume
            : *accountsTestApp                  ? Action::Test
            : *accountsPayerApp                 ? Action::Payer
            : *accountsImportApp                ? Action::ImportCsv
                                                : Action::List;
        result.command = accounts;
    } else if (*syncApp) {
        sync.action = installTimer ? SyncCommand::Action::InstallTimer : removeTimer ? SyncCommand::Action::RemoveTimer : SyncCommand::Action::Sync;
        result.command = sync;
    } else if (*reconcileApp) {
        result.command = reconcile;
    } else if (*closeApp || *reopenApp || *closedApp) {
        using Action = CloseCommand::Action;
        close.action = *closeApp ? Action::Close : *reopenApp ? Action::Reopen : Action::List;
        result.command = close;
    } else if (*noteApp || *outcomeApp || *annotateApp) {
        using Action = FactCommand::Action;
        fact.kind = *noteApp ? FactCommand::Kind::Note : *outcomeApp ? FactCommand::Kind::Outcome : FactCommand::Kind::Annotation;
        const bool lists = *noteListApp || *outcomeListApp || *annotateListApp;
        const bool removes = *noteRemoveApp || *outcomeRemoveApp || *annotateRemoveApp;
        fact.action = lists ? Action::List : removes ? Action::Remove : *noteEditApp || *annotateEditApp ? Action::Edit : Action::Add;
        result.command = fact;
    } else if (*reviewApp) {
        result.command = review;
    } else if (*compareApp) {
        result.command = compare;
    } else if (*calculateApp) {
        result.command = calculate;
    } else if (*statuslineApp) {
        result.command = statusline;
    } else if (*verifyApp) {
        result.command = verify;
    } else if (*backupApp) {
        result.command = backup;
    } else if (*demoApp) {
        result.command = demo;
    } else if (*screenshotApp) {
        result.command = screenshot;
    } else {
        result.command = window;
    }
    return result;
}

} // namespace tokenmeter
