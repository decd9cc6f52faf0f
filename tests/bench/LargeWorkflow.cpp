// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/LargeWorkflow.h"

#include "src/workflow/NodeData.h"

#include <QBuffer>
#include <QImage>

#include <algorithm>
#include <array>
#include <cmath>

namespace plantain::bench {

namespace {

using workflow::Edge;
using workflow::Node;
using workflow::NodeKind;

constexpr std::array kinds{NodeKind::Prompt, NodeKind::Image, NodeKind::LlmGenerate,
                           NodeKind::Output};
constexpr double columnWidth = 320;
constexpr double rowHeight = 240;
constexpr int hubWires = 50;

QJsonObject data(NodeKind kind, int number, const QString& picture)
{
    switch (kind) {
    case NodeKind::Prompt:
        return {{workflow::keys::prompt,
                 QStringLiteral("A photo of plantains on a white table, number %1: studio light, "
                                "85 mm, shallow depth of field, nobody in the picture.")
                     .arg(number)}};
    case NodeKind::Image:
        return {{workflow::keys::image, picture},
                {workflow::keys::filename, QStringLiteral("reference_%1.png").arg(number)},
                {workflow::keys::dimensions,
                 QJsonObject{{QStringLiteral("width"), 48}, {QStringLiteral("height"), 36}}}};
    case NodeKind::LlmGenerate:
        return {{workflow::keys::provider, QStringLiteral("google")},
                {workflow::keys::model, QStringLiteral("gemini-3-flash")},
                {workflow::keys::outputText,
                 QStringLiteral("## The fruit of number %1\n\nIt is **yellow** and ripe:\n\n"
                                "- it lies on a `white` table in *soft* light\n"
                                "- its shadow falls to the left.\n")
                     .arg(number)}};
    default:
        return {};
    }
}

QString smallPicture()
{
    QImage image(48, 36, QImage::Format_RGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            image.setPixel(x, y, qRgb(x * 5, y * 7, 90));
        }
    }
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return QStringLiteral("data:image/png;base64,") + QString::fromLatin1(bytes.toBase64());
}

class Maker
{
public:
    explicit Maker(int nodes)
        : m_columns(std::max(
              4, static_cast<int>(std::ceil(std::sqrt(nodes * 1.6 * rowHeight / columnWidth)))))
    {
        const QString picture = smallPicture();
        for (int i = 0; i < nodes; ++i) {
            addNode(i, picture);
        }
    }

    void wireNeighbours()
    {
        for (int i = 0; i < count(); ++i) {
            if (kind(i) == NodeKind::LlmGenerate) {
                wire(near(i, NodeKind::Prompt), i, QStringLiteral("text"));
                wire(near(i, NodeKind::Image), i, QStringLiteral("image"));
            } else if (kind(i) == NodeKind::Output) {
                wire(near(i, NodeKind::LlmGenerate), i, QStringLiteral("text"));
            }
        }
    }

    /// In the middle, to the outputs around it.
    int wireHub()
    {
        int hub = std::min(count() - 1, count() / m_columns / 2 * m_columns + m_columns / 2);
        while (hub > 0 && kind(hub) != NodeKind::LlmGenerate) {
            --hub;
        }
        int made = 0;
        for (int away = 1; away < count() && made < hubWires; ++away) {
            for (const int other : {hub - away, hub + away}) {
                if (other >= 0 && other < count() && kind(other) == NodeKind::Output &&
                    made < hubWires) {
                    wire(hub, other, QStringLiteral("text"));
                    ++made;
                }
            }
        }
        return hub;
    }

    workflow::WorkflowContent content;

private:
    int count() const { return static_cast<int>(content.nodes.size()); }
    NodeKind kind(int place) const { return content.nodes[static_cast<std::size_t>(place)].kind; }

    double jitter()
    {
        m_random = m_random * 1664525U + 1013904223U;
        return static_cast<double>((m_random >> 8) % 40);
    }

    void addNode(int place, const QString& picture)
    {
        const int column = place % m_columns;
        const int row = place / m_columns;
        Node node;
        node.kind = kinds.at(static_cast<std::size_t>((column + row) % 4));
        node.type = workflow::nodeType(node.kind).id;
        node.id = QStringLiteral("node-%1").arg(place);
        const double x = column * columnWidth + jitter();
        node.position = {x, row * rowHeight + jitter()};
        node.size = workflow::nodeType(node.kind).defaultSize;
        node.data = data(node.kind, place, picture);
        content.nodes.push_back(node);
    }

    int near(int place, NodeKind wanted) const
    {
        for (int distance = 1; distance < 12; ++distance) {
            for (const int step : {-1, -m_columns, -m_columns - 1, 1 - m_columns, -2}) {
                const int other = place + step * distance;
                if (other >= 0 && kind(other) == wanted) {
                    return other;
                }
            }
        }
        return -1;
    }

    void wire(int from, int to, const QString& port)
    {
        if (from < 0) {
            return;
        }
        Edge edge;
        edge.id = QStringLiteral("edge-%1").arg(content.edges.size());
        edge.source = {QStringLiteral("node-%1").arg(from), port};
        edge.target = {QStringLiteral("node-%1").arg(to), port};
        content.edges.push_back(edge);
    }

    int m_columns;
    quint32 m_random = 12345;
};

} // namespace

LargeWorkflow largeWorkflow(int nodes)
{
    Maker maker(nodes);
    maker.wireNeighbours();
    const int hub = maker.wireHub();
    maker.content.head.edgeStyle = QStringLiteral("curved");
    return {maker.content, hub};
}

} // namespace plantain::bench
