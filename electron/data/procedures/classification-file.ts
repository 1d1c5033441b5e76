import type * as z from 'zod';
import type { classificationFileSchema } from '../../../shared/contract/classification.ts';
import { formatDay } from '../../../shared/domain/day.ts';
import {
  declineClassification,
  findSignals,
  scoreClassification,
} from '../../../shared/domain/provider/classification.ts';
import { accept, decline } from '../../../shared/domain/refusal.ts';
import { taskAdded } from '../../../shared/events/office.ts';
import { contractorAssessed, contractorClassified } from '../../../shared/events/provider-pay.ts';
import type { TablePaper } from '../paper/paper-data.ts';
import type { RowReader } from '../projections/projection.ts';
import { readPattern } from './classification-pattern.ts';
import { notFound } from './found.ts';
import type { Implementer } from './implementer.ts';
import { paperAnswer, paperBase } from './letterhead.ts';
import { newEvent } from './new-event.ts';
import { classificationPack } from './pay-codes.ts';
import { readContractor } from './pay-contractor-rows.ts';
import type { OpenFirm } from './turn.ts';

type ClassificationFile = z.infer<typeof classificationFileSchema>;

/** The last answers; null where nobody has answered. */
function readAnswers(rows: RowReader, contractorId: string) {
  const last = rows.get<{ answers: string | null; member_id: string; at_ms: number; versions: number }>(
    `SELECT answers, member_id, at_ms, (SELECT COUNT(*) FROM provider_assessment WHERE contractor_id = @contractorId) AS versions
     FROM provider_assessment WHERE contractor_id = @contractorId ORDER BY clock DESC, event_id DESC LIMIT 1`,
    { contractorId },
  );
  if (last === undefined) return null;
  return { ...last, answers: JSON.parse(last.answers ?? '[]') as ClassificationFile['answers'] };
}

/** Titles of the documents that answers name. */
function readEvidence(rows: RowReader, answers: ClassificationFile['answers']): ClassificationFile['documents'] {
  const ids = [...new Set(answers.flatMap((answer) => answer.documentIds))];
  return rows.all<{ documentId: string; title: string }>(
    `SELECT document_id AS documentId, COALESCE(title, 'Withheld') AS title FROM documents_document
     WHERE document_id IN (SELECT value FROM json_each(?)) ORDER BY title COLLATE NOCASE, document_id`,
    [JSON.stringify(ids)],
  );
}

function readDecisions(firm: OpenFirm, contractorId: string): ClassificationFile['decisions'] {
  return firm.rows
    .all<{
      decision: ClassificationFile['decisions'][number]['decision'];
      decided_on: string;
      review_on: string;
      pack_version: number;
      points: number | null;
      reasons: string | null;
      member_id: string;
      at_ms: number;
    }>(
      `SELECT decision, decided_on, review_on, pack_version, points, reasons, member_id, at_ms
       FROM provider_classification WHERE contractor_id = ? AND decision IS NOT NULL ORDER BY clock DESC, event_id DESC`,
      [contractorId],
    )
    .map((row) => ({
      decision: row.decision,
      decidedOn: row.decided_on,
      reviewOn: row.review_on,
      packVersion: row.pack_version,
      points: row.points ?? 0,
      reasons: row.reasons ?? '',
      by: firm.memberName(row.member_id),
      atMs: row.at_ms,
    }));
}

function readFile(firm: OpenFirm, contractorId: string): ClassificationFile {
  const contractor = readContractor(firm, contractorId);
  const pack = classificationPack();
  const last = readAnswers(firm.rows, contractorId);
  const answers = last?.answers ?? [];
  return {
    contractorId,
    name: contractor.name,
    pack,
    answers,
    documents: readEvidence(firm.rows, answers),
    answered: last === null ? null : { by: firm.memberName(last.member_id), atMs: last.at_ms, versions: last.versions },
    score: scoreClassification(pack, answers),
    signals: findSignals(readPattern(firm.rows, contractor, firm.nowMs())),
    decisions: readDecisions(firm, contractorId),
  };
}

/** The note of an answer, and the documents that it names. */
function evidenceOf(
  answer: ClassificationFile['answers'][number] | undefined,
  titles: ReadonlyMap<string, string>,
): string {
  if (answer === undefined) return '';
  const named = answer.documentIds.flatMap((id) => titles.get(id) ?? []);
  return [answer.note, ...(named.length === 0 ? [] : [`Documents: ${named.join(', ')}`])].join('\n').trim();
}

