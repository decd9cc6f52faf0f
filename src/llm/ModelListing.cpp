// SPDX-License-Identifier: GPL-3.0-or-later
#include "src/llm/ModelListing.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace plantain::llm {

namespace {

constexpr int mostPages = 20; // a server that never says "last page" must not keep us

} // namespace

ModelListing::ModelListing(Backend& backend)
    : m_backend(backend)
    , m_credentials(backend, [this](const std::optional<base::Error>& error) {
        if (error) {
            finish(*error);
        } else {
            send();
        }
    })
{
}

ModelListing::~ModelListing() = default;

void ModelListing::run()
{
    m_credentials.fetch();
}

void ModelListing::send()
{
    net::HttpRequest request;
    request.url = m_backend.modelsUrl(m_page);
    request.headers = m_credentials.headers();
    request.timeouts.connect = m_backend.timeouts().connect;
    m_http = base::makeJob<net::HttpJob>(m_backend.network(), std::move(request));
    connect(m_http.get(), &base::Job::finished, this, &ModelListing::readAnswer);
    m_http->start();
}

void ModelListing::readAnswer()
{
    const base::Result<net::HttpResponse> result = m_http->result();
    m_http.reset();
    if (!result.ok()) {
        finish(result.error());
    } else if (result->status == 200) {
        readPage(result.value());
    } else if (result->status != 401 || !m_credentials.replace()) {
        const ApiProblem problem = readProblem(result.value(), m_backend.clock().now());
        finish(explain(problem, m_backend.subject({})).error);
    }
}

void ModelListing::readPage(const net::HttpResponse& response)
{
    const QJsonDocument document = QJsonDocument::fromJson(response.body);
    if (!document.isObject()) {
        const ApiProblem problem = readProblem(response, m_backend.clock().now());
        finish(explain(problem, m_backend.subject({})).error);
        return;
    }
    const ModelPage page = m_backend.readModels(document.object());
    m_models += page.models;
    m_page = page.nextPage;
    if (m_page.isEmpty() || ++m_pagesRead >= mostPages) {
        finish(m_models);
    } else {
        send();
    }
}

void ModelListing::abort()
{
    m_credentials.cancel();
    m_http.reset();
}

} // namespace plantain::llm
