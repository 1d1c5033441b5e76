const shortest = 10;

interface NewPassphrase {
  readonly passphrase: string;
  readonly again: string;
}

/** What stands against a new passphrase, by field. */
export function checkNewPassphrase(values: NewPassphrase): { passphrase?: string; again?: string } {
  if (values.passphrase.length < shortest)
    return { passphrase: `Use at least ${shortest} characters. Four words are easy to keep.` };
  if (values.again !== values.passphrase) return { again: 'The two are not the same. Type it again.' };
  return {};
}
