// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace tokenmeter
{

/// Filters and period that report-like commands share. Days are inclusive, in `timezone`.
struct ViewOptions
{
    std::vector<std::string> providers{}, models{}, projects{}, sessions{}, sources{};
    std::vector<std::string> tags{}; ///< "client=a", or a value alone
    std::string from{}, to{};
    std::string timezone{}; ///< empty = the system's
    std::string currency{}; ///< empty = keep currencies apart
};

struct WindowCommand
{
    bool demo = false;
    bool background = false; ///< in the tray alone, where there is one
};
struct ImportCommand
{
    std::vector<std::string> paths{};
    std::string home{};   ///< empty = the user's, and the tools' environment variables count
    std::string format{}; ///< empty = recognise
    std::string profile{}; ///< a mapping profile's JSON file, for the format "generic"
    bool skipBadRows = false; ///< rows that the profile cannot read are left out, whatever it says itself
    unsigned threads = 0; ///< 0 = as many as there are cores
};
struct ReportCommand
{
    ViewOptions view{};
    std::string groupBy{};
    std::string basis{"list"};
    bool rawModels = false;
};
struct CostCommand
{
    std::string model{}, provider{}, at{}, tier{}, region{};
    bool batch = false, fast = false, thinking = false;
    std::int64_t input = 0, output = 0, cacheRead = 0, cacheWrite5m = 0, cacheWrite1h = 0, reasoning = 0;
    std::int64_t inputAudio = 0, outputAudio = 0, inputImage = 0, outputImage = 0, webSearches = 0;
};
struct PricesCommand
{
    enum class Action { List, Show, Set, Remove, Propose, Accept, Fetch };
    Action action = Action::List;
    std::string model{}, provider{}, currency{"USD"}, from{}, to{};
    std::string input{}, cacheRead{}, cacheWrite5m{}, cacheWrite1h{}, output{};
    std::string file{}; ///< of propose and accept: a price list in the catalogue's JSON; empty = what was fetched
    std::string publicList{}; ///< of fetch: PriceListSource::id
    std::string base{};       ///< of fetch: scheme and host in place of the list's own
    bool withGuarded = false; ///< of fetch: also changes that look wrong
    bool unpricedOnly = false; ///< of list
};
struct RatesCommand
{
    enum class Action { List, Set, Remove, Fetch };
    Action action = Action::List;
    std::string from{}, to{}, rate{}, source{"user"};
    std::string day{};       ///< of set and remove; of fetch: since when, empty = what is missing
    std::string publisher{}; ///< of fetch; empty = the first one
    std::string base{};      ///< of fetch: address in place of the publisher's own
    std::vector<std::string> currencies{}; ///< of fetch: besides those in use
};

/// What was typed of a plan; what was not stays as it is, or has its default.
struct PlansCommand
{
    enum class Action { List, Worth, Add, Edit, Remove, Order };
    Action action = Action::List;
    std::int64_t id = 0;  ///< of edit and remove; of worth, 0 = all subscriptions
    std::string kind{};   ///< of add: subscription, quota, discount, pack
    std::optional<std::string> name{}, from{}, to{}, currency{}, fee{}, cycle{}, multiplier{}, credit{}, paid{};
    std::optional<std::int64_t> tokens{};
    std::optional<bool> perModel{};
    bool allUsage = false;     ///< of edit: whatever provider and model, from now on
    std::string order{};       ///< of order: "subscription,quota,discount,pack", "usual"
    std::string orderOf{};     ///< of order: a provider; empty = all others
    ViewOptions scope{};       ///< providers, models, sources, timezone
};
struct TagCommand
{
    enum class Action { List, Add, Remove };
    Action action = Action::List;
    std::string tag{}; ///< "client=a"; of remove the key alone, too
    ViewOptions view{};
};
/// Mapping profiles for tables of one's own.
struct ProfileCommand
{
    enum class Action { List, Save, Show, Remove, Test, Propose };
    Action action = Action::List;
    std::string file{}; ///< of save: the profile; of test and propose: the table
    std::string name{};
};
struct ExcludeCommand
{
    bool exclude = true; ///< else include
    ViewOptions view{};
    std::string why{};
};
/// What was read, and what the user decides of it.
struct SourcesCommand
{
    enum class Action { List, Pause, Resume, Rescan, Forget, Duplicates, Overlaps, Prefer, Cache };
    Action action = Action::List;
    std::string source{};   ///< path, or number in the list; of prefer the one that counts; of duplicates empty = of each how much
    std::string other{};    ///< of prefer: the one that is left out
    std::string provider{}; ///< of prefer: only its usage; empty = all
    std::string why{};
    bool withRecords = false; ///< of forget
    bool both = false;        ///< of prefer: they are different accounts
    bool usual = false;       ///< of prefer: nothing is decided any more
    std::string reading{};    ///< of cache: "auto", "inside", "beside"
    std::string rule{};       ///< of duplicates: what was merged by it alone; empty = all
    std::size_t limit = 5;    ///< of duplicates: how many a rule are listed
    bool all = false;         ///< of duplicates: all of them; of overlaps: also pairs in which nothing is left out
};
struct JournalCommand
{
    std::size_t limit = 100;
};
struct UndoCommand
{
};
/// What was typed of a budget; what was not stays as it is, or has its default.
struct BudgetCommand
{
    enum class Action { List, Add, Edit, Duplicate, Pause, Resume, Remove, Check };
    Action action = Action::List;
    std::vector<std::int64_t> ids{}; ///< of check any number, of list and add none, else one
    std::optional<std::string> name{}, limit{}, currency{}, unit{}, period{}, startsOn{}, warnAt{}, basis{}, rollover{}, rolloverCap{};
    std::optional<bool> warnForecast{};
    bool allUsage = false; ///< of edit: without any filter from now on
    ViewOptions scope{};   ///< without sessions and dates
    bool cached = false;   ///< of check: do not look at the logs first
};
/// Alerts and the channels that bring them to the user.
struct AlertsCommand
{
    enum class Action { List, Acknowledge, Snooze, Mute, Quiet, Channels, Add, Remove, Test, Send };
    Action action = Action::List;
    std::vector<std::int64_t> ids{}; ///< of acknowledge, snooze, mute
    bool all = false;                ///< of list: acknowledged ones and those of removed budgets, too
    std::string span{"1h"};          ///< of snooze: "30m", "2h", "1d"
    std::string until{};             ///< of snooze: RFC 3339, in place of the span
    std::string channel{};           ///< of remove and test: its name; of add: its kind
    std::string form{"json"}, label{};
    std::vector<std::string> command{}; ///< of add command: program and arguments
    std::string quiet{};             ///< "22:00-07:00", "off"; empty = show
    bool cached = false;             ///< of send: do not look at the logs first
    /// Whether it needs the network, the desktop or the keyring, which the window's program is linked with.
    bool needsChannels() const { return action >= Action::Add; }
};
/// Accounts at providers whose billing interfaces are polled. No key is ever an argument.
struct AccountsCommand
{
    enum class Action { List, Providers, Pause, Resume, Add, Remove, Test, Payer, ImportCsv };
    Action action = Action::List;
    std::string account{};  ///< of pause, resume, remove, test, import-csv: its name or number; of payer: who pays
    std::string provider{}, name{}, baseUrl{}; ///< of add
    std::vector<std::string> fields{};  ///< of add: "team=...", what is no secret
    std::vector<std::string> keyEnv{};  ///< of add: "VAR", or "field=VAR" for each
    std::string keepKeyIn{"keyring"};   ///< of add: keyring, file
    bool keyStdin = false;
    bool paused = false;
    bool plainHttp = false; ///< of add: the user was warned
    bool yes = false;       ///< of add and test, where calls cost money
    bool withData = false;  ///< of remove
    int interval = 0;       ///< of add: minutes; 0 = as the provider's reports say
    std::string format{};   ///< of payer: of the logs: "claude-code"
    bool subscription = false; ///< of payer: no account's bill contains it
    std::string file{};     ///< of import-csv
    std::string currency{}; ///< of import-csv: where no column tells it
};
/// What was metered against what is billed, for a month of the provider.
struct ReconcileCommand
{
    std::string account{};  ///< name or number; empty = all
    std::string month{};    ///< "2026-10"; empty = the last one that is over
    std::string timezone{}; ///< of the user's days; empty = the system's
};
/// What a period cost and why, as a text, a document or a file.
struct ReviewCommand
{
    std::string period{};   ///< "2026-10", "2026-Q3", "2026", "2026-10-01..2026-10-15"; empty = the last month that is over
    ViewOptions view{};     ///< without dates
    std::string file{};     ///< its end says what it is; empty = standard output
    bool aliasProjects = false;
    std::string aliases{};  ///< file of names for projects
    std::string language{}; ///< empty = the user's
    std::string paper{};    ///< of a PDF: a4, letter; empty = what is usual here
    bool force = false;     ///< an existing file may be replaced
    bool scheduled = false; ///< what the settings say, if it is due
    bool isPdf() const { return scheduled || (file.size() > 4 && file.compare(file.size() - 4, 4, ".pdf") == 0); }
};
/// The records in view as other models would have been billed for them.
struct CompareCommand
{
    ViewOptions view{}; ///< its models are those whose usage is looked at
    std::vector<std::string> models{};  ///< to compare: name, or provider/name
    std::vector<std::string> move{};    ///< "project=app", "prompt-below=11000": only these are moved
    std::vector<std::string> assume{};  ///< "answer=0.8:1:1.3"
    std::string at{};                   ///< RFC 3339: prices of that moment
    bool advice = false;                ///< what could be saved; without models: well known ones are tried
};
/// What planned work would cost: counts, or a text, and how often.
struct CalculateCommand
{
    std::optional<std::int64_t> input{}, output{};
    std::string text{};                ///< file, or - for standard input; empty = counts
    std::string cacheShare{}, outputShare{}; ///< percent; empty = not said
    std::string growth{"0"};           ///< percent a month
    std::int64_t requests = 1;         ///< a month
    std::int64_t freeTokens = 0;
    bool batch = false;
    std::vector<std::string> models{}; ///< name, or provider/name; empty = well known ones
    std::string at{};                  ///< RFC 3339: prices of that moment
};
struct SyncCommand
{
    enum class Action { Sync, InstallTimer, RemoveTimer };
    Action action = Action::Sync;
    std::vector<std::string> accounts{}; ///< names or numbers; empty = all
    bool force = false;                  ///< also what is not due yet or was stopped
};
/// Closing of periods.
struct CloseCommand
{
    enum class Action { Close, Reopen, List };
    Action action = Action::Close;
    std::string period{};   ///< "2026-10", "2026-Q3", "2026", "2026-10-01..2026-10-15"
    std::string why{};
    std::string currency{}; ///< of close: in which the figures are shown; empty = apart
    std::string timezone{}; ///< of close; empty = the system's
    bool soFar = false;     ///< of close: it need not be over
    bool anyway = false;    ///< of close: what is open stays open
};
/// What the user says of a period: notes, outcomes, annotations.
struct FactCommand
{
    enum class Kind { Note, Outcome, Annotation };
    enum class Action { List, Add, Edit, Remove };
    Kind kind = Kind::Note;
    Action action = Action::List;
    std::int64_t id = 0;       ///< of edit and remove
    std::string period{};      ///< of add; of list: only what lies in it; of an annotation a day or a moment (RFC 3339)
    std::string what{};        ///< of an outcome or an annotation: its kind
    std::string text{};
    std::string file{};        ///< of a note, in place of the text; "-": standard input
    std::string quantity{};    ///< of an outcome
    std::string project{};     ///< of an outcome
    std::string amount{}, currency{}; ///< of an outcome: money saved
    std::string timezone{};    ///< of an annotation's moment; empty = the system's
};
struct StatuslineCommand
{
    bool cached = false;
    std::string timezone{};
};
struct VerifyCommand
{
    bool fingerprint = false;
};
struct BackupCommand
{
    std::string target{};
};
struct DemoCommand
{
    std::string logsInto{}; ///< only write the logs there
};
struct ScreenshotCommand
{
    std::string page{}, file{};
    int width = 1440, height = 900;
    double scale = 1.0;
    std::string theme{"light"}, language{"en"}, timezone{};
    std::string view{}; ///< JSON of a saved view: period, filter, measure, options
    bool demo = false;
};

using Command = std::variant<WindowCommand, ImportCommand, ReportCommand, CostCommand, PricesCommand, RatesCommand, PlansCommand,
                             TagCommand, ProfileCommand, ExcludeCommand, SourcesCommand, JournalCommand, UndoCommand,
                             BudgetCommand, AlertsCommand, AccountsCommand, SyncCommand, ReconcileCommand, ReviewCommand, CompareCommand, CalculateCommand, CloseCommand, FactCommand, StatuslineCommand, VerifyCommand, BackupCommand, DemoCommand, ScreenshotCommand>;

/// What the user typed, without side effects.
struct CommandLine
{
    std::string ledger{}; ///< empty = the default place
    bool json = false;
    std::string at{}; ///< RFC 3339: the moment to take for now; empty = the clock
    Command command{WindowCommand{}};
};

/// Either a command line, or text to print and a status to end with (--help, --version, wrong usage).
struct Ending
{
    int status = 0;
    QString text{};
};
std::variant<CommandLine, Ending> parseCommandLine(int argc, const char *const *argv);

} // namespace tokenmeter
