// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever is in a file: reading it does not crash, and what was read is written so that it reads
// equal again, with nothing lost.
#include "src/workflow/WorkflowFile.h"

#include <QJsonDocument>

#include <cstdint>
#include <cstdlib>

using namespace plantain::workflow;

namespace {

void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray json(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const auto content = parseWorkflow(json);
    if (!content) {
        require(!content.error().message.isEmpty());
        return 0;
    }
    const QByteArray written = serializeWorkflow(*content);
    const auto again = parseWorkflow(written);
    require(again.ok() && *again == *content);
    require(serializeWorkflow(*again) == written);
    // The one thing that reading changes: nothing is loading any more.
    if (!json.contains("loading") && !json.contains("\\u")) {
        require(QJsonDocument::fromJson(written) == QJsonDocument::fromJson(json));
    }
    return 0;
}
