import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { packagerConfiguration } from '../../../build/packager.ts';

type Validate = (configuration: object, logger: { isEnabled: boolean; add(): void }) => Promise<void>;

/** The packager's own check of a configuration; the package does not show it at its door. */
function loadValidate(): Validate {
  const require = createRequire(import.meta.url);
  const found: { validateConfiguration: Validate } = require('app-builder-lib/out/util/config/config');
  return found.validateConfiguration;
}

const logger = { isEnabled: false, add() {} };

describe('the packager configuration', () => {
  it('is one that the packager takes', async () => {
    await expect(loadValidate()(packagerConfiguration, logger)).resolves.toBeUndefined();
    await expect(loadValidate()({ ...packagerConfiguration, noSuchThing: 1 }, logger)).rejects.toThrow();
  });

  it('unpacks native parts, rebuilds nothing, and leaves the cipher source out', () => {
    expect(packagerConfiguration.asarUnpack).toContain('**/*.node');
    expect(packagerConfiguration.npmRebuild).toBe(false);
    expect(packagerConfiguration.files).toContain('!node_modules/better-sqlite3-multiple-ciphers/{deps,src}/**');
  });

  it('closes the doors that a packaged application does not need', () => {
    expect(packagerConfiguration.electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      onlyLoadAppFromAsar: true,
    });
  });
});
