import { useEffect } from 'react';
import { makeCommandId } from '../desk/command-id.ts';
import { machine } from './machine-client.ts';

const events = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;
const tellEveryMs = 20_000;

/** Tells the data process that the person is there, so that windows lock when they are not. */
export function useActivity(): void {
  useEffect(() => {
    let toldAtMs = Number.NEGATIVE_INFINITY;
    const tell = (): void => {
      if (performance.now() - toldAtMs < tellEveryMs) return;
      toldAtMs = performance.now();
      // Without an answer the lock comes too early, which costs a PIN.
      machine.active({ commandId: makeCommandId() }).catch(() => undefined);
    };
    for (const name of events) window.addEventListener(name, tell, { passive: true, capture: true });
    return () => {
      for (const name of events) window.removeEventListener(name, tell, { capture: true });
    };
  }, []);
}
