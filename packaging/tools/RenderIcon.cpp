// SPDX-License-Identifier: GPL-3.0-or-later
// Build tool: one SVG as a PNG of the given size, so that no PNG has to be committed.
//   plantain_render_icon ICON.svg SIZE ICON.png
#include <QImage>
#include <QPainter>
#include <QSvgRenderer>

#include <cstdio>

int main(int argc, char** argv)
{
    if (argc != 4) {
        std::fputs("usage: plantain_render_icon ICON.svg SIZE ICON.png\n", stderr);
        return 2;
    }
    const QString source = QString::fromLocal8Bit(argv[1]);
    const int size = QByteArray(argv[2]).toInt();
    QSvgRenderer renderer(source);
    if (!renderer.isValid() || size <= 0) {
        std::fprintf(stderr, "plantain_render_icon: cannot render %s\n", argv[1]);
        return 1;
    }
    QImage image(size, size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    {
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        renderer.render(&painter, QRectF(0, 0, size, size));
    }
    return image.save(QString::fromLocal8Bit(argv[3]), "PNG") ? 0 : 1;
}
