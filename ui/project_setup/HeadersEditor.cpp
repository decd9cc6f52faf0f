// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/project_setup/HeadersEditor.h"

#include "ui/project_setup/SetupCard.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/SecretLineEdit.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QRegularExpression>

#include <algorithm>

namespace plantain::ui {

namespace {

constexpr int linkPadding = 4;

/// RFC 9110, section 5.6.2.
bool isHeaderName(const QString& name)
{
    static const QRegularExpression token(QStringLiteral("^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"));
    return token.match(name).hasMatch();
}

bool isHeaderValue(const QString& value)
{
    return std::all_of(value.begin(), value.end(),
                       [](QChar c) { return c >= u' ' && c < u'\x7f'; });
}

} // namespace

HeadersEditor::HeadersEditor(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
    , m_add(new QPushButton(tr("Add a header…"), this))
    , m_error(new QLabel(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(6);
    m_error->setObjectName(QStringLiteral("headersError"));
    m_error->setProperty("role", QStringLiteral("error"));
    m_error->setWordWrap(true);
    m_error->hide();
    auto* errorRow = new QHBoxLayout;
    SetupCard::indent(*errorRow);
    errorRow->addWidget(m_error);
    m_add->setObjectName(QStringLiteral("addHeaderButton"));
    m_add->setProperty("kind", QStringLiteral("link"));
    m_add->setAutoDefault(false);
    auto* addRowLayout = new QHBoxLayout;
    SetupCard::indent(*addRowLayout, SetupCard::labelWidth() + theme::gap - linkPadding);
    addRowLayout->addWidget(m_add);
    addRowLayout->addStretch();
    m_layout->addLayout(errorRow);
    m_layout->addLayout(addRowLayout);
    connect(m_add, &QPushButton::clicked, this, [this] {
        addRow({}, {}).name->setFocus();
        emit edited();
    });
}

HeadersEditor::~HeadersEditor() = default;

HeadersEditor::Row& HeadersEditor::addRow(const QString& name, const QString& value)
{
    auto* box = new QWidget(this);
    Row row{box, new QLineEdit(name, box), new SecretLineEdit(box), new QPushButton(box)};
    auto* layout = new QHBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(theme::gap);
    row.name->setPlaceholderText(tr("Name"));
    row.value->setSubject(tr("value"));
    row.value->setPlaceholderText(tr("Value"));
    row.value->setText(value);
    row.remove->setIcon(theme::icon(theme::Icon::Close));
    row.remove->setProperty("kind", QStringLiteral("quiet"));
    row.remove->setProperty("buttonSize", QStringLiteral("small"));
    row.remove->setAutoDefault(false);
    layout->addWidget(SetupCard::makeColumnLabel(tr("Header"), box));
    layout->addWidget(row.name, 2);
    layout->addWidget(row.value, 3);
    layout->addWidget(row.remove);
    m_layout->insertWidget(static_cast<int>(m_rows.size()), box);
    for (QLineEdit* edit : {row.name, static_cast<QLineEdit*>(row.value)}) {
        connect(edit, &QLineEdit::textChanged, this, [this] {
            m_error->hide();
            emit edited();
        });
    }
    connect(row.remove, &QPushButton::clicked, this, [this, box] { removeRow(box); });
    m_rows.push_back(row);
    numberRows();
    return m_rows.back();
}

void HeadersEditor::removeRow(const QWidget* box)
{
    const auto row = std::find_if(m_rows.begin(), m_rows.end(),
                                  [box](const Row& other) { return other.box == box; });
    row->box->hide();
    row->box->deleteLater();
    m_rows.erase(row);
    numberRows();
    m_error->hide();
    m_add->setFocus();
    emit edited();
}

void HeadersEditor::numberRows()
{
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        const Row& row = m_rows[i];
        const auto number = static_cast<int>(i) + 1;
        row.name->setObjectName(QStringLiteral("headerName_%1").arg(number));
        row.value->setObjectName(QStringLiteral("headerValue_%1").arg(number));
        row.remove->setObjectName(QStringLiteral("removeHeader_%1").arg(number));
        row.name->setAccessibleName(tr("Name of header %1").arg(number));
        row.value->setAccessibleName(tr("Value of header %1").arg(number));
        row.remove->setAccessibleName(tr("Remove header %1").arg(number));
        row.remove->setToolTip(tr("Remove this header"));
    }
}

void HeadersEditor::setHeaders(const QHash<QString, QString>& headers)
{
    for (const Row& row : m_rows) {
        row.box->hide();
        row.box->deleteLater();
    }
    m_rows.clear();
    QStringList names = headers.keys();
    names.sort(Qt::CaseInsensitive);
    for (const QString& name : std::as_const(names)) {
        addRow(name, headers.value(name));
    }
    m_error->hide();
}

QHash<QString, QString> HeadersEditor::headers() const
{
    QHash<QString, QString> headers;
    for (const Row& row : m_rows) {
        const QString name = row.name->text().trimmed();
        const QString value = row.value->text().trimmed();
        if (!name.isEmpty() || !value.isEmpty()) {
            headers.insert(name, value);
        }
    }
    return headers;
}

HeadersEditor::Finding HeadersEditor::find() const
{
    QStringList names;
    for (const Row& row : m_rows) {
        const QString name = row.name->text().trimmed();
        const QString value = row.value->text().trimmed();
        if (name.isEmpty() && value.isEmpty()) {
            continue;
        }
        if (!isHeaderName(name)) {
            return {row.name, tr("A header's name has letters, digits and “-” only.")};
        }
        if (names.contains(name, Qt::CaseInsensitive)) {
            return {row.name, tr("“%1” is there twice.").arg(name)};
        }
        if (!isHeaderValue(value)) {
            return {row.value, tr("A header's value has plain characters only.")};
        }
        names << name;
    }
    return {};
}

QString HeadersEditor::problem() const
{
    return find().text;
}

QLineEdit* HeadersEditor::problemField() const
{
    return find().field;
}

} // namespace plantain::ui
