<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en_US">
<context>
    <name>AtomicFile</name>
    <message>
        <source>“%1” is a symbolic link; Plantain does not follow it.</source>
        <translation>„%1“ ist ein symbolischer Link; Plantain folgt ihm nicht.</translation>
    </message>
    <message>
        <source>“%1” is not a regular file.</source>
        <translation>„%1“ ist keine gewöhnliche Datei.</translation>
    </message>
    <message>
        <source>“%1” belongs to another user.</source>
        <translation>„%1“ gehört jemand anderem.</translation>
    </message>
    <message>
        <source>“%1” has a second name (hard link); remove the other one.</source>
        <translation>„%1“ hat einen zweiten Namen (harter Link); den anderen zuerst entfernen.</translation>
    </message>
    <message>
        <source>“%1” cannot be written.</source>
        <translation>„%1“ lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>“%1” cannot be made private.</source>
        <translation>„%1“ lässt sich nicht vor anderen schützen.</translation>
    </message>
    <message>
        <source>“%1” could not be saved.</source>
        <translation>„%1“ konnte nicht gespeichert werden.</translation>
    </message>
    <message>
        <source>“%1” cannot be read.</source>
        <translation>„%1“ lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>“%1” is too large.</source>
        <translation>„%1“ ist zu groß.</translation>
    </message>
    <message>
        <source>The folder “%1” cannot be created.</source>
        <translation>Der Ordner „%1“ lässt sich nicht anlegen.</translation>
    </message>
    <message>
        <source>“%1” cannot be renamed.</source>
        <translation>„%1“ lässt sich nicht umbenennen.</translation>
    </message>
    <message>
        <source>“%1” cannot be removed.</source>
        <translation>„%1“ lässt sich nicht entfernen.</translation>
    </message>
</context>
<context>
    <name>AuthProfile</name>
    <message>
        <source>must be an https address (http only on this computer)</source>
        <translation>muss eine https-Adresse sein (http nur auf diesem Rechner)</translation>
    </message>
    <message>
        <source>must be a list of numbers from 0 to 65535</source>
        <translation>muss eine Liste von Zahlen von 0 bis 65535 sein</translation>
    </message>
    <message>
        <source>must not be empty</source>
        <translation>darf nicht leer sein</translation>
    </message>
    <message>
        <source>%1 must be a text</source>
        <translation>%1 muss ein Text sein</translation>
    </message>
    <message>
        <source>%1 is set by Plantain itself</source>
        <translation>%1 wird von Plantain selbst gesetzt</translation>
    </message>
    <message>
        <source>%1 cannot be used as a header</source>
        <translation>%1 kann nicht als Kopfzeile dienen</translation>
    </message>
    <message>
        <source>must be 127.0.0.1, [::1] or localhost</source>
        <translation>muss 127.0.0.1, [::1] oder localhost sein</translation>
    </message>
    <message>
        <source>must be a path of letters and digits, like /auth/callback</source>
        <translation>muss ein Pfad aus Buchstaben und Ziffern sein, etwa /auth/callback</translation>
    </message>
    <message>
        <source>OPENAI_OAUTH_REDIRECT_URI is not an address on this computer.</source>
        <translation>OPENAI_OAUTH_REDIRECT_URI ist keine Adresse auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Use an address like http://127.0.0.1:1455/auth/callback.</source>
        <translation>Eine Adresse wie http://127.0.0.1:1455/auth/callback verwenden.</translation>
    </message>
</context>
<context>
    <name>CanvasSettings</name>
    <message>
        <source>must be one of %1</source>
        <translation>muss eines von diesen sein: %1</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>“plantain --help” lists commands and options.</source>
        <translation>„plantain --help“ nennt Befehle und Optionen.</translation>
    </message>
    <message>
        <source>“%1” needs one of: %2.</source>
        <translation>„%1“ braucht eines von diesen: %2.</translation>
    </message>
    <message>
        <source>“%1” is neither a command nor a file.</source>
        <translation>„%1“ ist weder ein Befehl noch eine Datei.</translation>
    </message>
    <message>
        <source>--%1 takes a whole number from %2 to %3.</source>
        <translation>--%1 nimmt eine ganze Zahl von %2 bis %3.</translation>
    </message>
    <message>
        <source>--%1 takes a number from %2 to %3.</source>
        <translation>--%1 nimmt eine Zahl von %2 bis %3.</translation>
    </message>
    <message>
        <source>“%1” is not a provider.</source>
        <translation>„%1“ ist kein Anbieter.</translation>
    </message>
    <message>
        <source>Providers: google, openai, openai-auth, openai-compatible.</source>
        <translation>Anbieter: google, openai, openai-auth, openai-compatible.</translation>
    </message>
    <message>
        <source>--%1 takes one of: %2.</source>
        <translation>--%1 nimmt eines von diesen: %2.</translation>
    </message>
    <message>
        <source>“%1” is one word too many.</source>
        <translation>„%1“ ist ein Wort zu viel.</translation>
    </message>
    <message>
        <source>--device and --paste cannot be used together.</source>
        <translation>--device und --paste gehen nicht zusammen.</translation>
    </message>
    <message>
        <source>There is no prompt.</source>
        <translation>Es gibt keinen Prompt.</translation>
    </message>
    <message>
        <source>Give it as one argument, or “-” to read it from standard input.</source>
        <translation>Ihn als ein Argument angeben, oder „-“, um ihn von der Standardeingabe zu lesen.</translation>
    </message>
    <message>
        <source>The prompt is more than one argument.</source>
        <translation>Der Prompt besteht aus mehr als einem Argument.</translation>
    </message>
    <message>
        <source>Put it in quotation marks.</source>
        <translation>Ihn in Anführungszeichen setzen.</translation>
    </message>
    <message>
        <source>--node and --from cannot be used together.</source>
        <translation>--node und --from gehen nicht zusammen.</translation>
    </message>
    <message>
        <source>There is no workflow to run: name its file.</source>
        <translation>Es gibt keinen Workflow zum Ausführen: seine Datei nennen.</translation>
    </message>
    <message>
        <source>“run” takes one file.</source>
        <translation>„run“ nimmt eine Datei.</translation>
    </message>
    <message>
        <source>openai-auth has no API key.</source>
        <translation>openai-auth hat keinen API-Schlüssel.</translation>
    </message>
    <message>
        <source>Sign in with “plantain auth login”.</source>
        <translation>Mit „plantain auth login“ anmelden.</translation>
    </message>
    <message>
        <source>This command takes the provider&apos;s name only.</source>
        <translation>Dieser Befehl nimmt nur den Namen des Anbieters.</translation>
    </message>
    <message>
        <source>The key is read from standard input, so that no other program can see it.</source>
        <translation>Der Schlüssel wird von der Standardeingabe gelesen, damit kein anderes Programm ihn sieht.</translation>
    </message>
    <message>
        <source>A provider is missing, or it is not one with an API key.</source>
        <translation>Ein Anbieter fehlt, oder er hat keinen API-Schlüssel.</translation>
    </message>
    <message>
        <source>Providers: %1.</source>
        <translation>Anbieter: %1.</translation>
    </message>
    <message>
        <source>google, openai, openai-auth or openai-compatible</source>
        <translation>google, openai, openai-auth oder openai-compatible</translation>
    </message>
    <message>
        <source>Signs in with an account: prints an address to open in a browser, and waits.</source>
        <translation>Meldet mit einem Konto an: gibt eine Adresse für den Browser aus und wartet.</translation>
    </message>
    <message>
        <source>do not start a browser</source>
        <translation>keinen Browser starten</translation>
    </message>
    <message>
        <source>how long to wait (default 300)</source>
        <translation>wie lange gewartet wird (sonst 300)</translation>
    </message>
    <message>
        <source>also take the address the browser ended at, from standard input</source>
        <translation>auch die Adresse, bei der der Browser endete, von der Standardeingabe nehmen</translation>
    </message>
    <message>
        <source>sign in by a code on any device, where the server offers it</source>
        <translation>mit einem Code auf irgendeinem Gerät anmelden, wo der Server es anbietet</translation>
    </message>
    <message>
        <source>Tells whether an account is connected. Uses no network.</source>
        <translation>Sagt, ob ein Konto verbunden ist. Nutzt kein Netz.</translation>
    </message>
    <message>
        <source>Exit code 0 when connected, 3 otherwise.</source>
        <translation>Rückgabewert 0, wenn verbunden, sonst 3.</translation>
    </message>
    <message>
        <source>one JSON object</source>
        <translation>ein JSON-Objekt</translation>
    </message>
    <message>
        <source>Revokes the session and removes it from this computer.</source>
        <translation>Widerruft die Sitzung und entfernt sie von diesem Rechner.</translation>
    </message>
    <message>
        <source>Lists models: the built-in table merged with the live lists.</source>
        <translation>Listet Modelle: die eingebaute Tabelle zusammen mit den Listen der Anbieter.</translation>
    </message>
    <message>
        <source>With --json: an array of objects with id, label, provider, context (tokens or null), images (true or false), retires (date or null) and live (true or false).</source>
        <translation>Mit --json: ein Array von Objekten mit id, label, provider, context (Token oder null), images (true oder false), retires (Datum oder null) und live (true oder false).</translation>
    </message>
    <message>
        <source>fetch the live lists now</source>
        <translation>die Listen der Anbieter jetzt abrufen</translation>
    </message>
    <message>
        <source>one JSON array</source>
        <translation>ein JSON-Array</translation>
    </message>
    <message>
        <source>Writes a model&apos;s answer to standard output as it arrives.</source>
        <translation>Schreibt die Antwort eines Modells auf die Standardausgabe, während sie eintrifft.</translation>
    </message>
    <message>
        <source>“-” reads the prompt from standard input. With --json: one object a line, {&quot;type&quot;:&quot;delta&quot;,…} and at the end one {&quot;type&quot;:&quot;result&quot;,…}.</source>
        <translation>„-“ liest den Prompt von der Standardeingabe. Mit --json: ein Objekt je Zeile, {&quot;type&quot;:&quot;delta&quot;,…} und am Ende ein {&quot;type&quot;:&quot;result&quot;,…}.</translation>
    </message>
    <message>
        <source>the model&apos;s id</source>
        <translation>die Kennung des Modells</translation>
    </message>
    <message>
        <source>the system prompt</source>
        <translation>der System-Prompt</translation>
    </message>
    <message>
        <source>a PNG, JPEG or WebP picture; may be given again</source>
        <translation>ein Bild als PNG, JPEG oder WebP; mehrmals möglich</translation>
    </message>
    <message>
        <source>0 to 2, where the model takes it</source>
        <translation>0 bis 2, wo das Modell sie nimmt</translation>
    </message>
    <message>
        <source>limit of the answer</source>
        <translation>Grenze der Antwort</translation>
    </message>
    <message>
        <source>none, minimal, low, medium, high, xhigh or max, where the model takes it</source>
        <translation>none, minimal, low, medium, high, xhigh oder max, wo das Modell ihn nimmt</translation>
    </message>
    <message>
        <source>write the answer when it is complete</source>
        <translation>die Antwort erst schreiben, wenn sie vollständig ist</translation>
    </message>
    <message>
        <source>JSON lines</source>
        <translation>JSON-Zeilen</translation>
    </message>
    <message>
        <source>Runs a workflow and writes the texts of its Output nodes.</source>
        <translation>Führt einen Workflow aus und schreibt die Texte seiner Ausgabe-Knoten.</translation>
    </message>
    <message>
        <source>Without Output nodes the texts of the last nodes are written; several texts have a line “== Title” before each. What is up to date is not sent again.
NODE is a node&apos;s id or its title. FIELD is a key of its data: prompt, template, inputPrompt, systemPrompt, provider, model, temperature, maxTokens, effort …; “image” of an Image node names a file.
With --json: one object a line, {&quot;type&quot;:&quot;node&quot;,&quot;id&quot;,&quot;state&quot;} with the states running, completed, cached, skipped and failed, {&quot;type&quot;:&quot;delta&quot;,&quot;id&quot;,&quot;text&quot;}, and at the end one {&quot;type&quot;:&quot;result&quot;,&quot;status&quot;,&quot;nodes&quot;} with state, text and error of each node. Skipped are nodes that are switched off, that depend on a failed one, that lie behind a paused edge, or that were stopped by Ctrl+C (their partial text is told).</source>
        <translation>Ohne Ausgabe-Knoten werden die Texte der letzten Knoten geschrieben; bei mehreren Texten steht vor jedem eine Zeile „== Titel“. Was aktuell ist, wird nicht noch einmal gesendet.
NODE ist die Kennung oder der Titel eines Knotens. FIELD ist ein Schlüssel seiner Daten: prompt, template, inputPrompt, systemPrompt, provider, model, temperature, maxTokens, effort …; „image“ eines Bild-Knotens nennt eine Datei.
Mit --json: ein Objekt je Zeile, {&quot;type&quot;:&quot;node&quot;,&quot;id&quot;,&quot;state&quot;} mit den Zuständen running, completed, cached, skipped und failed, {&quot;type&quot;:&quot;delta&quot;,&quot;id&quot;,&quot;text&quot;}, und am Ende ein {&quot;type&quot;:&quot;result&quot;,&quot;status&quot;,&quot;nodes&quot;} mit state, text und error jedes Knotens. Übersprungen werden Knoten, die abgeschaltet sind, die von einem gescheiterten abhängen, die hinter einer angehaltenen Verbindung liegen oder die mit Strg+C angehalten wurden (ihr Text bis dahin wird genannt).</translation>
    </message>
    <message>
        <source>change the workflow before it runs; may be given again</source>
        <translation>den Workflow vor dem Lauf ändern; mehrmals möglich</translation>
    </message>
    <message>
        <source>run this node only, always anew</source>
        <translation>nur diesen Knoten ausführen, immer neu</translation>
    </message>
    <message>
        <source>run this node anew, and what depends on it</source>
        <translation>diesen Knoten neu ausführen und alles, was von ihm abhängt</translation>
    </message>
    <message>
        <source>requests at a time, 1 to 10</source>
        <translation>Anfragen zur gleichen Zeit, 1 bis 10</translation>
    </message>
    <message>
        <source>save the workflow with its results, also after a failure</source>
        <translation>den Workflow mit seinen Ergebnissen speichern, auch nach einem Fehler</translation>
    </message>
    <message>
        <source>Runs the practice provider on 127.0.0.1 until it is interrupted.</source>
        <translation>Betreibt den Übungsanbieter auf 127.0.0.1, bis er unterbrochen wird.</translation>
    </message>
    <message>
        <source>Prints its addresses as one JSON line. Nothing leaves this computer.</source>
        <translation>Gibt seine Adressen als eine JSON-Zeile aus. Nichts verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>default: any free port</source>
        <translation>sonst: irgendein freier Port</translation>
    </message>
    <message>
        <source>[options]</source>
        <translation>[Optionen]</translation>
    </message>
    <message>
        <source>Stores an API key, read from standard input.</source>
        <translation>Speichert einen API-Schlüssel, gelesen von der Standardeingabe.</translation>
    </message>
    <message>
        <source>Removes a stored API key.</source>
        <translation>Entfernt einen gespeicherten API-Schlüssel.</translation>
    </message>
    <message>
        <source>Tells where the API key comes from. Exit code 3 when there is none.</source>
        <translation>Sagt, woher der API-Schlüssel kommt. Rückgabewert 3, wenn es keinen gibt.</translation>
    </message>
    <message>
        <source>where Plantain keeps its files</source>
        <translation>wo Plantain seine Dateien hält</translation>
    </message>
    <message>
        <source>another authorization server (JSON)</source>
        <translation>ein anderer Anmeldeserver (JSON)</translation>
    </message>
    <message>
        <source>where secrets are kept: file or keychain</source>
        <translation>wo Geheimnisse liegen: file oder keychain</translation>
    </message>
    <message>
        <source>use the practice provider, in this process</source>
        <translation>den Übungsanbieter verwenden, in diesem Prozess</translation>
    </message>
    <message>
        <source>http://host:port or socks5://host:port</source>
        <translation>http://host:port oder socks5://host:port</translation>
    </message>
    <message>
        <source>also trust these certificates (PEM)</source>
        <translation>auch diesen Zertifikaten vertrauen (PEM)</translation>
    </message>
    <message>
        <source>error, warning, info or debug</source>
        <translation>error, warning, info oder debug</translation>
    </message>
    <message>
        <source>print the version</source>
        <translation>die Version ausgeben</translation>
    </message>
    <message>
        <source>print this help</source>
        <translation>diese Hilfe ausgeben</translation>
    </message>
    <message>
        <source>Exit codes: 0 ok, 1 failed, 2 usage, 3 not signed in or key missing, 130 cancelled.</source>
        <translation>Rückgabewerte: 0 in Ordnung, 1 gescheitert, 2 falscher Aufruf, 3 nicht angemeldet oder Schlüssel fehlt, 130 abgebrochen.</translation>
    </message>
    <message>
        <source>Usage: %1</source>
        <translation>Aufruf: %1</translation>
    </message>
    <message>
        <source>Commands:</source>
        <translation>Befehle:</translation>
    </message>
    <message>
        <source>Options:</source>
        <translation>Optionen:</translation>
    </message>
    <message>
        <source>Options everywhere:</source>
        <translation>Optionen überall:</translation>
    </message>
    <message>
        <source>Opens the window, and each file in one of its own.</source>
        <translation>Öffnet das Fenster, und jede Datei in einem eigenen.</translation>
    </message>
    <message>
        <source>A window that is open already for the same data folder takes the files, and comes to the front; the other options then stay as they are there.</source>
        <translation>Ein Fenster, das für denselben Datenordner schon offen ist, übernimmt die Dateien und kommt nach vorn; die anderen Optionen bleiben dann, wie sie dort sind.</translation>
    </message>
    <message>
        <source>open a window without a workflow, also beside others</source>
        <translation>ein Fenster ohne Workflow öffnen, auch neben anderen</translation>
    </message>
</context>
<context>
    <name>ConnectionEdits</name>
    <message>
        <source>“%1” has no port that fits.</source>
        <translation>„%1“ hat keinen Anschluss, der passt.</translation>
    </message>
    <message>
        <source>The node does not exist any more.</source>
        <translation>Den Knoten gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>“%1” does not fit on this connection.</source>
        <translation>„%1“ passt nicht in diese Verbindung.</translation>
    </message>
</context>
<context>
    <name>Connections</name>
    <message>
        <source>The node has no such port.</source>
        <translation>Der Knoten hat keinen solchen Anschluss.</translation>
    </message>
    <message>
        <source>Plantain does not know what this port takes.</source>
        <translation>Plantain weiß nicht, was dieser Anschluss nimmt.</translation>
    </message>
    <message>
        <source>An image cannot go into a text input.</source>
        <translation>Ein Bild passt nicht in eine Eingabe für Text.</translation>
    </message>
    <message>
        <source>Text cannot go into an image input.</source>
        <translation>Text passt nicht in eine Eingabe für Bilder.</translation>
    </message>
    <message>
        <source>The node does not exist any more.</source>
        <translation>Den Knoten gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>A node cannot be connected to itself.</source>
        <translation>Ein Knoten kann nicht mit sich selbst verbunden werden.</translation>
    </message>
    <message>
        <source>These two are connected already.</source>
        <translation>Diese beiden sind schon verbunden.</translation>
    </message>
    <message>
        <source>This would make a loop: “%1” depends on “%2” already.</source>
        <translation>Das ergäbe eine Schleife: „%1“ hängt schon von „%2“ ab.</translation>
    </message>
</context>
<context>
    <name>DeviceCode</name>
    <message>
        <source>The sign-in server sent an answer that is not understood.</source>
        <translation>Der Anmeldeserver hat eine Antwort geschickt, die nicht zu verstehen ist.</translation>
    </message>
    <message>
        <source>Try again later, or sign in with the browser.</source>
        <translation>Später noch einmal versuchen oder mit dem Browser anmelden.</translation>
    </message>
</context>
<context>
    <name>Discovery</name>
    <message>
        <source>The sign-in server describes itself in a way that cannot be trusted.</source>
        <translation>Der Anmeldeserver beschreibt sich auf eine Weise, der nicht zu trauen ist.</translation>
    </message>
    <message>
        <source>Check the auth profile. If it is right, try again later.</source>
        <translation>Das Anmeldeprofil prüfen. Wenn es stimmt, später noch einmal versuchen.</translation>
    </message>
</context>
<context>
    <name>EndReason</name>
    <message>
        <source>The session could not be renewed safely: an answer of the sign-in server was lost.</source>
        <translation>Die Sitzung konnte nicht sicher erneuert werden: eine Antwort des Anmeldeservers ging verloren.</translation>
    </message>
    <message>
        <source>The session ran out and cannot be renewed.</source>
        <translation>Die Sitzung ist abgelaufen und lässt sich nicht erneuern.</translation>
    </message>
    <message>
        <source>The session was made on another computer and is not used here.</source>
        <translation>Die Sitzung entstand auf einem anderen Rechner und wird hier nicht verwendet.</translation>
    </message>
    <message>
        <source>The stored session was damaged; the file is kept as *.bad.</source>
        <translation>Die gespeicherte Sitzung war beschädigt; die Datei bleibt als *.bad erhalten.</translation>
    </message>
    <message>
        <source>The session has ended.</source>
        <translation>Die Sitzung ist beendet.</translation>
    </message>
    <message>
        <source>Sign in again.</source>
        <translation>Neu anmelden.</translation>
    </message>
    <message>
        <source>No account is connected.</source>
        <translation>Es ist kein Konto verbunden.</translation>
    </message>
    <message>
        <source>Connect one in Project setup, Providers, or with “plantain auth login”.</source>
        <translation>Eines unter „Projekteinstellungen“, „Anbieter“ oder mit „plantain auth login“ verbinden.</translation>
    </message>
</context>
<context>
    <name>GroupEdits</name>
    <message>
        <source>Group %1</source>
        <translation>Gruppe %1</translation>
    </message>
