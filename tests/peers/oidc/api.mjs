// SPDX-License-Identifier: GPL-3.0-or-later
// A small resource server: the part of OpenAI's API that an account's token opens.
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { DELTA_MS, RESOURCE } from './settings.mjs';
import { readBody, send } from './http.mjs';

const REFUSED_FIELDS = ['temperature', 'max_output_tokens', 'top_p', 'metadata', 'user', 'truncation',
  'previous_response_id'];
const MODELS = [
  { slug: 'gpt-test', display_name: 'GPT Test', visibility: 'list' },
  { slug: 'gpt-hidden', display_name: 'Hidden', visibility: 'hide' },
];
const ANSWER = ['Hello', ' from', ' the test', ' provider'];

/// What the real service would refuse, as its text; null: nothing.
function refusal(body) {
  if (body.store !== false) return 'Store must be set to false';
  if (body.stream !== true) return 'Stream must be set to true';
  const field = REFUSED_FIELDS.find((name) => name in body);
  return field ? `Unsupported parameter: ${field}` : null;
}

async function streamAnswer(res) {
  res.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const event = (type, fields) => res.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`);
  const message = { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: ANSWER.join('') }] };
  const usage = { input_tokens: 1, output_tokens: 4, total_tokens: 5 };
  event('response.created', { response: { id: 'resp_test', status: 'in_progress' } });
  for (const delta of ANSWER) {
    event('response.output_text.delta', { output_index: 0, content_index: 0, delta });
    if (DELTA_MS) await new Promise((resolve) => setTimeout(resolve, DELTA_MS));
  }
  event('response.output_item.done', { output_index: 0, item: message });
  // As seen live: the completed response carries no output.
  event('response.completed', { response: { id: 'resp_test', status: 'completed', output: [], usage } });
  res.end();
}

export class Api {
  constructor(issuer, ownAddress) {
    this.issuer = issuer;
    this.keys = createRemoteJWKSet(new URL(`${ownAddress}/.well-known/jwks.json`));
  }

  /// True when this path is ours; the answer is sent then.
  async handle(req, res, path) {
    if (path === '/v1/models') {
      if (await this.isAllowed(req, res)) send(res, 200, { models: MODELS });
      return true;
    }
    if (path !== '/v1/responses') return false;
    const body = JSON.parse(await readBody(req) || '{}');
    if (!await this.isAllowed(req, res)) return true;
    const detail = refusal(body);
    if (detail) send(res, 400, { detail });
    else await streamAnswer(res);
    return true;
  }

  async isAllowed(req, res) {
    try {
      const token = (req.headers.authorization ?? '').replace(/^Bearer /i, '');
      await jwtVerify(token, this.keys, { issuer: this.issuer, audience: RESOURCE });
      return true;
    } catch (error) {
      const code = error.code === 'ERR_JWT_EXPIRED' ? 'token_expired' : 'invalid_token';
      const message = 'Your authentication token has expired or is invalid.';
      send(res, 401, { error: { message, type: 'invalid_request_error', param: null, code } });
      return false;
    }
  }
}
