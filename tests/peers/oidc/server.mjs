// SPDX-License-Identifier: GPL-3.0-or-later
// Stand-in for OpenAI's sign-in service, for tests only. Listens on 127.0.0.1; prints one JSON line
// {"ready":true,"issuer":…,"address":…} when it does. Environment: settings.mjs. Control: POST and DELETE
// /__faults (faults.mjs), GET /__log (what clients sent: names of fields, never a secret).
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { once } from 'node:events';
import { Api } from './api.mjs';
import { applyFault, handleFaultControl } from './faults.mjs';
import { readBody, send } from './http.mjs';
import { createProvider, publicClient, signInUnattended } from './provider.mjs';
import {
  AUTO_LOGIN, CODEX_LIKE, DYNAMIC, HOST, ISSUER_HOST, NATIVE, PORT, STRICT_PORTS, TLS,
} from './settings.mjs';

const ALIASES = {
  '/api/accounts/authorize': '/oauth/authorize',
  '/api/accounts/oauth/token': '/oauth/token',
};
const log = [];

let handle = (req, res) => res.destroy();
const listener = (req, res) => handle(req, res).catch((error) => {
  console.error(error);
  res.destroy();
});
const server = TLS
  ? https.createServer({ key: readFileSync(TLS.key), cert: readFileSync(TLS.cert) }, listener)
  : http.createServer(listener);
server.listen(PORT, HOST);
await once(server, 'listening');

// The issuer names the port, so the provider can only be made now.
const addressFor = (host) => `${TLS ? 'https' : 'http'}://${host}:${server.address().port}`;
const issuer = addressFor(ISSUER_HOST);
const ownAddress = addressFor(HOST);
const provider = createProvider(issuer);
const api = new Api(issuer, ownAddress);
const callback = provider.callback();

/// Reads a form or JSON body (as some clients send it) and hands the provider a form.
async function readFields(req, entry) {
  const type = (req.headers['content-type'] ?? '').split(';')[0];
  const raw = await readBody(req);
  const fields = type.includes('json') ? JSON.parse(raw || '{}') : Object.fromEntries(new URLSearchParams(raw));
  Object.assign(entry, {
    type,
    fields: Object.keys(fields).sort(),
    grant_type: fields.grant_type,
    token_type_hint: fields.token_type_hint,
    client_id: fields.client_id,
    resource: fields.resource,
  });
  req.headers['content-type'] = 'application/x-www-form-urlencoded';
  req.body = fields;
}

/// The documented first sign-in of an open-source app: the entry point registers a client.
async function registerAgent(url, res) {
  const hostId = url.searchParams.get('ext_agent_host_id') ?? '';
  const name = url.searchParams.get('agent_name_hint');
  if (!hostId.startsWith('urn:uuid:') || !name) {
    send(res, 400, 'ext_agent_host_id and agent_name_hint are required');
    return false;
  }
  const answer = await fetch(`${ownAddress}/oauth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(publicClient(name)),
  });
  url.searchParams.set('client_id', (await answer.json()).client_id);
  return true;
}

function isForbiddenPort(url) {
  const redirect = URL.parse(url.searchParams.get('redirect_uri') ?? '');
  return STRICT_PORTS.length > 0 && url.searchParams.get('client_id') === CODEX_LIKE
    && !(redirect?.hostname === 'localhost' && STRICT_PORTS.includes(redirect.port));
}

/// False when the request is answered already.
async function prepareAuthorization(url, res, entry) {
  Object.assign(entry, {
    fields: [...url.searchParams.keys()].sort(),
    client_id: url.searchParams.get('client_id'),
    resource: url.searchParams.get('resource'),
  });
  if (isForbiddenPort(url)) {
    send(res, 400, 'invalid redirect_uri (fixed allow-list)');
    return false;
  }
  return url.searchParams.get('client_id') === DYNAMIC ? registerAgent(url, res) : true;
}

handle = async (req, res) => {
  const url = new URL(req.url, issuer);
  if (url.pathname === '/__faults') return handleFaultControl(req, res);
  if (url.pathname === '/__log') return send(res, 200, log);
  url.pathname = ALIASES[url.pathname] ?? url.pathname;

  const entry = { method: req.method, path: url.pathname, user_agent: req.headers['user-agent'] };
  log.push(entry);
  res.on('finish', () => { entry.status = res.statusCode; });
  if (req.method === 'POST' && ['/oauth/token', '/oauth/revoke'].includes(url.pathname)) await readFields(req, entry);
  if (await applyFault(req, res, url.pathname)) return undefined;
  if (url.pathname === '/oauth/authorize' && !await prepareAuthorization(url, res, entry)) return undefined;
  if (AUTO_LOGIN && url.pathname.startsWith('/auto/')) return signInUnattended(provider, req, res);
  if (await api.handle(req, res, url.pathname)) return undefined;
  req.url = url.pathname + url.search;
  return callback(req, res);
};

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
console.log(JSON.stringify({ ready: true, issuer, address: ownAddress, clients: [NATIVE, CODEX_LIKE, DYNAMIC] }));
