// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Words.h"
#include "tests/support/Printers.h"
#include "ui/account/AccountWords.h"
#include "ui/account/ProviderReadiness.h"
#include "ui/panels/GenerationWords.h"

#include <gtest/gtest.h>

#include <QSet>

namespace plantain::ui {

namespace {

using auth::AuthState;
using auth::AuthStatus;
using llm::LlmStatus;

const QList<AuthState> allStates{
    AuthState::Loading,     AuthState::SignedOut,    AuthState::WaitingForBrowser,
    AuthState::Exchanging,  AuthState::Connected,    AuthState::PlanDisabled,
    AuthState::Refreshing,  AuthState::Expired,      AuthState::NeedsReauth,
    AuthState::NotEligible, AuthState::UsageLimited, AuthState::StorageUnavailable,
    AuthState::Failed};

AuthStatus inState(AuthState state)
{
    AuthStatus status;
    status.state = state;
    status.email = QStringLiteral("ada@example.org");
    status.secondsLeft = 282;
    status.storage = secrets::StorageKind::Keychain;
    return status;
}

llm::LlmResult ending(LlmStatus status, base::ErrorKind kind = base::ErrorKind::Server)
{
    llm::LlmResult result;
    result.status = status;
    result.attempts = 1;
    if (status == LlmStatus::Failed || status == LlmStatus::Cut) {
        result.error = llm::LlmError{{kind, QStringLiteral("What happened."),
                                      QStringLiteral("What to do."), QStringLiteral("raw")},
                                     503,
                                     QStringLiteral("overloaded"),
                                     QStringLiteral("req_7"),
                                     std::nullopt};
    }
    return result;
}

} // namespace

TEST(AccountWords, T6_2_EveryStateHasItsOwnWordsAndAnIcon)
{
    QSet<QString> texts;
    for (const AuthState state : allStates) {
        const AccountView view = accountView(inState(state));
        EXPECT_FALSE(view.badge.text.isEmpty()) << int(state);
        texts << view.badge.text;
        const bool needsSomebody = state == AuthState::SignedOut ||
                                   state == AuthState::NeedsReauth || state == AuthState::Failed ||
                                   state == AuthState::PlanDisabled ||
                                   state == AuthState::StorageUnavailable;
        EXPECT_EQ(needsSomebody, !actionText(view.action, true).isEmpty() &&
                                     view.action != AccountAction::Cancel &&
                                     view.action != AccountAction::ManageUsage)
            << view.badge.text.toStdString();
    }
    // An expired access token renews by itself: only a dead grant says the same and asks.
    EXPECT_EQ(texts.size(), allStates.size());
}

TEST(AccountWords, T6_2_StatesSayWhatTheLookSays)
{
    const auto text = [](AuthState state) { return accountView(inState(state)).badge.text; };
    EXPECT_EQ(text(AuthState::SignedOut), QStringLiteral("Not connected"));
    EXPECT_EQ(text(AuthState::WaitingForBrowser),
              QStringLiteral("Waiting for your browser · 4:42"));
    EXPECT_EQ(text(AuthState::Connected), QStringLiteral("Connected as a••@example.org"));
    EXPECT_EQ(text(AuthState::PlanDisabled), QStringLiteral("Connected, plan use not allowed"));
    EXPECT_EQ(text(AuthState::NeedsReauth), QStringLiteral("Session expired"));
    EXPECT_EQ(text(AuthState::UsageLimited), QStringLiteral("Plan limit reached"));
    EXPECT_EQ(text(AuthState::StorageUnavailable), QStringLiteral("Keyring is locked"));
    EXPECT_EQ(text(AuthState::Failed), QStringLiteral("Could not sign in"));
}

TEST(AccountWords, AFileThatCannotBeReadIsNotCalledAKeyring)
{
    AuthStatus status = inState(AuthState::StorageUnavailable);
    status.storage = secrets::StorageKind::File;
    EXPECT_EQ(accountView(status).badge.text, QStringLiteral("Session cannot be read"));
    EXPECT_EQ(accountView(status).action, AccountAction::ReadAgain);
}

TEST(AccountWords, TheButtonOfTheBuiltInProfileHasItsRequiredWords)
{
    EXPECT_EQ(actionText(AccountAction::Connect, true), QStringLiteral("Continue with ChatGPT"));
    EXPECT_EQ(actionText(AccountAction::Connect, false), QStringLiteral("Connect"));
}

TEST(AccountWords, O3_TheTunnelIsForTheRedirectsPort)
{
    const QUrl url(QStringLiteral("https://auth.example/authorize?redirect_uri="
                                  "http%3A%2F%2F127.0.0.1%3A1455%2Fauth%2Fcallback"));
    EXPECT_TRUE(tunnelCommand(url).contains(QStringLiteral("-L 1455:127.0.0.1:1455")));
    EXPECT_TRUE(tunnelCommand(QUrl()).isEmpty());
}

TEST(ProviderReadiness, T6_3_NotConnectedIsAWarningWithTheOnePrimaryAction)
{
    const ProviderReadiness state = accountReadiness(inState(AuthState::SignedOut), true);
    EXPECT_EQ(state.badge.text, QStringLiteral("OpenAI not connected"));
    EXPECT_EQ(state.badge.tone, Tone::Warn);
    EXPECT_EQ(state.actionText, QStringLiteral("Continue with ChatGPT"));
    EXPECT_TRUE(state.isPrimary);
    EXPECT_FALSE(state.canRun);
    EXPECT_FALSE(state.blocker.isEmpty());
}

TEST(ProviderReadiness, T6_3_EveryStateThatCannotRunSaysWhy)
{
    for (const AuthState authState : allStates) {
        const ProviderReadiness state = accountReadiness(inState(authState), true);
        EXPECT_EQ(state.canRun, state.blocker.isEmpty()) << int(authState);
    }
    EXPECT_TRUE(accountReadiness(inState(AuthState::Expired), true).canRun);
    EXPECT_FALSE(accountReadiness(inState(AuthState::NeedsReauth), true).canRun);
}

TEST(ProviderReadiness, ConnectedNamesThePlanOnlyForTheBuiltInProfile)
{
    const ProviderReadiness plan = accountReadiness(inState(AuthState::Connected), true);
    EXPECT_EQ(plan.badge.text, QStringLiteral("Using ChatGPT plan"));
    EXPECT_TRUE(plan.showsUsageLink);
    const ProviderReadiness other = accountReadiness(inState(AuthState::Connected), false);
    EXPECT_EQ(other.badge.text, QStringLiteral("Connected as a••@example.org"));
    EXPECT_FALSE(other.showsUsageLink);
}

TEST(ProviderReadiness, ALockedKeyringIsNeverAMissingKey)
{
    EXPECT_EQ(keyReadiness(secrets::KeySource::None).badge.text, QStringLiteral("API key missing"));
    EXPECT_EQ(keyReadiness(secrets::KeySource::StorageUnavailable).badge.text,
              QStringLiteral("Keyring is locked"));
    EXPECT_TRUE(keyReadiness(secrets::KeySource::Environment).canRun);
}

TEST(ProviderReadiness, T2_2_AnUnknownProviderIsReportedAndCannotRun)
{
    const auto state = unknownProviderReadiness(QStringLiteral("replicate"));
    EXPECT_FALSE(state.canRun);
    EXPECT_EQ(state.action, ReadinessAction::None);
    EXPECT_TRUE(state.blocker.contains(QStringLiteral("replicate")));
}

TEST(ProviderReadiness, AnOwnServerNeedsAnAddressAndNoKey)
{
    EXPECT_FALSE(serverReadiness({}, secrets::KeySource::None).canRun);
    const auto state =
        serverReadiness(QStringLiteral("http://localhost:11434/v1"), secrets::KeySource::None);
    EXPECT_TRUE(state.canRun);
    EXPECT_EQ(state.badge.text, QStringLiteral("localhost:11434"));
}

TEST(GenerationWords, R1_EveryEndingHasItsOwnBadge)
{
    QSet<QString> texts;
    for (const LlmStatus status :
         {LlmStatus::Completed, LlmStatus::Truncated, LlmStatus::Blocked, LlmStatus::Refused,
          LlmStatus::Cut, LlmStatus::Failed, LlmStatus::Cancelled}) {
        texts << statusBadge(status).text;
        EXPECT_EQ(endingMessage(ending(status)).title.isEmpty(), status == LlmStatus::Completed);
    }
    EXPECT_EQ(texts.size(), 7);
}

TEST(GenerationWords, R1_EveryPhaseHasItsOwnBadge)
{
    QSet<QString> texts;
    for (const llm::LlmPhase phase :
         {llm::LlmPhase::Queued, llm::LlmPhase::Connecting, llm::LlmPhase::WaitingForFirstByte,
          llm::LlmPhase::Thinking, llm::LlmPhase::Streaming, llm::LlmPhase::WaitingToRetry}) {
        EXPECT_FALSE(phaseBadge(phase).text.isEmpty());
        texts << phaseBadge(phase).text;
    }
    EXPECT_EQ(texts.size(), 6);
}

TEST(GenerationWords, EveryStateOfANodeHasItsBadge)
{
    using run::NodeState;
    QSet<QString> texts;
    for (const NodeState state :
         {NodeState::Waiting, NodeState::Running, NodeState::Completed, NodeState::Cached,
          NodeState::Skipped, NodeState::Paused, NodeState::Failed, NodeState::Stopped}) {
        run::NodeRun run;
        run.state = state;
        texts << runBadge(run).text;
    }
    EXPECT_EQ(texts.size(), 8);
    EXPECT_FALSE(texts.contains(QString()));
    EXPECT_TRUE(runBadge({}).text.isEmpty());
}

TEST(GenerationWords, ANodeThatNeverGotToARequestSaysWhy)
{
    run::NodeRun run;
    run.error = base::Error{base::ErrorKind::InvalidInput,
                            QStringLiteral("No prompt."),
                            QStringLiteral("Write one."),
                            {}};
    run.state = run::NodeState::Failed;
    EXPECT_EQ(endingMessage(run).title, QStringLiteral("No prompt."));
    EXPECT_TRUE(endingMessage(run).canRetry);
    run.state = run::NodeState::Skipped;
    EXPECT_EQ(endingMessage(run).tone, Tone::Neutral);
    EXPECT_FALSE(endingMessage(run).canRetry);
    run.state = run::NodeState::Running;
    EXPECT_TRUE(endingMessage(run).title.isEmpty());
}

TEST(GenerationWords, AFailureSaysWhatHappenedAndWhatToDo)
{
    llm::LlmResult result = ending(LlmStatus::Failed);
    EXPECT_EQ(endingMessage(result).title, QStringLiteral("What happened."));
    EXPECT_EQ(endingMessage(result).hint, QStringLiteral("What to do."));
    result.text = QStringLiteral("Half");
    EXPECT_EQ(endingMessage(result).hint, QStringLiteral("What to do. The text so far is kept."));
}

TEST(GenerationWords, DetailsHoldCodeStatusRequestIdAndTheRawText)
{
    const QString text = detailsText(ending(LlmStatus::Failed));
    for (const char* part : {"503", "overloaded", "req_7", "raw"}) {
        EXPECT_TRUE(text.contains(QLatin1String(part))) << part;
    }
}

TEST(GenerationWords, WaitingNamesTheServiceAndCountsDown)
{
    using namespace std::chrono_literals;
    run::RetryWait wait;
    wait.until = 20'000ms;
    wait.because.error.kind = base::ErrorKind::RateLimited;
    EXPECT_EQ(retryText(wait, llm::ProviderId::OpenAiAuth, 8'500ms),
              QStringLiteral("OpenAI asks to slow down. Next try in 12 s."));
    EXPECT_TRUE(retryText(wait, llm::ProviderId::OpenAiAuth, 30'000ms).endsWith(u"in 0 s."));
}

TEST(GenerationWords, ModelFactsAreShort)
{
    llm::ModelInfo model;
    model.contextTokens = 922'000;
    EXPECT_EQ(modelFacts(model), QStringLiteral("922K · images"));
    model.contextTokens = 1'050'000;
    model.images = false;
    EXPECT_EQ(modelFacts(model), QStringLiteral("1.05M"));
}

TEST(Words, TimesAreToldAsAPersonWould)
{
    const auto now = base::fromUnixSeconds(1'795'000'000);
    using namespace std::chrono_literals;
    EXPECT_EQ(words::timeAgo(now - 20s, now), QStringLiteral("just now"));
    EXPECT_EQ(words::timeAgo(now - 250s, now), QStringLiteral("4 min ago"));
    EXPECT_EQ(words::timeAgo(now - 3h, now), QStringLiteral("3 h ago"));
    // A clock that was set back must not show a negative time.
    EXPECT_EQ(words::timeAgo(now + 1h, now), QStringLiteral("just now"));
}

TEST(Words, OneNodeIsNoPlural)
{
    EXPECT_EQ(words::nodes(0), QStringLiteral("0 nodes"));
    EXPECT_EQ(words::nodes(1), QStringLiteral("1 node"));
    EXPECT_EQ(words::nodes(1200), QStringLiteral("1,200 nodes"));
}

TEST(Words, CountdownsNeverRunBelowZero)
{
    EXPECT_EQ(words::minutesAndSeconds(282), QStringLiteral("4:42"));
    EXPECT_EQ(words::minutesAndSeconds(5), QStringLiteral("0:05"));
    EXPECT_EQ(words::minutesAndSeconds(-3), QStringLiteral("0:00"));
}

TEST(Words, DurationsKeepTheDigitsThatMatter)
{
    using namespace std::chrono_literals;
    EXPECT_EQ(words::duration(310ms), QStringLiteral("0.31 s"));
    EXPECT_EQ(words::duration(3240ms), QStringLiteral("3.2 s"));
    EXPECT_EQ(words::duration(125s), QStringLiteral("2 min 5 s"));
}

TEST(Words, EmailsAreMasked)
{
    EXPECT_EQ(words::maskedEmail(QStringLiteral("ada@example.org")),
              QStringLiteral("a••@example.org"));
    EXPECT_EQ(words::maskedEmail(QStringLiteral("ada")), QStringLiteral("a••"));
}

TEST(Words, MoneySaysWhenItIsAnEstimate)
{
    EXPECT_EQ(words::money(0.0009, false), QStringLiteral("$0.0009"));
    EXPECT_EQ(words::money(0.0009, true), QStringLiteral("about $0.0009"));
    EXPECT_EQ(words::money(1.5, false), QStringLiteral("$1.50"));
    EXPECT_EQ(words::money(0.00001, false), QStringLiteral("under $0.0001"));
}

TEST(Words, TokensSayWhenTheyAreAnEstimate)
{
    llm::Usage usage;
    EXPECT_TRUE(words::tokens(usage).isEmpty());
    usage.inputTokens = 412;
    usage.outputTokens = 38;
    EXPECT_EQ(words::tokens(usage), QStringLiteral("412 in · 38 out"));
    usage.estimated = true;
    EXPECT_EQ(words::tokens(usage), QStringLiteral("about 412 in · 38 out"));
}

} // namespace plantain::ui
