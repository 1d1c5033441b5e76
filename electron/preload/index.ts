import { ipcRenderer } from 'electron';

/**
 * Hands the page its port, and nothing else. The page asks with `annex:ready`; the port comes from the main process
 * and goes on to the top frame of our own page. The context bridge cannot carry one, a message to the window can.
 */
window.addEventListener('message', (event) => {
  if (event.source === window && event.origin === window.origin && event.data === 'annex:ready') {
    ipcRenderer.send('annex:ready');
  }
});

ipcRenderer.on('annex:port', (event) => {
  window.postMessage('annex:port', window.origin, event.ports);
});
