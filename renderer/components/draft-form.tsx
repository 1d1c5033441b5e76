import { Alert, Button, Group, Stack, Text, UnstyledButton } from '@mantine/core';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useRef } from 'react';
import { type DraftFormOptions, type FormHandle, useDraftForm } from './use-draft-form.ts';

export interface DraftFormProps<Values extends object> extends DraftFormOptions<Values> {
  /** Draws the fields. */
  readonly fields: (form: FormHandle<Values>) => ReactNode;
  readonly submitLabel: string;
  readonly onSaved?: () => void;
  readonly onCancel?: () => void;
  /** Ctrl-Enter saves and starts the next: only where several are made in a row. */
  readonly canRepeat?: boolean;
  /** Stands left of the buttons. */
  readonly aside?: ReactNode;
}

/** A form that keeps what was typed, says refusals at the top and at the field, and is saved by Enter. */
export function DraftForm<Values extends object>(props: DraftFormProps<Values>) {
  const form = useDraftForm(props);
  const element = useRef<HTMLFormElement>(null);

  const save = async (isRepeat: boolean): Promise<void> => {
    const isSaved = await form.submit();
    if (!isSaved) {
      requestAnimationFrame(() =>
        element.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-error="true"]')?.focus(),
      );
      return;
    }
    if (isRepeat && props.canRepeat === true)
      element.current?.querySelector<HTMLElement>('[data-autofocus], input')?.focus();
    else props.onSaved?.();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    leaveField();
    setTimeout(() => void save(true));
  };
  return (
    <form
      ref={element}
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        void save(false);
      }}
    >
      <Stack gap={12}>
        {form.isRestored && (
          <Text size="xs" c="dimmed">
            What you typed before is here again.{' '}
            <UnstyledButton style={{ fontSize: 12, textDecoration: 'underline' }} onClick={form.startAfresh}>
              Start afresh
            </UnstyledButton>
          </Text>
        )}
        {form.refusal !== null && (
          <Alert color="red" variant="light" role="alert" p="sm">
            {form.refusal.sentence}
          </Alert>
        )}
        {props.fields(form.handle)}
        <Group justify="flex-end" gap="sm" mt={4}>
          {props.aside !== undefined && <div style={{ marginRight: 'auto' }}>{props.aside}</div>}
          {props.onCancel !== undefined && (
            <Button variant="default" onMouseDown={keepFocus} onClick={props.onCancel}>
              Close
            </Button>
          )}
          <Button
            type="submit"
            loading={form.isSaving}
            onMouseDown={keepFocus}
            onClick={(event) => {
              if (event.detail > 0) leaveField();
            }}
          >
            {props.submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/**
 * A press on a button does not leave the field yet: leaving it may write more or less around it and move the button
 * from under the pointer before it is let go.
 */
function keepFocus(event: MouseEvent): void {
  event.preventDefault();
}

/** A field that is being typed into reads what was typed when it is left. */
function leaveField(): void {
  if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur();
}
