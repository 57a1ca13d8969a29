<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>tokenmeter::AccountsView</name>
    <message numerus="yes">
        <source>%n line(s) without an amount in %1</source>
        <translation>
            <numerusform>%n line without an amount in %1</numerusform>
            <numerusform>%n lines without an amount in %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n account(s)</source>
        <translation>
            <numerusform>%n account</numerusform>
            <numerusform>%n accounts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failing</source>
        <translation>
            <numerusform>%n failing</numerusform>
            <numerusform>%n failing</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::AlertText</name>
    <message numerus="yes">
        <source>%n alert(s) from Tokenmeter</source>
        <translation>
            <numerusform>%n alert from Tokenmeter</numerusform>
            <numerusform>%n alerts from Tokenmeter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>At %1 on an average day it lasts %n more day(s).</source>
        <translation>
            <numerusform>At %1 on an average day it lasts %n more day.</numerusform>
            <numerusform>At %1 on an average day it lasts %n more days.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::AlertWatch</name>
    <message numerus="yes">
        <source>%n new alert(s)</source>
        <translation>
            <numerusform>%n new alert</numerusform>
            <numerusform>%n new alerts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, and %n more alert(s)</source>
        <translation>
            <numerusform>%1, and %n more alert</numerusform>
            <numerusform>%1, and %n more alerts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::AlertsTexts</name>
    <message numerus="yes">
        <source>%n alert(s) acknowledged.</source>
        <translation>
            <numerusform>%n alert acknowledged.</numerusform>
            <numerusform>%n alerts acknowledged.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::BandBars</name>
    <message numerus="yes">
        <source>%1, %n model(s), %2</source>
        <translation>
            <numerusform>%1, %n model, %2</numerusform>
            <numerusform>%1, %n models, %2</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::BudgetScope</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::BudgetText</name>
    <message numerus="yes">
        <source>any %n hour(s)</source>
        <translation>
            <numerusform>any %n hour</numerusform>
            <numerusform>any %n hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::BudgetTexts</name>
    <message numerus="yes">
        <source>last %n hour(s)</source>
        <translation>
            <numerusform>last %n hour</numerusform>
            <numerusform>last %n hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::BudgetsPage</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::BudgetsView</name>
    <message numerus="yes">
        <source>%n budget(s)</source>
        <translation>
            <numerusform>%n budget</numerusform>
            <numerusform>%n budgets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n over</source>
        <translation>
            <numerusform>%n over</numerusform>
            <numerusform>%n over</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n at risk</source>
        <translation>
            <numerusform>%n at risk</numerusform>
            <numerusform>%n at risk</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%n unknown</numerusform>
            <numerusform>%n unknown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>%n day left</numerusform>
            <numerusform>%n days left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Little evidence: %n day(s) of history.</source>
        <translation>
            <numerusform>Little evidence: %n day of history.</numerusform>
            <numerusform>Little evidence: %n days of history.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>From %n day(s) of history.</source>
        <translation>
            <numerusform>From %n day of history.</numerusform>
            <numerusform>From %n days of history.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>needs %n more day(s)</source>
        <translation>
            <numerusform>needs %n more day</numerusform>
            <numerusform>needs %n more days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In six months: %n warning(s)</source>
        <translation>
            <numerusform>In six months: %n warning</numerusform>
            <numerusform>In six months: %n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Since %1: %n warning(s)</source>
        <translation>
            <numerusform>Since %1: %n warning</numerusform>
            <numerusform>Since %1: %n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 this would have warned %n times, first on %2, last on %3.</source>
        <comment>since when, and two days</comment>
        <translation>
            <numerusform>%1 this would have warned %n time, first on %2, last on %3.</numerusform>
            <numerusform>%1 this would have warned %n times, first on %2, last on %3.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::BurnDownChart</name>
    <message numerus="yes">
        <source>%1, what is left, %n day(s)</source>
        <translation>
            <numerusform>%1, what is left, %n day</numerusform>
            <numerusform>%1, what is left, %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::BurnHistoryChart</name>
    <message numerus="yes">
        <source>%1, %n period(s)</source>
        <translation>
            <numerusform>%1, %n period</numerusform>
            <numerusform>%1, %n periods</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::ByteText</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::CloseTexts</name>
    <message numerus="yes">
        <source>%n adjustment(s)</source>
        <translation>
            <numerusform>%n adjustment</numerusform>
            <numerusform>%n adjustments</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::CourseTiles</name>
    <message numerus="yes">
        <source>%1, %n model(s)</source>
        <translation>
            <numerusform>%1, %n model</numerusform>
            <numerusform>%1, %n models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::DropOverlay</name>
    <message numerus="yes">
        <source>%n address(es) left out: only files and folders of this computer can be imported.</source>
        <translation>
            <numerusform>%n address left out: only files and folders of this computer can be imported.</numerusform>
            <numerusform>%n addresses left out: only files and folders of this computer can be imported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n file(s) and folders</source>
        <translation>
            <numerusform>Import %n file or folder</numerusform>
            <numerusform>Import %n files and folders</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::FetchPricesTexts</name>
    <message numerus="yes">
        <source>%n requests in 28 days.</source>
        <translation>
            <numerusform>%n request in 28 days.</numerusform>
            <numerusform>%n requests in 28 days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Left out besides: %n entries.</source>
        <translation>
            <numerusform>Left out besides: %n entry.</numerusform>
            <numerusform>Left out besides: %n entries.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::FetchRatesTexts</name>
    <message numerus="yes">
        <source>%1: %n rates read, the newest of %2; </source>
        <translation>
            <numerusform>%1: %n rate read, the newest of %2; </numerusform>
            <numerusform>%1: %n rates read, the newest of %2; </numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rates of another source stayed as they were.</source>
        <translation>
            <numerusform>%n rate of another source stayed as it was.</numerusform>
            <numerusform>%n rates of another source stayed as they were.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::FirstStartPage</name>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %Ln source(s)</source>
        <translation>
            <numerusform>Import %Ln source</numerusform>
            <numerusform>Import %Ln sources</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::FreshTexts</name>
    <message numerus="yes">
        <source>Logs last read %n minute(s) ago.</source>
        <translation>
            <numerusform>Logs last read %n minute ago.</numerusform>
            <numerusform>Logs last read %n minutes ago.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Logs last read %n hour(s) ago.</source>
        <translation>
            <numerusform>Logs last read %n hour ago.</numerusform>
            <numerusform>Logs last read %n hours ago.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Logs last read %n day(s) ago.</source>
        <translation>
            <numerusform>Logs last read %n day ago.</numerusform>
            <numerusform>Logs last read %n days ago.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::FrontierChart</name>
    <message numerus="yes">
        <source>%1, %n model(s)</source>
        <translation>
            <numerusform>%1, %n model</numerusform>
            <numerusform>%1, %n models</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::ImportTexts</name>
    <message numerus="yes">
        <source>%n lines of bills are stored; see them with: tokenmeter reconcile</source>
        <translation>
            <numerusform>%n line of a bill is stored; see it with: tokenmeter reconcile</numerusform>
            <numerusform>%n lines of bills are stored; see them with: tokenmeter reconcile</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n records are left out, since another source tells the same. See: tokenmeter sources overlaps</source>
        <translation>
            <numerusform>%n record is left out, since another source tells the same. See: tokenmeter sources overlaps</numerusform>
            <numerusform>%n records are left out, since another source tells the same. See: tokenmeter sources overlaps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sources were passed over because they are paused. See: tokenmeter sources</source>
        <translation>
            <numerusform>%n source was passed over because it is paused. See: tokenmeter sources</numerusform>
            <numerusform>%n sources were passed over because they are paused. See: tokenmeter sources</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files have names of logs but no known format and were not read. To see why, name one: tokenmeter import FILE</source>
        <translation>
            <numerusform>%n file has the name of a log but no known format and was not read. To see why, name it: tokenmeter import FILE</numerusform>
            <numerusform>%n files have names of logs but no known format and were not read. To see why, name one: tokenmeter import FILE</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::MainWindow</name>
    <message numerus="yes">
        <source>%n model(s) without a price</source>
        <translation>
            <numerusform>%n model without a price</numerusform>
            <numerusform>%n models without a price</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tool(s) found and not read</source>
        <translation>
            <numerusform>%n tool found and not read</numerusform>
            <numerusform>%n tools found and not read</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::MappingDialog</name>
    <message numerus="yes">
        <source>%n row(s) left out</source>
        <translation>
            <numerusform>%n row left out</numerusform>
            <numerusform>%n rows left out</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::MappingText</name>
    <message numerus="yes">
        <source>CSV with %n column(s)</source>
        <translation>
            <numerusform>CSV with %n column</numerusform>
            <numerusform>CSV with %n columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Table with tabs, %n column(s)</source>
        <translation>
            <numerusform>Table with tabs, %n column</numerusform>
            <numerusform>Table with tabs, %n columns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>JSON lines with %n field(s)</source>
        <translation>
            <numerusform>JSON lines with %n field</numerusform>
            <numerusform>JSON lines with %n fields</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>JSON list with %n field(s)</source>
        <translation>
            <numerusform>JSON list with %n field</numerusform>
            <numerusform>JSON list with %n fields</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %2, the first %n row(s)</source>
        <translation>
            <numerusform>%1, %2, the first %n row</numerusform>
            <numerusform>%1, %2, the first %n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %2, %n row(s)</source>
        <translation>
            <numerusform>%1, %2, %n row</numerusform>
            <numerusform>%1, %2, %n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n row(s) the part is larger than the whole: there it cannot be inside.</source>
        <translation>
            <numerusform>In %n row the part is larger than the whole: there it cannot be inside.</numerusform>
            <numerusform>In %n rows the part is larger than the whole: there it cannot be inside.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n amount(s) not read</source>
        <translation>
            <numerusform>%n amount not read</numerusform>
            <numerusform>%n amounts not read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n amount(s) are of another currency than %1. Choose the currency of the cost.</source>
        <translation>
            <numerusform>%n amount is of another currency than %1. Choose the currency of the cost.</numerusform>
            <numerusform>%n amounts are of another currency than %1. Choose the currency of the cost.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::MarkTexts</name>
    <message numerus="yes">
        <source>%n annotation(s)</source>
        <translation>
            <numerusform>%n annotation</numerusform>
            <numerusform>%n annotations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::PlansTexts</name>
    <message numerus="yes">
        <source>every %n day(s)</source>
        <translation>
            <numerusform>every %n day</numerusform>
            <numerusform>every %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::PlansView</name>
    <message numerus="yes">
        <source>every %n day(s)</source>
        <translation>
            <numerusform>every %n day</numerusform>
            <numerusform>every %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) left</source>
        <translation>
            <numerusform>%n day left</numerusform>
            <numerusform>%n days left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ends in %n day(s)</source>
        <translation>
            <numerusform>Ends in %n day</numerusform>
            <numerusform>Ends in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) without a price in no sum</source>
        <translation>
            <numerusform>%n request without a price in no sum</numerusform>
            <numerusform>%n requests without a price in no sum</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n plan(s)</source>
        <translation>
            <numerusform>%n plan</numerusform>
            <numerusform>%n plans</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ending soon</source>
        <translation>
            <numerusform>%n ending soon</numerusform>
            <numerusform>%n ending soon</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::PriceHistoryChart</name>
    <message numerus="yes">
        <source>Prices of %1, %n change(s)</source>
        <translation>
            <numerusform>Prices of %1, %n change</numerusform>
            <numerusform>Prices of %1, %n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::PricesPage</name>
    <message numerus="yes">
        <source>The new prices are in use. %n amount(s) moved.</source>
        <translation>
            <numerusform>The new prices are in use. %n amount moved.</numerusform>
            <numerusform>The new prices are in use. %n amounts moved.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::PricesView</name>
    <message numerus="yes">
        <source>%1 · %n step(s)</source>
        <comment>a model</comment>
        <translation>
            <numerusform>%1 · %n step</numerusform>
            <numerusform>%1 · %n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1, %n step(s)</source>
        <comment>a context window</comment>
        <translation>
            <numerusform>%1, %n step</numerusform>
            <numerusform>%1, %n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) would move from %1 to %2.</source>
        <comment>amounts</comment>
        <translation>
            <numerusform>%n record would move from %1 to %2.</numerusform>
            <numerusform>%n records would move from %1 to %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them had no price.</source>
        <translation>
            <numerusform>%n of them had no price.</numerusform>
            <numerusform>%n of them had no price.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them would lose theirs.</source>
        <translation>
            <numerusform>%n of them would lose its price.</numerusform>
            <numerusform>%n of them would lose theirs.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 prices %n of the models here and changes none of them.</source>
        <comment>a list</comment>
        <translation>
            <numerusform>%1 prices %n of the models here and does not change it.</numerusform>
            <numerusform>%1 prices %n of the models here and changes none of them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n change(s) look wrong and are left out.</source>
        <translation>
            <numerusform>%n change looks wrong and is left out.</numerusform>
            <numerusform>%n changes look wrong and are left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::ProblemText</name>
    <message numerus="yes">
        <source>%Ln row(s) of this file cannot be read, so it was not imported; this is the first. Correct them, or leave all of them out with --skip-bad-rows, then import again.</source>
        <translation>
            <numerusform>%Ln row of this file cannot be read, so it was not imported. Correct that row, or leave it out with --skip-bad-rows, then import again.</numerusform>
            <numerusform>%Ln rows of this file cannot be read, so it was not imported; this is the first. Correct them, or leave all of them out with --skip-bad-rows, then import again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) of this file cannot be read, so it was not imported; this is the first. Correct them, or leave all of them out with “Leave out what cannot be read” in its mapping, then import again.</source>
        <translation>
            <numerusform>%Ln row of this file cannot be read, so it was not imported. Correct that row, or leave it out with “Leave out what cannot be read” in its mapping, then import again.</numerusform>
            <numerusform>%Ln rows of this file cannot be read, so it was not imported; this is the first. Correct them, or leave all of them out with “Leave out what cannot be read” in its mapping, then import again.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::ProblemsDialog</name>
    <message numerus="yes">
        <source>%Ln problem(s). Everything else was read.</source>
        <translation>
            <numerusform>%Ln problem. Everything else was read.</numerusform>
            <numerusform>%Ln problems. Everything else was read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %Ln are listed.</source>
        <translation>
            <numerusform>The first %Ln is listed.</numerusform>
            <numerusform>The first %Ln are listed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::ReconcileView</name>
    <message numerus="yes">
        <source>%n step(s) explain it</source>
        <translation>
            <numerusform>%n step explains it</numerusform>
            <numerusform>%n steps explain it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) of the bill have no amount that can be read; they are in no figure.</source>
        <translation>
            <numerusform>%n line of the bill has no amount that can be read; it is in no figure.</numerusform>
            <numerusform>%n lines of the bill have no amount that can be read; they are in no figure.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) of this provider have no price here: what was metered is at least this much.</source>
        <translation>
            <numerusform>%n request of this provider has no price here: what was metered is at least this much.</numerusform>
            <numerusform>%n requests of this provider have no price here: what was metered is at least this much.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::ReviewClosing</name>
    <message numerus="yes">
        <source>%n model(s) without a price</source>
        <translation>
            <numerusform>%n model without a price</numerusform>
            <numerusform>%n models without a price</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copies, all by rule</source>
        <translation>
            <numerusform>%n copy, by rule</numerusform>
            <numerusform>%n copies, all by rule</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n explained</source>
        <translation>
            <numerusform>%n explained</numerusform>
            <numerusform>%n explained</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to explain</source>
        <translation>
            <numerusform>%n to explain</numerusform>
            <numerusform>%n to explain</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) open</source>
        <translation>
            <numerusform>%n point open</numerusform>
            <numerusform>%n points open</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n written</source>
        <translation>
            <numerusform>%n written</numerusform>
            <numerusform>%n written</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Since then %n correction(s) came up; %1 shows them.</source>
        <translation>
            <numerusform>Since then %n correction came up; %1 shows it.</numerusform>
            <numerusform>Since then %n corrections came up; %1 shows them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::ReviewText</name>
    <message numerus="yes">
        <source>The period is not over: its first %n day(s) are compared with as many of the one before.</source>
        <translation>
            <numerusform>The period is not over: its first %n day is compared with the first of the one before.</numerusform>
            <numerusform>The period is not over: its first %n days are compared with as many of the one before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) have no price here and are in no amount.</source>
        <translation>
            <numerusform>%n request has no price here and is in no amount.</numerusform>
            <numerusform>%n requests have no price here and are in no amount.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) were excluded by you and are in no figure.</source>
        <translation>
            <numerusform>%n request was excluded by you and is in no figure.</numerusform>
            <numerusform>%n requests were excluded by you and are in no figure.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copies</source>
        <translation>
            <numerusform>%n copy</numerusform>
            <numerusform>%n copies</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::ReviewTexts</name>
    <message numerus="yes">
        <source>%n request(s) have no price and no cost in the file. Set a price: tokenmeter prices set</source>
        <translation>
            <numerusform>%n request has no price and no cost in the file. Set a price: tokenmeter prices set</numerusform>
            <numerusform>%n requests have no price and no cost in the file. Set a price: tokenmeter prices set</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::ReviewView</name>
    <message numerus="yes">
        <source>%n request(s) that you took out of all totals.</source>
        <translation>
            <numerusform>%n request that you took out of all totals.</numerusform>
            <numerusform>%n requests that you took out of all totals.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::SessionsView</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sessions</source>
        <translation>
            <numerusform>%Ln session</numerusform>
            <numerusform>%Ln sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln models</source>
        <translation>
            <numerusform>%Ln model</numerusform>
            <numerusform>%Ln models</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln requests without a price</source>
        <translation>
            <numerusform>%Ln request without a price</numerusform>
            <numerusform>%Ln requests without a price</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln turns</source>
        <translation>
            <numerusform>%Ln turn</numerusform>
            <numerusform>%Ln turns</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Other (%Ln)</source>
        <translation>
            <numerusform>Other (%Ln)</numerusform>
            <numerusform>Other (%Ln)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::SourcesOutputTexts</name>
    <message numerus="yes">
        <source>No. %1: it was paused on %2, and its tool deletes logs after %n day(s). What it wrote from then to %3 may be lost.</source>
        <translation>
            <numerusform>No. %1: it was paused on %2, and its tool deletes logs after %n day. What it wrote from then to %3 may be lost.</numerusform>
            <numerusform>No. %1: it was paused on %2, and its tool deletes logs after %n days. What it wrote from then to %3 may be lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No. %1: its tool deletes logs after %n day(s), also while this is paused.</source>
        <translation>
            <numerusform>No. %1: its tool deletes logs after %n day, also while this is paused.</numerusform>
            <numerusform>No. %1: its tool deletes logs after %n days, also while this is paused.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Merged into others of the same file: %Ln line(s).</source>
        <translation>
            <numerusform>Merged into others of the same file: %Ln line.</numerusform>
            <numerusform>Merged into others of the same file: %Ln lines.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln line</numerusform>
            <numerusform>%Ln lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln copy(ies)</source>
        <translation>
            <numerusform>%Ln copy</numerusform>
            <numerusform>%Ln copies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln record</numerusform>
            <numerusform>%Ln records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: on %Ln day(s) from %2 to %3</source>
        <translation>
            <numerusform>%1: on %Ln day from %2 to %3</numerusform>
            <numerusform>%1: on %Ln days from %2 to %3</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>No. %1 counts (%2). Left out of no. %3 on these days: %Ln record(s), %4 tokens.</source>
        <translation>
            <numerusform>No. %1 counts (%2). Left out of no. %3 on these days: %Ln record, %4 tokens.</numerusform>
            <numerusform>No. %1 counts (%2). Left out of no. %3 on these days: %Ln records, %4 tokens.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Where one has at least as much of every class of a day and model as the other, it alone counts (%1). Left out: %Ln record(s), %2 tokens.</source>
        <translation>
            <numerusform>Where one has at least as much of every class of a day and model as the other, it alone counts (%1). Left out: %Ln record, %2 tokens.</numerusform>
            <numerusform>Where one has at least as much of every class of a day and model as the other, it alone counts (%1). Left out: %Ln records, %2 tokens.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And %Ln more pair(s) in which nothing is left out, since a third source counts. To see them: tokenmeter sources overlaps --all</source>
        <translation>
            <numerusform>And %Ln more pair in which nothing is left out, since a third source counts. To see it: tokenmeter sources overlaps --all</numerusform>
            <numerusform>And %Ln more pairs in which nothing is left out, since a third source counts. To see them: tokenmeter sources overlaps --all</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::SourcesPage</name>
    <message numerus="yes">
        <source>%1 was read again: %Ln new record(s).</source>
        <translation>
            <numerusform>%1 was read again: %Ln new record.</numerusform>
            <numerusform>%1 was read again: %Ln new records.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is forgotten, with %Ln record(s).</source>
        <translation>
            <numerusform>%1 is forgotten, with %Ln record.</numerusform>
            <numerusform>%1 is forgotten, with %Ln records.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is back, with %Ln record(s).</source>
        <translation>
            <numerusform>%1 is back, with %Ln record.</numerusform>
            <numerusform>%1 is back, with %Ln records.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) of %1 could not be read: see its problems.</source>
        <translation>
            <numerusform>%Ln file of %1 could not be read: see its problems.</numerusform>
            <numerusform>%Ln files of %1 could not be read: see its problems.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The others gave %Ln new record(s).</source>
        <translation>
            <numerusform>The others gave %Ln new record.</numerusform>
            <numerusform>The others gave %Ln new records.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::SourcesView</name>
    <message numerus="yes">
        <source>%Ln counted elsewhere</source>
        <comment>records that another source tells, too</comment>
        <translation>
            <numerusform>%Ln counted elsewhere</numerusform>
            <numerusform>%Ln counted elsewhere</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln excluded</source>
        <comment>records</comment>
        <translation>
            <numerusform>%Ln excluded</numerusform>
            <numerusform>%Ln excluded</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln forgotten</source>
        <comment>records</comment>
        <translation>
            <numerusform>%Ln forgotten</numerusform>
            <numerusform>%Ln forgotten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The tool deletes logs after %n day(s)</source>
        <translation>
            <numerusform>The tool deletes logs after %n day</numerusform>
            <numerusform>The tool deletes logs after %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s) could not be read</source>
        <translation>
            <numerusform>%Ln line could not be read</numerusform>
            <numerusform>%Ln lines could not be read</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln problem(s) while reading</source>
        <translation>
            <numerusform>%Ln problem while reading</numerusform>
            <numerusform>%Ln problems while reading</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Tool deletes logs after %n day(s); kept here</source>
        <translation>
            <numerusform>Tool deletes logs after %n day; kept here</numerusform>
            <numerusform>Tool deletes logs after %n days; kept here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its %Ln record(s) are in no total.</source>
        <translation>
            <numerusform>Its %Ln record is in no total.</numerusform>
            <numerusform>Its %Ln records are in no total.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its %Ln record(s) stay in all totals.</source>
        <translation>
            <numerusform>Its %Ln record stays in all totals.</numerusform>
            <numerusform>Its %Ln records stay in all totals.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n source(s)</source>
        <translation>
            <numerusform>%n source</numerusform>
            <numerusform>%n sources</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with problems</source>
        <comment>sources</comment>
        <translation>
            <numerusform>%n with problems</numerusform>
            <numerusform>%n with problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n paused</source>
        <comment>sources</comment>
        <translation>
            <numerusform>%n paused</numerusform>
            <numerusform>%n paused</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) of %1 on these days are left out; nothing is counted twice.</source>
        <translation>
            <numerusform>%Ln record of %1 on these days is left out; nothing is counted twice.</numerusform>
            <numerusform>%Ln records of %1 on these days are left out; nothing is counted twice.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln day(s)</source>
        <translation>
            <numerusform>%Ln day</numerusform>
            <numerusform>%Ln days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s)</source>
        <translation>
            <numerusform>%Ln record</numerusform>
            <numerusform>%Ln records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On %Ln day(s) both %1 and %2 have usage of %3.</source>
        <translation>
            <numerusform>On %Ln day both %1 and %2 have usage of %3.</numerusform>
            <numerusform>On %Ln days both %1 and %2 have usage of %3.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its %Ln record(s) stay in the ledger and in all totals, unless you take them out here. Either way they stay known: otherwise the next scan would bring them back.</source>
        <translation>
            <numerusform>Its %Ln record stays in the ledger and in all totals, unless you take it out here. Either way it stays known: otherwise the next scan would bring it back.</numerusform>
            <numerusform>Its %Ln records stay in the ledger and in all totals, unless you take them out here. Either way they stay known: otherwise the next scan would bring them back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) no longer count.</source>
        <translation>
            <numerusform>%Ln record no longer counts.</numerusform>
            <numerusform>%Ln records no longer count.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln stand in another source, too, and go on counting.</source>
        <comment>records</comment>
        <translation>
            <numerusform>%Ln stands in another source, too, and goes on counting.</numerusform>
            <numerusform>%Ln stand in another source, too, and go on counting.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln copy(ies)</source>
        <translation>
            <numerusform>%Ln copy</numerusform>
            <numerusform>%Ln copies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln line</numerusform>
            <numerusform>%Ln lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Not all logs can be watched: the others are looked at every %n second(s).</source>
        <translation>
            <numerusform>Not all logs can be watched: the others are looked at every %n second.</numerusform>
            <numerusform>Not all logs can be watched: the others are looked at every %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more folder(s)</source>
        <comment>a folder</comment>
        <translation>
            <numerusform>%1 and %n more folder</numerusform>
            <numerusform>%1 and %n more folders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %Ln line(s) it is not known what they would add: they were read before that was noted. “Scan again” tells it where their files are still there.</source>
        <translation>
            <numerusform>Of %Ln line it is not known what it would add: it was read before that was noted. “Scan again” tells it where its file is still there.</numerusform>
            <numerusform>Of %Ln lines it is not known what they would add: they were read before that was noted. “Scan again” tells it where their files are still there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln billed line(s)</source>
        <translation>
            <numerusform>%Ln billed line</numerusform>
            <numerusform>%Ln billed lines</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paused on %1; the tool deletes logs after %n day(s)</source>
        <translation>
            <numerusform>Paused on %1; the tool deletes logs after %n day</numerusform>
            <numerusform>Paused on %1; the tool deletes logs after %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Where one has at least as much of every class of a day and model as the other, it alone counts: %Ln record(s) are left out.</source>
        <translation>
            <numerusform>Where one has at least as much of every class of a day and model as the other, it alone counts: %Ln record is left out.</numerusform>
            <numerusform>Where one has at least as much of every class of a day and model as the other, it alone counts: %Ln records are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And %Ln more pair(s) in which nothing is left out.</source>
        <translation>
            <numerusform>And %Ln more pair in which nothing is left out.</numerusform>
            <numerusform>And %Ln more pairs in which nothing is left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::StatementList</name>
    <message numerus="yes">
        <source>Show %n more</source>
        <comment>statements</comment>
        <translation>
            <numerusform>Show %n more</numerusform>
            <numerusform>Show %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::TrayMenu</name>
    <message numerus="yes">
        <source>Snooze %n alerts</source>
        <translation>
            <numerusform>Snooze %n alert</numerusform>
            <numerusform>Snooze %n alerts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::WaterfallChart</name>
    <message numerus="yes">
        <source>%1: from %2 to %3, %n step(s)</source>
        <translation>
            <numerusform>%1: from %2 to %3, %n step</numerusform>
            <numerusform>%1: from %2 to %3, %n steps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::WindowBanner</name>
    <message numerus="yes">
        <source>%n more</source>
        <comment>further models</comment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) have no price: %1, %2. Not in any total.</source>
        <comment>names, then requests</comment>
        <translation>
            <numerusform>%n model has no price: %1, %2. It is not in any total.</numerusform>
            <numerusform>%n models have no price: %1, %2. They are not in any total.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::WindowStatusText</name>
    <message numerus="yes">
        <source>%Ln file(s)</source>
        <translation>
            <numerusform>%Ln file</numerusform>
            <numerusform>%Ln files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln problem(s)</source>
        <translation>
            <numerusform>%Ln problem</numerusform>
            <numerusform>%Ln problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::WindowToast</name>
    <message numerus="yes">
        <source>%Ln new record(s)</source>
        <translation>
            <numerusform>%Ln new record</numerusform>
            <numerusform>%Ln new records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) count in totals again.</source>
        <translation>
            <numerusform>%Ln record counts in totals again.</numerusform>
            <numerusform>%Ln records count in totals again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln record(s) are excluded from totals again.</source>
        <translation>
            <numerusform>%Ln record is excluded from totals again.</numerusform>
            <numerusform>%Ln records are excluded from totals again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n records have a price now.</source>
        <translation>
            <numerusform>%n record has a price now.</numerusform>
            <numerusform>%n records have a price now.</numerusform>
        </translation>
    </message>
</context>
</TS>
