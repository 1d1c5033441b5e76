import { Combobox, Textarea, useCombobox } from '@mantine/core';
import { type ComponentProps, useRef, useState } from 'react';

interface MentionTextareaProps extends Omit<ComponentProps<typeof Textarea>, 'value' | 'onChange' | 'ref'> {
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** What is typed after the sign at the caret; null where nothing is. */
  readonly typedAt: (text: string, caret: number) => string | null;
  readonly people: readonly { readonly memberId: string; readonly name: string; readonly note?: string }[];
}

const shownMax = 6;

/** A text in which "@" offers people: arrows choose, Enter takes the name into the text. */
export function MentionTextarea({ value, onChange, typedAt, people, ...rest }: MentionTextareaProps) {
  const list = useCombobox();
  const field = useRef<HTMLTextAreaElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const shown =
    typed === null
      ? []
      : people.filter(({ name }) => name.toLowerCase().startsWith(typed.toLowerCase())).slice(0, shownMax);
  const look = (text: string, caret: number): void => {
    const next = typedAt(text, caret);
    setTyped(next);
    if (next === null) list.closeDropdown();
    else {
      list.openDropdown();
      list.selectFirstOption();
    }
  };
  const take = (name: string): void => {
    const caret = field.current?.selectionStart ?? value.length;
    const before = value.slice(0, caret - (typed?.length ?? 0));
    onChange(`${before}${name} ${value.slice(caret)}`);
    setTyped(null);
    list.closeDropdown();
    field.current?.focus();
  };
  return (
    <Combobox store={list} onOptionSubmit={take} position="bottom-start" width={280} withinPortal>
      <Combobox.EventsTarget>
        <Combobox.DropdownTarget>
          <Textarea
            {...rest}
            ref={field}
            value={value}
            onChange={(event) => {
              onChange(event.currentTarget.value);
              look(event.currentTarget.value, event.currentTarget.selectionStart);
            }}
            onBlur={() => list.closeDropdown()}
          />
        </Combobox.DropdownTarget>
      </Combobox.EventsTarget>
      <Combobox.Dropdown hidden={shown.length === 0}>
        <Combobox.Options aria-label="People">
          {shown.map(({ memberId, name, note }) => (
            <Combobox.Option key={memberId} value={name}>
              {name}
              {note === undefined ? '' : ` (${note})`}
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
