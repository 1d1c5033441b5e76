import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible } from './harness/accessibility.ts';
import { makeDataFolder } from './harness/data-folder.ts';
import { shells } from './harness/shells.ts';

for (const shell of shells) {
  test(`a fresh machine opens on the first screen, and again after a restart [${shell.name}]`, {
    skip: shell.skip ?? false,
  }, async () => {
    const folder = makeDataFolder();
    try {
      for (const time of ['first', 'second']) {
        const running = await shell.start(folder.path);
        try {
          const heading = running.page.getByRole('heading', { level: 1 });
          await heading.waitFor({ timeout: 30_000 });
          assert.notEqual(await heading.textContent(), '');
          await assertAccessible(running.page, `the first screen (${time} start)`);
          assert.equal(await running.page.evaluate('typeof require'), 'undefined');
        } finally {
          await running.close();
        }
      }
    } finally {
      folder.remove();
    }
  });
}
