/** What each event type says in the audit trail, as a person would put it. */
const sentences: Readonly<Record<string, string>> = {
  'roster.founded': 'Founded the firm',
  'roster.invited': 'Invited somebody to the firm',
  'roster.device.enrolled': 'Joined with a device',
  'roster.member.changed': 'Changed a member’s role or workspaces',
  'roster.member.removed': 'Removed a member',
  'roster.device.removed': 'Removed a device',
  'roster.epoch.started': 'Changed the keys',
  'roster.keys.given': 'Gave a device keys',
  'roster.recovered': 'Recovered with the recovery kit',
  'office.firm.named': 'Changed the firm’s name or letterhead',
  'office.party.recorded': 'Recorded a person or organisation',
  'office.party.amended': 'Changed a person or organisation',
  'office.client.opened': 'Opened a client',
  'office.matter.opened': 'Opened a matter',
  'office.matter.amended': 'Changed a matter',
  'office.matter.closed': 'Closed a matter',
  'office.matter.reopened': 'Opened a closed matter again',
  'office.task.added': 'Added a task',
  'office.task.completed': 'Completed a task',
  'office.task.reopened': 'Opened a task again',
  'event.adopted': 'Decided on an event that was set aside',
  'batch.closed': 'Finished an import',
  'intake.call.logged': 'Logged a call',
  'intake.call.returned': 'Returned a call',
  'intake.lead.opened': 'Opened a lead',
  'intake.lead.amended': 'Changed a lead',
  'intake.lead.moved': 'Moved a lead along',
  'intake.lead.converted': 'Opened a matter from a lead',
  'intake.conflict.checked': 'Ran a conflict check',
  'intake.conflict.decided': 'Decided a conflict check',
  'documents.document.filed': 'Filed a document',
  'documents.document.amended': 'Changed a document’s title or place',
  'documents.text.extracted': 'Read the words of a document',
  'documents.document.removed': 'Took a document off the list',
  'billing.time.recorded': 'Recorded time',
  'billing.time.amended': 'Changed a time entry',
  'billing.time.removed': 'Removed a time entry',
  'billing.expense.recorded': 'Recorded an expense',
  'billing.expense.amended': 'Changed an expense',
  'billing.expense.removed': 'Removed an expense',
  'billing.invoice.drafted': 'Drafted an invoice',
  'billing.invoice.discarded': 'Discarded a draft invoice',
  'billing.invoice.issued': 'Issued an invoice',
  'billing.invoice.voided': 'Voided an invoice',
  'billing.payment.received': 'Recorded a payment',
  'billing.payment.reversed': 'Took a payment back',
  'billing.invoice.paid-from-trust': 'Noted a payment from trust on an invoice',
  'trust.account.opened': 'Opened a trust account',
  'trust.custody.handed': 'Handed custody of a trust account to another device',
  'trust.custody.overridden': 'Took custody of a trust account over',
  'trust.receipt.posted': 'Posted a trust receipt',
  'trust.disbursement.requested': 'Asked for a disbursement from trust',
  'trust.disbursement.approved': 'Approved a disbursement from trust',
  'trust.disbursement.declined': 'Declined a disbursement from trust',
  'trust.disbursement.posted': 'Posted a disbursement from trust',
  'trust.fee.transferred': 'Transferred an earned fee from trust',
  'trust.entry.reversed': 'Reversed a trust entry',
  'trust.reconciliation.signed': 'Signed a reconciliation',
  'trust.reconciliation.reopened': 'Opened a reconciled period again',
  'trust.exception.resolved': 'Answered for a trust exception',
  'trust.rules.confirmed': 'Confirmed the rules of the trust accounts',
  'trust.statement.imported': 'Imported a bank statement',
  'trust.statement.withdrawn': 'Took an imported bank statement back',
  'trust.match.made': 'Matched a bank line with the journal',
  'trust.match.undone': 'Took a match with a bank line back',
};

/** What an event says in the audit trail; a type that this version does not know is named as such. */
export function summariseEvent(type: string): string {
  return sentences[type] ?? `Something that this version does not know (${type})`;
}

/** The types whose sentence contains the text, in any case: for filtering the audit trail. */
export function eventTypesSaying(text: string): string[] {
  const wanted = text.trim().toLowerCase();
  return Object.entries(sentences)
    .filter(([type, sentence]) => type.includes(wanted) || sentence.toLowerCase().includes(wanted))
    .map(([type]) => type);
}
