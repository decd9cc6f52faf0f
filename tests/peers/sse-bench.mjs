// SPDX-License-Identifier: GPL-3.0-or-later
// npm's eventsource-parser over a file of bytes, for tests/bench.  node sse-bench.mjs FILE CHUNK ROUNDS
// Bytes become text by a streaming decoder, as they must be for this parser; that is counted.
import { readFileSync } from 'node:fs';
import { createParser } from 'eventsource-parser';

const [file, chunkBytes, rounds] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const bytes = readFileSync(file);
let dataLength = 0;

function parse() {
  const parser = createParser({ onEvent: (event) => { dataLength += event.data.length; } });
  const decoder = new TextDecoder();
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    parser.feed(decoder.decode(bytes.subarray(at, at + chunkBytes), { stream: true }));
  }
}

function cpuSeconds(work) {
  const before = process.cpuUsage();
  work();
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1e6;
}

parse(); // once for the compiler
const seconds = Array.from({ length: rounds }, () => cpuSeconds(parse)).sort((a, b) => a - b);
const median = seconds[Math.floor((rounds - 1) / 2)];
console.log(JSON.stringify({ mb_per_s: Math.round(bytes.length / 1048576 / median * 1000) / 1000, dataLength }));
