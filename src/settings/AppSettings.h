// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/Result.h"
#include "src/settings/CanvasSettings.h"

#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace plantain::settings {

enum class ThemeChoice { System, Dark, Light };

/// Node defaults: what a new LLM Generate node starts with. Ids as in files.
struct NodeDefaults {
    QString provider; ///< empty: the system's choice
    QString model;    ///< empty: the provider's default
    QString system;
    std::optional<double> temperature;
    std::optional<int> maxTokens;
    QString effort;
    int maxParallel = 3; ///< 1..10
    bool operator==(const NodeDefaults&) const = default;
};

/// Provider settings without the secrets (T1.3).
struct ProviderSettings {
    QString openAiBaseUrl;     ///< empty: OPENAI_BASE_URL, then https://api.openai.com/v1
    QString googleBaseUrl;     ///< empty: GOOGLE_GEMINI_BASE_URL, then Google's
    QString compatibleBaseUrl; ///< empty: not set up
    QHash<QString, QString> compatibleHeaders;
    bool operator==(const ProviderSettings&) const = default;
};

struct NetworkSettings {
    QString proxyUrl;
    QString caFile;
    std::chrono::seconds firstByteTimeout{120};
    std::chrono::seconds idleTimeout{60};
    bool operator==(const NetworkSettings&) const = default;
};

/// All that settings.json holds: a value. Never a secret.
struct Settings {
    static constexpr int currentVersion = 1;
    static constexpr int mostRecentFiles = 10;
    QString storage = QStringLiteral("file"); ///< or keychain
    ThemeChoice theme = ThemeChoice::System;
    NodeDefaults nodeDefaults;
    ProviderSettings providers;
    NetworkSettings network;
    CanvasSettings canvas;
    bool planNoticeSeen = false; ///< "You're using your ChatGPT plan" was acknowledged
    QByteArray windowState;
    QByteArray windowGeometry;
    QString setupTab;        ///< of the project setup, the one last seen
    QStringList recentFiles; ///< absolute paths of workflows, the latest first
    QJsonObject unknown;     ///< of newer versions, written back unchanged
    bool operator==(const Settings&) const = default;

    static base::Result<Settings> fromJson(const QByteArray& text);
    QByteArray toJson() const;

    /// Puts `path` first; the oldest beyond `mostRecentFiles` go.
    void addRecentFile(const QString& path);
};

/// The settings file. A broken file is kept as *.bad, defaults are used, and `loadError` says so.
class AppSettings : public QObject
{
    Q_OBJECT

public:
    explicit AppSettings(QString path, QObject* parent = nullptr);

    const Settings& values() const { return m_values; }
    const std::optional<base::Error>& loadError() const { return m_loadError; }
    /// Writes at once, atomically; `changed` follows when something differs.
    base::Status save(const Settings& values);

signals:
    void changed(const plantain::settings::Settings& values);

private:
    QString m_path;
    Settings m_values;
    std::optional<base::Error> m_loadError;
};

} // namespace plantain::settings
