import * as z from 'zod';

/** The areas of law that a firm may choose from, as stored under `assets/code-sets`; any other may be typed. */
export const practiceAreasSchema = z.array(
  z.strictObject({
    name: z.string().min(1),
    /** How a matter of this area is usually paid. */
    usualFee: z.enum(['hourly', 'flat', 'contingency']),
    /** What has to be asked at the first call. */
    firstQuestions: z.array(z.string().min(1)),
    /** Folders that matters of this area have beside the usual ones. */
    extraFolders: z.array(z.string().min(1)),
  }),
);
