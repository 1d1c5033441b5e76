import { type Decision, decline } from '../refusal.ts';
import { firmLedgerId } from './entry.ts';

const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** Who the firm itself pays: its own name, and those it has contracts with. */
export interface FirmPayees {
  readonly firm: string;
  readonly suppliers: readonly string[];
}

/**
 * Refuses client money for the firm or for whom the firm itself pays [TR44]: the firm takes fees against an invoice, and
 * a supplier of the firm gets trust money only as a client's cost with its bill in the file.
 */
export function declineFirmPayee(
  input: {
    readonly ledgerId: string;
    readonly kind: string;
    readonly name: string;
    readonly documents?: number | undefined;
  },
  payees: FirmPayees,
): Decision<never> | undefined {
  const isFirm = payees.firm !== '' && plain(input.name) === plain(payees.firm);
  const isSupplier = payees.suppliers.some((name) => plain(name) === plain(input.name));
  const isFree = input.ledgerId === firmLedgerId || input.kind === 'earned fee' || input.kind === 'bank fee';
  const isCost = input.kind === 'cost' && (input.documents ?? 0) > 0;
  if (isFree || isCost || (!isFirm && !isSupplier)) return undefined;
  return isFirm
    ? decline(
        'trust.payee-is-the-firm',
        'The firm takes client money as earned fees against an issued invoice, or as a cost whose bill is in the file. Choose one of these.',
        ['name'],
      )
    : decline(
        'trust.payee-is-a-supplier',
        `${input.name.trim()} is paid by the firm, from the operating account. Trust money goes there only as a cost of this client with its bill in the file.`,
        ['name'],
      );
}
