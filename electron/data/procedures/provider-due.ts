import type * as z from 'zod';
import type { providerDueSchema } from '../../../shared/contract/office.ts';
import { addDays, type Day, endOfMonth } from '../../../shared/domain/day.ts';
import { classificationWarningDays, reportDay, scorecardDay } from '../../../shared/domain/provider/due-days.ts';
import { formatMonth } from '../../../shared/domain/trust/coverage.ts';
import { readProviders, refuseOtherProvider } from './agreement-providers.ts';
import { answerableVersions } from './agreement-versions.ts';
import { readUpcoming } from './relationship.ts';
import { partyNameSql } from './shown-names.ts';
import { sopsDue } from './sop-list.ts';
import type { OpenFirm } from './turn.ts';

type Due = z.infer<typeof providerDueSchema>;

const upcomingDays = 14;

/**
 * What the work with providers asks of this person, soonest first: an agreement to answer, what renews, the next meeting,
 * corrective actions, last month's scorecard, reviews of SOPs and classifications, the year's report [RM1].
 */
export function readProviderDue(firm: OpenFirm): Due[] {
  const due = [...providersDue(firm), ...sopsDue(firm), ...classificationsDue(firm), ...yearReportDue(firm)];
  return due.sort((one, other) => (one.dueOn ?? '').localeCompare(other.dueOn ?? '') || one.id.localeCompare(other.id));
}

function providersDue(firm: OpenFirm): Due[] {
  if (!firm.holds('provider.manage') && !firm.holds('provider.oversee')) return [];
  return readProviders(firm.rows)
    .filter((row) => row.ended_on === null && refuseOtherProvider(firm.rows, firm.me, row.provider_id) === null)
    .flatMap(({ provider_id: providerId, name }) => [
      ...agreementsToAnswer(firm, providerId, name),
      ...readUpcoming(firm, providerId, upcomingDays).map(
        (row): Due => ({
          kind: row.kind,
          id: row.id,
          title: row.what,
          detail: name,
          dueOn: row.dueOn,
          isLate: row.isLate,
          path: row.kind === 'action' ? '/provider/feedback' : '/provider/relationship',
        }),
      ),
      ...scorecardDue(firm, providerId, name),
    ]);
}

function agreementsToAnswer(firm: OpenFirm, providerId: string, name: string): Due[] {
  return answerableVersions(firm, providerId).map(({ versionId, title }) => ({
    kind: 'agreement',
    id: versionId,
    title: `Answer: ${title}`,
    detail: name,
    dueOn: null,
    isLate: false,
    path: `/provider/agreement/${providerId}/${versionId}`,
  }));
}

/** Last month's scorecard: the firm issues it, the provider grades the firm's part before. */
function scorecardDue(firm: OpenFirm, providerId: string, name: string): Due[] {
  const today = firm.today();
  const lastDay = endOfMonth(addDays(`${today.slice(0, 7)}-01`, -1));
  const month = lastDay.slice(0, 7);
  const isWorkedFor =
    firm.rows.get(
      "SELECT 1 AS yes FROM relations_agreement_standing WHERE provider_id = ? AND state = 'agreed' AND starts_on <= ?",
      [providerId, lastDay],
    ) !== undefined;
  if (!isWorkedFor) return [];
  const table = firm.me.outside ? 'relations_firm_rating' : 'relations_scorecard';
  const isDone =
    firm.rows.get(`SELECT 1 AS yes FROM ${table} WHERE provider_id = ? AND month = ?`, [providerId, month]) !==
    undefined;
  if (isDone) return [];
  const dueOn = scorecardDay(month);
  return [
    {
      kind: 'scorecard',
      id: `${providerId}-${month}`,
      title: firm.me.outside ? `Grade the firm for ${formatMonth(month)}` : `Scorecard of ${formatMonth(month)}`,
      detail: name,
      dueOn,
      isLate: dueOn < today,
      path: '/provider/scorecard',
    },
  ];
}

/** Contractors whose classification is to be looked at again [CL3]. */
function classificationsDue(firm: OpenFirm): Due[] {
  if (!firm.holds('provider.classify')) return [];
  const today = firm.today();
  return firm.rows
    .all<{ contractor_id: string; name: string; review_on: Day }>(
      `SELECT c.contractor_id, ${partyNameSql('p')} AS name, d.review_on FROM provider_contractor c
       JOIN provider_classification d ON d.event_id = (SELECT l.event_id FROM provider_classification l
         WHERE l.contractor_id = c.contractor_id ORDER BY l.clock DESC, l.event_id DESC LIMIT 1)
       LEFT JOIN office_party p ON p.party_id = c.party_id WHERE d.review_on <= ? ORDER BY d.review_on LIMIT 50`,
      [addDays(today, classificationWarningDays)],
    )
    .map((row) => ({
      kind: 'classification',
      id: row.contractor_id,
      title: `Review the classification of ${row.name}`,
      detail: '',
      dueOn: row.review_on,
      isLate: row.review_on < today,
      path: `/provider/contractors/${row.contractor_id}`,
    }));
}

/** In January the year before is reported, where anything was paid in it [PY12]. */
function yearReportDue(firm: OpenFirm): Due[] {
  const today = firm.today();
  const dueOn = reportDay(Number(today.slice(0, 4)) - 1);
  if (!firm.holds('provider.pay') || today > dueOn) return [];
  const year = String(Number(today.slice(0, 4)) - 1);
  const isPaid = firm.rows.get(
    'SELECT 1 AS yes FROM provider_payment WHERE reversed_on IS NULL AND paid_on BETWEEN ? AND ?',
    [`${year}-01-01`, `${year}-12-31`],
  );
  if (isPaid === undefined) return [];
  const title = `1099-NEC for ${year}`;
  return [
    {
      kind: 'report',
      id: year,
      title,
      detail: 'To recipients and the IRS',
      dueOn,
      isLate: false,
      path: '/provider/year',
    },
  ];
}
