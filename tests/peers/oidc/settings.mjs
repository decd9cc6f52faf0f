// SPDX-License-Identifier: GPL-3.0-or-later
// What the environment says about this run of the stand-in. Times are seconds.
const env = process.env;
const seconds = (name, usual) => Number(env[name] ?? usual);

export const HOST = '127.0.0.1';
/// 0: any free port.
export const PORT = Number(env.PORT ?? 0);
/// The host in the issuer and in every endpoint. Another name than HOST is only known to a proxy.
export const ISSUER_HOST = env.ISSUER_HOST ?? HOST;
/// PEM files; both set: the stand-in speaks TLS.
export const TLS = env.TLS_KEY && env.TLS_CERT ? { key: env.TLS_KEY, cert: env.TLS_CERT } : null;
export const RESOURCE = env.RESOURCE ?? 'https://api.openai.com/v1';
export const ACCESS_TOKEN_TTL = seconds('AT_TTL', 3600);
export const REFRESH_TOKEN_TTL = seconds('RT_TTL', 30 * 24 * 3600);
export const CODE_TTL = seconds('CODE_TTL', 60);
/// A name: no pages, that account signs in at once. "deny": it declines. Unset: real pages.
export const AUTO_LOGIN = env.AUTO_LOGIN ?? '';
/// Between two pieces of a streamed answer, in milliseconds.
export const DELTA_MS = Number(env.DELTA_MS ?? 0);
export const PLAN = env.PLAN ?? 'plus';
/// Ports that the client "app_test_codex_like" may use; empty: any.
export const STRICT_PORTS = (env.STRICT_PORTS ?? '').split(',').filter(Boolean);
/// Errors as in the RFCs instead of OpenAI's shape.
export const PLAIN_ERRORS = env.PLAIN_ERRORS !== undefined;

/// Public clients: any loopback port, the path /auth/callback.
export const NATIVE = 'app_test_native';
export const CODEX_LIKE = 'app_test_codex_like';
/// The entry point of dynamic registration; each first sign-in issues an "oaiapp_…" of its own.
export const DYNAMIC = 'dynamic_agent_client';
