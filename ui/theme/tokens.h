// SPDX-FileCopyrightText: Tokenmeter contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>

#include <array>

/// Every colour and every measure of the window. Nothing else in ui/ may hold one (tests/ui/tst_Theme greps).
/// Measures are device-independent pixels at an application font of 13 px; Theme::px() carries them to other fonts.
namespace tokenmeter
{

/// Named colours of one theme. Contrast is WCAG 2 against `surface`: text at least 4.5, marks and focus at least 3.
struct Colours
{
    QColor window, sidebar, surface, raised, sunken, hover;
    QColor border, borderStrong, controlEdge, grid, zero;
    QColor text1, text2, text3;
    QColor accent, onAccent, accentSoft, selection;
    QColor positive, positiveSoft, warning, warningSoft, warningMark, negative, negativeSoft;
    QColor focus, tip, toast, onToast, toastAction;
    QColor buttonFill, pressed, shadow;
    /// Index 0 is "Other, unknown", then the eight slots of model families.
    std::array<QColor, 9> family;
    QColor claudeLarge, claudeSmall; ///< the middle one is family[1]
    QColor tokenInput, tokenCacheRead, tokenCacheWrite, tokenOutput;
    std::array<QColor, 6> ramp; ///< step 0 is an exact zero
};

inline const Colours &lightColours()
{
    static const Colours colours = [] {
        const auto c = [](QRgb rgb) { return QColor::fromRgb(rgb); };
        Colours t;
        t.window = c(0xF6F7F9);
        t.sidebar = c(0xEDEFF3);
        t.surface = c(0xFFFFFF);
        t.raised = c(0xFFFFFF);
        t.sunken = c(0xF1F3F6);
        t.hover = c(0xF1F3F6);
        t.border = c(0xE1E5EB);
        t.borderStrong = c(0xC6CCD6);
        t.controlEdge = c(0x868F9E);
        t.grid = c(0xECEFF3);
        t.zero = c(0xB4BBC7);
        t.text1 = c(0x171B24);
        t.text2 = c(0x4A5364);
        t.text3 = c(0x646E80);
        t.accent = c(0x2457C5);
        t.onAccent = c(0xFFFFFF);
        t.accentSoft = c(0xE9F0FD);
        t.selection = c(0xDCE7FB);
        t.positive = c(0x0B7A53);
        t.positiveSoft = c(0xE4F4EC);
        t.warning = c(0x8F5B00);
        t.warningSoft = c(0xFFF2D9);
        t.warningMark = c(0xE0A326);
        t.negative = c(0xBF2B36);
        t.negativeSoft = c(0xFCEBEC);
        t.focus = c(0x2457C5);
        t.tip = c(0xFFFFFF);
        t.toast = c(0x1F2430);
        t.onToast = c(0xFFFFFF);
        t.toastAction = c(0x8AB2FF);
        t.buttonFill = t.surface;
        t.pressed = c(0xE3E4E7);
        t.shadow = QColor::fromRgba(0x1F000000);
        t.family = {c(0x8C95A2), c(0xCE7650), c(0x0F6B4A), c(0x4178E5), c(0x6536A8),
                    c(0x1B2A6B), c(0xD9A719), c(0xA8507F), c(0x1EB0F0)};
        t.claudeLarge = c(0xA03A14);
        t.claudeSmall = c(0xEBC0AC);
        t.tokenInput = c(0x4178E5);
        t.tokenCacheRead = c(0xB9CDF3);
        t.tokenCacheWrite = c(0x7FA3EC);
        t.tokenOutput = c(0x1B2A6B);
        t.ramp = {c(0xEEF2F8), c(0xC9DAF5), c(0x97B8EC), c(0x5F90DF), c(0x2F66C4), c(0x173F86)};
        return t;
    }();
    return colours;
}

inline const Colours &darkColours()
{
    static const Colours colours = [] {
        const auto c = [](QRgb rgb) { return QColor::fromRgb(rgb); };
        Colours t;
        t.window = c(0x14161A);
        t.sidebar = c(0x101216);
        t.surface = c(0x1C1F25);
        t.raised = c(0x272B33);
        t.sunken = c(0x16181D);
        t.hover = c(0x23272E);
        t.border = c(0x2D323B);
        t.borderStrong = c(0x454C58);
        t.controlEdge = c(0x6F7886);
        t.grid = c(0x272B33);
        t.zero = c(0x565E6B);
        t.text1 = c(0xECEEF2);
        t.text2 = c(0xB4BBC7);
        t.text3 = c(0x8F98A7);
        t.accent = c(0x8AB2FF);
        t.onAccent = c(0x0D1B38);
        t.accentSoft = c(0x1F2A40);
        t.selection = c(0x273B61);
        t.positive = c(0x5CC79B);
        t.positiveSoft = c(0x17302A);
        t.warning = c(0xE8B44C);
        t.warningSoft = c(0x362A14);
        t.warningMark = c(0xD9A233);
        t.negative = c(0xFF8F8F);
        t.negativeSoft = c(0x3A2024);
        t.focus = c(0x8AB2FF);
        t.tip = c(0x32373F);
        t.toast = c(0x3A404A);
        t.onToast = c(0xFFFFFF);
        t.toastAction = c(0x8AB2FF);
        t.buttonFill = t.raised;
        t.pressed = c(0x31353B);
        t.shadow = QColor::fromRgba(0x66000000);
        t.family = {c(0x858B93), c(0xE4793F), c(0x4FBEA5), c(0x527FF3), c(0xB291E1),
                    c(0x5869AD), c(0xE9AE48), c(0xC9365F), c(0x69D1FE)};
        t.claudeLarge = c(0xFFD2B3);
        t.claudeSmall = c(0x9C4A1E);
        t.tokenInput = c(0x527FF3);
        t.tokenCacheRead = c(0x2A4378);
        t.tokenCacheWrite = c(0x8FB0FF);
        t.tokenOutput = c(0xD3E0FF);
        t.ramp = {c(0x23272E), c(0x1F3A66), c(0x2A5596), c(0x3F77C8), c(0x74A3EA), c(0xBBD3FB)};
        return t;
    }();
    return colours;
}

/// The only distances there are.
namespace space
{
inline constexpr int s1 = 4;
inline constexpr int s2 = 8;
inline constexpr int s3 = 12;
inline constexpr int s4 = 16;
inline constexpr int s5 = 20;
inline constexpr int s6 = 24;
inline constexpr int s8 = 32;
} // namespace space

namespace radius
{
inline constexpr int bar = 2;
inline constexpr int cell = 3;
inline constexpr int knob = 5; ///< thumb of the segmented switch
inline constexpr int control = 6;
inline constexpr int item = 7; ///< sidebar item, segmented track
inline constexpr int tip = 8;  ///< tooltip, toast, icon tile
inline constexpr int card = 10;
} // namespace radius

/// Parts of a colour that is mixed or made transparent.
namespace mix
{
inline constexpr double faint = 0.55;      ///< how much of the colour is left in a period that is not over
inline constexpr double band = 0.13;       ///< forecast band
inline constexpr double sparkline = 0.11;  ///< ground under a sparkline
inline constexpr double area = 0.055;      ///< ground under the line of this period
inline constexpr double lifted = 0.35;     ///< the other series, while one is lifted
inline constexpr double disabled = 0.60;
inline constexpr double larger = 0.30;     ///< towards text 1
inline constexpr double smaller = 0.45;    ///< towards the surface
inline constexpr double dimension = 0.85;  ///< accent, for dimensions that are not models
inline constexpr double tintBorder = 0.45; ///< border of a banner, an active chip
inline constexpr double darkerEdge = 0.25;
inline constexpr double lighterEdge = 0.35;
inline constexpr double edgeStep = 0.05;   ///< more of it, until the edge can be told from the surface
} // namespace mix

/// Least contrast of WCAG 2.
namespace least
{
inline constexpr double text = 4.5;
inline constexpr double mark = 3;
} // namespace least

namespace type
{
inline constexpr int base = 13;
inline constexpr int smallest = 11;
inline constexpr int displayFrom = 20; ///< numbers of this size and more use a display cut
inline constexpr double hero = 2.30;
inline constexpr double figure = 2.00;
inline constexpr double page = 1.54;
inline constexpr double title = 1.08;
inline constexpr double body = 1.00;
inline constexpr double small = 0.92;
inline constexpr double caption = 0.85;
inline constexpr double lineHeight = 1.5;          ///< of wrapped paragraphs, in sizes of the font
inline constexpr int paragraphCharacters = 75; ///< longest line of a paragraph
inline constexpr int elidedCharacters = 6;     ///< a label is not made narrower than this
} // namespace type

namespace size
{
// the window
inline constexpr int sidebar = 208;
inline constexpr int sidebarNarrow = 60;
inline constexpr int sidebarItem = 34;
inline constexpr int sidebarPitch = 37;
inline constexpr int sidebarText = 48;
inline constexpr int sidebarGroupGap = 13;
inline constexpr int header = 60;
inline constexpr int filterBar = 44;
inline constexpr int statusBar = 28;
inline constexpr int filterLine = 260;
inline constexpr int filterLineNarrow = 200;
inline constexpr int badge = 20;
inline constexpr int dot = 7;
inline constexpr int windowWidth = 1440;
inline constexpr int windowHeight = 900;
inline constexpr int windowMinWidth = 1024;
inline constexpr int windowMinHeight = 700;
inline constexpr int narrowBelow = 1200; ///< window width
inline constexpr int wideFrom = 1800;    ///< window width
inline constexpr int twoYearsFrom = 1900; ///< window width from which the map of days shows the year before, too
inline constexpr int contentCentredFrom = 2200;
inline constexpr int contentMax = 2000;
inline constexpr int dialogWidth = 560;
inline constexpr int tableDialogWidth = 900;
inline constexpr int tableDialogHeight = 560;
inline constexpr int tableColumnMax = 320;
inline constexpr int pictureWidth = 960; ///< of a chart that is copied or saved
inline constexpr int pictureHeight = 420;
inline constexpr int settingsWidth = 760;
inline constexpr int settingsHeight = 560;
inline constexpr int settingsList = 180;
inline constexpr int settingsField = 230;
inline constexpr int settingsPath = 360;
inline constexpr int popupWidth = 420;
inline constexpr int jobBarWidth = 110;
inline constexpr int jobBarHeight = 5;
inline constexpr int sidebarTop = 62;
inline constexpr int sidebarIcon = 18; ///< left edge of the icon
inline constexpr int sidebarBudget = 68; ///< height of the budget at its foot
inline constexpr int sidebarBudgetTitle = 14; ///< middles, from its top
inline constexpr int sidebarBudgetBar = 33;
inline constexpr int sidebarBudgetRest = 53;
inline constexpr int sidebarBudgetTrack = 6;
inline constexpr int sidebarBudgetTick = 12;
inline constexpr int brandText = 16;
inline constexpr int filterPopupWidth = 320;
inline constexpr int filterPopupRows = 9;
inline constexpr int checkBox = 18;
inline constexpr int panelButton = 72;
inline constexpr int panelButtonWidth = 320;
inline constexpr int panelTile = 36;
// first start
inline constexpr int firstStartWidth = 680;
inline constexpr int firstStartTop = 72;
inline constexpr int firstStartButton = 156;
inline constexpr int firstStartTitle = 54;
inline constexpr int firstStartRow = 52;
inline constexpr int firstStartFoot = 56;
inline constexpr int firstStartFiles = 110;
inline constexpr int firstStartBytes = 90;
inline constexpr int firstStartSince = 110;
// controls
inline constexpr int control = 32;
inline constexpr int controlInCard = 30;
inline constexpr int controlInset = 2; ///< two borders: the style sheet counts without them
inline constexpr int controlFirstStart = 38;
inline constexpr int hitArea = 32;
inline constexpr int chipPadding = 14;
inline constexpr int segmentPadding = 12;
inline constexpr int thumbInset = 2;
inline constexpr int focusRing = 2;
inline constexpr int focusGap = 1;
// icons
inline constexpr int icon = 20;
inline constexpr int iconButton = 18;
inline constexpr int iconList = 16;
inline constexpr int iconChevron = 14;
inline constexpr int iconPill = 12;
inline constexpr double iconGrid = 20;
inline constexpr double iconStroke = 1.5;
// rows
inline constexpr int rowRecords = 30;
inline constexpr int rowTree = 33;
inline constexpr int rowTable = 38;
inline constexpr int tableHeader = 30;
// card
inline constexpr int cardTitle = 44;
inline constexpr int cardTitleBaseline = 31;
inline constexpr int cardControlTop = 11;
inline constexpr int cardPadding = 20;
inline constexpr int cardTotalGap = 8;
inline constexpr int pageMargin = 24;
inline constexpr int pageTop = 8;
inline constexpr int pageBottom = 20;
inline constexpr int cardGap = 16;
inline constexpr int chartCard = 312;
inline constexpr int listCard = 262;
inline constexpr int listCardNarrow = 188;
inline constexpr int listCardBottom = 8;
// KPI strip
inline constexpr int kpiHeight = 132;
inline constexpr int kpiHeightNarrow = 112;
inline constexpr int kpiMinimum = 112;
inline constexpr int kpiLabelBaseline = 32;
inline constexpr int kpiFigureBaseline = 68;
inline constexpr int kpiComparisonBaseline = 92;
inline constexpr int kpiContextBaseline = 111;
inline constexpr int kpiDividerInset = 22;
inline constexpr int kpiPadding = 20;
inline constexpr int kpiSkeletonFigureWidth = 110;
inline constexpr int kpiSkeletonFigureHeight = 24;
inline constexpr int kpiSkeletonLine = 12;
inline constexpr std::array<double, 5> kpiWeights{1.35, 1.15, 1.0, 1.0, 1.0};
// ranked list
inline constexpr int rankedRow = 35;
inline constexpr int rankedRowMax = 42;
inline constexpr int rankedBar = 4;
inline constexpr int rankedShare = 54;
inline constexpr int rankedNameMin = 60;
inline constexpr int rankedBarGap = 4; ///< between the text and its bar
inline constexpr int swatch = 10;
inline constexpr int listRowMin = 34;
// pills, banners, toasts, empty states
inline constexpr int pill = 20;
inline constexpr int banner = 52;
inline constexpr int toast = 40;
inline constexpr int toastAbove = 24;
inline constexpr int tile = 30;
inline constexpr int attentionRow = 50;
inline constexpr int sourceRow = 44;
inline constexpr int sourceDot = 8;
inline constexpr int emptyWidth = 420;
// charts
inline constexpr int chartMinHeight = 208;
inline constexpr int chartMinPlot = 164;
inline constexpr int chartBandMinHeight = 260;
inline constexpr int chartFewGridlinesBelow = 140;
inline constexpr int axisLabelGap = 8;
inline constexpr int axisBottom = 19;
inline constexpr int axisTickGap = 6;
inline constexpr int legendRow = 22;
inline constexpr int legendGap = 16;
inline constexpr int chartTop = 12;
inline constexpr int chartTopBare = 10; ///< without a legend
inline constexpr int chartCardBottom = 16;
inline constexpr int barMax = 34;
inline constexpr int barMin = 2;
inline constexpr double barGap = 0.26; ///< of the pitch
inline constexpr int segmentGapFrom = 3;
inline constexpr int edgeFrom = 4;
inline constexpr int unpricedMin = 5;
inline constexpr int unpricedHeight = 6;
inline constexpr double hatchStep = 4;
inline constexpr double hatchLine = 1.1;
inline constexpr double dotsStep = 4;
inline constexpr double dotSize = 1.4;
inline constexpr double hairline = 1;
inline constexpr double line = 2;
inline constexpr double ghostLine = 1.5;
inline constexpr double limitLine = 1.5;
inline constexpr std::array<double, 2> dash{3, 2.5}; ///< in widths of the line
inline constexpr int marker = 5;
inline constexpr int markerRing = 2;
inline constexpr int endLabels = 62;
inline constexpr int endLabelPitch = 17;
inline constexpr int noDataMin = 44;
// trends
inline constexpr int timeChartTop = 22;     ///< words above the plot: "no data", dates of a selection
inline constexpr int timeChartMin = 260;    ///< height of the plot and its words
inline constexpr int legendTable = 268;     ///< width at the right of the chart
inline constexpr int legendTableRow = 35;
inline constexpr int legendTableRowMin = 26;
inline constexpr int legendTableChange = 64;
inline constexpr int trendsCard = 444;
inline constexpr int heatCard = 252;
inline constexpr int heatCellMin = 6;
inline constexpr int heatCellMax = 26;   ///< height
inline constexpr int heatCellWidth = 44; ///< at most
inline constexpr int heatGap = 3;
inline constexpr int heatLegendCell = 14;
inline constexpr int heatLegendHeight = 10;
inline constexpr int listPopupHeight = 360;
inline constexpr double barGapFrom = 2.7; ///< pitch below which bars have no gaps
inline constexpr double denseBelow = 5;   ///< pitch below which lines are drawn by columns of pixels
// tree tables
inline constexpr int treeInset = 8;   ///< between the card's edge and a row's ground
inline constexpr int treeIndent = 24; ///< a level
inline constexpr int treeLeaf = 12;   ///< from the level's left edge to what has no chevron
inline constexpr int treeBranch = 30; ///< to what stands behind a chevron
inline constexpr int treeNameMin = 150;
inline constexpr int treeBar = 64;
inline constexpr int cellBar = 10;
inline constexpr int treeFooter = 42;
inline constexpr int treeCard = 240;
inline constexpr int treeCardNarrow = 400;
inline constexpr int sparkline = 84;
inline constexpr int sparklineInset = 8; ///< above and below, in its row
inline constexpr double sparklinePen = 1.5;
inline constexpr int sparklineBar = 4; ///< at most, where there is one value only
// treemap, donut, concentration
inline constexpr int treemapHeader = 20;
inline constexpr double treemapGap = 1.5;
inline constexpr int treemapLabelPad = 8;
inline constexpr double treemapOutline = 2;
inline constexpr double donutHole = 0.62;
inline constexpr int donutMax = 220;
inline constexpr int donutName = 96; ///< least width of the names at either side
inline constexpr double donutNames = 0.3; ///< of the width, at either side
inline constexpr int paretoMarker = 4;
// tooltip
inline constexpr int tipPadding = 12;
inline constexpr int tipMinWidth = 180;
inline constexpr int tipMaxWidth = 300;
inline constexpr int tipDistance = 12;
inline constexpr int tipRow = 20;
inline constexpr int tipColumnGap = 14;
inline constexpr int tipSeries = 5;
inline constexpr int tipShadow = 18;
inline constexpr int tipShadowDrop = 6;
// one session
inline constexpr int sessionLine = 20;    ///< a line of facts
inline constexpr int sessionHeading = 34; ///< a section's title with the air above it
inline constexpr int sessionCosts = 56;   ///< height of the drawing of costs
inline constexpr int sessionContext = 40; ///< of that of prompts
inline constexpr int sessionRow = 28;
inline constexpr int sessionTable = 560;  ///< least width of the list beside the card
inline constexpr int sessionTokens = 840; ///< list width from which tokens are shown
inline constexpr int sessionAgents = 980; ///< and from which tokens a turn and agents are
// records and the inspector
inline constexpr int inspector = 372;
inline constexpr int inspectorWide = 420; ///< windows from wideFrom on
inline constexpr int inspectorAmount = 28;
inline constexpr int inspectorLabel = 96;
inline constexpr int inspectorLine = 22;
inline constexpr int inspectorSmallLine = 18;
inline constexpr int inspectorClass = 84; ///< least width of a token class's name beside its figures
inline constexpr int recordsInset = 14;   ///< of the first and last cell, and of separators
inline constexpr int recordsFooter = 32;
inline constexpr int recordsGap = 12;     ///< between two columns
inline constexpr int recordsFlexible = 84; ///< least width of a column of names
inline constexpr int recordsNameMost = 240;
inline constexpr int recordsColumnLeast = 40; ///< what the user may make of a column
inline constexpr int recordsColumnMost = 1200;
inline constexpr int selectionBar = 3;
inline constexpr int tagPillMost = 110;
inline constexpr int tagField = 200;
// budgets
inline constexpr int budgetRow = 84;
inline constexpr int budgetTitle = 20;      ///< middle of the name, from the row's top
inline constexpr int budgetBarMiddle = 42;
inline constexpr int budgetFoot = 63;       ///< middle of the amounts
inline constexpr int budgetTrack = 12;
inline constexpr int budgetTick = 22;       ///< height of the limit's
inline constexpr double budgetLimitAt = 0.85; ///< of the bar's width
inline constexpr int budgetBand = 4;
inline constexpr double budgetNow = 8;      ///< side of the triangle
inline constexpr int budgetUnknown = 12;    ///< hatched part of an amount that is "at least"
inline constexpr int budgetLegend = 44;
inline constexpr int budgetListWide = 560;  ///< width in windows from wideFrom on
inline constexpr int budgetName = 90;       ///< least width of a name beside its scope and state
inline constexpr int budgetFacts = 50;
inline constexpr int budgetHistory = 128;   ///< height of the chart of past periods
inline constexpr int budgetHistoryPitch = 46;
inline constexpr int budgetHistoryBar = 50;
inline constexpr int budgetBackTest = 120;
inline constexpr int budgetFlag = 7;
inline constexpr int sentenceLine = 38;
inline constexpr int sentenceText = 15;
inline constexpr int sentenceAmount = 110;
inline constexpr int sentenceNumber = 64;
inline constexpr int sentenceList = 120;
inline constexpr int sentenceScope = 260;   ///< most
// accounts
inline constexpr int accountCard = 278;
inline constexpr int accountDialogWidth = 640;
inline constexpr int accountDialogHeight = 620;
// reconciliation
inline constexpr int waterfall = 250;   ///< height of the chart
inline constexpr int waterfallBar = 72; ///< most
inline constexpr int waterfallBreak = 2; ///< height of a break mark and of the distance between two
inline constexpr int stepMeaning = 160; ///< least width of a step's sentence
// review
inline constexpr int reviewSide = 248;     ///< width of the checklist
inline constexpr int checkMark = 20;       ///< circle of a step
inline constexpr int checkPitch = 54;      ///< from one step to the next
inline constexpr int checkDot = 8;         ///< inside the circle of the step that is next
inline constexpr double checkLine = 1.5;
inline constexpr int moverRow = 40;
inline constexpr int moverBar = 6;
inline constexpr int reviewCard = 260;     ///< least height of the cards side by side
inline constexpr int noteEditor = 96;
// brand mark
inline constexpr double brandBar = 4.5;
inline constexpr double brandGap = 2;
} // namespace size

namespace motion
{
inline constexpr int hoverMs = 150;
inline constexpr int barMs = 150;
inline constexpr int toastMs = 120;
inline constexpr int toastStaysMs = 6000;
inline constexpr int tipAfterMs = 80;
inline constexpr int skeletonAfterMs = 150;
inline constexpr int refreshMs = 250; ///< pages ask again at most this often while an import runs
} // namespace motion

} // namespace tokenmeter
