<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>NodeFaces</name>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Text arrives here from %n node(s).</source>
        <translation>
            <numerusform>Text arrives here from %n node.</numerusform>
            <numerusform>Text arrives here from %n nodes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plantain::auth::IdTokenVerifier</name>
    <message numerus="yes">
        <source>This computer&apos;s clock is %n minute(s) ahead.</source>
        <translation>
            <numerusform>This computer&apos;s clock is %n minute ahead.</numerusform>
            <numerusform>This computer&apos;s clock is %n minutes ahead.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This computer&apos;s clock is %n minute(s) behind.</source>
        <translation>
            <numerusform>This computer&apos;s clock is %n minute behind.</numerusform>
            <numerusform>This computer&apos;s clock is %n minutes behind.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plantain::ui::KeyRow</name>
    <message numerus="yes">
        <source>%n models in %1</source>
        <translation>
            <numerusform>%n model in %1</numerusform>
            <numerusform>%n models in %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plantain::ui::LlmGeneratePanel</name>
    <message numerus="yes">
        <source>%n model(s) in the list of the provider.</source>
        <translation>
            <numerusform>%n model in the list of the provider.</numerusform>
            <numerusform>%n models in the list of the provider.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plantain::ui::ProjectPage</name>
    <message numerus="yes">
        <source>The %n images of this workflow would add about %1 to its file.</source>
        <translation>
            <numerusform>The %n image of this workflow would add about %1 to its file.</numerusform>
            <numerusform>The %n images of this workflow would add about %1 to its file.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plantain::ui::ResultPane</name>
    <message numerus="yes">
        <source>%n earlier</source>
        <translation>
            <numerusform>%n earlier</numerusform>
            <numerusform>%n earlier</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plantain::ui::UnknownPage</name>
    <message numerus="yes">
        <source>%1… (%n characters)</source>
        <translation>
            <numerusform>%1… (%n character)</numerusform>
            <numerusform>%1… (%n characters)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plantain::ui::WorkflowPage</name>
    <message numerus="yes">
        <source>%n connections</source>
        <translation>
            <numerusform>%n connection</numerusform>
            <numerusform>%n connections</numerusform>
        </translation>
    </message>
</context>
</TS>
