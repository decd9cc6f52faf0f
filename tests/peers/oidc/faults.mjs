// SPDX-License-Identifier: GPL-3.0-or-later
// Accidents on order. A fault is {path, status, body, headers, delay_ms, drop, after}; the first in
// the queue meets the next request to its path:
//   status            that answer instead of the real one
//   drop              the connection is reset instead of an answer
//   after             the provider does its work (rotates the token), then the answer is lost:
//                     reset with `drop`, else empty
//   delay_ms          waits before all of the above
import { readBody, send } from './http.mjs';

const queue = [];

/// POST adds a fault or a list of them, DELETE forgets all.
export async function handleFaultControl(req, res) {
  if (req.method === 'DELETE') queue.length = 0;
  else queue.push(...[].concat(JSON.parse(await readBody(req))));
  send(res, 200, { queued: queue.length });
}

function loseAnswer(req, res, fault) {
  const end = res.end.bind(res);
  res.end = () => {
    if (fault.drop) req.socket.destroy();
    else {
      res.removeHeader('content-length');
      end('');
    }
    return res;
  };
}

/// True when the fault ends this request.
export async function applyFault(req, res, path) {
  if (queue[0]?.path !== path) return false;
  const fault = queue.shift();
  if (fault.delay_ms) await new Promise((resolve) => setTimeout(resolve, fault.delay_ms));
  if (fault.after) {
    loseAnswer(req, res, fault);
    return false;
  }
  if (fault.drop) {
    req.socket.destroy();
    return true;
  }
  if (!fault.status) return false;
  if (!req.readableEnded) await readBody(req);
  send(res, fault.status, fault.body ?? '', fault.headers);
  return true;
}
