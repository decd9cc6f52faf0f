// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/settings/AppSettings.h"

#include "src/base/Json.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>

namespace plantain::settings {

namespace {

using base::JsonReader;

constexpr int mostParallel = 10;

struct ThemeName {
    ThemeChoice choice;
    QLatin1String name;
};
constexpr std::array themeNames{ThemeName{ThemeChoice::System, QLatin1String("system")},
                                ThemeName{ThemeChoice::Dark, QLatin1String("dark")},
                                ThemeName{ThemeChoice::Light, QLatin1String("light")}};

QString nameOf(ThemeChoice choice)
{
    for (const ThemeName& theme : themeNames) {
        if (theme.choice == choice) {
            return theme.name;
        }
    }
    return themeNames.front().name;
}

ThemeChoice readTheme(JsonReader& reader)
{
    const QString text = reader.string("theme", themeNames.front().name);
    for (const ThemeName& theme : themeNames) {
        if (theme.name == text) {
            return theme.choice;
        }
    }
    reader.fail("theme", AppSettings::tr("must be system, dark or light"));
    return ThemeChoice::System;
}

QString readStorage(JsonReader& reader)
{
    const QString file = Settings().storage;
    const QString text = reader.string("storage", file);
    if (text != file && text != QLatin1String("keychain")) {
        reader.fail("storage", AppSettings::tr("must be file or keychain"));
    }
    return text;
}

NodeDefaults readNodeDefaults(JsonReader& reader)
{
    NodeDefaults defaults;
    defaults.provider = reader.string("provider");
    defaults.model = reader.string("model");
    defaults.system = reader.string("system");
    defaults.temperature = reader.number("temperature");
    const auto maxTokens = reader.integer("max_tokens");
    if (maxTokens && (*maxTokens < 1 || *maxTokens > std::numeric_limits<int>::max())) {
        reader.fail("max_tokens", AppSettings::tr("must be 1 or more"));
    } else if (maxTokens) {
        defaults.maxTokens = static_cast<int>(*maxTokens);
    }
    defaults.effort = reader.string("effort");
    const qint64 parallel = reader.integer("max_parallel").value_or(defaults.maxParallel);
    if (parallel < 1 || parallel > mostParallel) {
        reader.fail("max_parallel", AppSettings::tr("must be 1 to %1").arg(mostParallel));
    } else {
        defaults.maxParallel = static_cast<int>(parallel);
    }
    return defaults;
}

QHash<QString, QString> readHeaders(JsonReader& reader, const char* key)
{
    QHash<QString, QString> headers;
    const QJsonObject object = reader.object(key);
    for (auto it = object.begin(); it != object.end(); ++it) {
        if (!it->isString()) {
            reader.fail(key, AppSettings::tr("must hold texts only"));
        }
        headers.insert(it.key(), it->toString());
    }
    return headers;
}

ProviderSettings readProviders(JsonReader& reader)
{
    ProviderSettings providers;
    providers.openAiBaseUrl = reader.string("openai_base_url");
    providers.googleBaseUrl = reader.string("google_base_url");
    providers.compatibleBaseUrl = reader.string("compatible_base_url");
    providers.compatibleHeaders = readHeaders(reader, "compatible_headers");
    return providers;
}

using Timeout = std::chrono::seconds;

Timeout readTimeout(JsonReader& reader, const char* key, Timeout fallback)
{
    const qint64 seconds = reader.integer(key).value_or(fallback.count());
    if (seconds < 1 || seconds > std::chrono::seconds(std::chrono::hours(24)).count()) {
        reader.fail(key, AppSettings::tr("must be 1 to 86400 seconds"));
        return fallback;
    }
    return std::chrono::seconds(seconds);
}

NetworkSettings readNetwork(JsonReader& reader)
{
    NetworkSettings network;
    network.proxyUrl = reader.string("proxy_url");
    network.caFile = reader.string("ca_file");
    network.firstByteTimeout =
        readTimeout(reader, "first_byte_timeout_s", network.firstByteTimeout);
    network.idleTimeout = readTimeout(reader, "idle_timeout_s", network.idleTimeout);
    return network;
}

QStringList readRecentFiles(JsonReader& reader)
{
    QStringList files;
    const QJsonArray entries = reader.array("recent_files");
    for (const QJsonValue& entry : entries) {
        if (!entry.isString()) {
            reader.fail("recent_files", AppSettings::tr("must hold texts only"));
        }
        files << entry.toString();
    }
    return files.mid(0, Settings::mostRecentFiles);
}

/// Reads one nested object; its first mistake becomes the outer reader's, with the whole path.
template <typename Read>
auto readGroup(JsonReader& reader, const char* key, Read read)
{
    JsonReader group(reader.object(key));
    auto values = read(group);
    if (group.error()) {
        const QString message = group.error()->message;
        const QByteArray path = key + QByteArray(".") + message.section(u':', 0, 0).toUtf8();
        reader.fail(path.constData(), message.section(QStringLiteral(": "), 1));
    }
    return values;
}

QByteArray readBytes(JsonReader& reader, const char* key)
{
    return QByteArray::fromBase64(reader.string(key).toLatin1());
}

QString textOf(const QByteArray& bytes)
{
    return QString::fromLatin1(bytes.toBase64());
}

QJsonObject jsonOf(const NodeDefaults& defaults)
{
    return {
        {QStringLiteral("provider"), defaults.provider},
        {QStringLiteral("model"), defaults.model},
        {QStringLiteral("system"), defaults.system},
        {QStringLiteral("temperature"),
         defaults.temperature ? QJsonValue(*defaults.temperature) : QJsonValue()},
        {QStringLiteral("max_tokens"),
         defaults.maxTokens ? QJsonValue(*defaults.maxTokens) : QJsonValue()},
        {QStringLiteral("effort"), defaults.effort},
        {QStringLiteral("max_parallel"), defaults.maxParallel},
    };
}

QJsonObject jsonOf(const ProviderSettings& providers)
{
    QJsonObject headers;
    for (auto it = providers.compatibleHeaders.begin(); it != providers.compatibleHeaders.end();
         ++it) {
        headers.insert(it.key(), it.value());
    }
    return {
        {QStringLiteral("openai_base_url"), providers.openAiBaseUrl},
        {QStringLiteral("google_base_url"), providers.googleBaseUrl},
        {QStringLiteral("compatible_base_url"), providers.compatibleBaseUrl},
        {QStringLiteral("compatible_headers"), headers},
    };
}

QJsonObject jsonOf(const NetworkSettings& network)
{
    return {
        {QStringLiteral("proxy_url"), network.proxyUrl},
        {QStringLiteral("ca_file"), network.caFile},
        {QStringLiteral("first_byte_timeout_s"),
         static_cast<qint64>(network.firstByteTimeout.count())},
        {QStringLiteral("idle_timeout_s"), static_cast<qint64>(network.idleTimeout.count())},
    };
}

QJsonObject knownJson(const Settings& settings)
{
    const QJsonObject window{{QStringLiteral("state"), textOf(settings.windowState)},
                             {QStringLiteral("geometry"), textOf(settings.windowGeometry)},
                             {QStringLiteral("setup_tab"), settings.setupTab}};
    return {
        {QStringLiteral("version"), Settings::currentVersion},
        {QStringLiteral("storage"), settings.storage},
        {QStringLiteral("theme"), nameOf(settings.theme)},
        {QStringLiteral("node_defaults"), jsonOf(settings.nodeDefaults)},
        {QStringLiteral("providers"), jsonOf(settings.providers)},
        {QStringLiteral("network"), jsonOf(settings.network)},
        {QStringLiteral("canvas"), jsonOf(settings.canvas)},
        {QStringLiteral("plan_notice_seen"), settings.planNoticeSeen},
        {QStringLiteral("window"), window},
        {QStringLiteral("recent_files"), QJsonArray::fromStringList(settings.recentFiles)},
    };
}

/// What `object` holds beyond `known`, group by group.
QJsonObject beyond(const QJsonObject& object, const QJsonObject& known)
{
    QJsonObject rest;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QJsonValue ours = known.value(it.key());
        if (ours.isUndefined()) {
            rest.insert(it.key(), *it);
        } else if (ours.isObject() && it.key() != QLatin1String("compatible_headers")) {
            const QJsonObject inner = beyond(it->toObject(), ours.toObject());
            if (!inner.isEmpty()) {
                rest.insert(it.key(), inner);
            }
        }
    }
    return rest;
}

QJsonObject merged(QJsonObject known, const QJsonObject& rest)
{
    for (auto it = rest.begin(); it != rest.end(); ++it) {
        const QJsonValue ours = known.value(it.key());
        known.insert(it.key(), ours.isObject() && it->isObject()
                                   ? QJsonValue(merged(ours.toObject(), it->toObject()))
                                   : *it);
    }
    return known;
}

} // namespace

