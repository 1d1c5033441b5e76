import { useState } from 'react';
import { sayFault } from '../../app/notify.tsx';
import { describeFault, readRefusal } from '../../app/read-fault.ts';
import type { Report } from './bundle-transfer.ts';

/** Something that takes a while: how far it is, in words, and the refusal it ended with. */
export function useTask(work: (report: Report) => Promise<string>) {
  const [isRunning, setRunning] = useState(false);
  const [words, setWords] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const run = async (): Promise<void> => {
    setRunning(true);
    setRefusal(null);
    try {
      setWords(await work(setWords));
    } catch (error) {
      setWords('');
      const no = readRefusal(error);
      if (no === null) sayFault(describeFault(error));
      else setRefusal(no.sentence);
    } finally {
      setRunning(false);
    }
  };
  return { run, isRunning, words, refusal };
}
