// SPDX-License-Identifier: GPL-3.0-or-later
// A person at a real browser: headless Chromium signs in on the provider's own pages.
//   node browser.mjs '{"url": "…", "login": "alice", "password": "any", "decline": false,
//                      "javaScript": true, "dark": false, "screenshot": "result.png"}'
// Ends when the page that follows the provider's has loaded, and prints one JSON line about it.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

const PATIENCE = 120_000; // ms; a busy machine must not fail a sign-in
const MOST_PAGES = 8;     // login, consent and their kin
const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const wish = { login: 'alice', password: 'any', javaScript: true, ...JSON.parse(process.argv[2]) };

function installedChromium() {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const places = process.env.PATH.split(path.delimiter).flatMap((folder) => names.map((name) => path.join(folder, name)));
  const found = places.find((place) => existsSync(place));
  if (!found) throw new Error('no Chromium in PATH (Debian: apt-get install chromium)');
  return found;
}

/// What the app's page does and asks for is noted; the provider's pages are not ours to judge.
function watch(page, providerOrigin) {
  const seen = { visited: [], foreignRequests: [], errors: [] };
  const isOurs = () => page.url().startsWith('http') && new URL(page.url()).origin !== providerOrigin;
  page.on('framenavigated', (frame) => { if (frame === page.mainFrame()) seen.visited.push(frame.url()); });
  page.on('console', (message) => { if (message.type() === 'error' && isOurs()) seen.errors.push(message.text()); });
  page.on('pageerror', (error) => { if (isOurs()) seen.errors.push(String(error)); });
  page.on('request', (request) => {
    if (isOurs() && new URL(request.url()).origin !== new URL(page.url()).origin) seen.foreignRequests.push(request.url());
  });
  return seen;
}

async function answerPage(page) {
  // The sandbox's own page.
  if (await page.locator('button[name=decision]').count()) {
    await page.click(wish.decline ? '#decline' : '#continue');
    return;
  }
  if (await page.locator('input[name=login]').count()) {
    await page.fill('input[name=login]', wish.login);
    await page.fill('input[name=password]', wish.password);
  } else if (wish.decline) {
    await page.click('a[href$="/abort"]');
    return;
  }
  await page.click('button[type=submit]');
}

async function signIn(page, providerOrigin) {
  await page.goto(wish.url);
  for (let count = 0; new URL(page.url()).origin === providerOrigin; count += 1) {
    if (count === MOST_PAGES) throw new Error(`the provider's pages do not end: ${await page.innerText('body')}`);
    const before = page.url();
    await answerPage(page);
    await page.waitForURL((url) => url.href !== before, { waitUntil: 'load' });
  }
}

async function report(context, page, seen) {
  const devTools = await context.newCDPSession(page);
  const { entries } = await devTools.send('Page.getNavigationHistory');
  return {
    finalUrl: page.url(),
    title: await page.title(),
    text: await page.innerText('body'),
    language: await page.getAttribute('html', 'lang'),
    history: entries.map((entry) => entry.url),
    ...seen,
  };
}

const profile = mkdtempSync(path.join(tmpdir(), 'plantain-browser-'));
let context;
try {
  context = await chromium.launchPersistentContext(profile, {
    executablePath: installedChromium(),
    args: FLAGS,
    headless: true,
    javaScriptEnabled: wish.javaScript,
    colorScheme: wish.dark ? 'dark' : 'light',
    ignoreHTTPSErrors: true, // the stand-in's certificate is made for the test
    timeout: PATIENCE,
  });
  context.setDefaultTimeout(PATIENCE);
  const page = context.pages()[0] ?? await context.newPage();
  const providerOrigin = new URL(wish.url).origin;
  const seen = watch(page, providerOrigin);
  await signIn(page, providerOrigin);
  const result = await report(context, page, seen);
  if (wish.screenshot) await page.screenshot({ path: wish.screenshot });
  console.log(JSON.stringify(result));
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await context?.close();
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
}
