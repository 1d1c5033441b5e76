import type {
  InvoiceFee,
  InvoicePaper,
  JournalLine,
  LedgerMovement,
  Letterhead,
  PaperBase,
  PaperData,
  PaperKind,
  ReconciliationPaper,
} from '../../../electron/data/paper/paper-data.ts';
import { addDays } from '../../../shared/domain/day.ts';
import { scaleCents, sumCents } from '../../../shared/domain/money.ts';

const firm: Letterhead = {
  name: 'Hollis & Marsh, Attorneys at Law',
  addressLines: ['1200 Harbor Street, Suite 410', 'Tacoma, WA 98402'],
  phone: '(253) 555-0142',
  email: 'office@hollismarsh.example',
};

const base: PaperBase = { firm, madeAt: '2026-03-31T17:05:00Z', madeBy: 'Rosa Bell', timeZone: 'America/Los_Angeles' };
const account = { name: 'IOLTA', bankName: 'First Sound Bank', lastDigits: '4471' };
const ledger = {
  number: '0417',
  client: 'Łukasz Żółć',
  matter: { number: '2026-0031', name: 'Żółć v. Ορέστης Freight' },
};

const narratives = [
  'Telephone conference with client regarding discovery responses and the deposition calendar.',
  'Review and revise motion to compel; cite-check; prepare proposed order and declaration in support.',
  'Draft letter to opposing counsel.',
  'Prepare for and attend hearing on motion for summary judgment before Judge Iyer, including travel to and from the courthouse and a short conference with client in the corridor afterwards.',
  'Research standard of review; memorandum to file.',
];

function makeFee(index: number): InvoiceFee {
  const tenths = 2 + ((index * 7) % 31);
  const rateCents = index % 3 === 0 ? 42_500 : 31_000;
  const isNoCharge = index % 11 === 4;
  return {
    day: addDays('2026-02-02', Math.floor(index / 8)),
    timekeeper: index % 3 === 0 ? 'JH' : 'PM',
    narrative: narratives[index % narratives.length] ?? '',
    tenths,
    rateCents,
    amountCents: isNoCharge ? 0 : scaleCents(rateCents, tenths, 10),
    ...(isNoCharge ? { isNoCharge } : {}),
    ...(index % 4 === 0 ? { taskCode: 'L350 A103' } : {}),
  };
}

/** An invoice with this many fee lines whose figures tie. */
export function makeInvoicePaper(feeCount: number, state: InvoicePaper['state'] = 'issued'): InvoicePaper {
  const fees = Array.from({ length: feeCount }, (_, index) => makeFee(index));
  const expenses = [
    { day: '2026-02-11', narrative: 'Filing fee, Pierce County Superior Court', amountCents: 24_000 },
    { day: '2026-02-19', narrative: 'Court reporter, deposition of Σοφία Παππά', amountCents: 81_250 },
  ];
  const adjustments = [{ what: 'Courtesy discount', amountCents: -15_000 }];
  const totalCents = sumCents([...fees, ...expenses, ...adjustments].map((line) => line.amountCents));
  const payments = [{ day: '2026-03-31', what: 'Applied from trust', amountCents: 125_000 }];
  return {
    ...base,
    ...(state === 'draft' ? {} : { number: '2026-0012' }),
    state,
    issuedOn: '2026-03-31',
    dueOn: '2026-04-30',
    terms: 'Net 30',
    period: { from: '2026-02-01', to: '2026-02-28' },
    client: { name: 'Łukasz Żółć', addressLines: ['88 Alder Way', 'Apartment 3', 'Tacoma, WA 98403'] },
    matter: ledger.matter,
    clientReference: 'Дело 17-Ж',
    fees,
    expenses,
    adjustments,
    taxCents: 0,
    totalCents,
    payments,
    dueCents: totalCents - 125_000,
    timekeepers: [
      { name: 'Jane Hollis', role: 'partner', tenths: 124, rateCents: 42_500, amountCents: 527_000 },
      { name: 'Piotr Marsh', role: 'associate', tenths: 96, rateCents: 31_000, amountCents: 297_600 },
    ],
    trust: { balanceCents: 375_000, availableCents: 295_000, asOf: '2026-03-31' },
    priorBalanceCents: 48_000,
    paymentLines: ['Please pay by check to Hollis & Marsh, or call (253) 555-0142 to pay by card.'],
  };
}

