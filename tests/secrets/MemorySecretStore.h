// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/base/FunctionJob.h"
#include "src/secrets/SecretStore.h"

#include <QMap>

#include <functional>

namespace plantain::testing {

/// Keeps secrets in memory and asks the test before each step whether it may succeed.
class MemorySecretStore final : public secrets::SecretStore
{
public:
    using Contents = QMap<QString, QByteArray>;
    /// `step` is "read", "write" or "remove"; an Error becomes the step's outcome, and nothing
    /// changes.
    using Gate = std::function<base::Status(const QString& step, const QString& name)>;

    Contents contents;
    Gate gate = [](const QString&, const QString&) { return base::Done{}; };
    /// What a write really stores.
    std::function<QByteArray(const QByteArray&)> distort = [](const QByteArray& value) {
        return value;
    };

    secrets::StorageKind kind() const override { return secrets::StorageKind::File; }

    base::JobPtr<secrets::ReadSecretJob> read(const QString& name) override
    {
        using Stored = std::optional<base::Secret>;
        return base::makeFunctionJob<Stored>([this, name]() -> base::Result<Stored> {
            if (const auto passed = gate("read", name); !passed) {
                return passed.error();
            }
            return contents.contains(name) ? Stored(base::Secret(contents.value(name))) : Stored();
        });
    }

    base::JobPtr<secrets::WriteSecretJob> write(const QString& name,
                                                const base::Secret& value) override
    {
        return change("write", name,
                      [this, name, value] { contents.insert(name, distort(value.reveal())); });
    }

    base::JobPtr<secrets::WriteSecretJob> remove(const QString& name) override
    {
        return change("remove", name, [this, name] { contents.remove(name); });
    }

private:
    base::JobPtr<secrets::WriteSecretJob> change(const QString& step, const QString& name,
                                                 std::function<void()> edit)
    {
        return base::makeFunctionJob<base::Done>(
            [this, step, name, edit = std::move(edit)]() -> base::Status {
                const auto passed = gate(step, name);
                if (passed) {
                    edit();
                }
                return passed;
            });
    }
};

} // namespace plantain::testing