base::Result<Settings> Settings::fromJson(const QByteArray& text)
{
    const auto object = base::parseJsonObject(text);
    if (!object) {
        return object.error();
    }
    JsonReader reader(*object);
    Settings settings;
    const qint64 version = reader.integer("version").value_or(currentVersion);
    settings.storage = readStorage(reader);
    settings.theme = readTheme(reader);
    settings.nodeDefaults = readGroup(reader, "node_defaults", readNodeDefaults);
    settings.providers = readGroup(reader, "providers", readProviders);
    settings.network = readGroup(reader, "network", readNetwork);
    settings.canvas = readGroup(reader, "canvas", readCanvasSettings);
    settings.planNoticeSeen = reader.boolean("plan_notice_seen");
    JsonReader window(reader.object("window"));
    settings.windowState = readBytes(window, "state");
    settings.windowGeometry = readBytes(window, "geometry");
    settings.setupTab = window.string("setup_tab");
    settings.recentFiles = readRecentFiles(reader);
    if (reader.error()) {
        return *reader.error();
    }
    settings.unknown = beyond(*object, knownJson(settings));
    if (version > currentVersion) {
        settings.unknown.insert(QStringLiteral("version"), version);
    }
    return settings;
}

QByteArray Settings::toJson() const
{
    return QJsonDocument(merged(knownJson(*this), unknown)).toJson();
}

void Settings::addRecentFile(const QString& path)
{
    recentFiles.removeAll(path);
    recentFiles.prepend(path);
    recentFiles = recentFiles.mid(0, mostRecentFiles);
}

} // namespace plantain::settings
