import { MultiSelect, Textarea } from '@mantine/core';
import { type Grades, gradedParts, reasonTags } from '../../../shared/domain/provider/feedback.ts';
import { api, client } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { FormPanel } from '../../components/form-panel.tsx';
import { type SearchOption, SearchSelect } from '../../components/search-select.tsx';
import { findDocuments } from './find-documents.ts';
import { GradeInput } from './grade-input.tsx';

interface RateValues extends Grades {
  readonly order: SearchOption | null;
  readonly tags: readonly string[];
  readonly note: string;
  readonly excerpt: string;
  readonly document: SearchOption | null;
}

interface RatePanelProps {
  /** Whose work is chosen from; not needed where the order is known. */
  readonly providerId?: string;
  readonly order?: SearchOption;
  readonly onClose: () => void;
}

/** Rates a piece of accepted work: results, not how somebody works. */
export function RatePanel({ providerId, order: known, onClose }: RatePanelProps) {
  const draftKey = `provider/rate/${known?.value ?? providerId ?? ''}`;
  const rate = useCommand(api.scorecard.rate, { draft: draftKey, say: 'Rated; the provider sees it' });
  const findUnrated = async (text: string): Promise<SearchOption[]> => {
    if (providerId === undefined) return [];
    const { rows } = await client.scorecard.listUnrated({ providerId, limit: 100, descending: true });
    return rows
      .map((row) => ({ value: row.orderId, label: `${row.orderNumber} ${row.orderTitle}` }))
      .filter((option) => option.label.toLowerCase().includes(text.toLowerCase()));
  };
  const initial: RateValues = {
    order: known ?? null,
    accuracy: 4,
    completeness: 4,
    timeliness: 4,
    format: 4,
    communication: 4,
    tags: [],
    note: '',
    excerpt: '',
    document: null,
  };
  return (
    <FormPanel<RateValues>
      opened
      title={known === undefined ? 'Rate accepted work' : `Rate ${known.label}`}
      draftKey={draftKey}
      initial={initial}
      submitLabel="Rate"
      onClose={onClose}
      validate={({ order }) => (order === null ? { order: 'Choose the work.' } : {})}
      onSubmit={async ({ order, tags, note, excerpt, document, ...grades }) => {
        const answer = await rate.run({
          orderId: order?.value ?? '',
          grades,
          tags: reasonTags.filter((tag) => tags.includes(tag)),
          note,
          excerpt,
          ...(document === null ? {} : { documentId: document.value }),
        });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          {known === undefined && (
            <SearchSelect label="Work" required search={findUnrated} {...form.field('order')} data-autofocus />
          )}
          {gradedParts.map((part) => (
            <GradeInput key={part} label={part.charAt(0).toUpperCase() + part.slice(1)} {...form.field(part)} />
          ))}
          <MultiSelect
            label="Reasons"
            data={[...reasonTags]}
            value={[...form.values.tags]}
            onChange={(tags) => form.set('tags', tags)}
          />
          <SearchSelect label="Document" search={findDocuments} {...form.field('document')} />
          <Textarea
            label="The passage that it is about"
            placeholder="Page 3: the dates of service"
            autosize
            minRows={2}
            {...form.text('excerpt')}
          />
          <Textarea label="Note" autosize minRows={3} {...form.text('note')} />
        </>
      )}
    />
  );
}