</context>
<context>
    <name>HttpJob</name>
    <message>
        <source>The secure connection to %1 could not be made: %2</source>
        <translation>Die sichere Verbindung zu %1 kam nicht zustande: %2</translation>
    </message>
    <message>
        <source>If your network inspects traffic, choose its certificate file in the network settings.</source>
        <translation>Wenn das Netz den Verkehr prüft, dessen Zertifikatsdatei in den Netzwerkeinstellungen wählen.</translation>
    </message>
    <message>
        <source>The proxy refused the connection.</source>
        <translation>Der Proxy hat die Verbindung abgelehnt.</translation>
    </message>
    <message>
        <source>The proxy&apos;s address could not be found.</source>
        <translation>Die Adresse des Proxys wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>The proxy did not answer in time.</source>
        <translation>Der Proxy hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>The proxy wants a user name and a password.</source>
        <translation>Der Proxy verlangt Benutzernamen und Passwort.</translation>
    </message>
    <message>
        <source>The proxy broke off the connection.</source>
        <translation>Der Proxy hat die Verbindung abgebrochen.</translation>
    </message>
    <message>
        <source>%1 refused the connection.</source>
        <translation>%1 hat die Verbindung abgelehnt.</translation>
    </message>
    <message>
        <source>%1 could not be found.</source>
        <translation>%1 wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>%1 closed the connection without an answer.</source>
        <translation>%1 hat die Verbindung ohne Antwort geschlossen.</translation>
    </message>
    <message>
        <source>%1 closed the connection before the answer was complete.</source>
        <translation>%1 hat die Verbindung geschlossen, bevor die Antwort vollständig war.</translation>
    </message>
    <message>
        <source>The connection to %1 failed.</source>
        <translation>Die Verbindung zu %1 ist gescheitert.</translation>
    </message>
    <message>
        <source>Try again; the limits are in the network settings.</source>
        <translation>Noch einmal versuchen; die Grenzen stehen in den Netzwerkeinstellungen.</translation>
    </message>
    <message>
        <source>%1 could not be reached in time.</source>
        <translation>%1 war nicht rechtzeitig zu erreichen.</translation>
    </message>
    <message>
        <source>%1 did not answer in time.</source>
        <translation>%1 hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>%1 stopped sending in the middle.</source>
        <translation>%1 hat mittendrin aufgehört zu senden.</translation>
    </message>
    <message>
        <source>The answer of %1 took too long.</source>
        <translation>Die Antwort von %1 hat zu lange gedauert.</translation>
    </message>
    <message>
        <source>The answer of %1 is too large.</source>
        <translation>Die Antwort von %1 ist zu groß.</translation>
    </message>
    <message>
        <source>“%1” is not a web address.</source>
        <translation>„%1“ ist keine Web-Adresse.</translation>
    </message>
    <message>
        <source>It has to begin with https:// or http://.</source>
        <translation>Sie muss mit https:// oder http:// beginnen.</translation>
    </message>
    <message>
        <source>Check the proxy in the network settings.</source>
        <translation>Den Proxy in den Netzwerkeinstellungen prüfen.</translation>
    </message>
    <message>
        <source>%1 did not give an answer that can be read.</source>
        <translation>%1 hat keine lesbare Antwort gegeben.</translation>
    </message>
    <message>
        <source>Check the internet connection and the address.</source>
        <translation>Die Internetverbindung und die Adresse prüfen.</translation>
    </message>
</context>
<context>
    <name>ImageInput</name>
    <message>
        <source>“%1” is not a PNG, JPEG or WebP picture.</source>
        <translation>„%1“ ist kein Bild als PNG, JPEG oder WebP.</translation>
    </message>
    <message>
        <source>The picture “%1” is damaged or not complete.</source>
        <translation>Das Bild „%1“ ist beschädigt oder unvollständig.</translation>
    </message>
    <message>
        <source>The picture “%1” is larger than 100 MB.</source>
        <translation>Das Bild „%1“ ist größer als 100 MB.</translation>
    </message>
    <message>
        <source>The picture “%1” has too many pixels (%2 × %3).</source>
        <translation>Das Bild „%1“ hat zu viele Pixel (%2 × %3).</translation>
    </message>
    <message>
        <source>The picture “%1” could not be scaled.</source>
        <translation>Das Bild „%1“ konnte nicht verkleinert werden.</translation>
    </message>
    <message>
        <source>The WebP picture “%1” is larger than 2048 pixels and cannot be scaled down here; convert it to PNG or JPEG.</source>
        <translation>Das WebP-Bild „%1“ ist größer als 2048 Pixel und lässt sich hier nicht verkleinern; es in PNG oder JPEG umwandeln.</translation>
    </message>
    <message>
        <source>The picture “%1” cannot be read.</source>
        <translation>Das Bild „%1“ lässt sich nicht lesen.</translation>
    </message>
</context>
<context>
    <name>ItemJson</name>
    <message>
        <source>is missing: this is not a workflow</source>
        <translation>fehlt: das ist kein Workflow</translation>
    </message>
    <message>
        <source>this workflow was made by another version of its format</source>
        <translation>diesen Workflow hat eine andere Version seines Formats geschrieben</translation>
    </message>
</context>
<context>
    <name>Job</name>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
</context>
<context>
    <name>Json</name>
    <message>
        <source>Not valid JSON at line %1, column %2: %3.</source>
        <translation>Kein gültiges JSON in Zeile %1, Spalte %2: %3.</translation>
    </message>
    <message>
        <source>The JSON text is not an object.</source>
        <translation>Der JSON-Text ist kein Objekt.</translation>
    </message>
    <message>
        <source>must be a text</source>
        <translation>muss ein Text sein</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>must be true or false</source>
        <translation>muss true oder false sein</translation>
    </message>
    <message>
        <source>must be a number</source>
        <translation>muss eine Zahl sein</translation>
    </message>
    <message>
        <source>must be a whole number</source>
        <translation>muss eine ganze Zahl sein</translation>
    </message>
    <message>
        <source>must be a list of texts</source>
        <translation>muss eine Liste von Texten sein</translation>
    </message>
    <message>
        <source>must be an object</source>
        <translation>muss ein Objekt sein</translation>
    </message>
    <message>
        <source>must be a list</source>
        <translation>muss eine Liste sein</translation>
    </message>
</context>
<context>
    <name>KeychainMarker</name>
    <message>
        <source>“%1” cannot be understood.</source>
        <translation>„%1“ ist nicht zu verstehen.</translation>
    </message>
    <message>
        <source>It tells which secrets the keyring holds. Remove the file, then sign in or enter your keys again.</source>
        <translation>Die Datei sagt, welche Geheimnisse im Schlüsselbund liegen. Sie entfernen, dann neu anmelden oder die Schlüssel neu eingeben.</translation>
    </message>
    <message>
        <source>“%1” is in use by another program.</source>
        <translation>„%1“ wird von einem anderen Programm benutzt.</translation>
    </message>
</context>
<context>
    <name>KeychainSecretStore</name>
    <message>
        <source>The keyring is locked, or it has lost Plantain&apos;s entry.</source>
        <translation>Der Schlüsselbund ist gesperrt, oder der Eintrag von Plantain ging verloren.</translation>
    </message>
    <message>
        <source>Unlock the keyring with your desktop&apos;s password manager and try again. If the entry was deleted there, sign in or enter the key again.</source>
        <translation>Den Schlüsselbund mit der Passwortverwaltung des Desktops entsperren und noch einmal versuchen. Wurde der Eintrag dort gelöscht, neu anmelden oder den Schlüssel neu eingeben.</translation>
    </message>
    <message>
        <source>The keyring did not answer.</source>
        <translation>Der Schlüsselbund hat nicht geantwortet.</translation>
    </message>
    <message>
        <source>A window may be asking for its password. Unlock the keyring and try again.</source>
        <translation>Vielleicht fragt ein Fenster nach seinem Passwort. Den Schlüsselbund entsperren und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>No keyring service is running.</source>
        <translation>Es läuft kein Schlüsselbund-Dienst.</translation>
    </message>
    <message>
        <source>Start one (GNOME Keyring, KWallet or KeePassXC), or choose file storage.</source>
        <translation>Einen starten (GNOME-Schlüsselbund, KWallet oder KeePassXC) oder die Ablage in Dateien wählen.</translation>
    </message>
    <message>
        <source>The keyring cannot be reached: there is no D-Bus session.</source>
        <translation>Der Schlüsselbund ist nicht zu erreichen: es gibt keine D-Bus-Sitzung.</translation>
    </message>
    <message>
        <source>Start Plantain in a desktop session or with dbus-run-session, or choose file storage.</source>
        <translation>Plantain in einer Desktop-Sitzung oder mit dbus-run-session starten oder die Ablage in Dateien wählen.</translation>
    </message>
    <message>
        <source>The keyring cannot be used.</source>
        <translation>Der Schlüsselbund lässt sich nicht benutzen.</translation>
    </message>
    <message>
        <source>Check with your desktop&apos;s password manager that there is a default keyring and that it is unlocked, or choose file storage.</source>
        <translation>In der Passwortverwaltung des Desktops prüfen, ob es einen Standard-Schlüsselbund gibt und ob er entsperrt ist, oder die Ablage in Dateien wählen.</translation>
    </message>
    <message>
        <source>The keyring is locked.</source>
        <translation>Der Schlüsselbund ist gesperrt.</translation>
    </message>
    <message>
        <source>Unlock it with your desktop&apos;s password manager and try again.</source>
        <translation>Ihn mit der Passwortverwaltung des Desktops entsperren und noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Access to the keyring was refused.</source>
        <translation>Der Zugriff auf den Schlüsselbund wurde verweigert.</translation>
    </message>
    <message>
        <source>Try again and allow Plantain to use its entry.</source>
        <translation>Noch einmal versuchen und Plantain den Zugriff auf seinen Eintrag erlauben.</translation>
    </message>
    <message>
        <source>This system has no keyring that Plantain can use.</source>
        <translation>Dieses System hat keinen Schlüsselbund, den Plantain benutzen kann.</translation>
    </message>
    <message>
        <source>Choose file storage.</source>
        <translation>Die Ablage in Dateien wählen.</translation>
    </message>
</context>
<context>
    <name>LlmError</name>
    <message>
        <source>It is free again in %1 s.</source>
        <translation>In %1 s geht es wieder.</translation>
    </message>
    <message>
        <source>It is free again at %1.</source>
        <translation>Ab %1 geht es wieder.</translation>
    </message>
    <message>
        <source>%1 does not allow this.</source>
        <translation>%1 erlaubt das nicht.</translation>
    </message>
    <message>
        <source>The model may not be open to this account; choose another one.</source>
        <translation>Das Modell steht diesem Konto vielleicht nicht offen; ein anderes wählen.</translation>
    </message>
    <message>
        <source>The request was blocked by the network, not by your account.</source>
        <translation>Das Netz hat die Anfrage blockiert, nicht das Konto.</translation>
    </message>
    <message>
        <source>Turn off the VPN or the proxy, or try another network.</source>
        <translation>VPN oder Proxy ausschalten oder ein anderes Netz versuchen.</translation>
    </message>
    <message>
        <source>%1 has locked this API key because it became public.</source>
        <translation>%1 hat diesen API-Schlüssel gesperrt, weil er öffentlich wurde.</translation>
    </message>
    <message>
        <source>Make a new key and enter it in Project setup, Providers.</source>
        <translation>Einen neuen Schlüssel erzeugen und unter „Projekteinstellungen“, „Anbieter“ eingeben.</translation>
    </message>
    <message>
        <source>OpenAI does not accept your sign-in any more.</source>
        <translation>OpenAI nimmt die Anmeldung nicht mehr an.</translation>
    </message>
    <message>
        <source>Sign in again in Project setup, Providers.</source>
        <translation>Unter „Projekteinstellungen“, „Anbieter“ neu anmelden.</translation>
    </message>
    <message>
        <source>%1 does not serve the place this network is in.</source>
        <translation>%1 bedient den Ort nicht, an dem dieses Netz ist.</translation>
    </message>
    <message>
        <source>A VPN or a proxy may be the reason.</source>
        <translation>Ein VPN oder ein Proxy kann der Grund sein.</translation>
    </message>
    <message>
        <source>Your ChatGPT plan does not include use in other apps.</source>
        <translation>Der ChatGPT-Tarif umfasst nicht die Nutzung in anderen Programmen.</translation>
    </message>
    <message>
        <source>ChatGPT Plus and Pro do. An API key works without a plan.</source>
        <translation>ChatGPT Plus und Pro tun es. Ein API-Schlüssel geht ohne Tarif.</translation>
    </message>
    <message>
        <source>%1 does not accept the API key.</source>
        <translation>%1 nimmt den API-Schlüssel nicht an.</translation>
    </message>
    <message>
        <source>Check the key in Project setup, Providers.</source>
        <translation>Den Schlüssel unter „Projekteinstellungen“, „Anbieter“ prüfen.</translation>
    </message>
    <message>
        <source>There is no credit left on the server&apos;s account.</source>
        <translation>Das Konto beim Server hat kein Guthaben mehr.</translation>
    </message>
    <message>
        <source>Add credit where you got the key, then run again.</source>
        <translation>Dort, woher der Schlüssel stammt, Guthaben aufladen, dann noch einmal ausführen.</translation>
    </message>
    <message>
        <source>There is no credit left on your %1 account.</source>
        <translation>Das Konto bei %1 hat kein Guthaben mehr.</translation>
    </message>
    <message>
        <source>Set up billing at aistudio.google.com, then run again.</source>
        <translation>Auf aistudio.google.com die Abrechnung einrichten, dann noch einmal ausführen.</translation>
    </message>
    <message>
        <source>Add credit at platform.openai.com/settings/organization/billing, then run again.</source>
        <translation>Unter platform.openai.com/settings/organization/billing Guthaben aufladen, dann noch einmal ausführen.</translation>
    </message>
    <message>
        <source>The spending limit of your OpenAI organisation is reached.</source>
        <translation>Die Ausgabengrenze der OpenAI-Organisation ist erreicht.</translation>
    </message>
    <message>
        <source>Raise it at platform.openai.com/settings/organization/limits.</source>
        <translation>Sie unter platform.openai.com/settings/organization/limits erhöhen.</translation>
    </message>
    <message>
        <source>The usage limit of your ChatGPT plan is reached.</source>
        <translation>Die Nutzungsgrenze des ChatGPT-Tarifs ist erreicht.</translation>
    </message>
    <message>
        <source>See chatgpt.com/settings/usage for what is left.</source>
        <translation>Was noch übrig ist, steht auf chatgpt.com/settings/usage.</translation>
    </message>
    <message>
        <source>Gemini does not offer %1 free of charge.</source>
        <translation>Gemini bietet %1 nicht kostenlos an.</translation>
    </message>
    <message>
        <source>Choose another model, or set up billing at aistudio.google.com.</source>
        <translation>Ein anderes Modell wählen oder auf aistudio.google.com die Abrechnung einrichten.</translation>
    </message>
    <message>
        <source>%1 is out of its daily quota.</source>
        <translation>Das Tageskontingent bei %1 ist aufgebraucht.</translation>
    </message>
    <message>
        <source>Choose another model, or run again then.</source>
        <translation>Ein anderes Modell wählen oder dann noch einmal ausführen.</translation>
    </message>
    <message>
        <source>%1 takes no more requests for now.</source>
        <translation>%1 nimmt im Moment keine Anfragen mehr an.</translation>
    </message>
    <message>
        <source>Run again then, or let fewer nodes run at the same time.</source>
        <translation>Dann noch einmal ausführen oder weniger Knoten gleichzeitig laufen lassen.</translation>
    </message>
    <message>
        <source>%1 did not accept the request.</source>
        <translation>%1 hat die Anfrage nicht angenommen.</translation>
    </message>
    <message>
        <source>%1 did not accept the request: %2</source>
        <translation>%1 hat die Anfrage nicht angenommen: %2</translation>
    </message>
    <message>
        <source>Change the model or its settings, then run again.</source>
        <translation>Das Modell oder seine Einstellungen ändern, dann noch einmal ausführen.</translation>
    </message>
    <message>
        <source>%1 does not know the model “%2”.</source>
        <translation>%1 kennt das Modell „%2“ nicht.</translation>
    </message>
    <message>
        <source>Refresh the list of models, or choose another one.</source>
        <translation>Die Liste der Modelle neu abrufen oder ein anderes wählen.</translation>
    </message>
    <message>
        <source>%1 cannot be used with a ChatGPT account.</source>
        <translation>%1 lässt sich nicht mit einem ChatGPT-Konto benutzen.</translation>
    </message>
    <message>
        <source>Choose another model, or use an API key.</source>
        <translation>Ein anderes Modell wählen oder einen API-Schlüssel verwenden.</translation>
    </message>
    <message>
        <source>%1 offers nothing at this address.</source>
        <translation>%1 bietet unter dieser Adresse nichts an.</translation>
    </message>
    <message>
        <source>Check the base URL in Project setup, Providers.</source>
        <translation>Die Basis-URL unter „Projekteinstellungen“, „Anbieter“ prüfen.</translation>
    </message>
    <message>
        <source>The prompt is too long for %1.</source>
        <translation>Der Prompt ist zu lang für %1.</translation>
    </message>
    <message>
        <source>Shorten it, or choose a model that reads more.</source>
        <translation>Ihn kürzen oder ein Modell wählen, das mehr liest.</translation>
    </message>
    <message>
        <source>%1 could not use one of the pictures.</source>
        <translation>%1 konnte eines der Bilder nicht verwenden.</translation>
    </message>
    <message>
        <source>Try another picture, or save it as PNG or JPEG.</source>
        <translation>Ein anderes Bild versuchen oder es als PNG oder JPEG speichern.</translation>
    </message>
    <message>
        <source>%1 blocked this by its content rules.</source>
        <translation>%1 hat das nach seinen Inhaltsregeln blockiert.</translation>
    </message>
    <message>
        <source>Change the prompt or the pictures, then run again.</source>
        <translation>Den Prompt oder die Bilder ändern, dann noch einmal ausführen.</translation>
    </message>
    <message>
        <source>The request is too large for %1.</source>
        <translation>Die Anfrage ist zu groß für %1.</translation>
    </message>
    <message>
        <source>Use fewer or smaller pictures.</source>
        <translation>Weniger oder kleinere Bilder verwenden.</translation>
    </message>
    <message>
        <source>A web page came back instead of %1.</source>
        <translation>Statt %1 hat eine Webseite geantwortet.</translation>
    </message>
    <message>
        <source>The network may want you to sign in (hotel, company). Open any page in a browser, then run again.</source>
        <translation>Vielleicht verlangt das Netz eine Anmeldung (Hotel, Firma). Irgendeine Seite im Browser öffnen, dann noch einmal ausführen.</translation>
    </message>
    <message>
        <source>%1 sent the request on to another address.</source>
        <translation>%1 hat die Anfrage an eine andere Adresse verwiesen.</translation>
    </message>
    <message>
        <source>Enter the final address as base URL. Plantain does not follow, so that the key stays where it belongs.</source>
        <translation>Die endgültige Adresse als Basis-URL eingeben. Plantain folgt nicht, damit der Schlüssel bleibt, wo er hingehört.</translation>
    </message>
    <message>
        <source>%1 is overloaded.</source>
        <translation>%1 ist überlastet.</translation>
    </message>
    <message>
        <source>Run again in a few minutes.</source>
        <translation>In ein paar Minuten noch einmal ausführen.</translation>
    </message>
    <message>
        <source>%1 has a problem of its own.</source>
        <translation>%1 hat selbst eine Störung.</translation>
    </message>
    <message>
        <source>The server</source>
        <translation>Der Server</translation>
    </message>
</context>
<context>
    <name>LlmJob</name>
    <message>
        <source>temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>effort</source>
        <translation>Denkaufwand</translation>
    </message>
    <message>
        <source>the token limit</source>
        <translation>die Token-Grenze</translation>
    </message>
    <message>
        <source>The answer broke off before its end.</source>
        <translation>Die Antwort brach vor ihrem Ende ab.</translation>
    </message>
    <message>
        <source>What arrived was kept. Run again for the whole answer.</source>
        <translation>Was ankam, bleibt erhalten. Für die ganze Antwort noch einmal ausführen.</translation>
    </message>
    <message>
        <source>%1 blocked the answer by its content rules.</source>
        <translation>%1 hat die Antwort nach seinen Inhaltsregeln blockiert.</translation>
    </message>
    <message>
        <source>Change the prompt or the pictures, then run again.</source>
        <translation>Den Prompt oder die Bilder ändern, dann noch einmal ausführen.</translation>
    </message>
    <message>
        <source>The model declined to answer.</source>
        <translation>Das Modell wollte nicht antworten.</translation>
    </message>
    <message>
        <source>Change the prompt, then run again.</source>
        <translation>Den Prompt ändern, dann noch einmal ausführen.</translation>
    </message>
    <message>
        <source>%1 does not take %2; it was left out.</source>
        <translation>%1 nimmt dies nicht an: %2. Es wurde weggelassen.</translation>
    </message>
    <message>
        <source>The provider may bill what it had written by then.</source>
        <translation>Der Anbieter kann berechnen, was bis dahin geschrieben war.</translation>
    </message>
    <message>
        <source>A part of the answer could not be read and is missing.</source>
        <translation>Ein Teil der Antwort war nicht zu lesen und fehlt.</translation>
    </message>
</context>
<context>
    <name>LoopbackRequest</name>
    <message>
        <source>Copy the whole address from the browser&apos;s address bar after signing in.</source>
        <translation>Nach der Anmeldung die ganze Adresse aus der Adresszeile des Browsers kopieren.</translation>
    </message>
    <message>
        <source>This is not a whole address.</source>
        <translation>Das ist keine ganze Adresse.</translation>
    </message>
    <message>
        <source>This address does not belong to this sign-in.</source>
        <translation>Diese Adresse gehört nicht zu dieser Anmeldung.</translation>
    </message>
    <message>
        <source>This address is not complete.</source>
        <translation>Diese Adresse ist nicht vollständig.</translation>
    </message>
</context>
<context>
    <name>ModelTable</name>
    <message>
        <source>must be a date like 2027-01-31</source>
        <translation>muss ein Datum wie 2027-01-31 sein</translation>
    </message>
    <message>
        <source>must be a number that is not negative</source>
        <translation>muss eine Zahl sein, die nicht negativ ist</translation>
    </message>
    <message>
        <source>must be greater than 0</source>
        <translation>muss größer als 0 sein</translation>
    </message>
    <message>
        <source>must be %1</source>
        <translation>muss %1 sein</translation>
    </message>
    <message>
        <source>names an unknown provider, “%1”</source>
        <translation>nennt einen unbekannten Anbieter, „%1“</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>must be “allowed”, “only_without_effort”, “deprecated” or “never”</source>
        <translation>muss „allowed“, „only_without_effort“, „deprecated“ oder „never“ sein</translation>
    </message>
    <message>
        <source>must be one of the model&apos;s efforts</source>
        <translation>muss einer der Denkaufwände des Modells sein</translation>
    </message>
</context>
<context>
    <name>NetworkFactory</name>
    <message>
        <source>“%1” is not a proxy address.</source>
        <translation>„%1“ ist keine Proxy-Adresse.</translation>
    </message>
    <message>
        <source>Write it as http://host:port or socks5://host:port.</source>
        <translation>Sie als http://host:port oder socks5://host:port schreiben.</translation>
    </message>
    <message>
        <source>The certificate file “%1” cannot be read.</source>
        <translation>Die Zertifikatsdatei „%1“ lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Check the file&apos;s name and its permissions.</source>
        <translation>Den Namen der Datei und ihre Zugriffsrechte prüfen.</translation>
    </message>
    <message>
        <source>“%1” holds no certificate in PEM form.</source>
        <translation>„%1“ enthält kein Zertifikat im PEM-Format.</translation>
    </message>
    <message>
        <source>Such a file has lines that read BEGIN CERTIFICATE.</source>
        <translation>In einer solchen Datei stehen Zeilen mit BEGIN CERTIFICATE.</translation>
    </message>
