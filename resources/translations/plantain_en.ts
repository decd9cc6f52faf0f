<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>NodeFaces</name>
    <message numerus="yes">
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln picture</numerusform>
            <numerusform>%Ln pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Text arrives here from %Ln node(s).</source>
        <translation>
            <numerusform>Text arrives here from %Ln node.</numerusform>
            <numerusform>Text arrives here from %Ln nodes.</numerusform>
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
    <name>plantain::ui::CutGesture</name>
    <message numerus="yes">
        <source>Cut %Ln wires</source>
        <translation>
            <numerusform>Cut %Ln wire</numerusform>
            <numerusform>Cut %Ln wires</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plantain::ui::KeyRow</name>
    <message numerus="yes">
        <source>%Ln models in %1</source>
        <translation>
            <numerusform>%Ln model in %1</numerusform>
            <numerusform>%Ln models in %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plantain::ui::LlmGeneratePanel</name>
    <message numerus="yes">
        <source>%Ln model(s) in the list of the provider.</source>
        <translation>
            <numerusform>%Ln model in the list of the provider.</numerusform>
            <numerusform>%Ln models in the list of the provider.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plantain::ui::ProjectPage</name>
    <message numerus="yes">
        <source>The %Ln images of this workflow would add about %1 to its file.</source>
        <translation>
            <numerusform>The %Ln image of this workflow would add about %1 to its file.</numerusform>
            <numerusform>The %Ln images of this workflow would add about %1 to its file.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plantain::ui::ResultHistory</name>
    <message numerus="yes">
        <source>%Ln earlier</source>
        <translation>
            <numerusform>%Ln earlier</numerusform>
            <numerusform>%Ln earlier</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plantain::ui::UnknownPage</name>
    <message numerus="yes">
        <source>%1… (%Ln characters)</source>
        <translation>
            <numerusform>%1… (%Ln character)</numerusform>
            <numerusform>%1… (%Ln characters)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plantain::ui::WorkflowPage</name>
    <message numerus="yes">
        <source>%Ln connections</source>
        <translation>
            <numerusform>%Ln connection</numerusform>
            <numerusform>%Ln connections</numerusform>
        </translation>
    </message>
</context>
</TS>
