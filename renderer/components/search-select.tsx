import { Combobox, Loader, ScrollArea, Text, TextInput, type TextInputProps, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useEffect, useRef, useState } from 'react';

export interface SearchOption {
  readonly value: string;
  readonly label: string;
  readonly detail?: string;
}

interface SearchSelectProps extends Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue' | 'error'> {
  /** Finds options by a few letters, best first. Asked with nothing typed too. */
  readonly search: (text: string) => Promise<readonly SearchOption[]>;
  /** What is chosen: its value and the label to show; null for nothing. */
  readonly value: SearchOption | null;
  readonly onChange: (option: SearchOption | null) => void;
  /** Whether a name that is not found may be kept as typed: its option then has an empty value. */
  readonly allowNew?: boolean;
  /** "New client": stands before the typed name. */
  readonly newLabel?: string;
  readonly error?: ReactNode;
}

/** Chooses one of many by three letters, arrow and Enter. */
export function SearchSelect({
  search,
  value,
  onChange,
  allowNew = false,
  newLabel = 'New',
  error,
  ...rest
}: SearchSelectProps) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [text, setText] = useState(value?.label ?? '');
  const [asked] = useDebouncedValue(text, 120);
  const [options, setOptions] = useState<readonly SearchOption[]>([]);
  const [isLoading, setLoading] = useState(false);
  const label = value?.label ?? '';
  const latest = useRef(search);
  latest.current = search;

  useEffect(() => setText(label), [label]);
  useEffect(() => {
    if (!combobox.dropdownOpened) return;
    let isCurrent = true;
    setLoading(true);
    latest
      .current(asked === label ? '' : asked.trim())
      .then((found) => {
        if (!isCurrent) return;
        setOptions(found);
        combobox.selectFirstOption();
      })
      .catch(() => {
        if (isCurrent) setOptions([]);
      })
      .finally(() => {
        if (isCurrent) setLoading(false);
      });
    return () => {
      isCurrent = false;
      setLoading(false);
    };
  }, [asked, label, combobox.dropdownOpened, combobox.selectFirstOption]);

  const typed = text.trim();
  const canBeNew =
    allowNew && typed !== '' && !options.some((option) => option.label.toLowerCase() === typed.toLowerCase());
  const choose = (option: SearchOption | null): void => {
    onChange(option);
    setText(option?.label ?? '');
    combobox.closeDropdown();
  };
  return (
    <Combobox
      store={combobox}
      withinPortal
      onOptionSubmit={(chosen) => {
        if (chosen === 'new') choose({ value: '', label: typed });
        else choose(options.find((option) => `is-${option.value}` === chosen) ?? null);
      }}
    >
      <Combobox.Target>
        <TextInput
          autoComplete="off"
          {...rest}
          error={error}
          value={text}
          rightSection={
            isLoading ? <Loader size={14} aria-label="Searching" /> : (rest.rightSection ?? <Combobox.Chevron />)
          }
          onChange={(event) => {
            setText(event.currentTarget.value);
            combobox.openDropdown();
          }}
          onClick={() => combobox.openDropdown()}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && combobox.dropdownOpened && options.length + (canBeNew ? 1 : 0) > 0)
              event.preventDefault();
            if (event.key === 'Escape' && combobox.dropdownOpened) event.stopPropagation();
            rest.onKeyDown?.(event);
          }}
          onBlur={(event) => {
            combobox.closeDropdown();
            if (typed === '') {
              if (value !== null) onChange(null);
            } else if (typed !== label) {
              const same = options.find((option) => option.label.toLowerCase() === typed.toLowerCase());
              if (same !== undefined) choose(same);
              else if (allowNew) choose({ value: '', label: typed });
              else setText(label);
            }
            rest.onBlur?.(event);
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={options.length === 0 && !canBeNew && (typed === '' || isLoading)}>
        <Combobox.Options aria-label={typeof rest.label === 'string' ? rest.label : 'Choices'}>
          <ScrollArea.Autosize mah={260} type="auto">
            {options.map((option) => (
              <Combobox.Option value={`is-${option.value}`} key={option.value} active={option.value === value?.value}>
                {option.label}
                {option.detail !== undefined && option.detail !== '' && (
                  <Text size="xs" c="dimmed" component="span" ml={8}>
                    {option.detail}
                  </Text>
                )}
              </Combobox.Option>
            ))}
            {canBeNew && (
              <Combobox.Option value="new">
                {newLabel}: {typed}
              </Combobox.Option>
            )}
            {options.length === 0 && !canBeNew && <Combobox.Empty>Nothing found</Combobox.Empty>}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
