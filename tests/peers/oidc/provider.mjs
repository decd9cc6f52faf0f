// SPDX-License-Identifier: GPL-3.0-or-later
// oidc-provider (MIT, OpenID-certified), configured to behave like OpenAI's sign-in: public
// clients, S256 only, rotating refresh tokens whose re-use kills the family, JWT access tokens.
import { randomBytes, randomUUID } from 'node:crypto';
import Provider, { errors } from 'oidc-provider';
import * as settings from './settings.mjs';

const { RESOURCE, ACCESS_TOKEN_TTL, REFRESH_TOKEN_TTL } = settings;
const AUTH_CLAIM = 'https://api.openai.com/auth';
const PROFILE_CLAIM = 'https://api.openai.com/profile';

const accountClaims = (id) => ({
  sub: id,
  name: `Test ${id}`,
  email: `${id}@example.test`,
  email_verified: true,
  [PROFILE_CLAIM]: { email: `${id}@example.test`, email_verified: true },
  [AUTH_CLAIM]: {
    chatgpt_account_id: `acct-${id}`,
    chatgpt_plan_type: settings.PLAN,
    chatgpt_user_id: `user-${id}`,
    user_id: `user-${id}`,
    organizations: [{ id: 'org-test', is_default: true, role: 'owner', title: 'Personal' }],
  },
});

/// Registration data of a client without a secret.
export const publicClient = (clientName) => ({
  client_name: clientName,
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  redirect_uris: ['127.0.0.1', 'localhost', '[::1]'].map((host) => `http://${host}/auth/callback`),
  response_types: ['code'],
  grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
});

const resourceServer = {
  scope: 'resource.invoke chatgpt.tokens.use.direct openid profile email offline_access',
  audience: RESOURCE,
  accessTokenTTL: ACCESS_TOKEN_TTL,
  accessTokenFormat: 'jwt',
  jwt: { sign: { alg: 'RS256' } },
};

const features = {
  devInteractions: { enabled: !settings.AUTO_LOGIN },
  userinfo: { enabled: false }, // so that the ID token carries the claims of all scopes
  revocation: { enabled: true },
  deviceFlow: { enabled: true },
  registration: {
    enabled: true,
    initialAccessToken: false,
    idFactory: () => `oaiapp_${randomBytes(12).toString('hex')}`,
  },
  resourceIndicators: {
    enabled: true,
    defaultResource: async () => RESOURCE,
    useGrantedResource: async () => true,
    getResourceServerInfo: async (ctx, indicator) => {
      if (indicator !== RESOURCE) throw new errors.InvalidTarget();
      return resourceServer;
    },
  },
};

const configuration = {
  clients: [
    { client_id: settings.CODEX_LIKE, ...publicClient('Codex-like') },
    { client_id: settings.NATIVE, ...publicClient('Native app') },
  ],
  clientAuthMethods: ['none'],
  scopes: ['openid', 'offline_access'],
  claims: {
    openid: ['sub', AUTH_CLAIM],
    profile: ['name', PROFILE_CLAIM],
    email: ['email', 'email_verified'],
    acr: null,
    auth_time: null,
    iss: null,
    sid: null,
  },
  findAccount: async (ctx, id) => ({ accountId: id, claims: async () => accountClaims(id) }),
  pkce: { required: () => true },
  rotateRefreshToken: true,
  issueRefreshToken: async (ctx, client) => client.grantTypeAllowed('refresh_token'),
  expiresWithSession: async () => false,
  extraParams: ['id_token_add_organizations', 'codex_cli_simplified_flow', 'originator',
    'ext_agent_host_id', 'agent_name_hint', 'force_reconsent'],
  extraTokenClaims: async (ctx, token) => (token.accountId
    ? { [AUTH_CLAIM]: accountClaims(token.accountId)[AUTH_CLAIM] } : undefined),
  ttl: {
    AuthorizationCode: settings.CODE_TTL,
    AccessToken: ACCESS_TOKEN_TTL,
    IdToken: 3600,
    RefreshToken: REFRESH_TOKEN_TTL,
    Grant: REFRESH_TOKEN_TTL,
    Session: 14 * 24 * 3600,
    Interaction: 600,
    DeviceCode: 900,
  },
  routes: {
    authorization: '/oauth/authorize',
    token: '/oauth/token',
    revocation: '/oauth/revoke',
    jwks: '/.well-known/jwks.json',
    registration: '/oauth/register',
    introspection: '/oauth/introspect',
    device_authorization: '/oauth/device/code',
    code_verification: '/codex/device',
    end_session: '/logout',
    userinfo: '/userinfo',
  },
  features,
  interactions: settings.AUTO_LOGIN ? { url: (ctx, interaction) => `/auto/${interaction.uid}` } : undefined,
  cookies: { keys: [randomUUID()] },
};

