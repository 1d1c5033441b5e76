import { Temporal } from 'temporal-polyfill';
import { readTimeZone } from '../local-day.ts';
import type { Letterhead, PaperBase, PaperData, PaperKind } from '../paper/paper-data.ts';
import type { RowReader } from '../projections/projection.ts';
import type { OpenFirm } from './turn.ts';

/** An address as lines, as it was typed. */
export function addressLines(address: string | null): string[] {
  const text = address?.trim() ?? '';
  if (text === '') return [];
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** What stands at the top of the firm's papers. */
export function readLetterhead(rows: RowReader): Letterhead {
  const firm = rows.get<{ name: string | null; address: string | null; phone: string | null; email: string | null }>(
    'SELECT name, address, phone, email FROM office_firm LIMIT 1',
  );
  return {
    name: firm?.name ?? 'Law firm',
    addressLines: addressLines(firm?.address ?? null),
    ...(firm?.phone ? { phone: firm.phone } : {}),
    ...(firm?.email ? { email: firm.email } : {}),
  };
}

/** What every paper of this firm carries, made by this person now. */
export function paperBase(firm: OpenFirm): PaperBase {
  return {
    firm: readLetterhead(firm.rows),
    madeAt: new Date(firm.nowMs()).toISOString(),
    timeZone: readTimeZone(firm.rows) || Temporal.Now.timeZoneId(),
    madeBy: firm.me.name,
  };
}

/** A paper as the contract hands it over. */
export async function paperAnswer<Kind extends PaperKind>(
  firm: OpenFirm,
  paper: Kind,
  data: PaperData[Kind],
  fileName: string,
): Promise<{ pdfBase64: string; fileName: string }> {
  const bytes = await firm.renderPaper(paper, data);
  return { pdfBase64: Buffer.from(bytes).toString('base64'), fileName };
}
