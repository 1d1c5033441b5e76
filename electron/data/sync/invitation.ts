import { hkdfSync, randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { accept, type Decision, decline } from '../../../shared/domain/refusal.ts';
import { type KeyPairs, keyPairsOf } from '../vault/device-keys.ts';
import { rawKeyBytes, toKeyText } from '../vault/raw-keys.ts';

const invitationSchema = z.object({
  firmId: z.string().regex(/^[0-9a-f]{32}$/),
  invitationId: z.string().max(40),
  secret: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  rosterKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  hub: z.object({
    url: z.string(),
    name: z.string(),
    password: z.string(),
    ca: z.string().optional(),
    proxy: z.string().optional(),
  }),
});

/** What an invitation's code carries: who may join, the way to the hub, and the secret that proves it. */
export type Invitation = z.infer<typeof invitationSchema>;

const prefix = 'annex1-';

/** A new secret of 32 bytes. */
export function createInvitationSecret(): string {
  return toKeyText(randomBytes(rawKeyBytes));
}

/** The key pairs that follow from an invitation's secret: the roster knows their public halves. */
export function invitationKeys(secret: string): KeyPairs {
  const derive = (label: string) =>
    toKeyText(
      new Uint8Array(
        hkdfSync('sha256', Buffer.from(secret, 'base64url'), Buffer.alloc(0), `annex invitation ${label}`, rawKeyBytes),
      ),
    );
  return keyPairsOf(derive('signing'), derive('exchange'));
}

/** The code as a person copies it: a prefix and base64url. */
export function formatInvitation(invitation: Invitation): string {
  return prefix + deflateRawSync(Buffer.from(JSON.stringify(invitation))).toString('base64url');
}

/** Reads a code; spaces and line breaks do not matter. Refuses what is not one. */
export function parseInvitation(code: string): Decision<Invitation> {
  const plain = code.replace(/\s+/g, '');
  const no = () =>
    decline<Invitation>(
      'firm.code-not-valid',
      'This is not an invitation code, or a part of it is missing. Copy it again, whole, from annex1- to the end.',
      ['code'],
    );
  if (!plain.startsWith(prefix)) return no();
  try {
    const bytes = inflateRawSync(Buffer.from(plain.slice(prefix.length), 'base64url'), { maxOutputLength: 10_000 });
    const parsed = invitationSchema.safeParse(JSON.parse(bytes.toString('utf8')));
    return parsed.success ? accept(parsed.data) : no();
  } catch {
    return no();
  }
}
