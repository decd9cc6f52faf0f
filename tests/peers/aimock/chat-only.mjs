// SPDX-License-Identifier: GPL-3.0-or-later
// A server that speaks chat completions only, as most OpenAI-compatible ones do: aimock behind a
// door that does not know /responses.  node chat-only.mjs UPSTREAM
import http from 'node:http';
import { once } from 'node:events';

const upstream = new URL(process.argv[2]);

const server = http.createServer((req, res) => {
  if (req.url.startsWith('/v1/responses')) {
    res.writeHead(404, { 'content-type': 'application/json' });
    res.end('{"error":{"message":"Not found","type":"invalid_request_error","param":null,"code":null}}');
    return;
  }
  const { method, url: path, headers } = req;
  const onward = http.request({ host: upstream.hostname, port: upstream.port, method, path, headers }, (answer) => {
    res.writeHead(answer.statusCode, answer.headers);
    // Byte by byte as it comes: cut streams stay cut.
    answer.on('data', (chunk) => res.write(chunk));
    answer.on('end', () => res.end());
    answer.on('error', () => res.destroy());
  });
  onward.on('error', () => res.destroy());
  res.on('close', () => onward.destroy());
  req.pipe(onward);
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
console.log(JSON.stringify({ ready: true, address: `http://127.0.0.1:${server.address().port}` }));
