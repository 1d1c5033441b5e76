import * as z from 'zod';
import { sides, workspaces } from '../../../shared/domain/workspace.ts';

/** A key: 32 bytes as base64url text. */
const keySchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** One key of a workspace, as this member holds it. */
const heldEpochSchema = z.object({
  workspace: z.enum(workspaces),
  side: z.enum(sides),
  epoch: z.number().int().min(1),
  key: keySchema,
});

/** All that one member keeps secret on one machine. */
export const vaultContentsSchema = z.object({
  firmId: z.string().regex(/^[0-9a-f]{32}$/),
  memberId: z.string().min(1).max(64),
  device: z.object({
    id: z.string().regex(/^[0-9a-f]{16}$/),
    name: z.string().max(200),
    signingPublic: keySchema,
    signingPrivate: keySchema,
    exchangePublic: keySchema,
    exchangePrivate: keySchema,
    machineId: z.string().min(1).max(64),
  }),
  storeKey: keySchema,
  projectionsKey: keySchema,
  deskKey: keySchema,
  rosterKey: keySchema,
  epochs: z.array(heldEpochSchema),
  recoveryPublic: z.object({ exchange: keySchema, signing: keySchema }),
  hub: z
    .object({
      url: z.string(),
      name: z.string(),
      password: z.string(),
      /** PEM of the authority that is pinned, and the proxy on the way, where there are such. */
      ca: z.string().optional(),
      proxy: z.string().optional(),
    })
    .optional(),
  settings: z.record(z.string(), z.unknown()),
});

export type VaultContents = z.infer<typeof vaultContentsSchema>;

/** The symmetric keys of a vault that are not a workspace's. */
export type VaultKeyName = 'storeKey' | 'projectionsKey' | 'deskKey' | 'rosterKey';
