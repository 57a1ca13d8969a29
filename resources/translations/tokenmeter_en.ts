<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>tokenmeter::AlertText</name>
    <message numerus="yes">
        <source>%n alert(s) from Tokenmeter</source>
        <translation>
            <numerusform>%n alert from Tokenmeter</numerusform>
            <numerusform>%n alerts from Tokenmeter</numerusform>
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
    <name>tokenmeter::BudgetTexts</name>
    <message numerus="yes">
        <source>last %n hour(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::FirstStartPage</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
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
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Logs last read %n hour(s) ago.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Logs last read %n day(s) ago.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>tokenmeter::MainWindow</name>
    <message numerus="yes">
        <source>%Ln new record(s)</source>
        <translation>
            <numerusform>%Ln new record</numerusform>
            <numerusform>%Ln new records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n records have a price now.</source>
        <translation>
            <numerusform>%n record has a price now.</numerusform>
            <numerusform>%n records have a price now.</numerusform>
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
</TS>