</context>
<context>
    <name>NodeFaces</name>
    <message>
        <source>Disabled</source>
        <translation>Abgeschaltet</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>abgeschaltet</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>Gesperrt</translation>
    </message>
    <message>
        <source>locked</source>
        <translation>gesperrt</translation>
    </message>
    <message>
        <source>Write a prompt here.</source>
        <translation>Hier einen Prompt schreiben.</translation>
    </message>
    <message>
        <source>Write text with @names of prompts in it.</source>
        <translation>Text schreiben, mit @Namen von Prompts darin.</translation>
    </message>
    <message>
        <source>No value for %1</source>
        <extracomment>names of variables, such as &quot;@subject&quot;</extracomment>
        <translation>Kein Wert für %1</translation>
    </message>
    <message>
        <source>No picture yet.</source>
        <translation>Noch kein Bild.</translation>
    </message>
    <message>
        <source>Choose picture…</source>
        <translation>Bild wählen…</translation>
    </message>
    <message>
        <source>Write a note here.</source>
        <translation>Hier eine Notiz schreiben.</translation>
    </message>
    <message>
        <source>Made by another program. It is kept as it is.</source>
        <translation>Von einem anderen Programm. Bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>Connect a text or a picture.</source>
        <translation>Einen Text oder ein Bild verbinden.</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>Next try in %1 s</source>
        <translation>Nächster Versuch in %1 s</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>The answer could not be fetched.</source>
        <translation>Die Antwort konnte nicht abgerufen werden.</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>gescheitert: %1</translation>
    </message>
    <message>
        <source>Stale</source>
        <translation>Veraltet</translation>
    </message>
    <message>
        <source>stale: its inputs have changed since it ran</source>
        <translation>veraltet: die Eingaben haben sich seit dem Lauf geändert</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>skipped: %1</source>
        <translation>übersprungen: %1</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>Cached</source>
        <translation>Gemerkt</translation>
    </message>
    <message>
        <source>done: its earlier result still holds</source>
        <translation>fertig: das frühere Ergebnis gilt noch</translation>
    </message>
    <message>
        <source>The answer appears here.</source>
        <translation>Hier erscheint die Antwort.</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>bereit</translation>
    </message>
    <message>
        <source>%1 tok/s</source>
        <translation>%1 Tok/s</translation>
    </message>
    <message numerus="yes">
        <source>%Ln picture(s)</source>
        <translation>
            <numerusform>%Ln Bild</numerusform>
            <numerusform>%Ln Bilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Text arrives here from %Ln node(s).</source>
        <translation>
            <numerusform>Hier kommt Text von %Ln Knoten an.</numerusform>
            <numerusform>Hier kommt Text von %Ln Knoten an.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NodeImages</name>
    <message>
        <source>without a name</source>
        <translation>ohne Namen</translation>
    </message>
    <message>
        <source>The picture “%1” is not embedded as base64.</source>
        <translation>Das Bild „%1“ ist nicht als base64 eingebettet.</translation>
    </message>
    <message>
        <source>The picture “%1” is damaged: it is not valid base64.</source>
        <translation>Das Bild „%1“ ist beschädigt: kein gültiges base64.</translation>
    </message>
    <message>
        <source>The picture “%1” is empty.</source>
        <translation>Das Bild „%1“ ist leer.</translation>
    </message>
    <message>
        <source>The picture “%1” lies outside the workflow&apos;s folder.</source>
        <translation>Das Bild „%1“ liegt außerhalb des Ordners des Workflows.</translation>
    </message>
    <message>
        <source>The picture “%1” lies beside the workflow, which has no folder yet.</source>
        <translation>Das Bild „%1“ liegt neben dem Workflow, der noch keinen Ordner hat.</translation>
    </message>
    <message>
        <source>The picture “%1” is not in the workflow&apos;s folder.</source>
        <translation>Das Bild „%1“ ist nicht im Ordner des Workflows.</translation>
    </message>
    <message>
        <source>The picture “%1” cannot be read.</source>
        <translation>Das Bild „%1“ lässt sich nicht lesen.</translation>
    </message>
</context>
<context>
    <name>NodeType</name>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Prompt Constructor</source>
        <translation>Prompt-Baukasten</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>LLM Generate</source>
        <translation>LLM-Antwort</translation>
    </message>
    <message>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>another type</source>
        <translation>eine andere Art</translation>
    </message>
    <message>
        <source>Unknown node</source>
        <translation>Unbekannter Knoten</translation>
    </message>
</context>
<context>
    <name>OpenAiClient</name>
    <message>
        <source>No OpenAI-compatible server is set up.</source>
        <translation>Es ist kein OpenAI-kompatibler Server eingerichtet.</translation>
    </message>
    <message>
        <source>Enter its address in Project setup, Providers.</source>
        <translation>Seine Adresse unter „Projekteinstellungen“, „Anbieter“ eingeben.</translation>
    </message>
</context>
<context>
    <name>PictureFiles</name>
    <message>
        <source>The folder “%1” cannot be created.</source>
        <translation>Der Ordner „%1“ lässt sich nicht anlegen.</translation>
    </message>
    <message>
        <source>The picture “%1” could not be copied.</source>
        <translation>Das Bild „%1“ konnte nicht kopiert werden.</translation>
    </message>
</context>
<context>
    <name>ProfileChoice</name>
    <message>
        <source>The profile “%1” cannot be used. %2</source>
        <translation>Das Profil „%1“ lässt sich nicht verwenden. %2</translation>
    </message>
    <message>
        <source>It cannot be read.</source>
        <translation>Es lässt sich nicht lesen.</translation>
    </message>
</context>
<context>
    <name>ProviderId</name>
    <message>
        <source>OpenAI-compatible</source>
        <translation>OpenAI-kompatibel</translation>
    </message>
</context>
<context>
    <name>RecoveryCopy</name>
    <message>
        <source>Untitled</source>
        <translation>Unbenannt</translation>
    </message>
    <message>
        <source>“%1” cannot be locked.</source>
        <translation>„%1“ lässt sich nicht sperren.</translation>
    </message>
    <message>
        <source>“%1” does not exist any more.</source>
        <translation>„%1“ gibt es nicht mehr.</translation>
    </message>
</context>
<context>
    <name>RequestRules</name>
    <message>
        <source>“%1” takes no effort setting; it was left out.</source>
        <translation>„%1“ nimmt keinen Denkaufwand; er wurde weggelassen.</translation>
    </message>
    <message>
        <source>“%1” does not offer the effort “%2”; its default is used. It offers: %3.</source>
        <translation>„%1“ bietet den Denkaufwand „%2“ nicht an; es gilt der übliche. Angeboten werden: %3.</translation>
    </message>
    <message>
        <source>“%1” takes a temperature only with the effort “none”; the temperature was left out.</source>
        <translation>„%1“ nimmt eine Temperatur nur beim Denkaufwand „none“; die Temperatur wurde weggelassen.</translation>
    </message>
    <message>
        <source>The maker of “%1” advises against setting a temperature; it was left out.</source>
        <translation>Der Hersteller von „%1“ rät davon ab, eine Temperatur zu setzen; sie wurde weggelassen.</translation>
    </message>
    <message>
        <source>“%1” is not known to take a temperature; it was left out.</source>
        <translation>Dass „%1“ eine Temperatur nimmt, ist nicht bekannt; sie wurde weggelassen.</translation>
    </message>
    <message>
        <source>“%1” takes temperatures from 0 to %2; %3 was used instead of %4.</source>
        <translation>„%1“ nimmt Temperaturen von 0 bis %2; %3 statt %4 wurde verwendet.</translation>
    </message>
    <message>
        <source>“%1” takes no limit for the answer&apos;s length here; it was left out.</source>
        <translation>„%1“ nimmt hier keine Grenze für die Länge der Antwort; sie wurde weggelassen.</translation>
    </message>
    <message>
        <source>The limit of tokens for “%1” must be at least %2; %2 was used instead of %3.</source>
        <translation>Die Token-Grenze für „%1“ muss mindestens %2 sein; %2 statt %3 wurde verwendet.</translation>
    </message>
    <message>
        <source>“%1” answers with at most %2 tokens; %2 was used instead of %3.</source>
        <translation>„%1“ antwortet mit höchstens %2 Token; %2 statt %3 wurde verwendet.</translation>
    </message>
    <message>
        <source>“%1” takes no pictures; they were left out.</source>
        <translation>„%1“ nimmt keine Bilder; sie wurden weggelassen.</translation>
    </message>
</context>
<context>
    <name>ResultPage</name>
    <message>
        <source>You can close this window and go back to Plantain.</source>
        <translation>Dieses Fenster kann geschlossen werden; weiter geht es in Plantain.</translation>
    </message>
    <message>
        <source>Close this window and start the sign-in again in Plantain.</source>
        <translation>Dieses Fenster schließen und die Anmeldung in Plantain neu beginnen.</translation>
    </message>
    <message>
        <source>Signed in, without your plan</source>
        <translation>Angemeldet, ohne den Tarif</translation>
    </message>
    <message>
        <source>You did not allow Plantain to use your plan. You can change that in Plantain. You can close this window.</source>
        <translation>Plantain darf den Tarif nicht nutzen. Das lässt sich in Plantain ändern. Dieses Fenster kann geschlossen werden.</translation>
    </message>
    <message>
        <source>You are signed in</source>
        <translation>Die Anmeldung ist gelungen</translation>
    </message>
    <message>
        <source>Sign-in declined</source>
        <translation>Anmeldung abgelehnt</translation>
    </message>
    <message>
        <source>Nothing was changed. You can close this window.</source>
        <translation>Nichts wurde geändert. Dieses Fenster kann geschlossen werden.</translation>
    </message>
    <message>
        <source>Sign-in cancelled</source>
        <translation>Anmeldung abgebrochen</translation>
    </message>
    <message>
        <source>It was cancelled in Plantain. You can close this window.</source>
        <translation>Sie wurde in Plantain abgebrochen. Dieses Fenster kann geschlossen werden.</translation>
    </message>
    <message>
        <source>This sign-in was replaced</source>
        <translation>Diese Anmeldung wurde ersetzt</translation>
    </message>
    <message>
        <source>A newer sign-in was started in Plantain. Close this window and use the newer one.</source>
        <translation>In Plantain wurde eine neuere Anmeldung begonnen. Dieses Fenster schließen und die neuere benutzen.</translation>
    </message>
    <message>
        <source>This sign-in took too long</source>
        <translation>Diese Anmeldung hat zu lange gedauert</translation>
    </message>
    <message>
        <source>This sign-in is not valid any more</source>
        <translation>Diese Anmeldung gilt nicht mehr</translation>
    </message>
    <message>
        <source>It has expired or was replaced by a newer one. Close this window; if Plantain is still waiting, use the newer one.</source>
        <translation>Sie ist abgelaufen oder wurde durch eine neuere ersetzt. Dieses Fenster schließen; wenn Plantain noch wartet, die neuere benutzen.</translation>
    </message>
    <message>
        <source>This is another account</source>
        <translation>Das ist ein anderes Konto</translation>
    </message>
    <message>
        <source>Plantain stays with the account it knows. To change it, disconnect in Plantain first. You can close this window.</source>
        <translation>Plantain bleibt bei dem Konto, das es kennt. Um es zu wechseln, zuerst in Plantain trennen. Dieses Fenster kann geschlossen werden.</translation>
    </message>
    <message>
        <source>The sign-in could not be finished</source>
        <translation>Die Anmeldung konnte nicht abgeschlossen werden</translation>
    </message>
    <message>
        <source>Plantain says why. Close this window and try again there.</source>
        <translation>Plantain sagt, warum. Dieses Fenster schließen und es dort noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The sign-in could not be verified</source>
        <translation>Die Anmeldung konnte nicht geprüft werden</translation>
    </message>
    <message>
        <source>The sign-in could not be saved</source>
        <translation>Die Anmeldung konnte nicht gespeichert werden</translation>
    </message>
    <message>
        <source>Plantain could not keep it on this computer and is not connected. Plantain says why; you can close this window.</source>
        <translation>Plantain konnte sie auf diesem Rechner nicht aufbewahren und ist nicht verbunden. Plantain sagt, warum; dieses Fenster kann geschlossen werden.</translation>
    </message>
    <message>
        <source>The sign-in server&apos;s answer is not valid</source>
        <translation>Die Antwort des Anmeldeservers ist ungültig</translation>
    </message>
    <message>
        <source>This sign-in is already being finished</source>
        <translation>Diese Anmeldung wird schon abgeschlossen</translation>
    </message>
    <message>
        <source>Look at Plantain for the outcome. You can close this window.</source>
        <translation>In Plantain steht, wie es ausgeht. Dieses Fenster kann geschlossen werden.</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>Hier ist nichts</translation>
    </message>
    <message>
        <source>This is Plantain waiting for a sign-in. You can close this window.</source>
        <translation>Hier wartet Plantain auf eine Anmeldung. Dieses Fenster kann geschlossen werden.</translation>
    </message>
    <message>
        <source>en</source>
        <extracomment>The language code of this translation, for the page&apos;s lang attribute.</extracomment>
        <translation>de</translation>
    </message>
</context>
<context>
    <name>Run</name>
    <message>
        <source>Stopped.</source>
        <translation>Gestoppt.</translation>
    </message>
    <message>
        <source>This node is switched off.</source>
        <translation>Dieser Knoten ist abgeschaltet.</translation>
    </message>
    <message>
        <source>The group of this node is locked.</source>
        <translation>Die Gruppe dieses Knotens ist gesperrt.</translation>
    </message>
    <message>
        <source>Plantain does not know this type of node and does not run it.</source>
        <translation>Plantain kennt diese Art von Knoten nicht und führt sie nicht aus.</translation>
    </message>
    <message>
        <source>This node is part of a loop, so it can never start.</source>
        <translation>Dieser Knoten ist Teil einer Schleife und kann nie beginnen.</translation>
    </message>
    <message>
        <source>Remove one of the edges of the loop.</source>
        <translation>Eine der Verbindungen der Schleife entfernen.</translation>
    </message>
    <message>
        <source>This node is not there any more.</source>
        <translation>Diesen Knoten gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>Only LLM Generate nodes can be run by themselves.</source>
        <translation>Nur Knoten der Art „LLM-Antwort“ lassen sich einzeln ausführen.</translation>
    </message>
    <message>
        <source>There is nothing to run: add an LLM Generate node.</source>
        <translation>Es gibt nichts auszuführen: einen Knoten „LLM-Antwort“ hinzufügen.</translation>
    </message>
    <message>
        <source>Every LLM Generate node is switched off, locked or in a loop.</source>
        <translation>Alle Knoten „LLM-Antwort“ sind abgeschaltet, gesperrt oder in einer Schleife.</translation>
    </message>
    <message>
        <source>Write a prompt or connect one.</source>
        <translation>Einen Prompt schreiben oder verbinden.</translation>
    </message>
    <message>
        <source>“%1” has no text yet. Run to here instead.</source>
        <translation>„%1“ hat noch keinen Text. Stattdessen bis hier ausführen.</translation>
    </message>
    <message>
        <source>“%1” has no text, and it is switched off or locked.</source>
        <translation>„%1“ hat keinen Text und ist abgeschaltet oder gesperrt.</translation>
    </message>
    <message>
        <source>No provider is chosen.</source>
        <translation>Es ist kein Anbieter gewählt.</translation>
    </message>
    <message>
        <source>Choose one for this node.</source>
        <translation>Einen für diesen Knoten wählen.</translation>
    </message>
    <message>
        <source>“%1” is not a provider that Plantain knows.</source>
        <translation>„%1“ ist kein Anbieter, den Plantain kennt.</translation>
    </message>
    <message>
        <source>Choose another provider for this node.</source>
        <translation>Einen anderen Anbieter für diesen Knoten wählen.</translation>
    </message>
    <message>
        <source>No model is chosen.</source>
        <translation>Es ist kein Modell gewählt.</translation>
    </message>
    <message>
        <source>Not run, because “%1” failed.</source>
        <translation>Nicht ausgeführt, weil „%1“ gescheitert ist.</translation>
    </message>
    <message>
        <source>The run is paused before this node.</source>
        <translation>Der Lauf ist vor diesem Knoten angehalten.</translation>
    </message>
    <message>
        <source>Run again to go on from here.</source>
        <translation>Noch einmal ausführen, um von hier weiterzumachen.</translation>
    </message>
    <message>
        <source>The run was stopped before this node.</source>
        <translation>Der Lauf wurde vor diesem Knoten gestoppt.</translation>
    </message>
    <message>
        <source>“%1” has no picture, so none was sent from it.</source>
        <translation>„%1“ hat kein Bild, also wurde von dort keines gesendet.</translation>
    </message>
    <message>
        <source>The answer reached its limit of tokens and is incomplete.</source>
        <translation>Die Antwort hat ihre Token-Grenze erreicht und ist unvollständig.</translation>
    </message>
    <message>
        <source>The provider blocked the answer.</source>
        <translation>Der Anbieter hat die Antwort blockiert.</translation>
    </message>
    <message>
        <source>The provider blocked the answer (%1).</source>
        <translation>Der Anbieter hat die Antwort blockiert (%1).</translation>
    </message>
    <message>
        <source>Change the prompt or the pictures.</source>
        <translation>Den Prompt oder die Bilder ändern.</translation>
    </message>
    <message>
        <source>The model refused to answer.</source>
        <translation>Das Modell hat eine Antwort verweigert.</translation>
    </message>
    <message>
        <source>Change the prompt.</source>
        <translation>Den Prompt ändern.</translation>
    </message>
    <message>
        <source>The connection broke off: the answer is incomplete.</source>
        <translation>Die Verbindung brach ab: die Antwort ist unvollständig.</translation>
    </message>
    <message>
        <source>Run the node again.</source>
        <translation>Den Knoten noch einmal ausführen.</translation>
    </message>
    <message>
        <source>The answer ended without a reason.</source>
        <translation>Die Antwort endete ohne Grund.</translation>
    </message>
</context>
<context>
    <name>RunCommand</name>
    <message>
        <source>“temperature” takes a number from 0 to 2.</source>
        <translation>„temperature“ nimmt eine Zahl von 0 bis 2.</translation>
    </message>
    <message>
        <source>“%1” takes a whole number from 1.</source>
        <translation>„%1“ nimmt eine ganze Zahl ab 1.</translation>
    </message>
    <message>
        <source>“%1” takes a number.</source>
        <translation>„%1“ nimmt eine Zahl.</translation>
    </message>
    <message>
        <source>“%1” takes true or false.</source>
        <translation>„%1“ nimmt true oder false.</translation>
    </message>
    <message>
        <source>“%1” is not a provider.</source>
        <translation>„%1“ ist kein Anbieter.</translation>
    </message>
    <message>
        <source>Providers: google, openai, openai-auth, openai-compatible.</source>
        <translation>Anbieter: google, openai, openai-auth, openai-compatible.</translation>
    </message>
    <message>
        <source>“%1” cannot be set from the command line.</source>
        <translation>„%1“ lässt sich nicht auf der Befehlszeile setzen.</translation>
    </message>
    <message>
        <source>The picture “%1” cannot be read, or it is too large.</source>
        <translation>Das Bild „%1“ lässt sich nicht lesen, oder es ist zu groß.</translation>
    </message>
    <message>
        <source>“%1” has no field “%2”.</source>
        <translation>„%1“ hat kein Feld „%2“.</translation>
    </message>
    <message>
        <source>Its fields: %1.</source>
        <translation>Seine Felder: %1.</translation>
    </message>
    <message>
        <source>--set takes NODE.FIELD=VALUE, not “%1”.</source>
        <translation>--set nimmt NODE.FIELD=VALUE, nicht „%1“.</translation>
    </message>
    <message>
        <source>For example: --set prompt-1.prompt=&quot;A red car&quot;</source>
        <translation>Zum Beispiel: --set prompt-1.prompt=&quot;Ein rotes Auto&quot;</translation>
    </message>
    <message>
        <source>The workflow has no node “%1”.</source>
        <translation>Der Workflow hat keinen Knoten „%1“.</translation>
    </message>
    <message>
        <source>Name a node by its id or by its title.</source>
        <translation>Einen Knoten mit seiner Kennung oder seinem Titel nennen.</translation>
    </message>
    <message>
        <source>Several nodes are called “%1”.</source>
        <translation>Mehrere Knoten heißen „%1“.</translation>
    </message>
    <message>
        <source>Name one by its id: %1.</source>
        <translation>Einen mit seiner Kennung nennen: %1.</translation>
    </message>
</context>
<context>
    <name>SandboxOAuth</name>
    <message>
        <source>The program that sent you here is not known to the Sandbox, or wants its answer sent elsewhere.</source>
        <translation>Das Programm, von dem diese Anfrage kommt, ist der Sandbox nicht bekannt oder will die Antwort anderswohin.</translation>
    </message>
    <message>
        <source>This page is too old. Start the sign-in again.</source>
        <translation>Diese Seite ist zu alt. Die Anmeldung neu beginnen.</translation>
    </message>
</context>
<context>
    <name>SandboxPage</name>
    <message>
        <source>Sandbox</source>
        <translation>Sandbox</translation>
    </message>
    <message>
        <source>Let it use this practice account’s plan to generate text</source>
        <translation>Den Tarif dieses Übungskontos nutzen lassen, um Text zu erzeugen</translation>
    </message>
    <message>
        <source>Continue as %1</source>
        <translation>Weiter als %1</translation>
    </message>
    <message>
        <source>Decline</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>%1 asks to connect</source>
        <translation>%1 bittet um Verbindung</translation>
    </message>
    <message>
        <source>This Sandbox plays a provider on your own computer. Nothing leaves it, and no real account is involved.</source>
        <translation>Diese Sandbox spielt einen Anbieter auf dem eigenen Rechner. Nichts verlässt ihn, und kein echtes Konto ist beteiligt.</translation>
    </message>
    <message>
        <source>Sandbox practice account</source>
        <translation>Übungskonto der Sandbox</translation>
    </message>
    <message>
        <source>Sandbox on 127.0.0.1. Its answers are made from your prompt, not by a language model.</source>
        <translation>Sandbox auf 127.0.0.1. Ihre Antworten entstehen aus dem Prompt, nicht durch ein Sprachmodell.</translation>
    </message>
    <message>
        <source>Sandbox: connect an account</source>
        <translation>Sandbox: ein Konto verbinden</translation>
    </message>
    <message>
        <source>Sandbox: not possible</source>
        <translation>Sandbox: nicht möglich</translation>
    </message>
    <message>
        <source>This sign-in cannot go on</source>
        <translation>Diese Anmeldung kann nicht weitergehen</translation>
    </message>
