// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDebug>

namespace plantain::base {

/// Bytes that must not be shown: a token, a key, a verifier. Prints as dots, compares in constant
/// time, is overwritten when the last copy goes. `reveal()` is the one way to the bytes and easy to
/// grep for.
class Secret
{
public:
    Secret() = default;
    explicit Secret(QByteArray bytes);
    Secret(const Secret&) = default;
    Secret(Secret&&) noexcept = default;
    Secret& operator=(const Secret&) = default;
    Secret& operator=(Secret&&) noexcept = default;
    ~Secret();

    const QByteArray& reveal() const { return m_bytes; }
    bool isEmpty() const { return m_bytes.isEmpty(); }
    void clear();

    /// Constant time for equal lengths.
    bool operator==(const Secret& other) const;

private:
    QByteArray m_bytes;
};

/// Compares without leaking where the first difference is; lengths are compared first.
bool constantTimeEquals(QByteArrayView left, QByteArrayView right);

QDebug operator<<(QDebug debug, const Secret& secret);

} // namespace plantain::base
