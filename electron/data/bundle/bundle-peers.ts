import * as z from 'zod';
import { knownHeadsSchema } from './known-heads.ts';

/** What a device said of itself in a bundle: how far its copy reaches, and the chunks of files that it lacks. */
export const bundleHeadSchema = z.object({
  deviceId: z.string().regex(/^[0-9a-f]{16}$/),
  atMs: z.number().int(),
  heads: knownHeadsSchema,
  wants: z.array(z.string().regex(/^[0-9a-f]{64}$/)).max(20_000),
});
export type BundleHead = z.infer<typeof bundleHeadSchema>;

/** What is known of another device's copy, from the last bundle that came from it. */
export type PeerKnowledge = Pick<BundleHead, 'heads' | 'wants' | 'atMs'>;
