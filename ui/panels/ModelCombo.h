// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "src/llm/ModelCatalog.h"
#include "ui/widgets/ComboBox.h"

class QLabel;

namespace plantain::ui {

/// The models of a provider with their facts at the right ("922K · images"). Any other id can be
/// typed.
class ModelCombo : public ComboBox
{
    Q_OBJECT

public:
    explicit ModelCombo(QWidget* parent = nullptr);

    /// Does not change what is chosen.
    void setModels(const QList<llm::ModelInfo>& models);
    /// A known model's id, or what was typed.
    QString modelId() const { return m_id; }
    void setModelId(const QString& id);
    /// Takes what is being typed.
    void commit();

signals:
    void modelChanged(const QString& id);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void takeTypedText();
    void showChosen();
    void placeFacts();
    int indexOf(const QString& idOrLabel) const;

    QString m_id;
    QLabel* m_facts = nullptr;
};

} // namespace plantain::ui
