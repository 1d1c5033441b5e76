import type { Answers } from '../../app/answers.ts';
import type { SearchOption } from '../../components/search-select.tsx';
import type { Order } from './order-words.ts';
import type { TaggedLine } from './tagged-lines.tsx';

export type ServiceLine = Answers['work']['listServiceLines']['rows'][number];
export type Template = ServiceLine['templates'][number];
type Price = NonNullable<Order['price']>;

/** What the form of a work order holds. */
export interface OrderValues {
  readonly serviceLine: string;
  readonly templateId: string;
  readonly matter: SearchOption | null;
  readonly title: string;
  readonly result: string;
  readonly inputs: string;
  readonly standards: string;
  /** One a line. */
  readonly criteria: string;
  readonly checklist: readonly TaggedLine[];
  readonly dueOn: string | null;
  readonly dueAt: string;
  readonly dueZone: string;
  readonly unit: Order['unit'];
  readonly estimate: string;
  readonly tier: Order['tier'];
  readonly billingMode: Order['billingMode'];
  readonly reviewer: SearchOption | null;
  readonly sopVersionIds: readonly string[];
  readonly basis: Price['basis'];
  readonly rateCents: number | null;
  readonly capCents: number | null;
  readonly bucket: string;
}

const emptyOrder: OrderValues = {
  serviceLine: '',
  templateId: '',
  matter: null,
  title: '',
  result: '',
  inputs: '',
  standards: '',
  criteria: '',
  checklist: [],
  dueOn: null,
  dueAt: '17:00',
  dueZone: '',
  unit: 'hour',
  estimate: '',
  tier: 'names only',
  billingMode: 'overhead',
  reviewer: null,
  sopVersionIds: [],
  basis: 'hourly',
  rateCents: null,
  capCents: null,
  bucket: '',
};

/** The form as it opens: empty for a new order, due by the firm's clock; else as the order stands. */
export function orderValues(order: Order | null, reviewer: SearchOption | null, firmZone: string): OrderValues {
  if (order === null) return { ...emptyOrder, reviewer, dueZone: firmZone };
  return {
    ...emptyOrder,
    serviceLine: order.serviceLine,
    templateId: order.templateId ?? '',
    matter: order.matterId === null ? null : { value: order.matterId, label: order.matterTitle },
    title: order.title,
    result: order.result,
    inputs: order.inputs,
    standards: order.standards,
    criteria: order.criteria.join('\n'),
    checklist: order.checklist.map(({ text, tag }) => ({ text, tag })),
    dueOn: order.dueLocal.slice(0, 10),
    dueAt: order.dueLocal.slice(11),
    dueZone: order.dueZone,
    unit: order.unit,
    estimate: order.estimatedHundredths === 0 ? '' : String(order.estimatedHundredths / 100),
    tier: order.tier,
    billingMode: order.billingMode,
    reviewer: { value: order.reviewerMemberId, label: order.reviewerName },
    sopVersionIds: order.sops.map((sop) => sop.versionId),
  };
}

/** What a template fills in. */
export function templateValues(template: Template): Partial<OrderValues> {
  return {
    templateId: template.id,
    title: template.title,
    result: template.result,
    inputs: template.inputs,
    standards: template.standards,
    criteria: template.criteria.join('\n'),
    checklist: template.checklist,
    unit: template.unit,
    estimate: String(template.estimatedHundredths / 100),
    tier: template.tier,
    billingMode: template.billingMode,
    basis: template.basis,
  };
}

/** "1.25" as 125; null where it is no count. */
export function parseHundredths(text: string): number | null {
  const count = Number(text.trim().replace(',', ''));
  return text.trim() === '' || !Number.isFinite(count) || count < 0 ? null : Math.round(count * 100);
}

/** Sentences for fields that cannot be sent as they are. */
export function findProblems(values: OrderValues): Partial<Record<keyof OrderValues, string>> {
  return {
    ...(values.serviceLine === '' ? { serviceLine: 'Choose the service.' } : {}),
    ...(values.title.trim() === '' ? { title: 'Give it a name.' } : {}),
    ...(values.dueOn === null ? { dueOn: 'Give the day.' } : {}),
    ...(/^([01]\d|2[0-3]):[0-5]\d$/.test(values.dueAt) ? {} : { dueAt: 'As 17:00.' }),
    ...(values.estimate.trim() !== '' && parseHundredths(values.estimate) === null
      ? { estimate: 'Give a number.' }
      : {}),
  };
}

/** The terms as the contract takes them. */
export function orderTerms(values: OrderValues) {
  const lines = (text: string) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  return {
    serviceLine: values.serviceLine,
    ...(values.templateId === '' ? {} : { templateId: values.templateId }),
    ...(values.matter === null ? {} : { matterId: values.matter.value }),
    title: values.title,
    result: values.result,
    inputs: values.inputs,
    standards: values.standards,
    criteria: lines(values.criteria),
    checklist: values.checklist
      .filter((line) => line.text.trim() !== '')
      .map(({ text, tag }) => ({ text: text.trim(), tag })),
    dueLocal: `${values.dueOn ?? ''}T${values.dueAt}`,
    dueZone: values.dueZone,
    unit: values.unit,
    estimatedHundredths: parseHundredths(values.estimate) ?? 0,
    tier: values.tier,
    billingMode: values.billingMode,
    ...(values.reviewer === null ? {} : { reviewerMemberId: values.reviewer.value }),
    sopVersionIds: [...values.sopVersionIds],
  };
}