/** What moved on each ledger of a journal; every card begins with what it needs. */
function movementsOf(journal: readonly JournalLine[]): LedgerMovement[] {
  return [...new Set(journal.map((line) => line.ledgerNumber))].sort().map((number) => {
    const openingCents = 500_000;
    let balanceCents = openingCents;
    const entries = journal
      .filter((line) => line.ledgerNumber === number)
      .map(({ day, kind, reference, what, amountCents }) => {
        balanceCents += amountCents;
        return { day, kind, reference, who: what, purpose: 'Trial preparation', amountCents, balanceCents };
      });
    return { number, client: `Client ${number}`, matter: 'Dissolution', openingCents, entries, balanceCents };
  });
}

/** A reconciliation packet with this many journal lines whose figures tie. */
export function makeReconciliationPaper(journalCount: number): ReconciliationPaper {
  let balanceCents = 1_850_000;
  const journal = Array.from({ length: journalCount }, (_, index) => {
    const amountCents = index % 3 === 0 ? 250_000 : -112_575;
    balanceCents += amountCents;
    return {
      day: addDays('2026-03-01', Math.floor((index * 30) / Math.max(1, journalCount))),
      kind: index % 3 === 0 ? 'Receipt' : 'Disbursement',
      reference: index % 3 === 0 ? `R-${1040 + index}` : `Check ${2210 + index}`,
      what: index % 3 === 0 ? 'Advance fee deposit, Alder' : 'Sound Court Reporters, deposition transcript',
      ledgerNumber: `04${(10 + (index % 40)).toString()}`,
      amountCents,
      balanceCents,
    };
  });
  const ledgers = Array.from({ length: 14 }, (_, index) => ({
    number: `04${10 + index}`,
    client: index === 3 ? 'Łukasz Żółć' : `Client ${String.fromCharCode(65 + index)}. Rivera-Okafor`,
    matter: `2026-00${10 + index} ${index % 2 === 0 ? 'Dissolution' : 'Estate of Alder'}`,
    balanceCents: index === 13 ? 0 : 15_337 * (index + 1),
  })).map((item, index, all) =>
    index === 13
      ? { ...item, balanceCents: balanceCents - sumCents(all.slice(0, 13).map((other) => other.balanceCents)) }
      : item,
  );
  const outstandingChecks = [
    {
      day: '2026-03-29',
      reference: 'Check 2231',
      what: 'Pierce County Clerk',
      ledgerNumber: '0412',
      amountCents: 24_000,
      ageDays: 2,
    },
    {
      day: '2025-12-12',
      reference: 'Check 2107',
      what: 'Ines Alder',
      ledgerNumber: '0415',
      amountCents: 130_050,
      ageDays: 109,
    },
  ];
  const depositsInTransit = [
    {
      day: '2026-03-31',
      reference: 'R-1071',
      what: 'Ορέστης Freight',
      ledgerNumber: '0417',
      amountCents: 500_000,
      ageDays: 0,
    },
  ];
  return {
    ...base,
    account,
    from: '2026-03-01',
    asOf: '2026-03-31',
    statementCents: balanceCents - 500_000 + 154_050,
    bankErrors: [],
    outstandingChecks,
    depositsInTransit,
    adjustedBankCents: balanceCents,
    journalCents: balanceCents,
    ledgersCents: balanceCents,
    ledgers,
    openingJournalCents: 1_850_000,
    journal,
    movements: movementsOf(journal),
    statementLines: journal.slice(0, 25).map((line, index) => ({
      day: line.day,
      what: line.what.toUpperCase(),
      reference: line.reference,
      amountCents: line.amountCents,
      ...(index === 7 ? {} : { matchedTo: line.reference }),
    })),
    sentence: 'Bank, journal and client ledgers agree to the cent.',
    exceptions: ['Check 2107 to Ines Alder has been outstanding for 109 days. Ask the payee, or reissue it.'],
    attached: [{ title: 'Bank statement, March', sha256: 'ab'.repeat(32) }],
    preparedBy: 'Rosa Bell',
    preparedAt: '2026-04-02T16:20:00Z',
    fingerprint: '7f3a 91c0 55de 02b8',
  };
}

