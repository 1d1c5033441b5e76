import * as z from 'zod';
import { daySchema, idSchema, longTextSchema, requiredTextSchema, textSchema } from '../events/event.ts';
import { feeAgreementSchema, partyBodySchema, partyKinds, partyRoleSchema } from '../events/office.ts';
import { pageInput, pageOf } from './page.ts';
import { command, doneSchema, query } from './procedure.ts';

export const partyRowSchema = z.object({
  partyId: z.string(),
  kind: z.enum(partyKinds),
  name: z.string(),
  phone: z.string(),
  email: z.string(),
  /** "client of 2 matters, adverse in 1". */
  roles: z.string(),
});

export const matterStates = ['open', 'closed'] as const;

export const matterRowSchema = z.object({
  matterId: z.string(),
  number: z.string(),
  /** "Matter 2026-0417 (withheld)" where this device may not read it. */
  title: z.string(),
  clientId: z.string(),
  clientName: z.string(),
  practiceArea: z.string(),
  state: z.enum(matterStates),
  openedOn: z.string(),
  responsibleName: z.string(),
  unbilledCents: z.number(),
  owedCents: z.number(),
  trustCents: z.number(),
  trustAvailableCents: z.number(),
});

const concurrentEditSchema = z.object({
  eventId: z.string(),
  memberName: z.string(),
  atMs: z.number(),
  summary: z.string(),
});

export const matterSchema = matterRowSchema.extend({
  clientPartyId: z.string(),
  description: z.string(),
  closedOn: z.string().nullable(),
  responsibleMemberId: z.string(),
  fee: feeAgreementSchema,
  parties: z.array(z.object({ partyId: z.string(), name: z.string(), role: z.string() })),
  leadId: z.string().nullable(),
  withheld: z.boolean(),
  /** Edits made apart: both kept, one shown. */
  concurrentEdits: z.array(concurrentEditSchema),
});

export const taskRowSchema = z.object({
  taskId: z.string(),
  title: z.string(),
  note: z.string(),
  kind: z.enum(['task', 'callback', 'deadline', 'appointment']),
  dueOn: z.string().nullable(),
  urgent: z.boolean(),
  assigneeMemberId: z.string().nullable(),
  assigneeName: z.string(),
  matterId: z.string().nullable(),
  matterTitle: z.string(),
  completedOn: z.string().nullable(),
});

export const auditRowSchema = z.object({
  eventId: z.string(),
  atMs: z.number(),
  memberName: z.string(),
  deviceName: z.string(),
  workspace: z.string(),
  type: z.string(),
  aggregate: z.string(),
  summary: z.string(),
  state: z.string(),
});

/** Something due with a provider: where it is, and when. */
export const providerDueSchema = z.object({
  kind: z.enum(['agreement', 'renewal', 'clause', 'meeting', 'action', 'scorecard', 'SOP', 'classification', 'report']),
  id: z.string(),
  title: z.string(),
  detail: z.string(),
  dueOn: z.string().nullable(),
  isLate: z.boolean(),
  path: z.string(),
});

