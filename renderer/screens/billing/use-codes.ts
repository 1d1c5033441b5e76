import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';

interface CodeChoice {
  readonly value: string;
  readonly label: string;
}

/** The task, activity and expense codes to choose from; empty until they are known. */
export interface CodeChoices {
  readonly tasks: readonly CodeChoice[];
  readonly activities: readonly CodeChoice[];
  readonly expenses: readonly CodeChoice[];
}

/** Asks for the code sets once they are needed. */
export function useCodes(isNeeded: boolean): CodeChoices {
  const query = useQuery(api.billing.codes.queryOptions({ input: {}, enabled: isNeeded }));
  const codes = query.data?.codes ?? [];
  const choose = (isWanted: (set: string) => boolean): CodeChoice[] =>
    codes.filter((code) => isWanted(code.set)).map(({ code, name }) => ({ value: code, label: `${code} ${name}` }));
  return {
    tasks: choose((set) => set !== 'activity' && set !== 'expense'),
    activities: choose((set) => set === 'activity'),
    expenses: choose((set) => set === 'expense'),
  };
}
