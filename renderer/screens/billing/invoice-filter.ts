import { create } from 'zustand';

export const invoiceFilters = [
  { value: 'all', label: 'All invoices' },
  { value: 'draft', label: 'Drafts' },
  { value: 'open', label: 'Open' },
  { value: 'overdue', label: 'Overdue' },
  { value: 'paid', label: 'Paid' },
  { value: 'void', label: 'Void' },
] as const;
export type InvoiceFilter = (typeof invoiceFilters)[number]['value'];

interface InvoiceFilterStore {
  readonly filter: InvoiceFilter;
  show(filter: InvoiceFilter): void;
}

/** Which invoices the list shows: also set by the figures that lead to them. */
export const useInvoiceFilter = create<InvoiceFilterStore>((set) => ({
  filter: 'all',
  show: (filter) => set({ filter }),
}));