</context>
<context>
    <name>Services</name>
    <message>
        <source>The practice provider cannot listen.</source>
        <translation>Der Übungsanbieter kann keine Verbindungen annehmen.</translation>
    </message>
    <message>
        <source>Plantain goes on without it and trusts the system&apos;s certificates only.</source>
        <translation>Plantain macht ohne sie weiter und vertraut nur den Zertifikaten des Systems.</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>Start the sign-in again.</source>
        <translation>Die Anmeldung neu beginnen.</translation>
    </message>
    <message>
        <source>The sign-in server refused the sign-in.</source>
        <translation>Der Anmeldeserver hat die Anmeldung abgelehnt.</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>Später noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The sign-in server answered for another registration of this app.</source>
        <translation>Der Anmeldeserver hat für eine andere Registrierung dieses Programms geantwortet.</translation>
    </message>
    <message>
        <source>The registration of this app was not completed.</source>
        <translation>Die Registrierung dieses Programms wurde nicht abgeschlossen.</translation>
    </message>
    <message>
        <source>The answer came from another sign-in server.</source>
        <translation>Die Antwort kam von einem anderen Anmeldeserver.</translation>
    </message>
    <message>
        <source>The sign-in server&apos;s answer is not valid.</source>
        <translation>Die Antwort des Anmeldeservers ist ungültig.</translation>
    </message>
    <message>
        <source>The sign-in was declined.</source>
        <translation>Die Anmeldung wurde abgelehnt.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Nobody signed in within the time.</source>
        <translation>In der Zeit hat sich niemand angemeldet.</translation>
    </message>
    <message>
        <source>Start the sign-in again when you are ready.</source>
        <translation>Die Anmeldung neu beginnen, wenn alles bereit ist.</translation>
    </message>
    <message>
        <source>The sign-in server&apos;s answer is not complete.</source>
        <translation>Die Antwort des Anmeldeservers ist nicht vollständig.</translation>
    </message>
    <message>
        <source>You signed in with another account than the connected one.</source>
        <translation>Die Anmeldung geschah mit einem anderen Konto als dem verbundenen.</translation>
    </message>
    <message>
        <source>Sign in with the same account, or disconnect first to change it.</source>
        <translation>Mit demselben Konto anmelden oder zuerst trennen, um es zu wechseln.</translation>
    </message>
</context>
<context>
    <name>TokenRecord</name>
    <message>
        <source>must be a time</source>
        <translation>muss eine Zeit sein</translation>
    </message>
    <message>
        <source>must be a whole number</source>
        <translation>muss eine ganze Zahl sein</translation>
    </message>
</context>
<context>
    <name>TokenReply</name>
    <message>
        <source>The session has ended.</source>
        <translation>Die Sitzung ist beendet.</translation>
    </message>
    <message>
        <source>Sign in again.</source>
        <translation>Neu anmelden.</translation>
    </message>
    <message>
        <source>The sign-in server did not accept the answer of the browser.</source>
        <translation>Der Anmeldeserver hat die Antwort des Browsers nicht angenommen.</translation>
    </message>
    <message>
        <source>Start the sign-in again and finish it within a few minutes.</source>
        <translation>Die Anmeldung neu beginnen und innerhalb weniger Minuten abschließen.</translation>
    </message>
    <message>
        <source>The sign-in server does not accept this app&apos;s registration.</source>
        <translation>Der Anmeldeserver nimmt die Registrierung dieses Programms nicht an.</translation>
    </message>
    <message>
        <source>Check the auth profile: client id, scope and resource.</source>
        <translation>Das Anmeldeprofil prüfen: Client-ID, Scope und Resource.</translation>
    </message>
    <message>
        <source>The network answered in place of the sign-in server.</source>
        <translation>Statt des Anmeldeservers hat das Netz geantwortet.</translation>
    </message>
    <message>
        <source>It may want a log-in page, a VPN or a proxy. Your account is not the cause; try again from another network.</source>
        <translation>Vielleicht verlangt es eine Anmeldeseite, ein VPN oder einen Proxy. Am Konto liegt es nicht; es aus einem anderen Netz noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The sign-in server refuses requests from here.</source>
        <translation>Der Anmeldeserver weist Anfragen von hier ab.</translation>
    </message>
    <message>
        <source>This can depend on the country or the network. If your browser uses a proxy, set the same one in Plantain.</source>
        <translation>Das kann am Land oder am Netz liegen. Wenn der Browser einen Proxy benutzt, denselben in Plantain eintragen.</translation>
    </message>
    <message>
        <source>The sign-in server is busy.</source>
        <translation>Der Anmeldeserver ist überlastet.</translation>
    </message>
    <message>
        <source>Try again in a minute.</source>
        <translation>In einer Minute noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The sign-in server has a problem.</source>
        <translation>Der Anmeldeserver hat eine Störung.</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>Später noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The sign-in server sent an answer that is not understood.</source>
        <translation>Der Anmeldeserver hat eine Antwort geschickt, die nicht zu verstehen ist.</translation>
    </message>
</context>
<context>
    <name>WorkflowFile</name>
    <message>
        <source>must be an object</source>
        <translation>muss ein Objekt sein</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>“%1” is the id of an earlier node, too</source>
        <translation>„%1“ ist schon die Kennung eines früheren Knotens</translation>
    </message>
</context>
<context>
    <name>WorkflowStorage</name>
    <message>
        <source>“%1” does not exist.</source>
        <translation>„%1“ gibt es nicht.</translation>
    </message>
    <message>
        <source>“%1” is not a file.</source>
        <translation>„%1“ ist keine Datei.</translation>
    </message>
    <message>
        <source>“%1” is too large to be opened.</source>
        <translation>„%1“ ist zu groß, um geöffnet zu werden.</translation>
    </message>
    <message>
        <source>“%1” cannot be read.</source>
        <translation>„%1“ lässt sich nicht lesen.</translation>
    </message>
</context>
<context>
    <name>plantain::app::ChooseProviderJob</name>
    <message>
        <source>No account is connected and no API key is set up.</source>
        <translation>Es ist kein Konto verbunden und kein API-Schlüssel eingerichtet.</translation>
    </message>
    <message>
        <source>Use “plantain auth login”, “plantain key set PROVIDER”, or try it with --sandbox.</source>
        <translation>„plantain auth login“ oder „plantain key set PROVIDER“ verwenden oder es mit --sandbox versuchen.</translation>
    </message>
</context>
<context>
    <name>plantain::app::GenerateCommand</name>
    <message>
        <source>The answer reached its limit of tokens and is incomplete.</source>
        <translation>Die Antwort hat ihre Token-Grenze erreicht und ist unvollständig.</translation>
    </message>
    <message>
        <source>The provider blocked the answer (%1).</source>
        <translation>Der Anbieter hat die Antwort blockiert (%1).</translation>
    </message>
    <message>
        <source>The model refused to answer.</source>
        <translation>Das Modell hat eine Antwort verweigert.</translation>
    </message>
    <message>
        <source>The connection broke off: the answer is incomplete.</source>
        <translation>Die Verbindung brach ab: die Antwort ist unvollständig.</translation>
    </message>
    <message>
        <source>Stopped. What was generated may still be billed.</source>
        <translation>Gestoppt. Was erzeugt wurde, kann trotzdem berechnet werden.</translation>
    </message>
    <message>
        <source>The prompt is too long.</source>
        <translation>Der Prompt ist zu lang.</translation>
    </message>
    <message>
        <source>No OpenAI-compatible server is set up.</source>
        <translation>Es ist kein OpenAI-kompatibler Server eingerichtet.</translation>
    </message>
    <message>
        <source>Enter its address in Project setup, Providers.</source>
        <translation>Seine Adresse unter „Projekteinstellungen“, „Anbieter“ eingeben.</translation>
    </message>
    <message>
        <source>No model is chosen.</source>
        <translation>Es ist kein Modell gewählt.</translation>
    </message>
    <message>
        <source>Name one with --model.</source>
        <translation>Eines mit --model nennen.</translation>
    </message>
    <message>
        <source>%1 Attempt %2 follows in %3 s.</source>
        <translation>%1 Versuch %2 folgt in %3 s.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Gestoppt.</translation>
    </message>
    <message>
        <source>The provider corrected its answer; it is written again as a whole.</source>
        <translation>Der Anbieter hat seine Antwort berichtigt; sie wird noch einmal ganz geschrieben.</translation>
    </message>
</context>
<context>
    <name>plantain::app::KeyCommand</name>
    <message>
        <source>Type or paste the key for %1, then press Enter.</source>
        <translation>Den Schlüssel für %1 eintippen oder einfügen, dann die Eingabetaste drücken.</translation>
    </message>
    <message>
        <source>The key for %1 is stored.</source>
        <translation>Der Schlüssel für %1 ist gespeichert.</translation>
    </message>
    <message>
        <source>No key for %1 is stored any more.</source>
        <translation>Für %1 ist kein Schlüssel mehr gespeichert.</translation>
    </message>
    <message>
        <source>A key for %1 is stored (%2).</source>
        <translation>Ein Schlüssel für %1 ist gespeichert (%2).</translation>
    </message>
    <message>
        <source>%1 is configured via environment (%2).</source>
        <translation>%1 ist durch die Umgebung eingestellt (%2).</translation>
    </message>
    <message>
        <source>There is no key for %1.</source>
        <translation>Für %1 gibt es keinen Schlüssel.</translation>
    </message>
</context>
<context>
    <name>plantain::app::LoginCommand</name>
    <message>
        <source>Open this address to sign in:</source>
        <translation>Zum Anmelden diese Adresse öffnen:</translation>
    </message>
    <message>
        <source>No browser could be started. Open the address yourself.</source>
        <translation>Es konnte kein Browser gestartet werden. Die Adresse selbst öffnen.</translation>
    </message>
    <message>
        <source>Enter this code: %1</source>
        <translation>Diesen Code eingeben: %1</translation>
    </message>
    <message>
        <source>Enter the code only if you started this sign-in yourself. Whoever gave you a code in another way wants to use your account.</source>
        <translation>Den Code nur eingeben, wenn diese Anmeldung selbst begonnen wurde. Wer einen Code auf anderem Weg weitergibt, will das Konto benutzen.</translation>
    </message>
    <message>
        <source>Connected as %1</source>
        <translation>Verbunden als %1</translation>
    </message>
    <message>
        <source>The plan may not be used: it was not allowed in the browser.</source>
        <translation>Der Tarif darf nicht genutzt werden: im Browser wurde es nicht erlaubt.</translation>
    </message>
</context>
<context>
    <name>plantain::app::LogoutCommand</name>
    <message>
        <source>Signed out.</source>
        <translation>Abgemeldet.</translation>
    </message>
    <message>
        <source>Remove Plantain in ChatGPT Settings to be sure.</source>
        <translation>Um sicherzugehen, Plantain in den ChatGPT-Einstellungen entfernen.</translation>
    </message>
    <message>
        <source>Remove Plantain in the account&apos;s settings to be sure.</source>
        <translation>Um sicherzugehen, Plantain in den Einstellungen des Kontos entfernen.</translation>
    </message>
    <message>
        <source>The server could not confirm that the session has ended.</source>
        <translation>Der Server konnte nicht bestätigen, dass die Sitzung beendet ist.</translation>
    </message>
</context>
<context>
    <name>plantain::app::ModelsCommand</name>
    <message>
        <source>retires %1</source>
        <translation>endet %1</translation>
    </message>
</context>
<context>
    <name>plantain::app::RunCommand</name>
    <message>
        <source>Stopped.</source>
        <translation>Gestoppt.</translation>
    </message>
</context>
<context>
    <name>plantain::app::RunReport</name>
    <message>
        <source>“%1” failed: %2</source>
        <translation>„%1“ ist gescheitert: %2</translation>
    </message>
    <message>
        <source>“%1”: %2</source>
        <translation>„%1“: %2</translation>
    </message>
    <message>
        <source>“%1” is running.</source>
        <translation>„%1“ läuft.</translation>
    </message>
    <message>
        <source>“%1” is up to date.</source>
        <translation>„%1“ ist aktuell.</translation>
    </message>
    <message>
        <source>“%1” is skipped: a paused edge lies before it.</source>
        <translation>„%1“ wird übersprungen: davor liegt eine angehaltene Verbindung.</translation>
    </message>
    <message>
        <source>“%1” is done after %2 s.</source>
        <translation>„%1“ ist nach %2 s fertig.</translation>
    </message>
    <message>
        <source>“%1”: %2 Attempt %3 follows.</source>
        <translation>„%1“: %2 Versuch %3 folgt.</translation>
    </message>
</context>
<context>
    <name>plantain::app::SandboxCommand</name>
    <message>
        <source>The practice provider cannot listen on port %1.</source>
        <translation>Der Übungsanbieter kann am Port %1 keine Verbindungen annehmen.</translation>
    </message>
    <message>
        <source>Choose another one with --port, or leave it out.</source>
        <translation>Mit --port einen anderen wählen oder es weglassen.</translation>
    </message>
</context>
<context>
    <name>plantain::app::StatusCommand</name>
    <message>
        <source>Not connected (%1).</source>
        <translation>Nicht verbunden (%1).</translation>
    </message>
    <message>
        <source>Connected as %1.</source>
        <translation>Verbunden als %1.</translation>
    </message>
    <message>
        <source>The plan may not be used.</source>
        <translation>Der Tarif darf nicht genutzt werden.</translation>
    </message>
    <message>
        <source>The access token ran out at %1; it is renewed when it is needed.</source>
        <translation>Das Zugangstoken ist am %1 abgelaufen; es wird erneuert, wenn es gebraucht wird.</translation>
    </message>
    <message>
        <source>The access token is good until %1.</source>
        <translation>Das Zugangstoken gilt bis %1.</translation>
    </message>
</context>
<context>
    <name>plantain::app::StorageChange</name>
    <message>
        <source>In the Sandbox, secrets stay in its own folder.</source>
        <translation>In der Sandbox bleiben Geheimnisse in deren eigenem Ordner.</translation>
    </message>
    <message>
        <source>A sign-in is under way.</source>
        <translation>Eine Anmeldung ist im Gang.</translation>
    </message>
    <message>
        <source>Try again when it has ended.</source>
        <translation>Noch einmal versuchen, wenn sie beendet ist.</translation>
    </message>
    <message>
        <source>The secrets have been moved, but the old copies could not all be removed.</source>
        <translation>Die Geheimnisse sind umgezogen, aber nicht alle alten Kopien ließen sich entfernen.</translation>
    </message>
</context>
<context>
    <name>plantain::auth::AuthService</name>
    <message>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <source>No sign-in is waiting for an address.</source>
        <translation>Keine Anmeldung wartet auf eine Adresse.</translation>
    </message>
</context>
<context>
    <name>plantain::auth::DeviceSignInJob</name>
    <message>
        <source>This sign-in server offers no sign-in by code.</source>
        <translation>Dieser Anmeldeserver bietet keine Anmeldung mit Code an.</translation>
    </message>
    <message>
        <source>Sign in with the browser.</source>
        <translation>Mit dem Browser anmelden.</translation>
    </message>
    <message>
        <source>This app is not registered at the sign-in server yet.</source>
        <translation>Dieses Programm ist beim Anmeldeserver noch nicht registriert.</translation>
    </message>
    <message>
        <source>Sign in with the browser once.</source>
        <translation>Einmal mit dem Browser anmelden.</translation>
    </message>
    <message>
        <source>The code is not valid any more.</source>
        <translation>Der Code gilt nicht mehr.</translation>
    </message>
    <message>
        <source>Start the sign-in again to get a new one.</source>
        <translation>Die Anmeldung neu beginnen, um einen neuen zu bekommen.</translation>
    </message>
</context>
<context>
    <name>plantain::auth::IdTokenVerifier</name>
    <message>
        <source>The sign-in could not be verified.</source>
        <translation>Die Anmeldung konnte nicht geprüft werden.</translation>
    </message>
    <message>
        <source>Try to connect again.</source>
        <translation>Noch einmal versuchen zu verbinden.</translation>
    </message>
    <message>
        <source>The sign-in could not be verified right now.</source>
        <translation>Die Anmeldung konnte gerade nicht geprüft werden.</translation>
    </message>
    <message>
        <source>Try to connect again in a few minutes.</source>
        <translation>In ein paar Minuten noch einmal versuchen zu verbinden.</translation>
    </message>
    <message numerus="yes">
        <source>This computer&apos;s clock is %n minute(s) ahead.</source>
        <translation>
            <numerusform>Die Uhr dieses Rechners geht %n Minute vor.</numerusform>
            <numerusform>Die Uhr dieses Rechners geht %n Minuten vor.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This computer&apos;s clock is %n minute(s) behind.</source>
        <translation>
            <numerusform>Die Uhr dieses Rechners geht %n Minute nach.</numerusform>
            <numerusform>Die Uhr dieses Rechners geht %n Minuten nach.</numerusform>
        </translation>
    </message>
    <message>
        <source>Set the clock, then connect again.</source>
        <translation>Die Uhr stellen, dann noch einmal verbinden.</translation>
    </message>
</context>
<context>
    <name>plantain::auth::LoopbackReplyHandler</name>
    <message>
        <source>Port %1 of this computer is used by another program.</source>
        <translation>Der Port %1 dieses Rechners wird von einem anderen Programm benutzt.</translation>
    </message>
    <message>
        <source>Close the program that uses it (another sign-in?), then try again.</source>
        <translation>Das Programm schließen, das ihn benutzt (eine andere Anmeldung?), dann noch einmal versuchen.</translation>
    </message>
    <message>
        <source>This address belongs to another sign-in. Use the newest one.</source>
        <translation>Diese Adresse gehört zu einer anderen Anmeldung. Die neueste verwenden.</translation>
    </message>
    <message>
        <source>This sign-in is already being finished.</source>
        <translation>Diese Anmeldung wird schon abgeschlossen.</translation>
    </message>
</context>
<context>
    <name>plantain::auth::RevokeJob</name>
    <message>
        <source>The server did not confirm that the session is revoked.</source>
        <translation>Der Server hat nicht bestätigt, dass die Sitzung widerrufen ist.</translation>
    </message>
    <message>
        <source>Remove Plantain in the settings of your account.</source>
        <translation>Plantain in den Einstellungen des Kontos entfernen.</translation>
    </message>
</context>
<context>
    <name>plantain::auth::SignInJob</name>
    <message>
        <source>The sign-in server does not name its addresses.</source>
        <translation>Der Anmeldeserver nennt seine Adressen nicht.</translation>
    </message>
    <message>
        <source>Check the auth profile.</source>
        <translation>Das Anmeldeprofil prüfen.</translation>
    </message>
    <message>
        <source>No sign-in is waiting for an address.</source>
        <translation>Keine Anmeldung wartet auf eine Adresse.</translation>
    </message>
</context>
<context>
    <name>plantain::auth::SignOutJob</name>
    <message>
        <source>Remove Plantain in the settings of your account.</source>
        <translation>Plantain in den Einstellungen des Kontos entfernen.</translation>
    </message>
    <message>
        <source>The server did not answer in time.</source>
        <translation>Der Server hat nicht rechtzeitig geantwortet.</translation>
    </message>
    <message>
        <source>The server has no address for revoking a session.</source>
        <translation>Der Server hat keine Adresse, um eine Sitzung zu widerrufen.</translation>
    </message>
</context>
<context>
    <name>plantain::base::LockJob</name>
    <message>
        <source>Another window or command of Plantain is busy.</source>
        <translation>Ein anderes Fenster oder ein Befehl von Plantain ist beschäftigt.</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>Gleich noch einmal versuchen.</translation>
    </message>
    <message>
        <source>The lock file “%1” cannot be made.</source>
        <translation>Die Sperrdatei „%1“ lässt sich nicht anlegen.</translation>
    </message>
    <message>
        <source>Check the permissions of the data folder.</source>
        <translation>Die Zugriffsrechte des Datenordners prüfen.</translation>
    </message>
</context>
<context>
    <name>plantain::llm::ModelCatalog</name>
    <message>
        <source>The model list “%1” is not used. %2</source>
        <translation>Die Modellliste „%1“ wird nicht verwendet. %2</translation>
    </message>
    <message>
        <source>Correct the file or remove it.</source>
        <translation>Die Datei berichtigen oder entfernen.</translation>
    </message>
    <message>
        <source>“%1” is not offered for this account; “%2” is used instead.</source>
        <translation>„%1“ wird für dieses Konto nicht angeboten; stattdessen wird „%2“ verwendet.</translation>
    </message>
    <message>
        <source>“%1” was shut down on %2; “%3” is used instead.</source>
        <translation>„%1“ wurde am %2 abgeschaltet; stattdessen wird „%3“ verwendet.</translation>
    </message>
</context>
<context>
    <name>plantain::net::ReachJob</name>
    <message>
        <source>The proxy asks for a name and a password.</source>
        <translation>Der Proxy fragt nach Name und Passwort.</translation>
    </message>
    <message>
        <source>Write them before the host: http://name:password@host:port.</source>
        <translation>Sie vor den Host schreiben: http://name:password@host:port.</translation>
    </message>
</context>
<context>
    <name>plantain::secrets::ApiKeys</name>
    <message>
        <source>The API key is empty.</source>
        <translation>Der API-Schlüssel ist leer.</translation>
    </message>
    <message>
        <source>The API key holds white space or other characters that no key has.</source>
        <translation>Der API-Schlüssel enthält Leerraum oder andere Zeichen, die kein Schlüssel hat.</translation>
    </message>
    <message>
        <source>Copy the key again, without the text around it.</source>
        <translation>Den Schlüssel noch einmal kopieren, ohne den Text darum herum.</translation>
    </message>
    <message>
        <source>No API key for %1.</source>
        <translation>Kein API-Schlüssel für %1.</translation>
    </message>
    <message>
        <source>Enter one in Project setup, Providers.</source>
        <translation>Einen unter „Projekteinstellungen“, „Anbieter“ eingeben.</translation>
    </message>
    <message>
        <source>Enter one in Project setup, Providers, or set %1.</source>
        <translation>Einen unter „Projekteinstellungen“, „Anbieter“ eingeben oder %1 setzen.</translation>
    </message>
</context>
<context>
    <name>plantain::secrets::SecretMigration</name>
    <message>
        <source>The new storage does not give back what was written.</source>
        <translation>Die neue Ablage gibt nicht zurück, was geschrieben wurde.</translation>
    </message>
    <message>
        <source>Your secrets stay where they are.</source>
        <translation>Die Geheimnisse bleiben, wo sie sind.</translation>
    </message>
