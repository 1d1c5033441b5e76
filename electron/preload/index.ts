import { ipcRenderer } from 'electron';

const ready = 'annex:ready';

/**
 * Hands the page its ports, and nothing else. The page asks with `annex:ready`, or `annex:ready/` and what the port is to
 * be bound to; the port comes from the main process and goes on to the top frame of our own page, with the same ending.
 * The context bridge cannot carry one, a message to the window can.
 */
window.addEventListener('message', (event) => {
  if (event.source !== window || event.origin !== window.origin || typeof event.data !== 'string') return;
  if (event.data === ready || event.data.startsWith(`${ready}/`))
    ipcRenderer.send(ready, event.data.slice(ready.length));
});

ipcRenderer.on('annex:port', (event, ending: string) => {
  window.postMessage(`annex:port${ending}`, window.origin, event.ports);
});
