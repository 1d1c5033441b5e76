import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTemporaryFolder } from './temporary-folder.ts';

/** An authority that nobody trusts unless told to, and a certificate of it for 127.0.0.1. PEM texts. */
export interface SelfMadeAuthority {
  readonly ca: string;
  readonly key: string;
  readonly cert: string;
}

/** Makes an authority with OpenSSL, which every machine that runs these tests has beside git. */
export function makeAuthority(name: string): SelfMadeAuthority {
  const folder = makeTemporaryFolder();
  const run = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  run('req', '-x509', ...ec, '-days', '30', '-subj', `/CN=${name}`, '-keyout', 'ca.key', '-out', 'ca.pem');
  run('req', ...ec, '-subj', '/CN=127.0.0.1', '-keyout', 'hub.key', '-out', 'hub.csr');
  writeFileSync(join(folder, 'names'), 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
  const signing = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-extfile', 'names'];
  run('x509', '-req', '-in', 'hub.csr', ...signing, '-days', '30', '-out', 'hub.pem');
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  return { ca: read('ca.pem'), key: read('hub.key'), cert: read('hub.pem') };
}