</context>
<context>
    <name>plantain::settings::AppSettings</name>
    <message>
        <source>The settings could not be read and start anew. %1</source>
        <translation>Die Einstellungen ließen sich nicht lesen und beginnen neu. %1</translation>
    </message>
    <message>
        <source>The old file is kept as %1.bad.</source>
        <translation>Die alte Datei bleibt als %1.bad erhalten.</translation>
    </message>
    <message>
        <source>must be system, dark or light</source>
        <translation>muss system, dark oder light sein</translation>
    </message>
    <message>
        <source>must be file or keychain</source>
        <translation>muss file oder keychain sein</translation>
    </message>
    <message>
        <source>must be 1 or more</source>
        <translation>muss 1 oder mehr sein</translation>
    </message>
    <message>
        <source>must be 1 to %1</source>
        <translation>muss 1 bis %1 sein</translation>
    </message>
    <message>
        <source>must hold texts only</source>
        <translation>darf nur Texte enthalten</translation>
    </message>
    <message>
        <source>must be 1 to 86400 seconds</source>
        <translation>muss 1 bis 86400 Sekunden sein</translation>
    </message>
</context>
<context>
    <name>plantain::ui::AboutDialog</name>
    <message>
        <source>About Plantain</source>
        <translation>Über Plantain</translation>
    </message>
    <message>
        <source>Built on</source>
        <translation>Grundlagen</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Computer</translation>
    </message>
    <message>
        <source>Plantain %1</source>
        <translation>Plantain %1</translation>
    </message>
    <message>
        <source>Prompts, images and language models, connected.</source>
        <translation>Prompts, Bilder und Sprachmodelle, verbunden.</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later.</source>
        <translation>Freie Software unter der GNU General Public License, Version 3 oder neuer.</translation>
    </message>
    <message>
        <source>GPL-3.0-or-later, without any warranty.</source>
        <translation>GPL-3.0-or-later, ohne jede Gewährleistung.</translation>
    </message>
    <message>
        <source>Versions and system</source>
        <translation>Versionen und System</translation>
    </message>
    <message>
        <source>Libraries and fonts</source>
        <translation>Bibliotheken und Schriften</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>Text der Lizenz</translation>
    </message>
    <message>
        <source>&amp;Project page</source>
        <translation>&amp;Projektseite</translation>
    </message>
    <message>
        <source>&amp;Copy versions</source>
        <translation>Versionen &amp;kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::AccountRow</name>
    <message>
        <source>OpenAI (Auth)</source>
        <translation>OpenAI (Auth)</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>Noch einmal öffnen</translation>
    </message>
    <message>
        <source>Copy link</source>
        <translation>Link kopieren</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Disconnect…</source>
        <translation>Trennen…</translation>
    </message>
    <message>
        <source>Runs use your ChatGPT plan.</source>
        <translation>Läufe nutzen den ChatGPT-Tarif.</translation>
    </message>
    <message>
        <source>Manage usage</source>
        <translation>Nutzung verwalten</translation>
    </message>
    <message>
        <source>Browser on another machine?</source>
        <translation>Browser auf einem anderen Rechner?</translation>
    </message>
    <message>
        <source>Paste the address it ended on…</source>
        <translation>Die Adresse einfügen, bei der er endete…</translation>
    </message>
    <message>
        <source>Address the browser ended on</source>
        <translation>Adresse, bei der der Browser endete</translation>
    </message>
    <message>
        <source>http://127.0.0.1:…/auth/callback?code=…</source>
        <translation>http://127.0.0.1:…/auth/callback?code=…</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Abschließen</translation>
    </message>
    <message>
        <source>Open ChatGPT settings</source>
        <translation>ChatGPT-Einstellungen öffnen</translation>
    </message>
    <message>
        <source>Got it</source>
        <translation>Verstanden</translation>
    </message>
    <message>
        <source>No browser could be opened.</source>
        <translation>Es ließ sich kein Browser öffnen.</translation>
    </message>
    <message>
        <source>Copy the link and open it in a browser of your choice.</source>
        <translation>Den Link kopieren und in einem Browser öffnen.</translation>
    </message>
    <message>
        <source>Or forward the port before you open the link: %1</source>
        <translation>Oder den Port weiterleiten, bevor der Link geöffnet wird: %1</translation>
    </message>
    <message>
        <source>renewed %1</source>
        <translation>erneuert %1</translation>
    </message>
    <message>
        <source>You&apos;re using your ChatGPT plan</source>
        <translation>Der ChatGPT-Tarif wird genutzt</translation>
    </message>
    <message>
        <source>Runs with OpenAI (Auth) count towards its limits.</source>
        <translation>Läufe mit OpenAI (Auth) zählen zu seinen Grenzen.</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>Disconnect OpenAI (Auth)?</source>
        <translation>OpenAI (Auth) trennen?</translation>
    </message>
    <message>
        <source>The session is revoked and removed from this machine. Runs that use it stop working until you connect again.</source>
        <translation>Die Sitzung wird widerrufen und von diesem Rechner entfernt. Läufe, die sie nutzen, gehen erst nach neuem Verbinden wieder.</translation>
    </message>
    <message>
        <source>Disconnected here. The server could not be told.</source>
        <translation>Hier getrennt. Dem Server war es nicht mitzuteilen.</translation>
    </message>
    <message>
        <source>Remove Plantain in the ChatGPT settings to end the session there too.</source>
        <translation>Plantain in den ChatGPT-Einstellungen entfernen, um die Sitzung auch dort zu beenden.</translation>
    </message>
    <message>
        <source>Remove Plantain in the settings of your account to end it there too.</source>
        <translation>Plantain in den Einstellungen des Kontos entfernen, um sie auch dort zu beenden.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Waiting for the code · %1</source>
        <translation>Warten auf den Code · %1</translation>
    </message>
</context>
<context>
    <name>plantain::ui::AccountWords</name>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Connected as %1</source>
        <translation>Verbunden als %1</translation>
    </message>
    <message>
        <source>Reading the session…</source>
        <translation>Die Sitzung wird gelesen…</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>Nicht verbunden</translation>
    </message>
    <message>
        <source>Waiting for your browser · %1</source>
        <translation>Warten auf den Browser · %1</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>Anmeldung läuft…</translation>
    </message>
    <message>
        <source>Connected, plan use not allowed</source>
        <translation>Verbunden, Tarif nicht freigegeben</translation>
    </message>
    <message>
        <source>Allow the use of your plan to run with this account.</source>
        <translation>Die Nutzung des Tarifs erlauben, um mit diesem Konto auszuführen.</translation>
    </message>
    <message>
        <source>Renewing…</source>
        <translation>Wird erneuert…</translation>
    </message>
    <message>
        <source>Session expired, renews at the next run</source>
        <translation>Sitzung abgelaufen, erneuert sich beim nächsten Lauf</translation>
    </message>
    <message>
        <source>Session expired</source>
        <translation>Sitzung abgelaufen</translation>
    </message>
    <message>
        <source>Not part of your plan</source>
        <translation>Nicht Teil des Tarifs</translation>
    </message>
    <message>
        <source>Plan limit reached</source>
        <translation>Tarifgrenze erreicht</translation>
    </message>
    <message>
        <source>Keyring is locked</source>
        <translation>Schlüsselbund ist gesperrt</translation>
    </message>
    <message>
        <source>Session cannot be read</source>
        <translation>Sitzung nicht lesbar</translation>
    </message>
    <message>
        <source>Could not sign in</source>
        <translation>Anmeldung gescheitert</translation>
    </message>
    <message>
        <source>Continue with ChatGPT</source>
        <translation>Weiter mit ChatGPT</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Reconnect</source>
        <translation>Neu verbinden</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Allow…</source>
        <translation>Erlauben…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Manage usage</source>
        <translation>Nutzung verwalten</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>Entsperren…</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>Neu lesen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::AddNodePalette</name>
    <message>
        <source>text input variable</source>
        <translation>text eingabe variable</translation>
    </message>
    <message>
        <source>template variables join text</source>
        <translation>vorlage variablen verbinden text</translation>
    </message>
    <message>
        <source>picture photo file input</source>
        <translation>bild foto datei eingabe</translation>
    </message>
    <message>
        <source>model chat gpt gemini answer</source>
        <translation>modell chat gpt gemini antwort</translation>
    </message>
    <message>
        <source>result show save</source>
        <translation>ergebnis zeigen speichern</translation>
    </message>
    <message>
        <source>comment sticky remark</source>
        <translation>kommentar zettel bemerkung</translation>
    </message>
    <message>
        <source>Add node</source>
        <translation>Knoten hinzufügen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::AddressRow</name>
    <message>
        <source>Use another address…</source>
        <translation>Andere Adresse verwenden…</translation>
    </message>
    <message>
        <source>Base URL</source>
        <translation>Basis-URL</translation>
    </message>
    <message>
        <source>Enter a whole address, such as %1.</source>
        <translation>Eine ganze Adresse eingeben, etwa %1.</translation>
    </message>
    <message>
        <source>Base URL of %1</source>
        <translation>Basis-URL von %1</translation>
    </message>
</context>
<context>
    <name>plantain::ui::CanvasActions</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederherstellen</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>&amp;Ausschneiden</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>&amp;Einfügen</translation>
    </message>
    <message>
        <source>&amp;Duplicate</source>
        <translation>&amp;Duplizieren</translation>
    </message>
    <message>
        <source>Duplicate with &amp;inputs</source>
        <translation>M&amp;it Eingaben duplizieren</translation>
    </message>
    <message>
        <source>D&amp;elete</source>
        <translation>&amp;Löschen</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>Alle&amp;s auswählen</translation>
    </message>
    <message>
        <source>Select &amp;nothing</source>
        <translation>Auswahl auf&amp;heben</translation>
    </message>
    <message>
        <source>Select up&amp;stream nodes</source>
        <translation>&amp;Vorgelagerte Knoten auswählen</translation>
    </message>
    <message>
        <source>Select d&amp;ownstream nodes</source>
        <translation>&amp;Nachgelagerte Knoten auswählen</translation>
    </message>
    <message>
        <source>&amp;Add node…</source>
        <translation>Knoten hin&amp;zufügen…</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>&amp;Umbenennen</translation>
    </message>
    <message>
        <source>Co&amp;llapsed</source>
        <translation>&amp;Eingeklappt</translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation>Gru&amp;ppieren</translation>
    </message>
    <message>
        <source>&amp;Ungroup</source>
        <translation>Gruppierung au&amp;flösen</translation>
    </message>
    <message>
        <source>Loc&amp;k group</source>
        <translation>Gruppe &amp;sperren</translation>
    </message>
    <message>
        <source>Align &amp;left</source>
        <translation>&amp;Links ausrichten</translation>
    </message>
    <message>
        <source>Align &amp;centers</source>
        <translation>Horizontal &amp;zentrieren</translation>
    </message>
    <message>
        <source>Align &amp;right</source>
        <translation>&amp;Rechts ausrichten</translation>
    </message>
    <message>
        <source>Align &amp;top</source>
        <translation>&amp;Oben ausrichten</translation>
    </message>
    <message>
        <source>Align &amp;middles</source>
        <translation>Ver&amp;tikal zentrieren</translation>
    </message>
    <message>
        <source>Align &amp;bottom</source>
        <translation>&amp;Unten ausrichten</translation>
    </message>
    <message>
        <source>Distribute &amp;horizontally</source>
        <translation>&amp;Horizontal verteilen</translation>
    </message>
    <message>
        <source>Distribute &amp;vertically</source>
        <translation>&amp;Vertikal verteilen</translation>
    </message>
    <message>
        <source>Put in a ro&amp;w</source>
        <translation>In &amp;eine Reihe</translation>
    </message>
    <message>
        <source>Put in a col&amp;umn</source>
        <translation>In eine &amp;Spalte</translation>
    </message>
    <message>
        <source>Put in a &amp;grid</source>
        <translation>In ein &amp;Gitter</translation>
    </message>
    <message>
        <source>Tid&amp;y up</source>
        <translation>&amp;Aufräumen</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>&amp;Vergrößern</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>Ver&amp;kleinern</translation>
    </message>
    <message>
        <source>Show &amp;everything</source>
        <translation>Alles zei&amp;gen</translation>
    </message>
    <message>
        <source>Show &amp;selection</source>
        <translation>Auswahl &amp;zeigen</translation>
    </message>
    <message>
        <source>&amp;Actual size</source>
        <translation>&amp;Originalgröße</translation>
    </message>
    <message>
        <source>Snap to &amp;grid</source>
        <translation>Am Raster ei&amp;nrasten</translation>
    </message>
    <message>
        <source>&amp;Keyboard and mouse…</source>
        <translation>&amp;Tastatur und Maus…</translation>
    </message>
    <message>
        <source>&amp;Undo %1</source>
        <translation>&amp;Rückgängig: %1</translation>
    </message>
    <message>
        <source>&amp;Redo %1</source>
        <translation>&amp;Wiederherstellen: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>A&amp;rrange</source>
        <translation>An&amp;ordnen</translation>
    </message>
    <message>
        <source>Edit te&amp;xt</source>
        <translation>Te&amp;xt bearbeiten</translation>
    </message>
    <message>
        <source>C&amp;onnect…</source>
        <translation>Ver&amp;binden…</translation>
    </message>
    <message>
        <source>Disa&amp;bled</source>
        <translation>Ab&amp;geschaltet</translation>
    </message>
    <message>
        <source>Add o&amp;f kind</source>
        <translation>Nach A&amp;rt hinzufügen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::CanvasClipboard</name>
    <message>
        <source>Copied %1.</source>
        <translation>%1 kopiert.</translation>
    </message>
    <message>
        <source>Cut %1</source>
        <translation>%1 ausschneiden</translation>
    </message>
    <message>
        <source>There is nothing to paste.</source>
        <translation>Es gibt nichts einzufügen.</translation>
    </message>
    <message>
        <source>Duplicate %1</source>
        <translation>%1 duplizieren</translation>
    </message>
    <message>
        <source>There is no node in what was pasted.</source>
        <translation>Im Eingefügten ist kein Knoten.</translation>
    </message>
    <message>
        <source>What was pasted is no part of a workflow. %1</source>
        <translation>Das Eingefügte ist kein Teil eines Workflows. %1</translation>
    </message>
    <message>
        <source>Paste %1</source>
        <translation>%1 einfügen</translation>
    </message>
    <message>
        <source>Only pictures (PNG, JPEG, WebP) and workflow files can be dropped here.</source>
        <translation>Hier lassen sich nur Bilder (PNG, JPEG, WebP) und Workflow-Dateien ablegen.</translation>
    </message>
    <message>
        <source>Replace picture</source>
        <translation>Bild ersetzen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::CanvasCommands</name>
    <message>
        <source>Align left</source>
        <translation>Links ausrichten</translation>
    </message>
    <message>
        <source>Align centers</source>
        <translation>Horizontal zentrieren</translation>
    </message>
    <message>
        <source>Align right</source>
        <translation>Rechts ausrichten</translation>
    </message>
    <message>
        <source>Align top</source>
        <translation>Oben ausrichten</translation>
    </message>
    <message>
        <source>Align middles</source>
        <translation>Vertikal zentrieren</translation>
    </message>
    <message>
        <source>Align bottom</source>
        <translation>Unten ausrichten</translation>
    </message>
    <message>
        <source>Distribute</source>
        <translation>Verteilen</translation>
    </message>
    <message>
        <source>Put in a row</source>
        <translation>In eine Reihe stellen</translation>
    </message>
    <message>
        <source>Put in a column</source>
        <translation>In eine Spalte stellen</translation>
    </message>
    <message>
        <source>Put in a grid</source>
        <translation>In ein Gitter stellen</translation>
    </message>
    <message>
        <source>Tidy up</source>
        <translation>Aufräumen</translation>
    </message>
    <message>
        <source>Group %1</source>
        <translation>%1 gruppieren</translation>
    </message>
    <message>
        <source>Ungroup</source>
        <translation>Gruppierung auflösen</translation>
    </message>
    <message>
        <source>Disable %1</source>
        <translation>%1 abschalten</translation>
    </message>
    <message>
        <source>Enable %1</source>
        <translation>%1 einschalten</translation>
    </message>
    <message>
        <source>Collapse %1</source>
        <translation>%1 einklappen</translation>
    </message>
    <message>
        <source>Expand %1</source>
        <translation>%1 ausklappen</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Lock group</source>
        <translation>Gruppe sperren</translation>
    </message>
    <message>
        <source>Unlock group</source>
        <translation>Gruppe entsperren</translation>
    </message>
    <message>
        <source>Colour group</source>
        <translation>Gruppe färben</translation>
    </message>
    <message>
        <source>Pause at wire</source>
        <translation>An der Verbindung anhalten</translation>
    </message>
    <message>
        <source>Resume at wire</source>
        <translation>An der Verbindung fortsetzen</translation>
    </message>
    <message>
        <source>Delete group</source>
        <translation>Gruppe löschen</translation>
    </message>
    <message>
        <source>Delete wire</source>
        <translation>Verbindung löschen</translation>
    </message>
    <message>
        <source>Delete %1</source>
        <translation>%1 löschen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::CanvasContext</name>
    <message>
        <source>node</source>
        <translation>Knoten</translation>
    </message>
    <message>
        <source>%1 nodes</source>
        <translation>%1 Knoten</translation>
    </message>
</context>
<context>
    <name>plantain::ui::CanvasKeys</name>
    <message>
        <source>Move %1</source>
        <translation>%1 verschieben</translation>
    </message>
</context>
<context>
    <name>plantain::ui::CanvasMenus</name>
    <message>
        <source>&amp;Neutral</source>
        <translation>&amp;Neutral</translation>
    </message>
    <message>
        <source>&amp;Blue</source>
        <translation>&amp;Blau</translation>
    </message>
    <message>
        <source>&amp;Green</source>
        <translation>&amp;Grün</translation>
    </message>
    <message>
        <source>&amp;Purple</source>
        <translation>&amp;Violett</translation>
    </message>
    <message>
        <source>&amp;Orange</source>
        <translation>&amp;Orange</translation>
    </message>
    <message>
        <source>&amp;Red</source>
        <translation>&amp;Rot</translation>
    </message>
    <message>
        <source>A&amp;rrange</source>
        <translation>An&amp;ordnen</translation>
    </message>
    <message>
        <source>&amp;Select</source>
        <translation>Aus&amp;wählen</translation>
    </message>
    <message>
        <source>&amp;Resume here</source>
        <translation>&amp;Hier fortsetzen</translation>
    </message>
    <message>
        <source>&amp;Pause here</source>
        <translation>&amp;Hier anhalten</translation>
    </message>
    <message>
        <source>&amp;Colour</source>
        <translation>Fa&amp;rbe</translation>
    </message>
    <message>
        <source>Add o&amp;f kind</source>
        <translation>Nach A&amp;rt hinzufügen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::CanvasPage</name>
    <message>
        <source>Mouse and keys</source>
        <translation>Maus und Tasten</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Space or middle button</source>
        <translation>Leer- oder mittlere Taste</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Middle button</source>
        <translation>Mittlere Taste</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>Immer</translation>
    </message>
    <message>
        <source>Always: dragging the empty canvas moves it, and Alt draws a box.</source>
        <translation>Immer: Ziehen an der leeren Fläche verschiebt sie, und Alt zieht einen Rahmen.</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoomen</translation>
    </message>
    <message>
        <source>Scroll</source>
        <translation>Scrollen</translation>
    </message>
    <message>
        <source>Alt+scroll</source>
        <translation>Alt+Scrollen</translation>
    </message>
    <message>
        <source>Ctrl+scroll</source>
        <translation>Strg+Scrollen</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>Drag</source>
        <translation>Ziehen</translation>
    </message>
    <message>
        <source>Alt+drag</source>
        <translation>Alt+Ziehen</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Snap nodes to it</source>
        <translation>Knoten rasten daran ein</translation>
    </message>
    <message>
        <source>Show the grid</source>
        <translation>Raster zeigen</translation>
    </message>
    <message>
        <source>Snap nodes to the grid</source>
        <translation>Knoten rasten am Raster ein</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Gitter</translation>
    </message>
    <message>
        <source>Wires</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Curved</source>
        <translation>Gebogen</translation>
    </message>
    <message>
        <source>Angular</source>
        <translation>Eckig</translation>
    </message>
    <message>
        <source>For new workflows; each one keeps its own.</source>
        <translation>Für neue Workflows; jeder behält seine eigene Art.</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>Like the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>Klein</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>Normal</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>Groß</translation>
    </message>
    <message>
        <source>Reduce</source>
        <translation>Verringern</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>Bewegung verringern</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>Very large</source>
        <translation>Sehr groß</translation>
    </message>
</context>
<context>
    <name>plantain::ui::CanvasPointer</name>
    <message>
        <source>Resize %1</source>
        <translation>Größe ändern: %1</translation>
    </message>
</context>
<context>
    <name>plantain::ui::CanvasWidget</name>
    <message>
        <source>Workflow canvas</source>
        <translation>Arbeitsfläche des Workflows</translation>
    </message>
</context>
<context>
    <name>plantain::ui::ColorSwatches</name>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Purple</source>
        <translation>Violett</translation>
    </message>
    <message>
        <source>Orange</source>
        <translation>Orange</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>Neutral</translation>
    </message>
</context>
<context>
    <name>plantain::ui::ConnectByKeys</name>
    <message>
        <source>Input: %1</source>
        <translation>Eingabe: %1</translation>
    </message>
    <message>
        <source>Output: %1</source>
        <translation>Ausgabe: %1</translation>
    </message>
    <message>
        <source>No output fits this input.</source>
        <translation>Keine Ausgabe passt zu dieser Eingabe.</translation>
    </message>
    <message>
        <source>No input takes this output.</source>
        <translation>Keine Eingabe nimmt diese Ausgabe.</translation>
    </message>
    <message>
        <source>Connect from</source>
        <translation>Verbinden von</translation>
    </message>
    <message>
        <source>Connect to</source>
        <translation>Verbinden mit</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>%1 has no ports.</source>
        <translation>%1 hat keine Anschlüsse.</translation>
    </message>
    <message>
        <source>Connect %1</source>
        <translation>%1 verbinden</translation>
    </message>
