// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/UnknownPage.h"

#include "ui/widgets/DetailsDialog.h"
#include "ui_UnknownPage.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace plantain::ui {

namespace {

constexpr int longestString = 400;

/// Pictures of megabytes are not there to be read.
QJsonValue shortened(const QJsonValue& value)
{
    if (value.isString() && value.toString().size() > longestString) {
        const QString text = value.toString();
        return UnknownPage::tr("%1… (%Ln characters)", nullptr, static_cast<int>(text.size()))
            .arg(text.left(longestString));
    }
    if (value.isArray()) {
        QJsonArray result;
        const QJsonArray items = value.toArray();
        for (const QJsonValue& item : items) {
            result << shortened(item);
        }
        return result;
    }
    if (value.isObject()) {
        QJsonObject result;
        const QJsonObject object = value.toObject();
        for (auto each = object.begin(); each != object.end(); ++each) {
            result.insert(each.key(), shortened(each.value()));
        }
        return result;
    }
    return value;
}

} // namespace

UnknownPage::UnknownPage(const EditorServices& services, QWidget* parent)
    : NodePage(services, parent)
    , m_ui(std::make_unique<Ui::UnknownPage>())
{
    m_ui->setupUi(this);
    bindCommon(*m_ui->header, *m_ui->common);
    connect(m_ui->dataButton, &QPushButton::clicked, this, [this] {
        const QJsonObject shown = shortened(node()->data).toObject();
        auto* dialog = new DetailsDialog(QString::fromUtf8(QJsonDocument(shown).toJson()), this);
        dialog->open();
    });
}

UnknownPage::~UnknownPage() = default;

QWidget* UnknownPage::firstField() const
{
    return m_ui->dataButton;
}

void UnknownPage::showNode(const workflow::Node& node)
{
    m_ui->typeLabel->setText(
        tr("“%1” is a node of another program. Plantain keeps it with everything in it and draws "
           "its connections, but cannot run it.")
            .arg(node.type));
}

} // namespace plantain::ui
