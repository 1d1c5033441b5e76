import { type ReactNode, useRef, useState } from 'react';
import { type Refusal, refuse } from '../../shared/domain/refusal.ts';
import { ConfirmPassphrase } from './confirm-passphrase.tsx';

interface PassphraseQuestion {
  readonly title: string;
  /** What happens, with its figures. */
  readonly consequence: string;
  readonly confirmLabel: string;
}

type Run = (passphrase: string) => Promise<Refusal | null>;

interface Step extends PassphraseQuestion {
  readonly run: Run;
  readonly settle: (refusal: Refusal | null) => void;
}

export interface PassphraseStep {
  /**
   * Asks for the passphrase, then runs. A refusal about the passphrase is said in place and asked again; any other
   * comes back, as does a refusal `app.not-confirmed` where the person turned away. Null when it was done.
   */
  ask(question: PassphraseQuestion, run: Run): Promise<Refusal | null>;
  /** Stands anywhere in the screen. */
  readonly dialog: ReactNode;
  /** True while the question is open. */
  readonly isAsking: boolean;
}

/** The passphrase as the last step of a form: before money goes out, or something is signed. */
export function usePassphraseStep(): PassphraseStep {
  const [step, setStep] = useState<Step | null>(null);
  const current = useRef<Step | null>(null);
  const end = (refusal: Refusal | null): void => {
    const ending = current.current;
    current.current = null;
    setStep(null);
    ending?.settle(refusal);
  };
  const ask = (question: PassphraseQuestion, run: Run): Promise<Refusal | null> =>
    new Promise((settle) => {
      const next: Step = { ...question, run, settle };
      current.current = next;
      setStep(next);
    });
  const dialog = (
    <ConfirmPassphrase
      opened={step !== null}
      title={step?.title ?? ''}
      consequence={step?.consequence ?? ''}
      confirmLabel={step?.confirmLabel ?? 'Confirm'}
      onConfirm={async (passphrase) => {
        const running = current.current;
        if (running === null) return null;
        const refusal = await running.run(passphrase);
        if (refusal?.fields.includes('passphrase') === true) return refusal;
        end(refusal);
        return null;
      }}
      onClose={() => end(refuse('app.not-confirmed', 'Nothing was done: the passphrase was not given.'))}
    />
  );
  return { ask, dialog, isAsking: step !== null };
}
