// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/run/PicturesJob.h"

#include "src/base/PoolJob.h"
#include "src/llm/ImageInput.h"

namespace plantain::run {

using base::Result;
using Pictures = QList<llm::Image>;

namespace {

Result<Pictures> prepareAll(const QList<workflow::ImageSource>& sources, const QString& folder)
{
    Pictures pictures;
    for (const workflow::ImageSource& source : sources) {
        const auto bytes = workflow::readImage(source, folder);
        if (!bytes) {
            return bytes.error();
        }
        const auto picture = llm::prepareImage(*bytes, source.name);
        if (!picture) {
            return picture.error();
        }
        pictures << *picture;
    }
    return pictures;
}

} // namespace

base::JobPtr<PicturesJob> preparePictures(const QList<workflow::ImageSource>& sources,
                                          const QString& folder)
{
    return base::makePoolJob<Pictures>([sources, folder] { return prepareAll(sources, folder); });
}

} // namespace plantain::run
