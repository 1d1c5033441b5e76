import type { Day } from '../day.ts';
import type { Cents } from '../money.ts';

/** A rate with its reach, in cents an hour. What is absent applies to all; it holds from a day, to a day where given. */
export interface RateRule {
  readonly matterId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly timekeeperId?: string | undefined;
  readonly timekeeperClass?: string | undefined;
  readonly rateCents: Cents;
  readonly from: Day;
  readonly to?: Day | undefined;
}

/** The work that a rate is wanted for. */
export interface RateQuery {
  readonly day: Day;
  readonly matterId: string;
  readonly clientId: string;
  readonly timekeeperId: string;
  readonly timekeeperClass?: string | undefined;
  /** Given on the entry itself. */
  readonly overrideCents?: Cents | undefined;
}

export const rateSources = [
  'entry',
  'matter and timekeeper',
  'matter and class',
  'matter',
  'client and timekeeper',
  'client and class',
  'client',
  'timekeeper',
] as const;
export type RateSource = (typeof rateSources)[number];

type RuleReach = 'matter' | 'client' | 'firm';

function reachOf(rule: RateRule): RuleReach {
  if (rule.matterId !== undefined) return 'matter';
  return rule.clientId === undefined ? 'firm' : 'client';
}

function matches(rule: RateRule, query: RateQuery, source: RateSource): boolean {
  const reach: RuleReach = source.startsWith('matter') ? 'matter' : source.startsWith('client') ? 'client' : 'firm';
  if (reachOf(rule) !== reach) return false;
  if (rule.matterId !== undefined && rule.matterId !== query.matterId) return false;
  if (rule.clientId !== undefined && rule.clientId !== query.clientId) return false;
  if (rule.from > query.day || (rule.to !== undefined && rule.to < query.day)) return false;
  if (source.endsWith('timekeeper')) return rule.timekeeperId === query.timekeeperId;
  if (source.endsWith('class')) {
    return (
      rule.timekeeperClass !== undefined &&
      rule.timekeeperClass === query.timekeeperClass &&
      rule.timekeeperId === undefined
    );
  }
  return rule.timekeeperId === undefined && rule.timekeeperClass === undefined;
}

/** The rate for a piece of work and where it comes from [BL4]; nothing where no rule reaches it. */
export function findRate(
  rules: readonly RateRule[],
  query: RateQuery,
): { readonly rateCents: Cents; readonly source: RateSource } | undefined {
  if (query.overrideCents !== undefined) return { rateCents: query.overrideCents, source: 'entry' };
  for (const source of rateSources) {
    let found: RateRule | undefined;
    for (const rule of rules) {
      if (matches(rule, query, source) && (found === undefined || rule.from >= found.from)) found = rule;
    }
    if (found) return { rateCents: found.rateCents, source };
  }
  return undefined;
}