</context>
<context>
    <name>plantain::ui::ConstructorPage</name>
    <message>
        <source>&amp;Template</source>
        <translation>&amp;Vorlage</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Vorlage</translation>
    </message>
    <message>
        <source>Type @ to insert variables.</source>
        <translation>Mit @ Variablen einfügen.</translation>
    </message>
    <message>
        <source>&amp;Available variables</source>
        <translation>Verfügbare Va&amp;riablen</translation>
    </message>
    <message>
        <source>Available variables</source>
        <translation>Verfügbare Variablen</translation>
    </message>
    <message>
        <source>None yet. Connect Prompts that have a variable name.</source>
        <translation>Noch keine. Prompts verbinden, die einen Variablennamen haben.</translation>
    </message>
    <message>
        <source>Previe&amp;w</source>
        <translation>Vor&amp;schau</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Vorschau</translation>
    </message>
    <message>
        <source>Edit the template of %1</source>
        <translation>Vorlage von %1 bearbeiten</translation>
    </message>
    <message>
        <source>Change the variable name of %1</source>
        <translation>Variablennamen von %1 ändern</translation>
    </message>
    <message>
        <source>Unresolved: %1. Connect a node with that variable name.</source>
        <translation>Ohne Wert: %1. Einen Knoten mit diesem Variablennamen verbinden.</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>@%1   %2</source>
        <comment>name, beginning of its text</comment>
        <translation>@%1   %2</translation>
    </message>
    <message>
        <source>Press Enter or double-click to insert @%1</source>
        <translation>Eingabetaste oder Doppelklick fügt @%1 ein</translation>
    </message>
</context>
<context>
    <name>plantain::ui::CutGesture</name>
    <message>
        <source>Cut 1 wire</source>
        <translation>1 Verbindung durchtrennen</translation>
    </message>
    <message numerus="yes">
        <source>Cut %Ln wires</source>
        <translation>
            <numerusform>%Ln Verbindung durchtrennen</numerusform>
            <numerusform>%Ln Verbindungen durchtrennen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plantain::ui::DetailsDialog</name>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::DeviceCodeBox</name>
    <message>
        <source>Sign in with a code on another device…</source>
        <translation>Mit einem Code auf einem anderen Gerät anmelden…</translation>
    </message>
    <message>
        <source>Copy code</source>
        <translation>Code kopieren</translation>
    </message>
    <message>
        <source>Enter it only if you began this sign-in yourself.</source>
        <translation>Ihn nur eingeben, wenn diese Anmeldung selbst begonnen wurde.</translation>
    </message>
    <message>
        <source>On any device, open %1 and enter:</source>
        <translation>Auf irgendeinem Gerät %1 öffnen und eingeben:</translation>
    </message>
    <message>
        <source>Code %1</source>
        <translation>Code %1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>plantain::ui::DocumentActions</name>
    <message>
        <source>&amp;New</source>
        <translation>&amp;Neu</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen…</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>&amp;Speichern</translation>
    </message>
    <message>
        <source>Save &amp;as…</source>
        <translation>Speichern &amp;unter…</translation>
    </message>
    <message>
        <source>Wait until the file is done.</source>
        <translation>Warten, bis die Datei fertig ist.</translation>
    </message>
    <message>
        <source>%1 is not there any more.</source>
        <translation>%1 ist nicht mehr da.</translation>
    </message>
    <message>
        <source>&amp;Clear the list</source>
        <translation>Liste &amp;leeren</translation>
    </message>
    <message>
        <source>Workflows (*.plantain *.json);;All files (*)</source>
        <translation>Workflows (*.plantain *.json);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open a workflow</source>
        <translation>Workflow öffnen</translation>
    </message>
    <message>
        <source>Save the workflow</source>
        <translation>Workflow speichern</translation>
    </message>
    <message>
        <source>There is nothing to save.</source>
        <translation>Es gibt nichts zu speichern.</translation>
    </message>
</context>
<context>
    <name>plantain::ui::EdgePage</name>
    <message>
        <source>Connection</source>
        <translation>Verbindung</translation>
    </message>
    <message>
        <source>&amp;Pause runs here</source>
        <translation>Läufe hier anha&amp;lten</translation>
    </message>
    <message>
        <source>A run stops before the target and goes on from there the next time.</source>
        <translation>Ein Lauf hält vor dem Ziel an und geht beim nächsten Mal dort weiter.</translation>
    </message>
    <message>
        <source>Delete connection</source>
        <translation>Verbindung löschen</translation>
    </message>
    <message>
        <source>Pause at a connection</source>
        <translation>An einer Verbindung anhalten</translation>
    </message>
    <message>
        <source>No longer pause at a connection</source>
        <translation>An einer Verbindung nicht mehr anhalten</translation>
    </message>
    <message>
        <source>Delete a connection</source>
        <translation>Eine Verbindung löschen</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Nach</translation>
    </message>
    <message>
        <source>Carries %1.</source>
        <comment>text, image</comment>
        <translation>Führt: %1.</translation>
    </message>
</context>
<context>
    <name>plantain::ui::EditorBanners</name>
    <message>
        <source>Retry</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter…</translation>
    </message>
    <message>
        <source>Reconnect</source>
        <translation>Neu verbinden</translation>
    </message>
    <message>
        <source>Your OpenAI session expired.</source>
        <translation>Die OpenAI-Sitzung ist abgelaufen.</translation>
    </message>
    <message>
        <source>Nodes that use the account will not run.</source>
        <translation>Knoten, die das Konto nutzen, laufen nicht.</translation>
    </message>
    <message>
        <source>Unsaved work cannot be kept aside. Save often.</source>
        <translation>Ungespeicherte Arbeit lässt sich nicht sichern. Oft speichern.</translation>
    </message>
    <message>
        <source>1 node uses a model that was retired; %1 is used instead.</source>
        <translation>1 Knoten nutzt ein Modell, das es nicht mehr gibt; stattdessen wird %1 verwendet.</translation>
    </message>
    <message>
        <source>%1 nodes use models that were retired; %2 is used instead.</source>
        <translation>%1 Knoten nutzen Modelle, die es nicht mehr gibt; stattdessen wird %2 verwendet.</translation>
    </message>
    <message>
        <source>1 node is of a type that Plantain does not know. It is kept as it is.</source>
        <translation>1 Knoten ist von einer Art, die Plantain nicht kennt. Er bleibt, wie er ist.</translation>
    </message>
    <message>
        <source>%1 nodes are of types that Plantain does not know. They are kept as they are.</source>
        <translation>%1 Knoten sind von Arten, die Plantain nicht kennt. Sie bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>“%1” cannot be opened.</source>
        <translation>„%1“ kann nicht geöffnet werden.</translation>
    </message>
</context>
<context>
    <name>plantain::ui::FindBar</name>
    <message>
        <source>Find in titles and texts</source>
        <translation>In Titeln und Texten suchen</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Previous (Shift+Enter)</source>
        <translation>Zurück (Umschalt+Eingabe)</translation>
    </message>
    <message>
        <source>Next (Enter)</source>
        <translation>Weiter (Eingabe)</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>Schließen (Esc)</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>plantain::ui::GenerationWords</name>
    <message>
        <source>The text so far is kept.</source>
        <translation>Der Text bis hierher bleibt erhalten.</translation>
    </message>
    <message>
        <source>The answer could not be fetched.</source>
        <translation>Die Antwort konnte nicht abgerufen werden.</translation>
    </message>
    <message>
        <source>The server</source>
        <translation>Der Server</translation>
    </message>
    <message>
        <source>Waiting for its turn</source>
        <translation>Wartet, bis er an der Reihe ist</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>Verbindet</translation>
    </message>
    <message>
        <source>Waiting for the answer</source>
        <translation>Wartet auf die Antwort</translation>
    </message>
    <message>
        <source>Thinking</source>
        <translation>Denkt nach</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreibt</translation>
    </message>
    <message>
        <source>Waiting to try again</source>
        <translation>Wartet vor neuem Versuch</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Vollständig</translation>
    </message>
    <message>
        <source>Token limit reached</source>
        <translation>Token-Grenze erreicht</translation>
    </message>
    <message>
        <source>Blocked</source>
        <translation>Blockiert</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Verweigert</translation>
    </message>
    <message>
        <source>Cut off</source>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Gescheitert</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Gestoppt</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Up to date</source>
        <translation>Aktuell</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Gestoppt.</translation>
    </message>
    <message>
        <source>What was sent may still be billed.</source>
        <translation>Was gesendet wurde, kann trotzdem berechnet werden.</translation>
    </message>
    <message>
        <source>The answer reached the limit of tokens.</source>
        <translation>Die Antwort hat die Token-Grenze erreicht.</translation>
    </message>
    <message>
        <source>Raise “Max tokens” or ask for less.</source>
        <translation>„Max. Token“ erhöhen oder weniger verlangen.</translation>
    </message>
    <message>
        <source>The provider blocked the answer.</source>
        <translation>Der Anbieter hat die Antwort blockiert.</translation>
    </message>
    <message>
        <source>Word the prompt differently.</source>
        <translation>Den Prompt anders formulieren.</translation>
    </message>
    <message>
        <source>The model refused to answer.</source>
        <translation>Das Modell hat eine Antwort verweigert.</translation>
    </message>
    <message>
        <source>The connection broke before the answer ended.</source>
        <translation>Die Verbindung brach vor dem Ende der Antwort ab.</translation>
    </message>
    <message>
        <source>%1 asks to slow down.</source>
        <translation>%1 bittet, langsamer zu machen.</translation>
    </message>
    <message>
        <source>%1 has a problem.</source>
        <translation>%1 hat eine Störung.</translation>
    </message>
    <message>
        <source>%1 could not be reached.</source>
        <translation>%1 war nicht zu erreichen.</translation>
    </message>
    <message>
        <source>Next try in %1 s.</source>
        <translation>Nächster Versuch in %1 s.</translation>
    </message>
    <message>
        <source>%1 of them thinking</source>
        <translation>%1 davon nachgedacht</translation>
    </message>
    <message>
        <source>first text %1</source>
        <translation>erster Text %1</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Meldung</translation>
    </message>
    <message>
        <source>HTTP status</source>
        <translation>HTTP-Status</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Request id</source>
        <translation>Kennung der Anfrage</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>Versuche</translation>
    </message>
    <message>
        <source>images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>retires %1</source>
        <translation>endet %1</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ohne</translation>
    </message>
    <message>
        <source>Minimal</source>
        <translation>Minimal</translation>
    </message>
    <message>
        <source>Min</source>
        <comment>short for minimal</comment>
        <translation>Min</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Niedrig</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Med</source>
        <comment>short for medium</comment>
        <translation>Mitt</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Extra high</source>
        <translation>Sehr hoch</translation>
    </message>
    <message>
        <source>Extra</source>
        <comment>short for extra high</comment>
        <translation>Sehr</translation>
    </message>
    <message>
        <source>Max</source>
        <translation>Max</translation>
    </message>
</context>
<context>
    <name>plantain::ui::GroupGesture</name>
    <message>
        <source>Move group</source>
        <translation>Gruppe verschieben</translation>
    </message>
</context>
<context>
    <name>plantain::ui::GroupPage</name>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Na&amp;me</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Name of the group</source>
        <translation>Name der Gruppe</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>&amp;Lock</source>
        <translation>&amp;Sperren</translation>
    </message>
    <message>
        <source>The nodes of a locked group are skipped when running.</source>
        <translation>Die Knoten einer gesperrten Gruppe werden beim Ausführen übersprungen.</translation>
    </message>
    <message>
        <source>Runs skip the nodes of a locked group.</source>
        <translation>Läufe überspringen die Knoten einer gesperrten Gruppe.</translation>
    </message>
    <message>
        <source>Ungroup</source>
        <translation>Gruppierung auflösen</translation>
    </message>
    <message>
        <source>Rename a group</source>
        <translation>Gruppe umbenennen</translation>
    </message>
    <message>
        <source>Change the colour of a group</source>
        <translation>Farbe einer Gruppe ändern</translation>
    </message>
    <message>
        <source>Lock a group</source>
        <translation>Gruppe sperren</translation>
    </message>
    <message>
        <source>Unlock a group</source>
        <translation>Gruppe entsperren</translation>
    </message>
    <message>
        <source>%1 in this group.</source>
        <comment>1 node, 3 nodes</comment>
        <translation>%1 in dieser Gruppe.</translation>
    </message>
</context>
<context>
    <name>plantain::ui::HeadersEditor</name>
    <message>
        <source>Add a header…</source>
        <translation>Kopfzeile hinzufügen…</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>Kopfzeile</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Name of header %1</source>
        <translation>Name der Kopfzeile %1</translation>
    </message>
    <message>
        <source>Value of header %1</source>
        <translation>Wert der Kopfzeile %1</translation>
    </message>
    <message>
        <source>Remove header %1</source>
        <translation>Kopfzeile %1 entfernen</translation>
    </message>
    <message>
        <source>Remove this header</source>
        <translation>Diese Kopfzeile entfernen</translation>
    </message>
    <message>
        <source>A header&apos;s name has letters, digits and “-” only.</source>
        <translation>Der Name einer Kopfzeile hat nur Buchstaben, Ziffern und „-“.</translation>
    </message>
    <message>
        <source>“%1” is there twice.</source>
        <translation>„%1“ kommt zweimal vor.</translation>
    </message>
    <message>
        <source>A header&apos;s value has plain characters only.</source>
        <translation>Der Wert einer Kopfzeile hat nur einfache Zeichen.</translation>
    </message>
</context>
<context>
    <name>plantain::ui::ImagePage</name>
    <message>
        <source>Choose…</source>
        <translation>Wählen…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove the picture of %1</source>
        <translation>Bild von %1 entfernen</translation>
    </message>
    <message>
        <source>Paste a picture (Ctrl+V)</source>
        <translation>Ein Bild einfügen (Strg+V)</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>In der Zwischenablage ist kein Bild.</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source> · in the workflow&apos;s file</source>
        <translation> · in der Datei des Workflows</translation>
    </message>
    <message>
        <source> · beside the workflow&apos;s file</source>
        <translation> · neben der Datei des Workflows</translation>
    </message>
    <message>
        <source>No picture yet. Choose, paste or drop one.</source>
        <translation>Noch kein Bild. Eines wählen, einfügen oder ablegen.</translation>
    </message>
    <message>
        <source>Choose a picture</source>
        <translation>Bild wählen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::InPlaceEditor</name>
    <message>
        <source>Text of the node</source>
        <translation>Text des Knotens</translation>
    </message>
    <message>
        <source>Title of the node</source>
        <translation>Titel des Knotens</translation>
    </message>
    <message>
        <source>Name of the group</source>
        <translation>Name der Gruppe</translation>
    </message>
    <message>
        <source>Rename group</source>
        <translation>Gruppe umbenennen</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>%1 bearbeiten</translation>
    </message>
    <message>
        <source>Rename %1</source>
        <translation>%1 umbenennen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::KeyRow</name>
    <message>
        <source>API key</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Override</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Configured via environment</source>
        <translation>Durch die Umgebung gesetzt</translation>
    </message>
    <message>
        <source>API key of %1</source>
        <translation>API-Schlüssel von %1</translation>
    </message>
    <message>
        <source>Fetches the list of models</source>
        <translation>Ruft die Liste der Modelle ab</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>The key is removed when you save.</source>
        <translation>Der Schlüssel wird beim Speichern entfernt.</translation>
    </message>
    <message>
        <source>The key is removed when you save. %1 is used then.</source>
        <translation>Der Schlüssel wird beim Speichern entfernt. Dann gilt %1.</translation>
    </message>
    <message>
        <source>Used instead of %1.</source>
        <translation>Gilt anstelle von %1.</translation>
    </message>
    <message>
        <source>The keyring is locked: whether a key is stored is not known.</source>
        <translation>Der Schlüsselbund ist gesperrt: ob ein Schlüssel gespeichert ist, ist nicht bekannt.</translation>
    </message>
    <message>
        <source>The test is under way.</source>
        <translation>Der Test läuft.</translation>
    </message>
    <message>
        <source>Enter a key first.</source>
        <translation>Zuerst einen Schlüssel eingeben.</translation>
    </message>
    <message>
        <source>Enter the address first.</source>
        <translation>Zuerst die Adresse eingeben.</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>Wird getestet…</translation>
    </message>
    <message>
        <source>1 model in %1</source>
        <translation>1 Modell in %1</translation>
    </message>
    <message>
        <source>An API key has no spaces inside. Copy it again, without the text around it.</source>
        <translation>Ein API-Schlüssel enthält keine Leerzeichen. Ihn noch einmal kopieren, ohne den Text darum herum.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln models in %1</source>
        <translation>
            <numerusform>%Ln Modell in %1</numerusform>
            <numerusform>%Ln Modelle in %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plantain::ui::LeaveGuard</name>
    <message>
        <source>Plantain</source>
        <translation>Plantain</translation>
    </message>
    <message>
        <source>A run is under way. Stop it?</source>
        <translation>Ein Lauf ist im Gang. Ihn stoppen?</translation>
    </message>
    <message>
        <source>Nodes keep the text that they have.</source>
        <translation>Knoten behalten den Text, den sie haben.</translation>
    </message>
    <message>
        <source>Stop the run</source>
        <translation>Lauf stoppen</translation>
    </message>
    <message>
        <source>Save the changes to “%1”?</source>
        <translation>Die Änderungen an „%1“ speichern?</translation>
    </message>
    <message>
        <source>What is not saved is lost.</source>
        <translation>Was nicht gespeichert ist, geht verloren.</translation>
    </message>
</context>
<context>
    <name>plantain::ui::LlmGeneratePanel</name>
    <message>
        <source>Prov&amp;ider</source>
        <translation>Anb&amp;ieter</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>&amp;Modell</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Fetch the list of models</source>
        <translation>Liste der Modelle abrufen</translation>
    </message>
    <message>
        <source>&amp;System prompt</source>
        <translation>&amp;System-Prompt</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>System-Prompt</translation>
    </message>
    <message>
        <source>How the model should behave. May stay empty.</source>
        <translation>Wie sich das Modell verhalten soll. Darf leer bleiben.</translation>
    </message>
    <message>
        <source>&amp;Prompt</source>
        <translation>&amp;Prompt</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>Describe what to write, or connect a Prompt.</source>
        <translation>Beschreiben, was geschrieben werden soll, oder einen Prompt verbinden.</translation>
    </message>
    <message>
        <source>Prompt that arrives</source>
        <translation>Prompt, der ankommt</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>This model takes no pictures. They are not sent.</source>
        <translation>Dieses Modell nimmt keine Bilder. Sie werden nicht gesendet.</translation>
    </message>
    <message>
        <source>Edit the system prompt of %1</source>
        <translation>System-Prompt von %1 bearbeiten</translation>
    </message>
    <message>
        <source>Edit the prompt of %1</source>
        <translation>Prompt von %1 bearbeiten</translation>
    </message>
    <message>
        <source>Change the model of %1</source>
        <translation>Modell von %1 ändern</translation>
    </message>
    <message>
        <source>Change the temperature of %1</source>
        <translation>Temperatur von %1 ändern</translation>
    </message>
    <message>
        <source>Change the token limit of %1</source>
        <translation>Token-Grenze von %1 ändern</translation>
    </message>
    <message>
        <source>Change the effort of %1</source>
        <translation>Denkaufwand von %1 ändern</translation>
    </message>
    <message>
        <source>Change the variable name of %1</source>
        <translation>Variablennamen von %1 ändern</translation>
    </message>
    <message>
        <source>Got it</source>
        <translation>Verstanden</translation>
    </message>
    <message>
        <source>Change the provider of %1</source>
        <translation>Anbieter von %1 ändern</translation>
    </message>
    <message>
        <source>%1 (unknown)</source>
        <translation>%1 (unbekannt)</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>A run is under way. Stop it first.</source>
        <translation>Ein Lauf ist im Gang. Ihn zuerst stoppen.</translation>
    </message>
    <message>
        <source>You&apos;re using your ChatGPT plan</source>
        <translation>Der ChatGPT-Tarif wird genutzt</translation>
    </message>
    <message>
        <source>Runs with OpenAI (Auth) count towards its limits.</source>
        <translation>Läufe mit OpenAI (Auth) zählen zu seinen Grenzen.</translation>
    </message>
    <message>
        <source>The list could not be fetched. %1</source>
        <translation>Die Liste ließ sich nicht abrufen. %1</translation>
    </message>
    <message>
        <source>Fetching the list of models…</source>
        <translation>Die Liste der Modelle wird abgerufen…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln model(s) in the list of the provider.</source>
        <translation>
            <numerusform>%Ln Modell in der Liste des Anbieters.</numerusform>
            <numerusform>%Ln Modelle in der Liste des Anbieters.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plantain::ui::LogPanel</name>
    <message>
        <source>Copy for a &amp;bug report</source>
        <translation>Für einen Fehler&amp;bericht kopieren</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>Keys and tokens are left out.</source>
        <translation>Schlüssel und Token sind ausgelassen.</translation>
    </message>
    <message>
        <source>The log, with the versions of what is installed</source>
        <translation>Das Protokoll mit den Versionen dessen, was installiert ist</translation>
    </message>
    <message>
        <source>Close the log</source>
        <translation>Protokoll schließen</translation>
    </message>
    <message>
        <source>Nothing has been logged yet.</source>
        <translation>Noch wurde nichts protokolliert.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>plantain::ui::MainMenus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>Su&amp;chen…</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Node</source>
        <translation>&amp;Knoten</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>A&amp;usführen</translation>
    </message>
    <message>
        <source>Next node that fai&amp;led</source>
        <translation>Nächster &amp;gescheiterter Knoten</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;About Plantain</source>
        <translation>Ü&amp;ber Plantain</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>&amp;Erscheinungsbild</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>New &amp;window</source>
        <translation>Neues Fens&amp;ter</translation>
    </message>
    <message>
        <source>&amp;Close window</source>
        <translation>Fenster s&amp;chließen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::MainToolBar</name>
    <message>
        <source>Main toolbar</source>
        <translation>Haupt-Werkzeugleiste</translation>
    </message>
    <message>
        <source>Add node  /</source>
        <translation>Knoten hinzufügen  /</translation>
    </message>
    <message>
        <source>Add node</source>
        <translation>Knoten hinzufügen</translation>
    </message>
    <message>
        <source>Find a node and add it (/)</source>
        <translation>Einen Knoten suchen und hinzufügen (/)</translation>
    </message>
    <message>
        <source>Sandbox: nothing leaves this machine</source>
        <translation>Sandbox: nichts verlässt diesen Rechner</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Ways to run</source>
        <translation>Arten auszuführen</translation>
    </message>
    <message>
        <source>Run this node, from here, to here, everything anew</source>
        <translation>Diesen Knoten, ab hier, bis hier oder alles neu ausführen</translation>
    </message>
    <message>
        <source>Account: open the project setup</source>
        <translation>Konto: Projekteinstellungen öffnen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::MainWindow</name>
    <message>
        <source>Project set&amp;up…</source>
        <translation>&amp;Projekteinstellungen…</translation>
    </message>
    <message>
        <source>&amp;Minimap</source>
        <translation>&amp;Minikarte</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>%1 (Sandbox)</source>
        <translation>%1 (Sandbox)</translation>
    </message>
    <message>
        <source>No node has failed.</source>
        <translation>Kein Knoten ist gescheitert.</translation>
    </message>
    <message>
        <source>New pro&amp;ject…</source>
        <translation>Neues Pro&amp;jekt…</translation>
    </message>
    <message>
        <source>Ins&amp;pector</source>
        <translation>&amp;Inspektor</translation>
    </message>
    <message>
        <source>Press / to add a node</source>
        <translation>/ drücken, um einen Knoten hinzuzufügen</translation>
    </message>
    <message>
        <source>The sandbox opens in a window of its own.</source>
        <translation>Die Sandbox öffnet sich in einem eigenen Fenster.</translation>
    </message>
    <message>
        <source>The sandbox could not be started.</source>
        <translation>Die Sandbox konnte nicht gestartet werden.</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>&amp;Log</source>
        <translation>&amp;Protokoll</translation>
    </message>
