import { type ChangeEvent, useCallback, useEffect, useRef, useState } from 'react';
import type { Refusal } from '../../shared/domain/refusal.ts';
import { dropDraft, keepDraft, readDraft } from '../desk/drafts.ts';

/** Names of the fields that hold text. */
type TextField<Values> = { [Name in keyof Values]: Values[Name] extends string ? Name : never }[keyof Values] & string;
/** Names of the fields that are on or off. */
type CheckField<Values> = { [Name in keyof Values]: Values[Name] extends boolean ? Name : never }[keyof Values] &
  string;

/** What a form's fields are drawn with. */
export interface FormHandle<Values extends object> {
  readonly values: Values;
  /** Sentences by field. */
  readonly errors: Readonly<Record<string, string>>;
  set<Name extends keyof Values & string>(name: Name, value: Values[Name]): void;
  change(changes: Partial<Values>): void;
  /** For a text field or area. */
  text(name: TextField<Values>): {
    value: string;
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => void;
    error: string | undefined;
  };
  /** For a checkbox or switch. */
  check(name: CheckField<Values>): { checked: boolean; onChange: (event: ChangeEvent<HTMLInputElement>) => void };
  /** For inputs that hand over the value itself: amounts, days, durations, choices. */
  field<Name extends keyof Values & string>(
    name: Name,
  ): { value: Values[Name]; onChange: (value: Values[Name]) => void; error: string | undefined };
}

export interface DraftFormOptions<Values extends object> {
  /** Names the form and the thing it is about by ids; null keeps no draft. */
  readonly draftKey: string | null;
  readonly initial: Values;
  /** Saves; answers with the refusal, or null when it is done. */
  readonly onSubmit: (values: Values) => Promise<Refusal | null>;
  /** Sentences for fields that cannot be sent as they are. */
  readonly validate?: ((values: Values) => Partial<Record<keyof Values & string, string>>) | undefined;
}

export interface DraftForm<Values extends object> {
  readonly handle: FormHandle<Values>;
  readonly refusal: Refusal | null;
  readonly isSaving: boolean;
  readonly isRestored: boolean;
  /** True when it was saved; the form is then as at first. */
  submit(): Promise<boolean>;
  /** Throws away what was typed. */
  startAfresh(): void;
}

const keepAfterMs = 250;

/** A form whose typing is kept on the desk until it is saved, and restored when the form is opened again. */
export function useDraftForm<Values extends object>(options: DraftFormOptions<Values>): DraftForm<Values> {
  const { draftKey } = options;
  const [values, setValues] = useState(options.initial);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isSaving, setSaving] = useState(false);
  const [isRestored, setRestored] = useState(false);
  const live = useRef({ values: options.initial, options, isTouched: false, isBusy: false });
  live.current.options = options;

  const put = useCallback((next: Values): void => {
    live.current.values = next;
    setValues(next);
  }, []);
  const change = useCallback(
    (changes: Partial<Values>): void => {
      live.current.isTouched = true;
      put({ ...live.current.values, ...changes });
      setErrors((before) =>
        withoutKeys(
          before,
          Object.keys(changes).flatMap((name) => [name, `${name}Id`]),
        ),
      );
    },
    [put],
  );

  useEffect(() => {
    if (draftKey === null) return;
    let isCurrent = true;
    void readDraft(draftKey, live.current.options.initial).then((draft) => {
      if (!isCurrent || draft === null || live.current.isTouched) return;
      live.current.isTouched = true;
      put(draft);
      setRestored(true);
    });
    return () => {
      isCurrent = false;
    };
  }, [draftKey, put]);

  useEffect(() => {
    if (draftKey === null) return;
    const keep = (): void => {
      if (live.current.isTouched) void keepDraft(draftKey, live.current.values).catch(() => undefined);
    };
    const timer = setTimeout(() => {
      if (live.current.values === values) keep();
    }, keepAfterMs);
    window.addEventListener('pagehide', keep);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', keep);
    };
  }, [draftKey, values]);

  useEffect(
    () => () => {
      if (draftKey !== null && live.current.isTouched)
        void keepDraft(draftKey, live.current.values).catch(() => undefined);
    },
    [draftKey],
  );

  const startAfresh = useCallback((): void => {
    live.current.isTouched = false;
    put(live.current.options.initial);
    setErrors({});
    setRefusal(null);
    setRestored(false);
    const key = live.current.options.draftKey;
    if (key !== null) void dropDraft(key).catch(() => undefined);
  }, [put]);

  const submit = useCallback(async (): Promise<boolean> => {
    if (live.current.isBusy) return false;
    const { onSubmit, validate } = live.current.options;
    const problems = listProblems(validate?.(live.current.values) ?? {});
    setErrors(problems);
    setRefusal(null);
    if (Object.keys(problems).length > 0) return false;
    live.current.isBusy = true;
    setSaving(true);
    try {
      const no = await onSubmit(live.current.values);
      if (no === null) {
        startAfresh();
        return true;
      }
      setRefusal(no);
      setErrors(Object.fromEntries(no.fields.map((field) => [field, no.sentence])));
      return false;
    } finally {
      live.current.isBusy = false;
      setSaving(false);
    }
  }, [startAfresh]);

  const handle: FormHandle<Values> = {
    values,
    errors,
    set: (name, value) => change({ [name]: value } as unknown as Partial<Values>),
    change,
    text: (name) => ({
      value: String(values[name]),
      onChange: (event) => change({ [name]: event.currentTarget.value } as unknown as Partial<Values>),
      error: errors[name],
    }),
    check: (name) => ({
      checked: values[name] === true,
      onChange: (event) => change({ [name]: event.currentTarget.checked } as unknown as Partial<Values>),
    }),
    field: (name) => ({
      value: values[name],
      onChange: (value) => change({ [name]: value } as unknown as Partial<Values>),
      // A choice is named after the thing, the contract's field after its id.
      error: errors[name] ?? errors[`${name}Id`],
    }),
  };
  return { handle, refusal, isSaving, isRestored, submit, startAfresh };
}

function withoutKeys(record: Record<string, string>, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !keys.includes(name.split('.')[0] ?? name)));
}

function listProblems(found: object): Record<string, string> {
  const entries: [string, unknown][] = Object.entries(found);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
