import { describe, expect, it } from 'vitest';
import { type Payee, payeeYear, thresholdOf } from '../../../../shared/domain/provider/nec-ledger.ts';
import {
  approveBy,
  declineTerms,
  dueDay,
  lateInterest,
  lateShare,
  urgencyOf,
} from '../../../../shared/domain/provider/pay-terms.ts';
import {
  comparableNumber,
  contentKey,
  declineDuplicate,
  declineInvoice,
  declineLineDecisions,
  type ProviderInvoice,
} from '../../../../shared/domain/provider/provider-invoice.ts';
import { declinePayment } from '../../../../shared/domain/provider/provider-payment.ts';
import { declineTaxPaper, declineUnpapered, readTaxpayerNumber } from '../../../../shared/domain/provider/tax-form.ts';

const today = '2026-11-27';

describe('tax paper', () => {
  it('[PY1] belongs to what the contractor is, signed on a day that has come', () => {
    expect(declineTaxPaper({ entity: 'individual', form: 'W-9', signedOn: today }, today)).toBeNull();
    expect(declineTaxPaper({ entity: 'foreign company', form: 'W-9', signedOn: today }, today)?.code).toBe(
      'provider.wrong-tax-form',
    );
    expect(declineTaxPaper({ entity: 'individual', form: 'W-9' }, today)?.code).toBe('provider.form-unsigned');
    expect(declineTaxPaper({ entity: 'individual', form: 'W-9', signedOn: '2026-11-28' }, today)?.code).toBe(
      'provider.form-in-future',
    );
  });

  it('[PY2] is there before the first payment, or somebody says why not', () => {
    expect(declineUnpapered({ entity: 'individual', form: 'none' }, ' ')?.sentence).toContain('Form W-9');
    expect(declineUnpapered({ entity: 'individual', form: 'none' }, 'Sent by mail, on its way')).toBeNull();
  });

  it('[PY3] has a number of nine digits', () => {
    expect(readTaxpayerNumber('12-3456789')).toEqual({ digits: '123456789' });
    expect(readTaxpayerNumber('123-45-6789')).toEqual({ digits: '123456789' });
    for (const wrong of ['', '12345678', '000-12-3456', '666-12-3456', '111111111', '12-345-6789', 'abc'])
      expect(readTaxpayerNumber(wrong)).toMatchObject({ code: 'provider.taxpayer-number' });
  });
});

describe('terms', () => {
  it('[PY4] are thirty days at most, from arrival', () => {
    expect(declineTerms(15)).toBeNull();
    expect(declineTerms(31)?.code).toBe('provider.terms-too-long');
    expect(dueDay('2026-11-02', 15)).toBe('2026-11-17');
    expect(dueDay('2026-11-02', 15, '2026-11-30')).toBe('2026-11-30');
    expect(approveBy('2026-11-25')).toBe('2026-12-01');
  });

  it('[PY5] remind five and one business days before, and on the day', () => {
    expect(urgencyOf(0, '2026-11-01', today)).toBe('paid');
    expect(urgencyOf(100, '2026-11-26', today)).toBe('late');
    expect(urgencyOf(100, today, today)).toBe('today');
    expect(urgencyOf(100, '2026-11-30', today)).toBe('tomorrow');
    expect(urgencyOf(100, '2026-12-04', today)).toBe('soon');
    expect(urgencyOf(100, '2026-12-07', today)).toBe('later');
  });

  it('[PY6] count what was late of what fell due', () => {
    const rows = [
      { dueOn: '2026-11-10', settledOn: '2026-11-10' },
      { dueOn: '2026-11-10', settledOn: '2026-11-11' },
      { dueOn: '2026-11-20', settledOn: null },
      { dueOn: '2026-12-20', settledOn: null },
    ];
    expect(lateShare(rows, today)).toEqual({ late: 2, of: 3 });
    expect(lateShare([], today)).toBeNull();
    expect(lateInterest(100_000, '2026-11-01', '2026-12-01', 600)).toBe(493);
    expect(lateInterest(100_000, '2026-11-01', '2026-10-01', 600)).toBe(0);
  });
});

const invoice: ProviderInvoice = {
  number: 'A-007',
  invoicedOn: '2026-11-20',
  receivedOn: '2026-11-21',
  totalCents: 9_000,
  lines: [
    { kind: 'fee', hundredths: 200, rateCents: 5_000, amountCents: 10_000, description: 'Indexing' },
    { kind: 'adjustment', hundredths: 0, rateCents: 0, amountCents: -1_000, description: 'Discount' },
  ],
};

