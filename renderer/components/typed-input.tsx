import { TextInput, type TextInputProps } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Decision } from '../../shared/domain/refusal.ts';

/** What every input that reads typed text takes. `value` is null while there is nothing, or nothing understood. */
export interface TypedInputProps<Value> extends Omit<TextInputProps, 'value' | 'onChange' | 'defaultValue' | 'error'> {
  readonly value: Value | null;
  readonly onChange: (value: Value | null) => void;
  readonly error?: ReactNode;
}

interface TypedInputInnerProps<Value> extends TypedInputProps<Value> {
  readonly parse: (text: string) => Decision<Value>;
  readonly format: (value: Value) => string;
  /** While typing, what would be understood: "Fri, 03/20/2026". */
  readonly preview?: (value: Value) => string;
}

/**
 * A text field that reads what was typed when it is left or Enter is pressed, writes it out in full, and says at the
 * field what it does not understand. What was typed stays until it is understood.
 */
export function TypedInput<Value>({
  value,
  onChange,
  parse,
  format,
  preview,
  error,
  onBlur,
  onKeyDown,
  ...rest
}: TypedInputInnerProps<Value>) {
  const [text, setText] = useState(value === null ? '' : format(value));
  const [problem, setProblem] = useState<string | null>(null);
  const [isTyping, setTyping] = useState(false);
  const sent = useRef<Value | null>(value);

  useEffect(() => {
    if (Object.is(sent.current, value)) return;
    sent.current = value;
    setText(value === null ? '' : format(value));
    setProblem(null);
  }, [value, format]);

  const send = (next: Value | null): void => {
    if (Object.is(sent.current, next)) return;
    sent.current = next;
    onChange(next);
  };
  const read = (): void => {
    setTyping(false);
    if (text.trim() === '') {
      setProblem(null);
      send(null);
      return;
    }
    const answer = parse(text);
    setProblem(answer.ok ? null : answer.refusal.sentence);
    if (answer.ok) setText(format(answer.value));
    send(answer.ok ? answer.value : null);
  };
  const guess = isTyping && preview !== undefined && text.trim() !== '' ? parse(text) : null;
  return (
    <TextInput
      {...rest}
      value={text}
      error={problem ?? error}
      description={guess?.ok === true ? preview?.(guess.value) : rest.description}
      onChange={(event) => {
        setText(event.currentTarget.value);
        setTyping(true);
        if (problem !== null) setProblem(null);
      }}
      onBlur={(event) => {
        read();
        onBlur?.(event);
      }}
      onKeyDown={(event: KeyboardEvent<HTMLInputElement>) => {
        if (event.key === 'Enter') read();
        onKeyDown?.(event);
      }}
    />
  );
}