const kitWords =
  'anchor basil cedar delta ember fable garnet harbor indigo juniper kettle lantern meadow nickel orchard pepper quarry ribbon saddle timber umber velvet willow zephyr'.split(
    ' ',
  );

function makeLedgerEntries() {
  let balanceCents = 0;
  return Array.from({ length: 34 }, (_, index) => {
    const amountCents = index % 4 === 0 ? 250_000 : -61_250;
    balanceCents += amountCents;
    return {
      day: addDays('2026-01-05', index * 2),
      kind: index % 4 === 0 ? 'Receipt' : 'Transfer of earned fee',
      reference: index % 4 === 0 ? `R-${1001 + index}` : `T-${300 + index}`,
      who: index % 4 === 0 ? 'Łukasz Żółć' : 'Hollis & Marsh, operating',
      purpose: index % 4 === 0 ? 'Advance fee deposit' : `Invoice 2026-00${10 + index}`,
      amountCents,
      balanceCents,
      isCleared: index < 31,
    };
  });
}

/** One realistic example of every paper; all figures tie. */
export function makeSamplePapers(): { readonly [K in PaperKind]: PaperData[K] } {
  const entries = makeLedgerEntries();
  const closingCents = entries.at(-1)?.balanceCents ?? 0;
  return {
    invoice: makeInvoicePaper(18),
    receipt: {
      ...base,
      number: 'R-1071',
      receivedOn: '2026-03-31',
      account,
      ledger,
      payor: 'Łukasz Żółć',
      payorAddressLines: ['88 Alder Way, Tacoma, WA 98403'],
      amountCents: 250_000,
      instrument: 'Check 1043',
      purpose: 'Advance fee deposit',
      holdUntil: '2026-04-06',
      balanceCents: 375_000,
      availableCents: 125_000,
      receivedBy: 'Rosa Bell',
    },
    reconciliation: makeReconciliationPaper(48),
    'ledger-card': {
      ...base,
      account,
      ledger,
      from: '2026-01-01',
      asOf: '2026-03-31',
      openingCents: 0,
      entries,
      balanceCents: closingCents,
      availableCents: closingCents - 80_000,
      holds: [{ day: '2026-04-04', what: 'Check 1043, collected in five business days', amountCents: 80_000 }],
    },
    'closing-statement': {
      ...base,
      day: '2026-03-30',
      client: 'Carla Cole',
      matter: { number: '2026-0417', name: 'Cole v. Dunn' },
      account,
      grossCents: 9_000_000,
      netCents: 4_650_000,
      lines: [
        {
          kind: 'Fee',
          payee: 'Hollis & Marsh',
          purpose: 'Contingent fee',
          basis: '33.33 % of the settlement',
          amountCents: 3_000_000,
        },
        {
          kind: 'Cost',
          payee: 'Expert Partners',
          purpose: 'Expert report',
          basis: 'Bill of March 3',
          amountCents: 350_000,
        },
        {
          kind: 'Lien',
          payee: 'Saltwater Clinic',
          purpose: 'Medical lien',
          basis: 'Lien release',
          amountCents: 1_000_000,
        },
      ],
      preparedBy: 'Bo Birch',
      approvedBy: 'Ada Alder',
    },
    'recovery-kit': {
      ...base,
      createdOn: '2026-01-05',
      kitNumber: '1',
      hubUrl: 'https://hub.example.com',
      words: kitWords,
      fingerprint: '7F3A 91C0 55DE 02B8',
    },
    'conflict-report': {
      ...base,
      subject: 'Żółć v. Ορέστης Freight (lead of 03/30/2026)',
      checkedAt: '2026-03-30T18:40:00Z',
      checkedBy: 'Rosa Bell',
      parties: [
        { name: 'Łukasz Żółć', role: 'Prospective client', alsoKnownAs: 'Lucas Zolc' },
        { name: 'Ορέστης Freight LLC', role: 'Opposing party', alsoKnownAs: 'Orestes Freight' },
        { name: 'Siobhan Reed', role: 'Witness' },
      ],
      scope: 'Searched 1,204 names in 310 matters, leads and calls, closed ones included.',
      hits: [
        {
          searched: 'Siobhan Reed',
          found: 'Shevonne Reed',
          role: 'Opposing party',
          where: '2024-0031 Alder v. Reed (closed 08/14/2025)',
          why: 'The first names sound alike and the last names are the same.',
          strength: 'strong',
          decision: 'clear',
          decidedBy: 'Jane Hollis',
          decidedAt: '2026-03-30T19:02:00Z',
          note: 'a different person, born 1961',
        },
        {
          searched: 'Ορέστης Freight LLC',
          found: 'Orestes Freight Holdings Inc.',
          role: 'Former client',
          where: '2021-0007 Lease review',
          why: 'One name contains the other once the form of the company is left out.',
          strength: 'possible',
        },
      ],
      conclusion: 'Two hits, one of them not decided yet. Do not take the matter before it is.',
    },
    'balance-letter': {
      ...base,
      client: { name: 'Łukasz Żółć', addressLines: ['12 Elm Street', 'Tacoma, WA 98402'] },
      matter: ledger.matter,
      account,
      from: '2026-01-01',
      asOf: '2026-03-31',
      openingCents: 100_000,
      receivedCents: 250_000,
      paidCents: 50_000,
      balanceCents: 300_000,
      availableCents: 50_000,
    },
    'deposit-slip': {
      ...base,
      day: '2026-03-30',
      account,
      items: [
        { payor: 'Łukasz Żółć', instrument: 'Check 1071', isCash: false, ledger: '2026-0031', amountCents: 250_000 },
        { payor: 'Ana Iyer', instrument: 'Cash', isCash: true, ledger: '2026-0033', amountCents: 12_500 },
      ],
      totalCents: 262_500,
    },
    check: {
      ...base,
      account,
      checks: [
        {
          checkNumber: 1_043,
          day: '2026-03-30',
          payee: 'Pierce County Clerk',
          amountCents: 24_000,
          memo: '2026-0031 Żółć: filing fee',
        },
      ],
      isAlignment: false,
      layout: 'check on top',
      firstPlace: 1,
    },
    table: {
      ...base,
      title: 'Hours by timekeeper',
      asOfLine: '02/01/2026 – 02/28/2026, all matters, billed and unbilled',
      columns: [
        { title: 'Timekeeper', kind: 'text', weight: 2 },
        { title: 'Last entry', kind: 'day' },
        { title: 'Entries', kind: 'number' },
        { title: 'Hours', kind: 'hours' },
        { title: 'Worth', kind: 'amount' },
      ],
      rows: [
        { kind: 'group', cells: ['Partners'] },
        { cells: ['Jane Hollis', '2026-02-27', 61, 1_243, 52_827_50] },
        { kind: 'subtotal', cells: ['Partners', null, 61, 1_243, 52_827_50] },
        { kind: 'group', cells: ['Associates'] },
        { cells: ['Piotr Marsh', '2026-02-28', 102, 1_517, 47_027_00] },
        { cells: ['Ana Iyer', null, 0, 0, 0] },
        { kind: 'subtotal', cells: ['Associates', null, 102, 1_517, 47_027_00] },
      ],
      totals: ['All', null, 163, 2_760, 99_854_50],
      notes: ['Hours are as entered, before write-downs.'],
    },
    aging: {
      ...base,
      asOf: '2026-03-31',
      basis: 'due date',
      buckets: ['Current', '1–30', '31–60', '61–90', '91–120', 'Over 120'],
      rows: Array.from({ length: 40 }, (_, index) => ({
        client: `Client ${index + 1} Rivera-Okafor`,
        matter: `2025-00${10 + index} Dissolution`,
        bucketCents: [0, 1, 2, 3, 4, 5].map((bucket) => ((index + bucket) % 3 === 0 ? 12_345 * (index + 1) : 0)),
      })),
    },
  };
}
