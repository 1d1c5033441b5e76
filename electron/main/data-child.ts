import type { DataChild } from '../shell/data-child.ts';
import { isDataMessage } from '../shell/node-child.ts';
import type { ElectronParts, PortPart } from './electron-parts.ts';

/** Starts the data program as Electron's utility process. */
export function startUtilityChild(
  utilityProcess: ElectronParts['utilityProcess'],
  program: string,
  dataFolder: string,
): DataChild<PortPart> {
  const child = utilityProcess.fork(program, ['--data', dataFolder], { serviceName: 'Annex data', stdio: 'inherit' });
  return {
    send: (message, ports) => child.postMessage(message, [...(ports ?? [])]),
    onMessage: (listener) =>
      child.on('message', (message) => {
        if (isDataMessage(message)) listener(message);
      }),
    onExit: (listener) => child.once('exit', (code) => listener(code)),
    kill: () => {
      child.kill();
    },
  };
}