/// Which of OpenAI's codes says what oidc-provider says in a sentence; null: none.
function refreshErrorCode(sentence) {
  if (sentence.includes('already used')) return 'refresh_token_reused';
  if (sentence.includes('expired')) return 'refresh_token_expired';
  if (sentence.includes('not found')) return 'refresh_token_invalidated';
  return null;
}

/// The callback of a registered agent names the issued client.
function nameIssuedClient(ctx) {
  const location = ctx.response.get('location');
  const params = ctx.oidc?.params;
  if (!location || !params?.redirect_uri || !location.startsWith(params.redirect_uri)) return;
  if (!params.client_id?.startsWith('oaiapp_')) return;
  const url = new URL(location);
  url.searchParams.set('client_id', params.client_id);
  ctx.set('location', url.href);
}

function shapeTokenAnswer(ctx, failure) {
  if (ctx.oidc?.route !== 'token') return;
  if (ctx.status === 200 && ctx.body?.refresh_token) {
    const wait = Math.max(0, ACCESS_TOKEN_TTL - 360);
    ctx.body = { ...ctx.body, earliest_refresh_at: Math.floor(Date.now() / 1000) + wait };
    return;
  }
  if (ctx.status !== 400 || settings.PLAIN_ERRORS || ctx.oidc.body?.grant_type !== 'refresh_token') return;
  const code = refreshErrorCode(failure);
  if (!code) return;
  ctx.status = 401;
  ctx.body = { error: { message: failure, type: 'invalid_request_error', param: null, code } };
}

export function createProvider(issuer) {
  const provider = new Provider(issuer, configuration);
  const failures = new WeakMap();
  provider.on('grant.error', (ctx, error) => failures.set(ctx, error.error_detail ?? error.message));
  provider.use(async (ctx, next) => {
    await next();
    nameIssuedClient(ctx);
    shapeTokenAnswer(ctx, failures.get(ctx) ?? '');
  });
  return provider;
}

/// Signs an account in without pages (AUTO_LOGIN): login, then consent to all that was asked for.
export async function signInUnattended(provider, req, res) {
  const { prompt, params, session, grantId } = await provider.interactionDetails(req, res);
  if (settings.AUTO_LOGIN === 'deny') {
    return provider.interactionFinished(req, res, { error: 'access_denied', error_description: 'User denied' });
  }
  if (prompt.name === 'login') {
    const accountId = params.login_hint ?? settings.AUTO_LOGIN;
    return provider.interactionFinished(req, res, { login: { accountId } });
  }
  const grant = grantId ? await provider.Grant.find(grantId)
    : new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope((prompt.details.missingOIDCScope ?? []).join(' '));
  grant.addOIDCClaims(prompt.details.missingOIDCClaims ?? []);
  for (const [resource, scopes] of Object.entries(prompt.details.missingResourceScopes ?? {})) {
    grant.addResourceScope(resource, scopes.join(' '));
  }
  return provider.interactionFinished(req, res, { consent: { grantId: await grant.save() } },
    { mergeWithLastSubmission: true });
}
