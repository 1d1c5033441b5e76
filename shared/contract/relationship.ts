import * as z from 'zod';
import { momentKinds } from '../domain/provider/feedback.ts';
import { daySchema, idSchema, longTextSchema, requiredTextSchema, textSchema } from '../events/event.ts';
import { pageInput, pageOf } from './page.ts';
import { command, doneSchema, query } from './procedure.ts';

export const relationshipContract = {
  upcoming: query(
    'member',
    'What is due with a provider soon: renewals, next meetings, corrective actions.',
    z.object({ providerId: idSchema, days: z.number().int().min(1).max(365).default(60) }),
    z.object({
      rows: z.array(
        z.object({
          kind: z.enum(['renewal', 'clause', 'meeting', 'action']),
          id: z.string(),
          what: z.string(),
          dueOn: z.string(),
          isLate: z.boolean(),
        }),
      ),
    }),
  ),
  listMoments: query(
    'member',
    'Meetings, thanks and team events with a provider.',
    pageInput(['on', 'kind']).extend({ providerId: idSchema }),
    pageOf(
      z.object({
        momentId: z.string(),
        kind: z.enum(momentKinds),
        on: z.string(),
        nextOn: z.string().nullable(),
        title: z.string(),
        people: z.string(),
        note: z.string(),
        notedBy: z.string(),
      }),
    ),
  ),
  note: command(
    'provider.manage',
    'Notes a meeting, a thank-you, a team event, and when it goes on.',
    {
      providerId: idSchema,
      kind: z.enum(momentKinds),
      on: daySchema,
      nextOn: daySchema.optional(),
      title: requiredTextSchema,
      people: textSchema.default(''),
      note: longTextSchema.default(''),
    },
    doneSchema,
  ),
  listCloseOuts: query(
    'member',
    'One-time projects that were closed.',
    pageInput(['closedOn', 'grade']).extend({ providerId: idSchema }),
    pageOf(
      z.object({
        closeOutId: z.string(),
        closedOn: z.string(),
        title: z.string(),
        delivered: z.string(),
        lessons: z.string(),
        grade: z.number(),
        accessEndedOn: z.string().nullable(),
        orders: z.number(),
        openEnds: z.array(z.object({ text: z.string(), handedTo: z.string() })),
        closedBy: z.string(),
      }),
    ),
  ),
  listProjectOrders: query(
    'member',
    'A provider’s work orders, to choose those of a project.',
    pageInput(['number']).extend({ providerId: idSchema }),
    pageOf(z.object({ orderId: z.string(), number: z.string(), title: z.string(), state: z.string() })),
  ),
  closeProject: command(
    'provider.oversee',
    'Closes a one-time project: what was delivered, lessons, who carries on what is left, when access ended.',
    {
      providerId: idSchema,
      closedOn: daySchema,
      orderIds: z.array(idSchema).min(1, 'Choose the work orders of the project.').max(200),
      grade: z.number().int().min(1).max(5),
      accessEndedOn: daySchema.optional(),
      title: requiredTextSchema,
      delivered: longTextSchema.default(''),
      lessons: longTextSchema.default(''),
      openEnds: z
        .array(z.object({ text: requiredTextSchema, toMemberId: idSchema }))
        .max(50)
        .default([]),
    },
    doneSchema,
  ),
};
