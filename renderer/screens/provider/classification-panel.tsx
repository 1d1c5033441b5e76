import { Fieldset, Pill, Select, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { factorAnswers, factorGroups } from '../../../shared/domain/provider/classification.ts';
import { api } from '../../app/client.ts';
import { useCommand } from '../../app/use-command.ts';
import { FormPanel } from '../../components/form-panel.tsx';
import { SearchSelect } from '../../components/search-select.tsx';
import type { FormHandle } from '../../components/use-draft-form.ts';
import { findDocuments } from './find-documents.ts';
import type { ClassificationFile } from './pay-words.ts';

type Factor = ClassificationFile['pack']['factors'][number];
type Answer = ClassificationFile['answers'][number];
interface Answers {
  readonly answers: readonly Answer[];
}

const groupTitles = { behavioral: 'Behavioral control', financial: 'Financial control', relationship: 'Relationship' };

/** The questions of a classification file, group by group, each with its evidence. */
export function ClassificationPanel({
  file,
  onClose,
}: {
  readonly file: ClassificationFile;
  readonly onClose: () => void;
}) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map());
  const titles = new Map([...file.documents.map((one) => [one.documentId, one.title] as const), ...chosen]);
  const noteTitle = (documentId: string, title: string) => setChosen(new Map([...chosen, [documentId, title]]));
  const draftKey = `provider/classification/${file.contractorId}/${file.pack.version}`;
  const assess = useCommand(api.classification.assess, { draft: draftKey, say: 'Answers kept' });
  return (
    <FormPanel<Answers>
      opened
      title={`How does ${file.name} work?`}
      width={760}
      draftKey={draftKey}
      initial={{ answers: file.answers }}
      submitLabel="Keep these answers"
      onClose={onClose}
      onSubmit={async ({ answers }) => {
        const { contractorId, pack } = file;
        const answer = await assess.run({ contractorId, packVersion: pack.version, answers: [...answers] });
        return answer.ok ? null : answer.refusal;
      }}
      fields={(form) => (
        <>
          <Text c="dimmed">
            {file.pack.source}. {file.pack.note}
          </Text>
          {factorGroups.map((group) => (
            <Fieldset key={group} legend={groupTitles[group]}>
              {file.pack.factors
                .filter((factor) => factor.group === group)
                .map((factor) => (
                  <Question key={factor.id} factor={factor} form={form} titles={titles} onChosen={noteTitle} />
                ))}
            </Fieldset>
          ))}
        </>
      )}
    />
  );
}

interface QuestionProps {
  readonly factor: Factor;
  readonly form: FormHandle<Answers>;
  /** Titles of documents by their ids. */
  readonly titles: ReadonlyMap<string, string>;
  readonly onChosen: (documentId: string, title: string) => void;
}

function Question({ factor, form, titles, onChosen }: QuestionProps) {
  const own = form.values.answers.find(({ factorId }) => factorId === factor.id);
  const others = form.values.answers.filter(({ factorId }) => factorId !== factor.id);
  const put = (changes: Partial<Answer>): void =>
    form.set('answers', [
      ...others,
      { factorId: factor.id, answer: 'both ways', note: '', documentIds: [], ...own, ...changes },
    ]);
  return (
    <div style={{ marginBottom: 16 }}>
      <Select
        label={factor.question}
        description={`Points to an employee: ${factor.employeeWhen}`}
        placeholder="Not answered"
        clearable
        data={[...factorAnswers]}
        value={own?.answer ?? null}
        onChange={(value) => {
          const chosen = factorAnswers.find((one) => one === value);
          if (chosen === undefined) form.set('answers', others);
          else put({ answer: chosen });
        }}
      />
      {own !== undefined && (
        <>
          <Textarea
            mt={4}
            aria-label={`Evidence: ${factor.question}`}
            placeholder={`Facts and evidence: ${factor.evidence}`}
            autosize
            minRows={1}
            value={own.note}
            onChange={(event) => put({ note: event.currentTarget.value })}
          />
          <EvidenceDocuments factor={factor} ids={own.documentIds} titles={titles} onChange={put} onChosen={onChosen} />
        </>
      )}
    </div>
  );
}

interface EvidenceProps extends Pick<QuestionProps, 'factor' | 'titles' | 'onChosen'> {
  readonly ids: readonly string[];
  readonly onChange: (changes: { documentIds: string[] }) => void;
}

/** The documents that an answer rests on. */
function EvidenceDocuments({ factor, ids, titles, onChange, onChosen }: EvidenceProps) {
  return (
    <>
      <SearchSelect
        aria-label={`Document as evidence: ${factor.question}`}
        placeholder="Add a document as evidence"
        search={findDocuments}
        value={null}
        onChange={(document) => {
          if (document === null || ids.includes(document.value)) return;
          onChosen(document.value, document.label);
          onChange({ documentIds: [...ids, document.value] });
        }}
      />
      {ids.length > 0 && (
        <Pill.Group mt={4}>
          {ids.map((id) => (
            <Pill
              key={id}
              withRemoveButton
              removeButtonProps={{ 'aria-label': `Remove ${titles.get(id) ?? 'the document'}`, 'aria-hidden': false }}
              onRemove={() => onChange({ documentIds: ids.filter((other) => other !== id) })}
            >
              {titles.get(id) ?? 'A document that is not here'}
            </Pill>
          ))}
        </Pill.Group>
      )}
    </>
  );
}
