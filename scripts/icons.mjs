/** Draws the icons of the installed app from public/icon.svg, into public/icons. Run by hand when the icon changes: `node scripts/icons.mjs` */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from './browsers.mjs';
import { ROOT } from './install.mjs';

const SVG = readFileSync(join(ROOT, 'public/icon.svg'), 'utf8');
const ACCENT = /fill="(#\w+)"/.exec(SVG)?.[1];
const OUT = join(ROOT, 'public/icons');

/** `share`: how much of the width the drawing takes. A mask may cut all but the inner 80 % (W3C manifest, “maskable”). */
const ICONS = [
  { name: 'icon-192', size: 192, share: 1, isFilled: false },
  { name: 'icon-512', size: 512, share: 1, isFilled: false },
  { name: 'maskable-192', size: 192, share: 0.62, isFilled: true },
  { name: 'maskable-512', size: 512, share: 0.62, isFilled: true },
  { name: 'apple-touch-icon', size: 180, share: 0.72, isFilled: true },
];

mkdirSync(OUT, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? (await findChromium()),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage();
for (const { name, size, share, isFilled } of ICONS) {
  await page.setViewportSize({ width: size, height: size });
  const svg = isFilled ? SVG.replace(ACCENT, '#ffffff') : SVG;
  await page.setContent(
    `<style>body{margin:0;height:100vh;display:grid;place-items:center;background:${isFilled ? ACCENT : 'transparent'}}svg{width:${share * size}px}</style>${svg}`,
  );
  await page.screenshot({ path: join(OUT, `${name}.png`), omitBackground: true });
}
await browser.close();
