/**
 * `npm test`: installs what it needs, then runs every suite: lint, unused code, types, unit tests in Node, the built app in browsers.
 * Ends with one line over all suites: `N passed, N failed`; before it, how many could not run here.
 */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages, ROOT, run } from './install.mjs';

installPackages();
const { findChromium, findFirefox } = await import('./browsers.mjs');

const total = { passed: 0, failed: 0, skipped: 0 };
const reports = mkdtempSync(join(tmpdir(), 'umbra-test-'));
const bin = (path) => join(ROOT, 'node_modules', path);

function count(passed, failed, skipped = 0) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}

/** A check that passes or fails as a whole. */
function check(name, path, args) {
  console.log(`\n── ${name}`);
  const status = run(process.execPath, [bin(path), ...args]);
  count(status === 0 ? 1 : 0, status === 0 ? 0 : 1);
  return status === 0;
}

/** A suite that writes a report of its tests; without one it has failed as a whole. */
function suite(name, path, args, report, read, env = {}) {
  console.log(`\n── ${name}`);
  const status = run(process.execPath, [bin(path), ...args], { env: { ...process.env, ...env } });
  try {
    const counts = read(JSON.parse(readFileSync(report, 'utf8')));
    count(counts.passed, counts.failed || (status === 0 ? 0 : 1), counts.skipped);
  } catch {
    count(0, 1);
  }
}

check('lint and format', '@biomejs/biome/bin/biome', ['check']);
check('unused files, exports and packages', 'knip/bin/knip.js', []);
check('types', 'typescript/bin/tsc', ['-b']);

const unit = join(reports, 'unit.json');
suite('unit tests', 'vitest/vitest.mjs', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${unit}`], unit, (report) => ({
  passed: report.numPassedTests,
  failed:
    report.numFailedTests + report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length,
  skipped: report.numPendingTests,
}));

if (check('build', 'vite/bin/vite.js', ['build', '--logLevel', 'warn'])) {
  const chromium = await findChromium();
  if (chromium) {
    const e2e = join(reports, 'e2e.json');
    const env = { CHROMIUM: chromium, FIREFOX: findFirefox() ?? '', PLAYWRIGHT_JSON_OUTPUT_NAME: e2e };
    const read = ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped });
    suite('the built app in browsers', '@playwright/test/cli.js', ['test', '--reporter=list,json'], e2e, read, env);
  } else {
    console.log('\nNo Chromium: it could not be downloaded, and the system has none. Install it and run again.');
    count(0, 1);
  }
}

if (total.skipped > 0) console.log(`\n${total.skipped} skipped: they need ../shared, or Firefox.`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;
