import { ActionIcon, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';

/** Why a line is there; only "method" says how the work is done. */
export type LineTag = 'required' | 'quality' | 'method';

export interface TaggedLine {
  readonly text: string;
  readonly tag: LineTag;
  readonly source?: string;
}

const tags: readonly { value: LineTag; label: string }[] = [
  { value: 'required', label: 'Required by ethics or law' },
  { value: 'quality', label: 'Quality' },
  { value: 'method', label: 'How it is done' },
];

interface TaggedLinesProps {
  readonly label: string;
  readonly value: readonly TaggedLine[];
  readonly onChange: (lines: readonly TaggedLine[]) => void;
  readonly error?: string | undefined;
  /** Asks for the rule that a required line comes from. */
  readonly hasSource?: boolean;
}

/** Lines with why each is there: a checklist, the steps of an SOP. */
export function TaggedLines({ label, value, onChange, error, hasSource = false }: TaggedLinesProps) {
  const put = (place: number, change: Partial<TaggedLine>): void =>
    onChange(value.map((line, at) => (at === place ? { ...line, ...change } : line)));
  return (
    <Stack gap={8} component="fieldset" style={{ border: 0, padding: 0, margin: 0 }}>
      <Text component="legend" size="sm" fw={500}>
        {label}
      </Text>
      {value.map((line, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have nothing but their place
        <Group key={place} gap={8} wrap="nowrap" align="flex-start">
          <TextInput
            aria-label={`${label}, line ${place + 1}`}
            value={line.text}
            onChange={(event) => put(place, { text: event.currentTarget.value })}
            style={{ flex: 1 }}
          />
          {hasSource && line.tag === 'required' && (
            <TextInput
              aria-label={`Rule of line ${place + 1}`}
              placeholder="Rule"
              w={96}
              value={line.source ?? ''}
              onChange={(event) => put(place, { source: event.currentTarget.value })}
            />
          )}
          <Select
            aria-label={`Why line ${place + 1} is there`}
            data={[...tags]}
            allowDeselect={false}
            w={170}
            value={line.tag}
            onChange={(tag) => put(place, { tag: tags.find((one) => one.value === tag)?.value ?? 'quality' })}
          />
          <ActionIcon
            aria-label={`Remove line ${place + 1}`}
            mt={4}
            onClick={() => onChange(value.filter((_, at) => at !== place))}
          >
            <IconX size={14} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {error !== undefined && (
        <Text size="xs" c="var(--annex-danger)" role="alert">
          {error}
        </Text>
      )}
      <div>
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => onChange([...value, { text: '', tag: 'quality', source: '' }])}
        >
          Add a line
        </Button>
      </div>
    </Stack>
  );
}
