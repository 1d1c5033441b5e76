import { existsSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assetFile, toUnpacked, workerFile } from '../../../electron/data/process/places.ts';

describe('places', () => {
  it('finds assets and built workers from the sources too', () => {
    expect(existsSync(assetFile('fonts/README.md'))).toBe(true);
    expect(workerFile('pdf').endsWith(join('dist', 'workers', 'pdf.js'))).toBe(true);
    expect(workerFile('pdf').startsWith(`${process.cwd()}${sep}`)).toBe(true);
  });

  it('looks beside the archive of a packaged application', () => {
    expect(toUnpacked('/opt/Annex/resources/app.asar')).toBe('/opt/Annex/resources/app.asar.unpacked');
    expect(toUnpacked('C:\\Annex\\resources\\app.asar\\dist')).toBe('C:\\Annex\\resources\\app.asar.unpacked\\dist');
    expect(toUnpacked('/home/ann/app.asarium')).toBe('/home/ann/app.asarium');
  });
});
