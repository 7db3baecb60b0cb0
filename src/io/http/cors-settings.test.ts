import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { corsSettings } from './cors-settings.ts';

const GUIDE = readFileSync(join(import.meta.dirname, '../../../docs/cors.md'), 'utf8');

it('docs/cors.md has the same settings, for the origin it speaks of', () => {
  const settings = corsSettings('example.org', 'https://umbra.example');
  expect(settings).toHaveLength(5);
  for (const { title, text } of settings) {
    expect(GUIDE).toContain(`\n## ${title}\n`);
    expect(GUIDE).toContain(`\n${text}\`\`\``);
  }
});

it('what a bucket takes as JSON is JSON', () => {
  for (const { title, text } of corsSettings('example.org', '*').slice(0, 2)) expect(JSON.parse(text), title).toHaveLength(1);
});
