import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../../shared/domain/day.ts';
import { formatCents } from '../../../../shared/domain/money.ts';
import { admitStatement } from '../../../../shared/domain/trust/bank/admit-statement.ts';
import { proposeMatches } from '../../../../shared/domain/trust/bank/propose-matches.ts';
import { readStatement } from '../../../../shared/domain/trust/bank/read-statement.ts';
import { ofxText, xmlText } from '../../../unit/domain/trust/bank/bank-files.ts';

const movement = fc.record({
  offset: fc.integer({ min: 0, max: 27 }),
  cents: fc.integer({ min: -9_999_999_999, max: 9_999_999_999 }).filter((cents) => cents !== 0),
  check: fc.option(fc.integer({ min: 1, max: 99_999 }), { nil: undefined }),
  hasCommas: fc.boolean(),
});
type Movement = typeof movement extends fc.Arbitrary<infer Value> ? Value : never;

const dayOf = (offset: number): string => addDays('2026-01-02', offset);
const written = ({ cents, hasCommas }: Movement): string =>
  hasCommas ? formatCents(cents) : formatCents(cents).replaceAll(',', '');
const total = (amounts: readonly number[]): bigint => amounts.reduce((sum, cents) => sum + BigInt(cents), 0n);

function filesOf(movements: readonly Movement[]): string[] {
  const lines = movements.map((one, place) => ({
    day: dayOf(one.offset),
    cents: written(one),
    id: `F${place}`,
    ...(one.check === undefined ? {} : { check: String(one.check) }),
  }));
  const us = (day: string): string => `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}`;
  const qif = lines.map((line) => `D${us(line.day)}\nT${line.cents}\nN${line.check ?? ''}\nPSomebody\n^\n`);
  const csv = lines.map((line) => `${us(line.day)},"${line.cents}",Somebody,${line.check ?? ''}\r\n`);
  return [
    ofxText(lines),
    xmlText(lines),
    `!Type:Bank\n${qif.join('')}`,
    `Date,Amount,Description,Check\r\n${csv.join('')}`,
  ];
}

describe('files of a bank', () => {
  it('[TB1] [TB2] keep every movement and its cents in every format', () => {
    fc.assert(
      fc.property(fc.array(movement, { minLength: 1, maxLength: 30 }), (movements) => {
        for (const text of filesOf(movements)) {
          const { file } = readStatement(text, { dayOrder: 'mdy' });
          expect(file.problems).toEqual([]);
          const lines = file.statements[0]?.lines ?? [];
          expect(lines.every((line) => Number.isSafeInteger(line.amountCents))).toBe(true);
          expect(total(lines.map((line) => line.amountCents))).toBe(total(movements.map((one) => one.cents)));
          const of = (line: { day: string; amountCents: number; checkNumber: number | null }): string =>
            `${line.day} ${line.amountCents} ${line.checkNumber}`;
          expect(lines.map(of).sort()).toEqual(
            movements
              .map((one) => of({ day: dayOf(one.offset), amountCents: one.cents, checkNumber: one.check ?? null }))
              .sort(),
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('[TB1] never throw, whatever is in them', () => {
    const [ofx = '', xml = '', qif = '', csv = ''] = filesOf([
      { offset: 3, cents: -12_345, check: 7, hasCommas: false },
      { offset: 9, cents: 500_000, check: undefined, hasCommas: true },
    ]);
    const spoilt = fc
      .tuple(fc.constantFrom(ofx, xml, qif, csv), fc.nat(), fc.nat({ max: 40 }), fc.string({ maxLength: 12 }))
      .map(([text, at, cut, put]) => {
        const from = at % (text.length + 1);
        return text.slice(0, from) + put + text.slice(from + cut);
      });
    const garbage = fc.oneof(
      spoilt,
      fc.string({ maxLength: 400 }),
      fc.string({
        maxLength: 200,
        unit: fc.constantFrom(
          '<',
          '>',
          '/',
          '&',
          ';',
          '#',
          '!',
          '^',
          '"',
          ',',
          '\n',
          'D',
          'T',
          '1',
          'OFX',
          'STMTTRN',
          'STMTRS',
        ),
      }),
    );
    fc.assert(
      fc.property(garbage, (text) => {
        const { file } = readStatement(text);
        for (const line of file.statements.flatMap((statement) => statement.lines)) {
          expect(Number.isSafeInteger(line.amountCents)).toBe(true);
          expect(line.day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
        }
      }),
      { numRuns: 1_500 },
    );
  });

  it('[TB5] [TB6] imported again in any overlapping parts add up to the whole', () => {
    const parts = fc.array(fc.tuple(fc.nat({ max: 29 }), fc.boolean()), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        fc.array(movement, { minLength: 1, maxLength: 20 }),
        parts,
        fc.boolean(),
        (movements, ends, hasIds) => {
          const all = movements.map((one, place) => ({
            line: place + 1,
            id: hasIds ? `F${place}` : null,
            day: dayOf(one.offset),
            amountCents: one.cents,
            name: '',
            memo: '',
            checkNumber: one.check ?? null,
            kind: '',
          }));
          let known: typeof all = [];
          let importedTo: string | undefined;
          for (const [end, isFromStart] of [...ends, [29, true] as const].sort((a, b) => a[0] - b[0])) {
            const from = isFromStart || importedTo === undefined ? '2026-01-02' : importedTo;
            const to = dayOf(end);
            const lines = all.filter((line) => line.day >= from && line.day <= to);
            const closing = all.filter((line) => line.day <= to).reduce((sum, line) => sum + line.amountCents, 0);
            const admitted = admitStatement(
              { account: '', lastFour: null, currency: null, from, to, balance: { cents: closing, on: to }, lines },
              { lastFour: '4242', openedOn: '2026-01-02', openingCents: 0, importedTo, known, today: '2026-03-01' },
              {},
            );
            if (!admitted.ok) throw new Error(admitted.refusal.sentence);
            known = [...known, ...admitted.value.lines.map(({ line }) => all[line.line - 1] ?? line)];
            importedTo = to;
          }
          expect(known.map((line) => `${line.day} ${line.amountCents}`).sort()).toEqual(
            all.map((line) => `${line.day} ${line.amountCents}`).sort(),
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  it('[TB7] [TB9] are proposed for entries of exactly their amount, each once', () => {
    const item = fc.record({
      offset: fc.integer({ min: 0, max: 12 }),
      amountCents: fc.constantFrom(-500, 100, 200, 300, 500, 700, 1_000),
      checkNumber: fc.constantFrom(null, null, 1, 2),
    });
    const name = (prefix: string, list: { offset: number; amountCents: number; checkNumber: number | null }[]) =>
      list.map(({ offset, ...one }, place) => ({ id: `${prefix}${place}`, day: dayOf(offset), ...one }));
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), fc.array(item, { maxLength: 12 }), (some, others) => {
        const lines = name('l', some);
        const entries = name('e', others);
        const used = new Set<string>();
        for (const { lineId, entryIds } of proposeMatches(lines, entries)) {
          const chosen = entries.filter((entry) => entryIds.includes(entry.id));
          expect(chosen.reduce((sum, entry) => sum + entry.amountCents, 0)).toBe(
            lines.find((line) => line.id === lineId)?.amountCents,
          );
          for (const id of [...entryIds, lineId]) {
            expect(used.has(id)).toBe(false);
            used.add(id);
          }
        }
      }),
    );
  });
});