</context>
<context>
    <name>plantain::ui::MessageBanner</name>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>plantain::ui::Minimap</name>
    <message>
        <source>Overview of the workflow</source>
        <translation>Überblick über den Workflow</translation>
    </message>
    <message>
        <source>Press or drag to go there, turn the wheel to zoom</source>
        <translation>Drücken oder ziehen, um dorthin zu gehen; Mausrad zum Zoomen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::ModelCombo</name>
    <message>
        <source>Model id</source>
        <translation>Kennung des Modells</translation>
    </message>
</context>
<context>
    <name>plantain::ui::MoveGesture</name>
    <message>
        <source>Insert %1 into wire</source>
        <translation>%1 in Verbindung einsetzen</translation>
    </message>
    <message>
        <source>Move %1</source>
        <translation>%1 verschieben</translation>
    </message>
</context>
<context>
    <name>plantain::ui::NetworkCard</name>
    <message>
        <source>Network</source>
        <translation>Netzwerk</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Testen</translation>
    </message>
    <message>
        <source>The system&apos;s</source>
        <translation>Der des Systems</translation>
    </message>
    <message>
        <source>The system&apos;s only</source>
        <translation>Nur die des Systems</translation>
    </message>
    <message>
        <source>Browse for the certificates</source>
        <translation>Nach den Zertifikaten suchen</translation>
    </message>
    <message>
        <source>Test the way to the servers</source>
        <translation>Weg zu den Servern testen</translation>
    </message>
    <message>
        <source>Proxy</source>
        <translation>Proxy</translation>
    </message>
    <message>
        <source>Certificates</source>
        <translation>Zertifikate</translation>
    </message>
    <message>
        <source>This file does not answer. Is its disk connected?</source>
        <translation>Diese Datei antwortet nicht. Ist ihr Laufwerk verbunden?</translation>
    </message>
    <message>
        <source>File with certificates</source>
        <translation>Datei mit Zertifikaten</translation>
    </message>
    <message>
        <source>Certificates (*.pem *.crt *.cer)</source>
        <translation>Zertifikate (*.pem *.crt *.cer)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>The test is under way.</source>
        <translation>Der Test läuft.</translation>
    </message>
    <message>
        <source>Correct the field above first.</source>
        <translation>Zuerst das Feld darüber berichtigen.</translation>
    </message>
    <message>
        <source>Reaches the account&apos;s server this way</source>
        <translation>Erreicht auf diesem Weg den Server des Kontos</translation>
    </message>
    <message>
        <source>Testing…</source>
        <translation>Wird getestet…</translation>
    </message>
    <message>
        <source>%1 answered in %2</source>
        <translation>%1 hat in %2 geantwortet</translation>
    </message>
</context>
<context>
    <name>plantain::ui::NetworkNotice</name>
    <message>
        <source>Project setup…</source>
        <translation>Projekteinstellungen…</translation>
    </message>
</context>
<context>
    <name>plantain::ui::NewNodes</name>
    <message>
        <source>Add %1</source>
        <translation>%1 hinzufügen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::NodeAccessible</name>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>in %1, empty</source>
        <translation>Eingabe %1, leer</translation>
    </message>
    <message>
        <source>out %1, not connected</source>
        <translation>Ausgabe %1, nicht verbunden</translation>
    </message>
    <message>
        <source>in %1, connected from %2</source>
        <translation>Eingabe %1, verbunden von %2</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>out %1, to %2</source>
        <translation>Ausgabe %1, an %2</translation>
    </message>
    <message>
        <source>out %1, to %2 nodes</source>
        <translation>Ausgabe %1, an %2 Knoten</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::NodeButtons</name>
    <message>
        <source>Choose a picture</source>
        <translation>Bild wählen</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.webp)</source>
        <translation>Bilder (*.png *.jpg *.jpeg *.webp)</translation>
    </message>
    <message>
        <source>Choose picture</source>
        <translation>Bild wählen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::NodeCommon</name>
    <message>
        <source>&amp;Comment</source>
        <translation>K&amp;ommentar</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>Kommentar</translation>
    </message>
    <message>
        <source>A remark for you and others. Never sent.</source>
        <translation>Eine Bemerkung für sich und andere. Wird nie gesendet.</translation>
    </message>
    <message>
        <source>S&amp;kip when running</source>
        <translation>Beim Ausführen &amp;überspringen</translation>
    </message>
    <message>
        <source>Runs leave it out; what depends on it is skipped too.</source>
        <translation>Läufe lassen ihn aus; was von ihm abhängt, wird auch übersprungen.</translation>
    </message>
</context>
<context>
    <name>plantain::ui::NodeDefaultsPage</name>
    <message>
        <source>Reset to the system&apos;s</source>
        <translation>Auf die Vorgaben zurücksetzen</translation>
    </message>
    <message>
        <source>Nodes that are there already keep their own.</source>
        <translation>Knoten, die es schon gibt, behalten ihre eigenen.</translation>
    </message>
    <message>
        <source>New LLM nodes</source>
        <translation>Neue LLM-Knoten</translation>
    </message>
    <message>
        <source>The first one that is set up</source>
        <translation>Der erste, der eingerichtet ist</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Ohne</translation>
    </message>
    <message>
        <source>Provider</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>System prompt</source>
        <translation>System-Prompt</translation>
    </message>
    <message>
        <source>Choose a provider to set effort, temperature and the most tokens.</source>
        <translation>Einen Anbieter wählen, um Denkaufwand, Temperatur und Token-Grenze einzustellen.</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds</comment>
        <translation> s</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>Calls at once</source>
        <translation>Aufrufe gleichzeitig</translation>
    </message>
    <message>
        <source>Wait for an answer</source>
        <translation>Warten auf eine Antwort</translation>
    </message>
    <message>
        <source>Until its first word. High effort and images may take longer.</source>
        <translation>Bis zum ersten Wort. Hoher Denkaufwand und Bilder können länger dauern.</translation>
    </message>
    <message>
        <source>Longest silence</source>
        <translation>Längste Stille</translation>
    </message>
    <message>
        <source>Between two words of an answer.</source>
        <translation>Zwischen zwei Wörtern einer Antwort.</translation>
    </message>
    <message>
        <source>Choose a provider first.</source>
        <translation>Zuerst einen Anbieter wählen.</translation>
    </message>
    <message>
        <source>The provider&apos;s default</source>
        <translation>Vorgabe des Anbieters</translation>
    </message>
    <message>
        <source>The provider&apos;s: %1</source>
        <translation>Vom Anbieter: %1</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
</context>
<context>
    <name>plantain::ui::NodeHeader</name>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Title: press to change it</source>
        <translation>Titel: drücken, um ihn zu ändern</translation>
    </message>
</context>
<context>
    <name>plantain::ui::NodeLinks</name>
    <message>
        <source>Show “%1”</source>
        <translation>„%1“ zeigen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::NodePage</name>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>Rename a node</source>
        <translation>Einen Knoten umbenennen</translation>
    </message>
    <message>
        <source>Edit the comment of %1</source>
        <translation>Kommentar von %1 bearbeiten</translation>
    </message>
    <message>
        <source>Skip %1</source>
        <translation>%1 überspringen</translation>
    </message>
    <message>
        <source>No longer skip %1</source>
        <translation>%1 nicht mehr überspringen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::NotePage</name>
    <message>
        <source>&amp;Text</source>
        <translation>&amp;Text</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Write anything. Notes never run.</source>
        <translation>Irgendetwas schreiben. Notizen laufen nie.</translation>
    </message>
    <message>
        <source>Edit %1</source>
        <translation>%1 bearbeiten</translation>
    </message>
</context>
<context>
    <name>plantain::ui::NotificationBus</name>
    <message>
        <source>Show</source>
        <translation>Anzeigen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::OutputPage</name>
    <message>
        <source>Connect texts or pictures: they arrive here.</source>
        <translation>Texte oder Bilder verbinden: sie kommen hier an.</translation>
    </message>
    <message>
        <source>File na&amp;me</source>
        <translation>Dateina&amp;me</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>Dateiname</translation>
    </message>
    <message>
        <source>Proposed when something is saved</source>
        <translation>Wird vorgeschlagen, wenn etwas gespeichert wird</translation>
    </message>
    <message>
        <source>Change the file name of %1</source>
        <translation>Dateinamen von %1 ändern</translation>
    </message>
</context>
<context>
    <name>plantain::ui::OutputSection</name>
    <message>
        <source>Show as Markdown</source>
        <translation>Als Markdown zeigen</translation>
    </message>
    <message>
        <source>Copy the text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter…</translation>
    </message>
    <message>
        <source>Nothing has arrived yet.</source>
        <translation>Noch ist nichts angekommen.</translation>
    </message>
    <message>
        <source>Show “%1”</source>
        <translation>„%1“ zeigen</translation>
    </message>
    <message>
        <source>Text of %1</source>
        <translation>Text von %1</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>plantain::ui::ParameterBox</name>
    <message>
        <source>Effort</source>
        <translation>Denkaufwand</translation>
    </message>
    <message>
        <source>&amp;Temperature</source>
        <translation>&amp;Temperatur</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>Zurücksetzen</translation>
    </message>
    <message>
        <source>Reset the temperature</source>
        <translation>Temperatur zurücksetzen</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Ma&amp;x tokens</source>
        <translation>Ma&amp;x. Token</translation>
    </message>
    <message>
        <source>Max tokens</source>
        <translation>Max. Token</translation>
    </message>
    <message>
        <source>Model&apos;s own limit</source>
        <translation>Grenze des Modells</translation>
    </message>
    <message>
        <source>Temperature is set by this model, unless effort is “None”.</source>
        <translation>Die Temperatur setzt dieses Modell selbst, außer beim Denkaufwand „Ohne“.</translation>
    </message>
    <message>
        <source>Temperature is set by this model.</source>
        <translation>Die Temperatur setzt dieses Modell selbst.</translation>
    </message>
    <message>
        <source>the model&apos;s own</source>
        <translation>die des Modells</translation>
    </message>
</context>
<context>
    <name>plantain::ui::PictureList</name>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Picture %1</source>
        <translation>Bild %1</translation>
    </message>
    <message>
        <source>Show the node of “%1”</source>
        <translation>Den Knoten von „%1“ zeigen</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>%1 speichern</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter…</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Speichern unter</translation>
    </message>
</context>
<context>
    <name>plantain::ui::PictureOffer</name>
    <message>
        <source>Pasted image</source>
        <translation>Eingefügtes Bild</translation>
    </message>
    <message>
        <source>Images (*.png *.jpg *.jpeg *.webp)</source>
        <translation>Bilder (*.png *.jpg *.jpeg *.webp)</translation>
    </message>
</context>
<context>
    <name>plantain::ui::PortMenu</name>
    <message>
        <source>No node takes a wire of this type.</source>
        <translation>Kein Knoten nimmt eine Verbindung dieser Art.</translation>
    </message>
    <message>
        <source>Add a source of %1</source>
        <translation>Quelle hinzufügen: %1</translation>
    </message>
    <message>
        <source>Add a target for %1</source>
        <translation>Ziel hinzufügen: %1</translation>
    </message>
</context>
<context>
    <name>plantain::ui::ProjectPage</name>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>Embed images in the workflow file</source>
        <translation>Bilder in die Workflow-Datei einbetten</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>my-project</source>
        <translation>mein-projekt</translation>
    </message>
    <message>
        <source>projects</source>
        <translation>projekte</translation>
    </message>
    <message>
        <source>Browse for the directory</source>
        <translation>Nach dem Verzeichnis suchen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Directory</source>
        <translation>Verzeichnis</translation>
    </message>
    <message>
        <source>What will be written</source>
        <translation>Was geschrieben wird</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Give the project a name.</source>
        <translation>Dem Projekt einen Namen geben.</translation>
    </message>
    <message>
        <source>Choose the directory that the project is kept in.</source>
        <translation>Das Verzeichnis wählen, in dem das Projekt liegt.</translation>
    </message>
    <message>
        <source>Enter the whole path, such as %1.</source>
        <translation>Den ganzen Pfad eingeben, etwa %1.</translation>
    </message>
    <message>
        <source>This directory does not answer. Is its disk connected?</source>
        <translation>Dieses Verzeichnis antwortet nicht. Ist sein Laufwerk verbunden?</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft…</translation>
    </message>
    <message>
        <source>Directory of the project</source>
        <translation>Verzeichnis des Projekts</translation>
    </message>
    <message>
        <source>Nothing until the workflow has a name and a directory.</source>
        <translation>Nichts, bis der Workflow einen Namen und ein Verzeichnis hat.</translation>
    </message>
    <message>
        <source>%1: the workflow</source>
        <translation>%1: der Workflow</translation>
    </message>
    <message>
        <source>%1: its images</source>
        <translation>%1: seine Bilder</translation>
    </message>
    <message>
        <source>On: one file to move and send, but larger, and slower to save. Off: images are files of their own beside the workflow, and are written once.</source>
        <translation>An: eine einzige Datei zum Verschieben und Versenden, aber größer und langsamer zu speichern. Aus: Bilder sind eigene Dateien neben dem Workflow und werden nur einmal geschrieben.</translation>
    </message>
    <message>
        <source>The image of this workflow would add about %1 to its file.</source>
        <translation>Das Bild dieses Workflows würde seine Datei um etwa %1 vergrößern.</translation>
    </message>
    <message>
        <source>This directory does not exist.</source>
        <translation>Dieses Verzeichnis gibt es nicht.</translation>
    </message>
    <message>
        <source>This is a file, not a directory.</source>
        <translation>Das ist eine Datei, kein Verzeichnis.</translation>
    </message>
    <message>
        <source>You cannot write in this directory.</source>
        <translation>In diesem Verzeichnis lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>There is a “%1” already. Choose another name.</source>
        <translation>Es gibt schon ein „%1“. Einen anderen Namen wählen.</translation>
    </message>
    <message numerus="yes">
        <source>The %Ln images of this workflow would add about %1 to its file.</source>
        <translation>
            <numerusform>Das %Ln Bild dieses Workflows würde seine Datei um etwa %1 vergrößern.</numerusform>
            <numerusform>Die %Ln Bilder dieses Workflows würden seine Datei um etwa %1 vergrößern.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plantain::ui::ProjectSetup</name>
    <message>
        <source>Rename the project</source>
        <translation>Projekt umbenennen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::ProjectSetupDialog</name>
    <message>
        <source>Project setup</source>
        <translation>Projekteinstellungen</translation>
    </message>
    <message>
        <source>Providers</source>
        <translation>Anbieter</translation>
    </message>
    <message>
        <source>Connect and Disconnect take effect at once.</source>
        <translation>Verbinden und Trennen wirken sofort.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>It is being saved.</source>
        <translation>Es wird gespeichert.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Keep editing</source>
        <translation>Weiter bearbeiten</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Node defaults</source>
        <translation>Knoten-Vorgaben</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>Arbeitsfläche</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>Neues Projekt</translation>
    </message>
    <message>
        <source>Project settings</source>
        <translation>Projekteinstellungen</translation>
    </message>
    <message>
        <source>%1 (Sandbox)</source>
        <translation>%1 (Sandbox)</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>Sandbox</translation>
    </message>
    <message>
        <source>A practice provider on this machine answers. Nothing leaves it.</source>
        <translation>Ein Übungsanbieter auf diesem Rechner antwortet. Nichts verlässt ihn.</translation>
    </message>
    <message>
        <source>To correct: %1</source>
        <translation>Zu berichtigen: %1</translation>
    </message>
    <message>
        <source>What you typed is being checked.</source>
        <translation>Die Eingaben werden geprüft.</translation>
    </message>
    <message>
        <source>%1 *</source>
        <translation>%1 *</translation>
    </message>
    <message>
        <source>Changed, not saved yet</source>
        <translation>Geändert, noch nicht gespeichert</translation>
    </message>
    <message>
        <source>Discard changes?</source>
        <translation>Änderungen verwerfen?</translation>
    </message>
</context>
<context>
    <name>plantain::ui::PromptPage</name>
    <message>
        <source>&amp;Text</source>
        <translation>&amp;Text</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Describe what to generate.</source>
        <translation>Beschreiben, was erzeugt werden soll.</translation>
    </message>
    <message>
        <source>Text that arrives</source>
        <translation>Text, der ankommt</translation>
    </message>
    <message>
        <source>Edit the text of %1</source>
        <translation>Text von %1 bearbeiten</translation>
    </message>
    <message>
        <source>Change the variable name of %1</source>
        <translation>Variablennamen von %1 ändern</translation>
    </message>
    <message>
        <source>Receiving text from</source>
        <translation>Bekommt Text von</translation>
    </message>
</context>
<context>
    <name>plantain::ui::ProviderReadiness</name>
    <message>
        <source>The session is being read.</source>
        <translation>Die Sitzung wird gelesen.</translation>
    </message>
    <message>
        <source>Finish the sign-in first.</source>
        <translation>Zuerst die Anmeldung abschließen.</translation>
    </message>
    <message>
        <source>The session expired. Reconnect first.</source>
        <translation>Die Sitzung ist abgelaufen. Zuerst neu verbinden.</translation>
    </message>
    <message>
        <source>Allow the use of your plan first.</source>
        <translation>Zuerst die Nutzung des Tarifs erlauben.</translation>
    </message>
    <message>
        <source>Your plan does not include this.</source>
        <translation>Der Tarif umfasst das nicht.</translation>
    </message>
    <message>
        <source>The session cannot be read yet. Unlock the keyring or read it again.</source>
        <translation>Die Sitzung lässt sich noch nicht lesen. Den Schlüsselbund entsperren oder sie neu lesen.</translation>
    </message>
    <message>
        <source>Connect your account first.</source>
        <translation>Zuerst das Konto verbinden.</translation>
    </message>
    <message>
        <source>Keyring is locked</source>
        <translation>Schlüsselbund ist gesperrt</translation>
    </message>
    <message>
        <source>Unlock the keyring first.</source>
        <translation>Zuerst den Schlüsselbund entsperren.</translation>
    </message>
    <message>
        <source>OpenAI not connected</source>
        <translation>OpenAI nicht verbunden</translation>
    </message>
    <message>
        <source>Using ChatGPT plan</source>
        <translation>Nutzt den ChatGPT-Tarif</translation>
    </message>
    <message>
        <source>API key stored</source>
        <translation>API-Schlüssel gespeichert</translation>
    </message>
    <message>
        <source>Configured via environment</source>
        <translation>Durch die Umgebung gesetzt</translation>
    </message>
    <message>
        <source>API key missing</source>
        <translation>API-Schlüssel fehlt</translation>
    </message>
    <message>
        <source>Add an API key in the project setup first.</source>
        <translation>Zuerst in den Projekteinstellungen einen API-Schlüssel hinzufügen.</translation>
    </message>
    <message>
        <source>Add key…</source>
        <translation>Schlüssel hinzufügen…</translation>
    </message>
    <message>
        <source>No server set up</source>
        <translation>Kein Server eingerichtet</translation>
    </message>
    <message>
        <source>Set up the server&apos;s address in the project setup first.</source>
        <translation>Zuerst in den Projekteinstellungen die Adresse des Servers einrichten.</translation>
    </message>
    <message>
        <source>Set up…</source>
        <translation>Einrichten…</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>Sandbox</translation>
    </message>
    <message>
        <source>No provider chosen</source>
        <translation>Kein Anbieter gewählt</translation>
    </message>
    <message>
        <source>Choose a provider first.</source>
        <translation>Zuerst einen Anbieter wählen.</translation>
    </message>
    <message>
        <source>Unknown provider</source>
        <translation>Unbekannter Anbieter</translation>
    </message>
    <message>
        <source>Plantain does not know the provider “%1”. Choose another one.</source>
        <translation>Plantain kennt den Anbieter „%1“ nicht. Einen anderen wählen.</translation>
    </message>
    <message>
        <source>“%1” is kept in the file. Choose another provider to run this node.</source>
        <translation>„%1“ bleibt in der Datei erhalten. Einen anderen Anbieter wählen, um diesen Knoten auszuführen.</translation>
    </message>
</context>
<context>
    <name>plantain::ui::ProvidersPage</name>
    <message>
        <source>OpenAI</source>
        <translation>OpenAI</translation>
    </message>
    <message>
        <source>Google Gemini</source>
        <translation>Google Gemini</translation>
    </message>
    <message>
        <source>OpenAI-compatible server</source>
        <translation>OpenAI-kompatibler Server</translation>
    </message>
    <message>
        <source>Keyring is locked</source>
        <translation>Schlüsselbund ist gesperrt</translation>
    </message>
    <message>
        <source>Not set up</source>
        <translation>Nicht eingerichtet</translation>
    </message>
    <message>
        <source>Not needed by most</source>
        <translation>Meist nicht nötig</translation>
    </message>
    <message>
        <source>Key in the keyring</source>
        <translation>Schlüssel im Schlüsselbund</translation>
    </message>
    <message>
        <source>Key in a file</source>
        <translation>Schlüssel in einer Datei</translation>
    </message>
    <message>
        <source>Key cannot be read</source>
        <translation>Schlüssel nicht lesbar</translation>
    </message>
</context>
<context>
    <name>plantain::ui::ReadinessRow</name>
    <message>
        <source>Manage usage</source>
        <translation>Nutzung verwalten</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::RecoveryOffer</name>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>Ask again at the next start</source>
        <translation>Beim nächsten Start wieder fragen</translation>
    </message>
    <message>
        <source>It was never saved to a file.</source>
        <translation>Sie wurde nie in einer Datei gespeichert.</translation>
    </message>
    <message>
        <source>It belongs to %1, which is as it was saved last.</source>
        <translation>Sie gehört zu %1; die Datei ist, wie sie zuletzt gespeichert wurde.</translation>
    </message>
    <message>
        <source>%1 more will be offered after it.</source>
        <translation>Danach werden noch %1 angeboten.</translation>
    </message>
    <message>
        <source>Unsaved work was found: “%1”, %2.</source>
        <translation>Ungespeicherte Arbeit wurde gefunden: „%1“, %2.</translation>
    </message>
