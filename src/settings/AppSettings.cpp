// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/settings/AppSettings.h"

#include "src/base/AtomicFile.h"

#include <QFileInfo>

namespace plantain::settings {

using base::ErrorKind;

namespace {

constexpr qint64 maxBytes = qint64{4} * 1024 * 1024;

} // namespace

AppSettings::AppSettings(QString path, QObject* parent)
    : QObject(parent)
    , m_path(std::move(path))
{
    const auto bytes = base::readOwnFile(m_path, maxBytes);
    if (bytes && !*bytes) {
        return;
    }
    auto read = bytes ? Settings::fromJson(**bytes) : base::Result<Settings>(bytes.error());
    if (read) {
        m_values = std::move(read).value();
        return;
    }
    m_loadError = read.error();
    if (read.error().kind == ErrorKind::InvalidInput && base::setFileAside(m_path)) {
        m_loadError->message =
            tr("The settings could not be read and start anew. %1").arg(read.error().message);
        m_loadError->hint = tr("The old file is kept as %1.bad.").arg(m_path);
    }
}

base::Status AppSettings::save(const Settings& values)
{
    if (auto made = base::makePrivateFolder(QFileInfo(m_path).absolutePath()); !made) {
        return made;
    }
    // A proxy's address and a server's extra headers may hold a password.
    auto written = base::writeFileAtomically(m_path, values.toJson(), base::FileAccess::OwnerOnly);
    if (written && values != m_values) {
        m_values = values;
        emit changed(m_values);
    }
    return written;
}

} // namespace plantain::settings
