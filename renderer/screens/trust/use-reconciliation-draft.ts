import { useCallback, useEffect, useRef, useState } from 'react';
import { dropDraft, keepDraft, readDraft } from '../../desk/drafts.ts';

/** A reconciliation on its way: what the statement says, and what was ticked off on it. */
export interface ReconciliationDraft {
  readonly statementOn: string | null;
  readonly bankBalanceCents: number | null;
  readonly clearedEntryIds: readonly string[];
  readonly note: string;
  /** Documents whose pages go into the packet. */
  readonly attachedDocumentIds: readonly string[];
}

interface DraftHandle {
  readonly draft: ReconciliationDraft;
  change(changes: Partial<ReconciliationDraft>): void;
  /** It was signed, or is begun afresh. */
  drop(): void;
}

const empty: ReconciliationDraft = {
  statementOn: null,
  bankBalanceCents: null,
  clearedEntryIds: [],
  note: '',
  attachedDocumentIds: [],
};
const keepAfterMs = 250;

/** The reconciliation that this person works on for an account: kept on the desk through locks and crashes. */
export function useReconciliationDraft(accountId: string, suggestedOn: string | null): DraftHandle {
  const key = `trust/reconcile/${accountId}`;
  const [draft, setDraft] = useState<ReconciliationDraft>({ ...empty, statementOn: suggestedOn });
  const isTouched = useRef(false);
  useEffect(() => {
    let isCurrent = true;
    void readDraft(key, empty).then((kept) => {
      if (isCurrent && kept !== null && !isTouched.current) setDraft(restoreIds(kept));
    });
    return () => {
      isCurrent = false;
    };
  }, [key]);
  useEffect(() => {
    if (!isTouched.current) return;
    const timer = setTimeout(() => void keepDraft(key, draft).catch(() => undefined), keepAfterMs);
    return () => clearTimeout(timer);
  }, [key, draft]);
  const change = useCallback((changes: Partial<ReconciliationDraft>): void => {
    isTouched.current = true;
    setDraft((before) => ({ ...before, ...changes }));
  }, []);
  return {
    draft,
    change,
    drop: () => {
      isTouched.current = false;
      setDraft({ ...empty, statementOn: suggestedOn });
      void dropDraft(key).catch(() => undefined);
    },
  };
}

/** Only ids are taken from a kept draft. */
function restoreIds(kept: ReconciliationDraft): ReconciliationDraft {
  const onlyIds = (ids: readonly string[]) => ids.filter((id) => typeof id === 'string');
  return {
    ...kept,
    clearedEntryIds: onlyIds(kept.clearedEntryIds),
    attachedDocumentIds: onlyIds(kept.attachedDocumentIds),
  };
}
