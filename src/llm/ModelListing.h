// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/Backend.h"

namespace plantain::llm {

/// A provider's live list of models, page by page.
class ModelListing final : public ModelListJob
{
    Q_OBJECT

public:
    /// `backend` is borrowed and must outlive the job.
    explicit ModelListing(Backend& backend);
    ~ModelListing() override;

protected:
    void run() override;
    void abort() override;

private:
    void send();
    void readAnswer();
    void readPage(const net::HttpResponse& response);

    Backend& m_backend;
    JobCredentials m_credentials;
    base::JobPtr<net::HttpJob> m_http;
    QList<ListedModel> m_models;
    QString m_page;
    int m_pagesRead = 0;
};

} // namespace plantain::llm