export const officeContract = {
  today: query(
    'member',
    'What waits for this person.',
    z.object({}),
    z.object({
      callbacks: z.array(
        z.object({
          callId: z.string(),
          callerName: z.string(),
          callerNumber: z.string(),
          reason: z.string(),
          urgency: z.string(),
          callbackByMs: z.number().nullable(),
          startedAtMs: z.number(),
        }),
      ),
      tasks: z.array(taskRowSchema),
      leads: z.array(
        z.object({
          leadId: z.string(),
          name: z.string(),
          stage: z.string(),
          nextAction: z.string(),
          nextActionOn: z.string().nullable(),
        }),
      ),
      /** Conflict checks that wait for the decision of whoever may make it. */
      conflicts: z.array(z.object({ conflictId: z.string(), names: z.string(), hits: z.number() })),
      approvals: z.array(
        z.object({
          requestId: z.string(),
          payee: z.string(),
          matterTitle: z.string(),
          amountCents: z.number(),
          requestedBy: z.string(),
        }),
      ),
      unreconciled: z.array(z.object({ accountId: z.string(), name: z.string(), month: z.string() })),
      invoicesToReview: z.array(z.object({ invoiceId: z.string(), matterTitle: z.string(), totalCents: z.number() })),
      /** Work orders that wait for this person, the most pressing first. */
      orders: z.array(
        z.object({
          orderId: z.string(),
          number: z.string(),
          title: z.string(),
          what: z.enum(['answer', 'do', 'review', 'question', 'declined']),
          dueAtMs: z.number(),
          otherName: z.string(),
        }),
      ),
      /** Contractors' invoices to decide on, and to pay within five business days. */
      contractorInvoices: z.array(
        z.object({
          invoiceId: z.string(),
          number: z.string(),
          contractorName: z.string(),
          dueOn: z.string(),
          approveBy: z.string(),
          isDecided: z.boolean(),
          urgency: z.string(),
          cents: z.number(),
        }),
      ),
      sopsToRead: z.number().int(),
      /** What the work with providers asks of this person, soonest first. */
      providerDue: z.array(providerDueSchema),
      overdueInvoices: z.number(),
      overdueCents: z.number(),
      exceptions: z.number(),
      /** Number beside each area of the rail: work waiting for this person. */
      badges: z.record(z.string(), z.number()),
    }),
  ),
  search: query(
    'member',
    'Finds matters, clients, people, invoices, documents by a few letters, best first.',
    z.object({ text: z.string().max(200), limit: z.number().int().min(1).max(50).default(20) }),
    z.object({
      hits: z.array(
        z.object({
          kind: z.enum(['matter', 'client', 'party', 'invoice', 'document', 'lead']),
          id: z.string(),
          title: z.string(),
          detail: z.string(),
        }),
      ),
    }),
  ),
  listMatters: query(
    'member',
    'Matters, a page at a time.',
    pageInput([
      'number',
      'title',
      'clientName',
      'practiceArea',
      'openedOn',
      'unbilledCents',
      'owedCents',
      'trustCents',
    ]).extend({
      state: z.enum([...matterStates, 'all']).default('open'),
      clientId: idSchema.optional(),
    }),
    pageOf(matterRowSchema),
  ),
  getMatter: query('member', 'One matter.', z.object({ matterId: idSchema }), matterSchema),
  openMatter: command(
    'matters.manage',
    'Opens a matter for a client, new or known; from a lead it takes over its people. Refused while a conflict is undecided.',
    {
      clientId: idSchema.optional(),
      clientPartyId: idSchema.optional(),
      leadId: idSchema.optional(),
      title: requiredTextSchema,
      description: longTextSchema.default(''),
      practiceArea: requiredTextSchema,
      openedOn: daySchema,
      responsibleMemberId: idSchema.optional(),
      fee: feeAgreementSchema,
      parties: z.array(z.object({ partyId: idSchema, role: partyRoleSchema })).default([]),
      /** Keeps names and narratives of this matter from outside members from its first event. */
      withheld: z.boolean().default(false),
    },
    z.object({ matterId: z.string(), clientId: z.string(), number: z.string() }),
  ),
  amendMatter: command(
    'matters.manage',
    'Changes a matter’s description, people or fee agreement.',
    {
      matterId: idSchema,
      title: requiredTextSchema,
      description: longTextSchema.default(''),
      practiceArea: requiredTextSchema,
      responsibleMemberId: idSchema,
      fee: feeAgreementSchema,
      parties: z.array(z.object({ partyId: idSchema, role: partyRoleSchema })),
    },
    doneSchema,
  ),
  closeMatter: command(
    'matters.manage',
    'Closes a matter. Refused while it holds trust money, unbilled work or unpaid invoices.',
    { matterId: idSchema, closedOn: daySchema, reason: textSchema.default('') },
    doneSchema,
  ),
  reopenMatter: command(
    'matters.manage',
    'Opens a closed matter again.',
    { matterId: idSchema, reopenedOn: daySchema, reason: textSchema },
    doneSchema,
  ),
  listClients: query(
    'member',
    'Clients, a page at a time.',
    pageInput(['name', 'number', 'openedOn', 'matters', 'owedCents', 'trustCents']),
    pageOf(
      z.object({
        clientId: z.string(),
        partyId: z.string(),
        number: z.string(),
        name: z.string(),
        openedOn: z.string(),
        matters: z.number(),
        owedCents: z.number(),
        trustCents: z.number(),
      }),
    ),
  ),
  listParties: query('member', 'People and organisations.', pageInput(['name', 'kind']), pageOf(partyRowSchema)),
  getParty: query(
    'member',
    'One person or organisation.',
    z.object({ partyId: idSchema }),
    partyBodySchema.extend({
      partyId: z.string(),
      appearances: z.array(z.object({ kind: z.string(), id: z.string(), title: z.string(), role: z.string() })),
    }),
  ),
  recordParty: command('intake.work', 'Records a person or organisation.', { party: partyBodySchema }, doneSchema),
  amendParty: command(
    'intake.work',
    'Changes a person or organisation.',
    { partyId: idSchema, party: partyBodySchema },
    doneSchema,
  ),
  listTasks: query(
    'member',
    'Tasks.',
    pageInput(['dueOn', 'title', 'assigneeName']).extend({
      state: z.enum(['open', 'done', 'all']).default('open'),
      assigneeMemberId: idSchema.optional(),
      matterId: idSchema.optional(),
    }),
    pageOf(taskRowSchema),
  ),
  addTask: command(
    'member',
    'Adds a task.',
    {
      title: requiredTextSchema,
      note: longTextSchema.default(''),
      kind: z.enum(['task', 'callback', 'deadline', 'appointment']).default('task'),
      dueOn: daySchema.optional(),
      urgent: z.boolean().default(false),
      assigneeMemberId: idSchema.optional(),
      matterId: idSchema.optional(),
    },
    doneSchema,
  ),
  completeTask: command(
    'member',
    'Marks a task as done.',
    { taskId: idSchema, completedOn: daySchema, outcome: textSchema.default('') },
    doneSchema,
  ),
  reopenTask: command('member', 'Opens a task again.', { taskId: idSchema }, doneSchema),
  listMembers: query(
    'member',
    'The people of the firm, for choosing.',
    z.object({}),
    z.object({
      rows: z.array(
        z.object({
          memberId: z.string(),
          name: z.string(),
          role: z.string(),
          outside: z.boolean(),
          active: z.boolean(),
        }),
      ),
    }),
  ),
  listEvents: query(
    'member',
    'The audit trail: who did what, when, on which machine.',
    pageInput(['clock']).extend({
      aggregate: z.string().max(80).optional(),
      workspace: z.string().max(20).optional(),
      memberId: idSchema.optional(),
    }),
    pageOf(auditRowSchema),
  ),
};
