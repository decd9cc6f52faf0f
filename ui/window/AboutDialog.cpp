// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/AboutDialog.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Theme.h"
#include "ui/window/Libraries.h"

#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QIcon>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace plantain::ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize usualSize{640, 520};
constexpr int logoSize = 56;

QPlainTextEdit* makeText(const QString& name, const QString& text)
{
    auto* view = new QPlainTextEdit(text);
    view->setObjectName(name);
    view->setReadOnly(true);
    view->setTabChangesFocus(true);
    view->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    view->setFont(theme::font(theme::TextStyle::Code));
    return view;
}

QString licenseText()
{
    QFile file(u":/plantain/LICENSE"_s);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

} // namespace

AboutDialog::AboutDialog(const QString& details, std::function<void(const QUrl&)> openUrl,
                         QWidget* parent)
    : QDialog(parent)
    , m_openUrl(std::move(openUrl))
{
    setObjectName(u"aboutDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("About Plantain"));
    resize(usualSize);
    auto* tabs = new QTabWidget;
    tabs->setObjectName(u"aboutTabs"_s);
    tabs->addTab(makeLibraries(), tr("Built on"));
    tabs->addTab(makeLicense(), tr("Licence"));
    tabs->addTab(makeDetails(details), tr("This computer"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(theme::pagePadding, theme::pagePadding, theme::pagePadding,
                               theme::pagePadding);
    layout->setSpacing(theme::wideGap);
    layout->addWidget(makeHead());
    layout->addWidget(tabs, 1);
    layout->addWidget(makeButtons(details));
}

QWidget* AboutDialog::makeHead()
{
    auto* head = new QWidget;
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::pagePadding);
    auto* logo = new QLabel;
    logo->setPixmap(QIcon(u":/plantain/org.plantain.Plantain.svg"_s)
                        .pixmap(QSize(logoSize, logoSize), devicePixelRatioF()));
    row->addWidget(logo, 0, Qt::AlignTop);
    auto* words = new QVBoxLayout;
    auto* title = new QLabel(tr("Plantain %1").arg(QStringLiteral(PLANTAIN_VERSION)));
    title->setObjectName(u"versionLabel"_s);
    title->setProperty("role", u"title"_s);
    title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* text = new QLabel(tr("Prompts, images and language models, connected.") + u'\n' +
                            tr("Free software under the GNU General Public License, version 3 or "
                               "later.") +
                            u'\n' + tr("GPL-3.0-or-later, without any warranty."));
    text->setWordWrap(true);
    words->setSpacing(theme::gap);
    words->addWidget(title);
    words->addWidget(text);
    words->addStretch();
    row->addLayout(words, 1);
    return head;
}

QWidget* AboutDialog::makeDetails(const QString& details)
{
    QPlainTextEdit* view = makeText(u"detailsView"_s, details);
    view->setAccessibleName(tr("Versions and system"));
    return view;
}

QWidget* AboutDialog::makeLibraries()
{
    auto* list = new QTreeWidget;
    list->setObjectName(u"librariesList"_s);
    list->setAccessibleName(tr("Libraries and fonts"));
    list->setRootIsDecorated(false);
    list->setHeaderLabels({tr("Name"), tr("Version"), tr("Licence")});
    const QList<Library> libraries = usedLibraries();
    for (const Library& library : libraries) {
        auto* item = new QTreeWidgetItem(list, {library.name, library.version, library.license});
        item->setToolTip(0, library.page);
        item->setData(0, Qt::UserRole, library.page);
    }
    list->header()->setStretchLastSection(true);
    for (const int column : {0, 1}) {
        list->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    }
    connect(list, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem* item) {
        m_openUrl(QUrl(item->data(0, Qt::UserRole).toString()));
    });
    return list;
}

QWidget* AboutDialog::makeLicense()
{
    QPlainTextEdit* view = makeText(u"licenseView"_s, licenseText());
    view->setAccessibleName(tr("Text of the licence"));
    return view;
}

QWidget* AboutDialog::makeButtons(const QString& details)
{
    auto* buttons = new QWidget;
    auto* row = new QHBoxLayout(buttons);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(theme::gap);
    // The one that CMake's project() names, if it does.
    const QString address = QStringLiteral(PLANTAIN_HOMEPAGE);
    auto* page = new QPushButton(theme::icon(theme::Icon::Open), tr("&Project page"));
    page->setObjectName(u"projectPageButton"_s);
    page->setToolTip(address);
    if (address.isEmpty()) {
        page->hide();
    }
    connect(page, &QPushButton::clicked, this, [this, address] { m_openUrl(QUrl(address)); });
    auto* copy = new QPushButton(theme::icon(theme::Icon::Copy), tr("&Copy versions"));
    copy->setObjectName(u"copyVersionsButton"_s);
    connect(copy, &QPushButton::clicked, this, [copy, details] {
        QGuiApplication::clipboard()->setText(details);
        copy->setText(tr("Copied"));
    });
    auto* close = new QPushButton(tr("Close"));
    close->setObjectName(u"closeAboutButton"_s);
    close->setDefault(true);
    connect(close, &QPushButton::clicked, this, &QDialog::accept);
    row->addWidget(page);
    row->addWidget(copy);
    row->addStretch();
    row->addWidget(close);
    return buttons;
}

} // namespace plantain::ui
