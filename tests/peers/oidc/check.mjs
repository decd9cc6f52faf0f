// SPDX-License-Identifier: GPL-3.0-or-later
// Does the stand-in behave as the tests assume?  node check.mjs ISSUER   (AT_TTL=4, no AUTO_LOGIN)
import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';

const ISSUER = process.argv[2];
const RESOURCE = 'https://api.openai.com/v1';
const SCOPE = 'openid profile email offline_access resource.invoke chatgpt.tokens.use.direct';
// Nothing has to listen there: no redirect to it is followed.
const REDIRECT = 'http://127.0.0.1:1455/auth/callback';
const FORM = 'application/x-www-form-urlencoded';

const secret = () => randomBytes(32).toString('base64url');
const checks = [];
const check = (what, run) => checks.push({ what, run });

/// A person's browser without scripts: cookies, forms, redirects.
class Browser {
  cookies = new Map();

  async open(url, options = {}) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, {
      redirect: 'manual', ...options, headers: { accept: 'text/html', cookie, ...options.headers },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [name, value] = line.split(';')[0].split('=');
      if (value) this.cookies.set(name, value);
      else this.cookies.delete(name);
    }
    return answer;
  }

  async submit(html, base, login, decline) {
    const action = new URL(/action="([^"]+)"/.exec(html)[1], base).href;
    const prompt = /name="prompt" value="([^"]+)"/.exec(html)[1];
    if (decline && prompt === 'consent') return this.open(`${action}/abort`);
    const body = new URLSearchParams({ prompt, login, password: 'any' });
    return this.open(action, { method: 'POST', headers: { 'content-type': FORM }, body });
  }

  /// Ends at the callback's URL, or at the status of an error page.
  async signIn(url, login, decline = false) {
    let answer = await this.open(url);
    for (let step = 0; step < 12; step += 1) {
      const location = answer.headers.get('location');
      if (location) {
        const next = new URL(location, url);
        if (next.href.startsWith(REDIRECT)) return next.searchParams;
        answer = await this.open(next.href);
      } else if (answer.status === 200) {
        answer = await this.submit(await answer.text(), url, login, decline);
      } else {
        return answer.status;
      }
    }
    throw new Error('the pages never led to the callback');
  }
}

function attempt(changes = {}) {
  const verifier = secret();
  const query = {
    response_type: 'code', client_id: 'app_test_native', redirect_uri: REDIRECT, scope: SCOPE, state: secret(),
    nonce: secret(), code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256', resource: RESOURCE, ...changes,
  };
  for (const name of Object.keys(query)) if (query[name] === null) delete query[name];
  return { verifier, query, url: `${ISSUER}/oauth/authorize?${new URLSearchParams(query)}` };
}

async function post(path, fields, asJson = false) {
  const answer = await fetch(ISSUER + path, {
    method: 'POST',
    headers: { 'content-type': asJson ? 'application/json' : FORM },
    body: asJson ? JSON.stringify(fields) : new URLSearchParams(fields),
  });
  const text = await answer.text();
  return { status: answer.status, body: text ? JSON.parse(text) : null };
}

const exchange = ({ query, verifier }, code, changes = {}) => post('/oauth/token', {
  grant_type: 'authorization_code', client_id: query.client_id, code, redirect_uri: REDIRECT,
  code_verifier: verifier, ...changes,
});
const refresh = (token, asJson = false, clientId = 'app_test_native') => post('/oauth/token', {
  grant_type: 'refresh_token', client_id: clientId, refresh_token: token,
}, asJson);
const api = (token, path, body) => fetch(ISSUER + path, {
  headers: { authorization: `Bearer ${token}` }, method: body ? 'POST' : 'GET', body: body && JSON.stringify(body),
});

async function signedIn(login) {
  const started = attempt();
  const callback = await new Browser().signIn(started.url, login);
  return { ...started, callback, ...await exchange(started, callback.get('code')) };
}

const metadata = await (await fetch(`${ISSUER}/.well-known/openid-configuration`)).json();
const keys = createRemoteJWKSet(new URL(metadata.jwks_uri));