</context>
<context>
    <name>plantain::ui::ResizeGesture</name>
    <message>
        <source>Resize %1</source>
        <translation>Größe ändern: %1</translation>
    </message>
    <message>
        <source>Resize group</source>
        <translation>Größe der Gruppe ändern</translation>
    </message>
</context>
<context>
    <name>plantain::ui::ResultHistory</name>
    <message numerus="yes">
        <source>%Ln earlier</source>
        <translation>
            <numerusform>%Ln früheres</numerusform>
            <numerusform>%Ln frühere</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>bearbeitet</translation>
    </message>
</context>
<context>
    <name>plantain::ui::ResultPane</name>
    <message>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>Result before</source>
        <translation>Ergebnis davor</translation>
    </message>
    <message>
        <source>Result after</source>
        <translation>Ergebnis danach</translation>
    </message>
    <message>
        <source>Edit by hand</source>
        <translation>Von Hand bearbeiten</translation>
    </message>
    <message>
        <source>Show as Markdown</source>
        <translation>Als Markdown zeigen</translation>
    </message>
    <message>
        <source>Copy the result</source>
        <translation>Ergebnis kopieren</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Run this node</source>
        <translation>Diesen Knoten ausführen</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stoppen</translation>
    </message>
    <message>
        <source>Inputs changed since this result.</source>
        <translation>Die Eingaben haben sich seit diesem Ergebnis geändert.</translation>
    </message>
    <message>
        <source>The answer appears here while it is written.</source>
        <translation>Hier erscheint die Antwort, während sie geschrieben wird.</translation>
    </message>
    <message>
        <source>Result, edited by hand</source>
        <translation>Ergebnis, von Hand bearbeitet</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter…</translation>
    </message>
    <message>
        <source>Clear the result</source>
        <translation>Ergebnis löschen</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Manage usage</source>
        <translation>Nutzung verwalten</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>The last run of this node failed.</source>
        <translation>Der letzte Lauf dieses Knotens ist gescheitert.</translation>
    </message>
    <message>
        <source>Price of %1</source>
        <translation>Preis von %1</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Noch einmal ausführen</translation>
    </message>
    <message>
        <source>Choose result %1</source>
        <translation>Ergebnis %1 wählen</translation>
    </message>
    <message>
        <source>Edit a result</source>
        <translation>Ein Ergebnis bearbeiten</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Clear a result</source>
        <translation>Ein Ergebnis löschen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::RunActions</name>
    <message>
        <source>&amp;Run all</source>
        <translation>&amp;Alles ausführen</translation>
    </message>
    <message>
        <source>Run &amp;from here</source>
        <translation>Ab &amp;hier ausführen</translation>
    </message>
    <message>
        <source>Run everything &amp;anew</source>
        <translation>Alles &amp;neu ausführen</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Stoppen</translation>
    </message>
    <message>
        <source>It is running. Stop it first.</source>
        <translation>Es läuft. Zuerst stoppen.</translation>
    </message>
    <message>
        <source>Select one node first.</source>
        <translation>Zuerst einen Knoten auswählen.</translation>
    </message>
    <message>
        <source>1 call</source>
        <translation>1 Aufruf</translation>
    </message>
    <message>
        <source>%1 calls</source>
        <translation>%1 Aufrufe</translation>
    </message>
    <message>
        <source>Everything is up to date. Shift+Ctrl+Enter runs it anew.</source>
        <translation>Alles ist aktuell. Umschalt+Strg+Eingabe führt es neu aus.</translation>
    </message>
    <message>
        <source>Run: %1, %2</source>
        <translation>Ausführen: %1, %2</translation>
    </message>
    <message>
        <source>Run: %1</source>
        <translation>Ausführen: %1</translation>
    </message>
    <message>
        <source>1 node will fail. %1</source>
        <translation>1 Knoten wird scheitern. %1</translation>
    </message>
    <message>
        <source>%1 nodes will fail. %2</source>
        <translation>%1 Knoten werden scheitern. %2</translation>
    </message>
    <message>
        <source>Run th&amp;is node</source>
        <translation>Diesen Knoten ausf&amp;ühren</translation>
    </message>
    <message>
        <source>Run to &amp;here</source>
        <translation>B&amp;is hier ausführen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::RunNotification</name>
    <message>
        <source>“%1” ended with errors</source>
        <translation>„%1“ endete mit Fehlern</translation>
    </message>
    <message>
        <source>“%1” is paused</source>
        <translation>„%1“ ist angehalten</translation>
    </message>
    <message>
        <source>“%1” is done</source>
        <translation>„%1“ ist fertig</translation>
    </message>
    <message>
        <source>%1 of %2 failed · %3</source>
        <translation>%1 von %2 fehlgeschlagen · %3</translation>
    </message>
</context>
<context>
    <name>plantain::ui::SaveText</name>
    <message>
        <source>Save as</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>result</source>
        <translation>ergebnis</translation>
    </message>
    <message>
        <source>Markdown (*.md);;Text (*.txt);;All files (*)</source>
        <translation>Markdown (*.md);;Text (*.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Images (*.%1);;All files (*)</source>
        <translation>Bilder (*.%1);;Alle Dateien (*)</translation>
    </message>
</context>
<context>
    <name>plantain::ui::SecretLineEdit</name>
    <message>
        <source>A key ending in %1 is stored.</source>
        <translation>Ein Schlüssel, der auf %1 endet, ist gespeichert.</translation>
    </message>
    <message>
        <source>API key</source>
        <translation>API-Schlüssel</translation>
    </message>
    <message>
        <source>Hide %1</source>
        <translation>%1 verbergen</translation>
    </message>
    <message>
        <source>Show %1</source>
        <translation>%1 zeigen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::SelectionPage</name>
    <message>
        <source>Arrange</source>
        <translation>Anordnen</translation>
    </message>
    <message>
        <source>Align left</source>
        <translation>Links ausrichten</translation>
    </message>
    <message>
        <source>Align top</source>
        <translation>Oben ausrichten</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>Reihe</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Spalte</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Gitter</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>S&amp;kip when running</source>
        <translation>Beim Ausführen &amp;überspringen</translation>
    </message>
    <message>
        <source>Put in a row</source>
        <translation>In eine Reihe stellen</translation>
    </message>
    <message>
        <source>Put in a column</source>
        <translation>In eine Spalte stellen</translation>
    </message>
    <message>
        <source>Put in a grid</source>
        <translation>In ein Gitter stellen</translation>
    </message>
    <message>
        <source>Skip nodes</source>
        <translation>Knoten überspringen</translation>
    </message>
    <message>
        <source>No longer skip nodes</source>
        <translation>Knoten nicht mehr überspringen</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <comment>count × kind</comment>
        <translation>%1 × %2</translation>
    </message>
</context>
<context>
    <name>plantain::ui::ShortcutSheet</name>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Keyboard and mouse</source>
        <translation>Tastatur und Maus</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Canvas</source>
        <translation>Arbeitsfläche</translation>
    </message>
    <message>
        <source>Moving about by keys</source>
        <translation>Mit Tasten bewegen</translation>
    </message>
    <message>
        <source>Next node, node before</source>
        <translation>Nächster Knoten, Knoten davor</translation>
    </message>
    <message>
        <source>Tab, Shift+Tab</source>
        <translation>Tab, Umschalt+Tab</translation>
    </message>
    <message>
        <source>Move the selection</source>
        <translation>Auswahl verschieben</translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation>Pfeiltasten</translation>
    </message>
    <message>
        <source>Move it far</source>
        <translation>Weit verschieben</translation>
    </message>
    <message>
        <source>Shift+arrows</source>
        <translation>Umschalt+Pfeiltasten</translation>
    </message>
    <message>
        <source>Go to the node beside</source>
        <translation>Zum Knoten daneben gehen</translation>
    </message>
    <message>
        <source>Ctrl+arrows</source>
        <translation>Strg+Pfeiltasten</translation>
    </message>
    <message>
        <source>Leave the canvas</source>
        <translation>Arbeitsfläche verlassen</translation>
    </message>
    <message>
        <source>Ctrl+Tab, F6</source>
        <translation>Strg+Tab, F6</translation>
    </message>
    <message>
        <source>Cancel, select nothing</source>
        <translation>Abbrechen, nichts auswählen</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Text editor: take the text and run</source>
        <translation>Texteditor: Text übernehmen und ausführen</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Strg+Eingabe</translation>
    </message>
    <message>
        <source>Mouse and touchpad</source>
        <translation>Maus und Touchpad</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoomen</translation>
    </message>
    <message>
        <source>Wheel, pinch</source>
        <translation>Mausrad, zwei Finger spreizen</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Space+drag, middle drag, two fingers</source>
        <translation>Leertaste+Ziehen, mittlere Taste, zwei Finger</translation>
    </message>
    <message>
        <source>Pan sideways</source>
        <translation>Seitwärts verschieben</translation>
    </message>
    <message>
        <source>Shift+wheel</source>
        <translation>Umschalt+Mausrad</translation>
    </message>
    <message>
        <source>Add or take from the selection</source>
        <translation>Zur Auswahl nehmen oder herausnehmen</translation>
    </message>
    <message>
        <source>Ctrl+click, Shift+click</source>
        <translation>Strg+Klick, Umschalt+Klick</translation>
    </message>
    <message>
        <source>Select what lies in a box</source>
        <translation>Auswählen, was ganz im Rahmen liegt</translation>
    </message>
    <message>
        <source>Drag to the right</source>
        <translation>Nach rechts ziehen</translation>
    </message>
    <message>
        <source>Select what a box touches</source>
        <translation>Auswählen, was der Rahmen berührt</translation>
    </message>
    <message>
        <source>Drag to the left</source>
        <translation>Nach links ziehen</translation>
    </message>
    <message>
        <source>Delete a wire</source>
        <translation>Verbindung löschen</translation>
    </message>
    <message>
        <source>Alt+click</source>
        <translation>Alt+Klick</translation>
    </message>
    <message>
        <source>Snap to the grid</source>
        <translation>Am Raster einrasten</translation>
    </message>
    <message>
        <source>Shift while dragging</source>
        <translation>Umschalt beim Ziehen</translation>
    </message>
    <message>
        <source>Do not put into a wire</source>
        <translation>Nicht in eine Verbindung einsetzen</translation>
    </message>
    <message>
        <source>Alt while dragging</source>
        <translation>Alt beim Ziehen</translation>
    </message>
    <message>
        <source>Add node</source>
        <translation>Knoten hinzufügen</translation>
    </message>
    <message>
        <source>Double click on the canvas</source>
        <translation>Doppelklick auf die Arbeitsfläche</translation>
    </message>
    <message>
        <source>Cut wires</source>
        <translation>Verbindungen durchtrennen</translation>
    </message>
    <message>
        <source>Ctrl+right drag across them</source>
        <translation>Strg+rechts darüberziehen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::StatusArea</name>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>Gespeichert %1</translation>
    </message>
    <message>
        <source>Saved on %1</source>
        <translation>Gespeichert am %1</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message>
        <source>Progress of the run</source>
        <translation>Fortschritt des Laufs</translation>
    </message>
    <message>
        <source>Show the next node that failed (F8)</source>
        <translation>Nächsten gescheiterten Knoten zeigen (F8)</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>Sandbox</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoomen</translation>
    </message>
    <message>
        <source>Running %1 of %2</source>
        <translation>Läuft: %1 von %2</translation>
    </message>
    <message>
        <source>Nothing to run</source>
        <translation>Nichts auszuführen</translation>
    </message>
    <message>
        <source>Done in %1</source>
        <translation>Fertig in %1</translation>
    </message>
    <message>
        <source>Ended with errors after %1</source>
        <translation>Mit Fehlern beendet nach %1</translation>
    </message>
    <message>
        <source>Stopped after %1</source>
        <translation>Gestoppt nach %1</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>1 error (F8)</source>
        <translation>1 Fehler (F8)</translation>
    </message>
    <message>
        <source>%1 errors (F8)</source>
        <translation>%1 Fehler (F8)</translation>
    </message>
    <message>
        <source>1 node</source>
        <translation>1 Knoten</translation>
    </message>
    <message>
        <source>%1 nodes</source>
        <translation>%1 Knoten</translation>
    </message>
    <message>
        <source>%1 tokens</source>
        <translation>%1 Token</translation>
    </message>
    <message>
        <source>%1 this session</source>
        <translation>%1 in dieser Sitzung</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>Wird gespeichert…</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>Wird geöffnet…</translation>
    </message>
    <message>
        <source>Not saved · Recovery on</source>
        <translation>Nicht gespeichert · Sicherung an</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>Nicht gespeichert</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Zoom: %1</source>
        <translation>Zoom: %1</translation>
    </message>
</context>
<context>
    <name>plantain::ui::StorageNotice</name>
    <message>
        <source>The keyring is locked.</source>
        <translation>Der Schlüsselbund ist gesperrt.</translation>
    </message>
    <message>
        <source>The stored keys cannot be read.</source>
        <translation>Die gespeicherten Schlüssel können nicht gelesen werden.</translation>
    </message>
    <message>
        <source>Nodes that need a stored key will not run.</source>
        <translation>Knoten, die einen gespeicherten Schlüssel brauchen, laufen nicht.</translation>
    </message>
</context>
<context>
    <name>plantain::ui::StorageRow</name>
    <message>
        <source>Keys and tokens are kept in the system keyring.</source>
        <translation>Schlüssel und Token liegen im Schlüsselbund des Systems.</translation>
    </message>
    <message>
        <source>Keys and tokens are kept in files only you can read.</source>
        <translation>Schlüssel und Token liegen in Dateien, die nur das eigene Benutzerkonto lesen kann.</translation>
    </message>
    <message>
        <source>Keep them in a file instead…</source>
        <translation>Stattdessen in einer Datei ablegen…</translation>
    </message>
    <message>
        <source>Keep them in the system keyring instead…</source>
        <translation>Stattdessen im Schlüsselbund des Systems ablegen…</translation>
    </message>
    <message>
        <source>Keep secrets in files</source>
        <translation>Geheimnisse in Dateien ablegen</translation>
    </message>
    <message>
        <source>Keep keys and tokens in files instead of the system keyring?</source>
        <translation>Schlüssel und Token in Dateien statt im Schlüsselbund des Systems ablegen?</translation>
    </message>
    <message>
        <source>The files can be read by you and by every program you run. The copies in the keyring are removed.</source>
        <translation>Die Dateien kann das eigene Benutzerkonto und jedes Programm lesen, das darin läuft. Die Kopien im Schlüsselbund werden entfernt.</translation>
    </message>
    <message>
        <source>Keep in files</source>
        <translation>In Dateien ablegen</translation>
    </message>
    <message>
        <source>Moving…</source>
        <translation>Umzug läuft…</translation>
    </message>
</context>
<context>
    <name>plantain::ui::Thumbnails</name>
    <message>
        <source>This picture cannot be shown: its data is damaged.</source>
        <translation>Dieses Bild lässt sich nicht zeigen: seine Daten sind beschädigt.</translation>
    </message>
</context>
<context>
    <name>plantain::ui::UnknownPage</name>
    <message>
        <source>Show its data</source>
        <translation>Seine Daten zeigen</translation>
    </message>
    <message>
        <source>“%1” is a node of another program. Plantain keeps it with everything in it and draws its connections, but cannot run it.</source>
        <translation>„%1“ ist ein Knoten eines anderen Programms. Plantain bewahrt ihn mit allem darin auf und zeichnet seine Verbindungen, kann ihn aber nicht ausführen.</translation>
    </message>
    <message numerus="yes">
        <source>%1… (%Ln characters)</source>
        <translation>
            <numerusform>%1… (%Ln Zeichen)</numerusform>
            <numerusform>%1… (%Ln Zeichen)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plantain::ui::UsageLimitNotice</name>
    <message>
        <source>Nodes that use the account will fail until then.</source>
        <translation>Knoten, die das Konto verwenden, schlagen bis dahin fehl.</translation>
    </message>
    <message>
        <source>No browser could be opened. The page is %1.</source>
        <translation>Es konnte kein Browser geöffnet werden. Die Seite ist %1.</translation>
    </message>
</context>
<context>
    <name>plantain::ui::VariableCompleter</name>
    <message>
        <source>Variables</source>
        <translation>Variablen</translation>
    </message>
</context>
<context>
    <name>plantain::ui::VariableField</name>
    <message>
        <source>Varia&amp;ble name</source>
        <translation>Variable&amp;nname</translation>
    </message>
    <message>
        <source>Variable name</source>
        <translation>Variablenname</translation>
    </message>
    <message>
        <source>Letters, digits and _</source>
        <translation>Buchstaben, Ziffern und _</translation>
    </message>
    <message>
        <source>Use 1 to 30 letters A–Z, digits and _.</source>
        <translation>1 bis 30 Buchstaben A–Z, Ziffern und _ verwenden.</translation>
    </message>
    <message>
        <source>With a name, a Prompt Constructor can use this text.</source>
        <translation>Mit einem Namen kann ein Prompt-Baukasten diesen Text nutzen.</translation>
    </message>
    <message>
        <source>Used in templates as @%1</source>
        <translation>In Vorlagen als @%1</translation>
    </message>
</context>
<context>
    <name>plantain::ui::WelcomePage</name>
    <message>
        <source>Three voices</source>
        <translation>Drei Stimmen</translation>
    </message>
    <message>
        <source>Picture to prompt</source>
        <translation>Vom Bild zum Prompt</translation>
    </message>
    <message>
        <source>Template with variables</source>
        <translation>Vorlage mit Variablen</translation>
    </message>
    <message>
        <source>Welcome</source>
        <translation>Willkommen</translation>
    </message>
    <message>
        <source>Wire up a thought.</source>
        <translation>Gedanken verdrahten.</translation>
    </message>
    <message>
        <source>Prompts, images and language models, connected. Nothing leaves this machine until you press Run.</source>
        <translation>Prompts, Bilder und Sprachmodelle, verbunden. Nichts verlässt diesen Rechner vor dem Ausführen.</translation>
    </message>
    <message>
        <source>1 · Choose who answers</source>
        <translation>1 · Wählen, wer antwortet</translation>
    </message>
    <message>
        <source>API key or own server…</source>
        <translation>API-Schlüssel oder eigener Server…</translation>
    </message>
    <message>
        <source>To practise without an account, start with --sandbox.</source>
        <translation>Zum Üben ohne Konto mit --sandbox starten.</translation>
    </message>
    <message>
        <source>2 · Start from something</source>
        <translation>2 · Mit etwas beginnen</translation>
    </message>
    <message>
        <source>New prompt</source>
        <translation>Neuer Prompt</translation>
    </message>
    <message>
        <source>A prompt, a model and an output, wired up</source>
        <translation>Ein Prompt, ein Modell und eine Ausgabe, verbunden</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen…</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>or press / to add a node</source>
        <translation>oder / drücken, um einen Knoten hinzuzufügen</translation>
    </message>
    <message>
        <source>Workflows that you open or save are listed here.</source>
        <translation>Hier stehen Workflows, die geöffnet oder gespeichert wurden.</translation>
    </message>
    <message>
        <source>Try the sandbox</source>
        <translation>Sandbox ausprobieren</translation>
    </message>
    <message>
        <source>Opens a second window with a practice provider</source>
        <translation>Öffnet ein zweites Fenster mit einem Übungsanbieter</translation>
    </message>
    <message>
        <source>New project…</source>
        <translation>Neues Projekt…</translation>
    </message>
    <message>
        <source>Connect an account</source>
        <translation>Konto verbinden</translation>
    </message>
    <message>
        <source>A practice provider in a second window. Nothing leaves this machine.</source>
        <translation>Ein Übungsanbieter in einem zweiten Fenster. Nichts verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>Sandbox: a practice provider answers. No real account, no network.</source>
        <translation>Sandbox: Ein Übungsanbieter antwortet. Kein echtes Konto, kein Netz.</translation>
    </message>
</context>
<context>
    <name>plantain::ui::WireGesture</name>
    <message>
        <source>%1 has no port that takes this wire.</source>
        <translation>%1 hat keinen Anschluss, der diese Verbindung nimmt.</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>Trennen</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Move wire</source>
        <translation>Verbindung umhängen</translation>
    </message>
    <message>
        <source>An input takes its wire from an output.</source>
        <translation>Eine Eingabe bekommt ihre Verbindung von einer Ausgabe.</translation>
    </message>
    <message>
        <source>An output goes into an input.</source>
        <translation>Eine Ausgabe gehört in eine Eingabe.</translation>
    </message>
</context>
<context>
    <name>plantain::ui::WorkflowDocument</name>
    <message>
        <source>Untitled</source>
        <translation>Unbenannt</translation>
    </message>
</context>
<context>
    <name>plantain::ui::WorkflowPage</name>
    <message>
        <source>Workflow</source>
        <translation>Workflow</translation>
    </message>
    <message>
        <source>Na&amp;me</source>
        <translation>&amp;Name</translation>
    </message>
    <message>
        <source>Name of the workflow</source>
        <translation>Name des Workflows</translation>
    </message>
    <message>
        <source>Select a node to see and change everything about it. Press / to add one, ? for all shortcuts.</source>
        <translation>Einen Knoten auswählen, um alles an ihm zu sehen und zu ändern. / fügt einen hinzu, ? zeigt alle Tastenkürzel.</translation>
    </message>
    <message>
        <source>Rename the workflow</source>
        <translation>Workflow umbenennen</translation>
    </message>
    <message>
        <source>1 connection</source>
        <translation>1 Verbindung</translation>
    </message>
    <message numerus="yes">
        <source>%Ln connections</source>
        <translation>
            <numerusform>%Ln Verbindung</numerusform>
            <numerusform>%Ln Verbindungen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>plantain::ui::words</name>
    <message>
        <source>just now</source>
        <translation>gerade eben</translation>
    </message>
    <message>
        <source>%1 min ago</source>
        <translation>vor %1 min</translation>
    </message>
    <message>
        <source>%1 h ago</source>
        <translation>vor %1 h</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>am %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1K</source>
        <comment>thousand</comment>
        <translation>%1 Tsd.</translation>
    </message>
    <message>
        <source>%1M</source>
        <comment>million</comment>
        <translation>%1 Mio.</translation>
    </message>
    <message>
        <source>under $%1</source>
        <translation>unter %1 $</translation>
    </message>
    <message>
        <source>$%1</source>
        <translation>%1 $</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>etwa %1</translation>
    </message>
    <message>
        <source>%1 in</source>
        <comment>tokens</comment>
        <translation>%1 ein</translation>
    </message>
    <message>
        <source>%1 out</source>
        <comment>tokens</comment>
        <translation>%1 aus</translation>
    </message>
    <message>
        <source>1 node</source>
        <translation>1 Knoten</translation>
    </message>
    <message>
        <source>%1 nodes</source>
        <translation>%1 Knoten</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>command, its key</comment>
        <translation>%1 (%2)</translation>
    </message>
</context>
</TS>