/** A worksheet with every question, the answer and the evidence, towards Form SS-8; the form itself is the IRS's. */
function worksheetPaper(firm: OpenFirm, file: ClassificationFile): TablePaper {
  const answers = new Map(file.answers.map((answer) => [answer.factorId, answer]));
  const documentTitles = new Map(file.documents.map(({ documentId, title }) => [documentId, title]));
  const groups = ['behavioral', 'financial', 'relationship'] as const;
  const titles = { behavioral: 'Behavioral control', financial: 'Financial control', relationship: 'Relationship' };
  const rows = groups.flatMap((group) => [
    { cells: [titles[group], null, null], kind: 'group' as const },
    ...file.pack.factors
      .filter((factor) => factor.group === group)
      .map((factor) => {
        const answer = answers.get(factor.id);
        return { cells: [factor.question, answer?.answer ?? 'not answered', evidenceOf(answer, documentTitles)] };
      }),
  ]);
  const [decision] = file.decisions;
  return {
    ...paperBase(firm),
    title: 'Worksheet for Form SS-8',
    asOfLine: `${file.name}, as of ${formatDay(firm.today())}. Questions of version ${file.pack.version}`,
    columns: [
      { title: 'Question', kind: 'text', weight: 3 },
      { title: 'Answer', kind: 'text', weight: 1.3 },
      { title: 'Facts and evidence', kind: 'text', weight: 3 },
    ],
    rows,
    notes: [
      `Guidance, not a verdict: ${file.score.sentence}`,
      ...file.signals.map((signal) => `From work orders: ${signal.sentence}`),
      ...(decision === undefined
        ? ['No decision is recorded.']
        : [
            `Decision of ${formatDay(decision.decidedOn)} by ${decision.by}: ${decision.decision}. Next review ${formatDay(decision.reviewOn)}.`,
            decision.reasons,
          ]),
      `Source: ${file.pack.source}. ${file.pack.note}`,
    ],
  };
}

/** The classification file of a contractor. Everything that is said in it is sealed for the firm. */
export function createClassificationProcedures(os: Implementer) {
  return {
    get: os.classification.get.handler(({ input, context }) => readFile(context.firm(), input.contractorId)),

    assess: os.classification.assess.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const { contractorId, packVersion, answers } = input;
        readContractor(turn, contractorId);
        const pack = classificationPack();
        if (packVersion !== pack.version)
          return decline('provider.old-questions', 'These are questions of another version. Open the file again.', [
            'packVersion',
          ]);
        const known = new Set(pack.factors.map(({ id }) => id));
        const ids = answers.map(({ factorId }) => factorId);
        if (new Set(ids).size !== ids.length || ids.some((id) => !known.has(id)))
          return { ok: false, refusal: notFound('provider', 'question', 'answers') };
        const assessed = newEvent(
          contractorAssessed,
          contractorId,
          { contractorId, packVersion },
          { answers },
          { withheld: true },
        );
        return accept({ events: [assessed], answer: { id: contractorId } });
      }),
    ),

    decide: os.classification.decide.handler(({ input, context }) =>
      context.firm().execute(input.commandId, (turn) => {
        const { contractorId, decision, reviewOn, reasons } = input;
        const { name } = readContractor(turn, contractorId);
        const refusal = declineClassification(reasons, reviewOn, turn.today);
        if (refusal !== null) return { ok: false, refusal };
        const pack = classificationPack();
        const { points } = scoreClassification(pack, readAnswers(turn.rows, contractorId)?.answers ?? []);
        const decided = newEvent(
          contractorClassified,
          contractorId,
          { contractorId, decidedOn: turn.today, reviewOn, packVersion: pack.version },
          { decision, points, reasons },
          { withheld: true },
        );
        const review = newEvent(
          taskAdded,
          turn.newId(),
          { kind: 'task', dueOn: reviewOn, assigneeMemberId: turn.me.memberId },
          { title: `Review how ${name} is classified`, note: 'Provider, Pay, Contractors: the classification file.' },
          { withheld: true },
        );
        return accept({ events: [decided, review], answer: { id: contractorId } });
      }),
    ),

    worksheet: os.classification.worksheet.handler(({ input, context }) => {
      const firm = context.firm();
      const file = readFile(firm, input.contractorId);
      return paperAnswer(firm, 'table', worksheetPaper(firm, file), `SS-8 worksheet ${file.name}.pdf`);
    }),
  };
}