check('discovery names the issuer, revocation, iss and S256 only', () => {
  assert.equal(metadata.issuer, ISSUER);
  assert.ok(metadata.revocation_endpoint);
  assert.ok(metadata.authorization_response_iss_parameter_supported);
  assert.deepEqual(metadata.code_challenge_methods_supported, ['S256']);
});
check('login and consent lead to tokens bound to the attempt', async () => {
  const { query, callback, status, body } = await signedIn('alice');
  assert.equal(callback.get('state'), query.state);
  assert.equal(callback.get('iss'), ISSUER);
  assert.equal(status, 200);
  const identity = (await jwtVerify(body.id_token, keys, { issuer: ISSUER, audience: query.client_id })).payload;
  assert.equal(identity.nonce, query.nonce);
  assert.equal(identity.email, 'alice@example.test');
  await jwtVerify(body.access_token, keys, { issuer: ISSUER, audience: RESOURCE });
  assert.ok(body.earliest_refresh_at);
});
check('the API takes the token, streams, and refuses what the real one refuses', async () => {
  const { body } = await signedIn('bob');
  assert.equal((await (await api(body.access_token, '/v1/models')).json()).models[0].slug, 'gpt-test');
  const request = { model: 'gpt-test', input: [], store: false, stream: true };
  assert.match(await (await api(body.access_token, '/v1/responses', request)).text(), /response\.completed/);
  assert.equal((await api(body.access_token, '/v1/responses', { ...request, temperature: 1 })).status, 400);
  await new Promise((resolve) => setTimeout(resolve, (body.expires_in + 1) * 1000));
  assert.equal((await (await api(body.access_token, '/v1/models')).json()).error.code, 'token_expired');
});
check('refresh tokens rotate, and re-use kills the family', async () => {
  const { body } = await signedIn('carl');
  const second = await refresh(body.refresh_token);
  const third = await refresh(second.body.refresh_token, true);
  assert.equal(third.status, 200);
  assert.equal((await refresh(body.refresh_token)).body.error.code, 'refresh_token_reused');
  assert.equal((await refresh(third.body.refresh_token)).body.error.code, 'refresh_token_invalidated');
});
check('revocation answers 200 with nothing, for unknown tokens too', async () => {
  const { body } = await signedIn('dora');
  const fields = { token: body.refresh_token, token_type_hint: 'refresh_token', client_id: 'app_test_native' };
  assert.deepEqual(await post('/oauth/revoke', fields), { status: 200, body: null });
  assert.equal((await refresh(body.refresh_token)).status, 401);
  assert.equal((await post('/oauth/revoke', { ...fields, token: 'nonsense' })).status, 200);
});
check('declining gives access_denied with the state', async () => {
  const { url, query } = attempt();
  const callback = await new Browser().signIn(url, 'eve', true);
  assert.equal(callback.get('error'), 'access_denied');
  assert.equal(callback.get('state'), query.state);
});
check('no PKCE and plain PKCE are refused', async () => {
  for (const changes of [{ code_challenge: null, code_challenge_method: null }, { code_challenge_method: 'plain' }]) {
    assert.equal((await new Browser().signIn(attempt(changes).url, 'x')).get('error'), 'invalid_request');
  }
});
check('another path or a host in the network is never redirected to', async () => {
  for (const redirect of ['http://127.0.0.1:1455/evil', 'http://192.168.0.9:1455/auth/callback']) {
    assert.equal(await new Browser().signIn(attempt({ redirect_uri: redirect }).url, 'x'), 400);
  }
});
check('a wrong verifier and a replayed code are refused, the replay revokes', async () => {
  const started = attempt();
  const callback = await new Browser().signIn(started.url, 'fred');
  const wrong = await exchange(started, callback.get('code'), { code_verifier: secret() });
  assert.equal(wrong.body.error, 'invalid_grant');
  const first = await signedIn('gina');
  assert.equal((await exchange(first, first.callback.get('code'))).body.error, 'invalid_grant');
  assert.equal((await refresh(first.body.refresh_token)).status, 401);
});
check('the entry point registers an agent of its own', async () => {
  const started = attempt({
    client_id: 'dynamic_agent_client', ext_agent_host_id: `urn:uuid:${randomUUID()}`, agent_name_hint: 'Check',
  });
  const callback = await new Browser().signIn(started.url, 'hugo');
  const issued = callback.get('client_id');
  assert.match(issued, /^oaiapp_/);
  const { body } = await exchange(started, callback.get('code'), { client_id: issued, resource: RESOURCE });
  assert.match(body.scope, /chatgpt\.tokens\.use\.direct/);
  assert.equal((await refresh(body.refresh_token, false, issued)).status, 200);
});
check('faults come in order: lost answer, 503, region, then the re-use shows', async () => {
  const { body } = await signedIn('ida');
  const region = { code: 'unsupported_country_region_territory' };
  await fetch(`${ISSUER}/__faults`, {
    method: 'POST',
    body: JSON.stringify([
      { path: '/oauth/token', after: true, drop: true },
      { path: '/oauth/token', status: 503, body: {} },
      { path: '/oauth/token', status: 403, body: { error: region } },
    ]),
  });
  await assert.rejects(refresh(body.refresh_token));
  assert.equal((await refresh(body.refresh_token)).status, 503);
  assert.equal((await refresh(body.refresh_token)).body.error.code, region.code);
  assert.equal((await refresh(body.refresh_token)).body.error.code, 'refresh_token_reused');
});

for (const { what, run } of checks) {
  await run();
  console.log(`ok - ${what}`);
}
process.exit(0);