describe('an invoice that comes in', () => {
  it('[PY7] has a number, days that have come, and lines that make its total', () => {
    expect(declineInvoice(invoice, today)).toBeNull();
    expect(declineInvoice({ ...invoice, totalCents: 9_001 }, today)?.code).toBe('provider.invoice-sum');
    expect(declineInvoice({ ...invoice, number: ' ' }, today)?.code).toBe('provider.invoice-number');
    expect(declineInvoice({ ...invoice, invoicedOn: '2026-12-01' }, today)?.code).toBe('provider.invoice-in-future');
    expect(declineInvoice({ ...invoice, receivedOn: '2026-11-19' }, today)?.code).toBe('provider.received-day');
    expect(declineInvoice({ ...invoice, lines: [] }, today)?.code).toBe('provider.invoice-empty');
    const [fee] = invoice.lines;
    const below = {
      ...invoice,
      totalCents: -10_000,
      lines: fee === undefined ? [] : [{ ...fee, amountCents: -10_000 }],
    };
    expect(declineInvoice(below, today)?.code).toBe('provider.negative-line');
  });

  it('[PY8] comes once, by number and by content', () => {
    const known = [{ number: 'a 7', contentKey: 'x', invoicedOn: '2026-10-01' }];
    expect(comparableNumber('A-007')).toBe('A007');
    expect(declineDuplicate('A.7', 'y', known)?.code).toBe('provider.invoice-twice');
    expect(declineDuplicate('B-1', 'x', known)?.code).toBe('provider.invoice-content-twice');
    expect(declineDuplicate('B-1', 'y', known)).toBeNull();
    expect(contentKey(invoice)).toBe(contentKey({ ...invoice, lines: [...invoice.lines].reverse() }));
  });

  it('[PY9] is decided line by line, disputes with a reason', () => {
    const lines = [
      { lineId: 'a', amountCents: 10_000 },
      { lineId: 'b', amountCents: -1_000 },
    ];
    const all = [
      { lineId: 'a', approvedCents: 10_000, reason: '' },
      { lineId: 'b', approvedCents: -1_000, reason: '' },
    ];
    const part = (approvedCents: number, reason: string) => [{ lineId: 'a', approvedCents, reason }, ...all.slice(1)];
    expect(declineLineDecisions(lines, all, 0)).toBeNull();
    expect(declineLineDecisions(lines, part(6_000, ''), 0)?.code).toBe('provider.dispute-reason');
    expect(declineLineDecisions(lines, part(6_000, 'Two hours were accepted'), 0)).toBeNull();
    expect(declineLineDecisions(lines, part(6_000, 'Less'), 5_001)?.code).toBe('provider.approved-below-paid');
    expect(declineLineDecisions(lines, part(10_001, ''), 0)?.code).toBe('provider.line-beyond');
    expect(declineLineDecisions(lines, all.slice(1), 0)?.code).toBe('provider.line-undecided');
    expect(declineLineDecisions(lines, [...all, { lineId: 'c', approvedCents: 1, reason: '' }], 0)?.code).toBe(
      'provider.line-unknown',
    );
  });
});

describe('[PY11] a payment', () => {
  const open = [{ invoiceId: 'i1', number: 'A-007', contractorId: 'c1', openCents: 9_000 }];
  const whole = {
    paidOn: today,
    amountCents: 9_000,
    backupCents: 0,
    interestCents: 0,
    allocations: [{ invoiceId: 'i1', amountCents: 9_000 }],
  };

  it('is for what is approved and open, made up of its parts', () => {
    expect(declinePayment(whole, 'c1', open, today)).toBeNull();
    expect(declinePayment({ ...whole, paidOn: '2026-11-28' }, 'c1', open, today)?.code).toBe(
      'provider.paid-in-the-future',
    );
    expect(declinePayment({ ...whole, amountCents: 9_100 }, 'c1', open, today)?.code).toBe('provider.payment-sum');
    expect(declinePayment({ ...whole, amountCents: 9_100, interestCents: 100 }, 'c1', open, today)).toBeNull();
    expect(declinePayment(whole, 'c2', open, today)?.code).toBe('provider.not-their-invoice');
    expect(declinePayment({ ...whole, allocations: [] }, 'c1', open, today)?.code).toBe('provider.payment-sum');
    const more = { ...whole, amountCents: 9_001, allocations: [{ invoiceId: 'i1', amountCents: 9_001 }] };
    expect(declinePayment(more, 'c1', open, today)?.sentence).toContain('90.00 is approved and open');
    const twice = { ...whole, allocations: [...whole.allocations, ...whole.allocations] };
    expect(declinePayment(twice, 'c1', open, today)?.code).toBe('provider.invoice-named-twice');
    expect(declinePayment({ ...whole, backupCents: 9_001 }, 'c1', open, today)?.code).toBe('provider.backup-beyond');
  });
});

describe('[PY12] a year’s report of what was paid', () => {
  const payee: Payee = {
    contractorId: 'c1',
    entity: 'individual',
    form: 'W-9',
    hasTaxpayerNumber: true,
    isAttorney: false,
  };
  const threshold = { year: 2026, thresholdCents: 200_000, source: '', isVerified: true };
  const paid = (amountCents: number, method: 'check' | 'card' = 'check') => ({ method, amountCents, backupCents: 0 });

  it('begins at the threshold itself and leaves cards out', () => {
    expect(payeeYear(payee, [paid(199_999)], threshold).standing).toBe('below');
    expect(payeeYear(payee, [paid(200_000)], threshold).standing).toBe('report');
    expect(payeeYear(payee, [paid(199_999), paid(500_000, 'card')], threshold)).toMatchObject({
      standing: 'below',
      byServiceCents: 500_000,
    });
    expect(payeeYear(payee, [{ ...paid(10_000), backupCents: 2_400 }], threshold).standing).toBe('report');
  });

  it('exempts corporations except for legal services, and payees abroad', () => {
    expect(payeeYear({ ...payee, entity: 'S corporation' }, [paid(900_000)], threshold).standing).toBe('exempt');
    expect(
      payeeYear({ ...payee, entity: 'S corporation', isAttorney: true }, [paid(900_000)], threshold).standing,
    ).toBe('report');
    expect(
      payeeYear({ ...payee, entity: 'foreign company', form: 'W-8BEN-E' }, [paid(900_000)], threshold).standing,
    ).toBe('foreign');
  });

  it('says what is missing, and that a year is not known', () => {
    expect(
      payeeYear({ ...payee, form: 'none', hasTaxpayerNumber: false }, [paid(300_000)], threshold).flags,
    ).toHaveLength(2);
    expect(payeeYear(payee, [paid(300_000)], null)).toMatchObject({ standing: 'threshold unknown' });
    expect(thresholdOf(2027, [threshold], [])).toBeNull();
    expect(thresholdOf(2026, [threshold], [{ ...threshold, thresholdCents: 210_000 }])?.thresholdCents).toBe(210_000);
  });
});
