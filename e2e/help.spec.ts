/** The keys that work everywhere, and the list of them. */
import { expect, PBMC, test } from './viewer.ts';

test('? lists the shortcuts, Escape closes the list, and in a field it is a letter', async ({ viewer }) => {
  const { page } = viewer;
  await viewer.open(PBMC);
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toContainText('Search for a gene or a column');
  await expect(help).toContainText('Ctrl+ZCtrl+Shift+Z');
  await expect(help.getByRole('button', { name: 'Close' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await page.keyboard.press('/');
  await page.keyboard.type('?');
  await expect(page.getByRole('textbox', { name: 'Filter the tree' })).toHaveValue('?');
  await expect(help).toBeHidden();
});
