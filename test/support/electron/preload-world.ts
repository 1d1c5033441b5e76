import type { IpcRenderer } from 'electron';

/** A word from the preload's world to the main process: what `ipcRenderer` sends, and what its ports carry. */
export type WorldWord =
  | { kind: 'send'; channel: string; asked?: unknown }
  | { kind: 'port-data'; port: number; data: WireData }
  | { kind: 'port-closed'; port: number };

/** A port's frame on its way through JSON. */
export type WireData = { text: string } | { base64: string };

/** What the main process may do in the preload's world. */
export interface PreloadWorld {
  emit(channel: string, message: unknown, ports: number[]): void;
  deliver(port: number, data: WireData): void;
  closePort(port: number): void;
}

type Listener = (event: { ports: MessagePort[] }, message: unknown) => void;

/** Electron's `ipcRenderer`, as far as the preload uses it. */
type RendererPart = {
  send(...args: Parameters<IpcRenderer['send']>): void;
  on(channel: string, listener: Listener): unknown;
};

/**
 * Runs inside the page, in a world of its own, before anything else; it must use nothing from outside itself. It
 * gives the preload a `require` that knows `electron`, and real message ports that lead to the main process.
 */
export function makePreloadWorld(tell: (text: string) => void): {
  world: PreloadWorld;
  electron: { ipcRenderer: RendererPart };
} {
  const listeners = new Map<string, Listener[]>();
  const ports = new Map<number, MessagePort>();
  const say = (word: WorldWord): void => tell(JSON.stringify(word));

  const toWire = (data: unknown): WireData => {
    if (typeof data === 'string') return { text: data };
    const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : (data as Uint8Array);
    let binary = '';
    for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return { base64: btoa(binary) };
  };
  const fromWire = (data: WireData): string | Uint8Array =>
    'text' in data ? data.text : Uint8Array.from(atob(data.base64), (letter) => letter.charCodeAt(0));

  const openPort = (id: number): MessagePort => {
    const { port1, port2 } = new MessageChannel();
    ports.set(id, port1);
    port1.addEventListener('message', (event) => say({ kind: 'port-data', port: id, data: toWire(event.data) }));
    port1.addEventListener('close', () => say({ kind: 'port-closed', port: id }));
    port1.start();
    return port2;
  };

  return {
    world: {
      emit(channel, message, ids) {
        const handed = ids.map(openPort);
        for (const listener of listeners.get(channel) ?? []) listener({ ports: handed }, message);
      },
      deliver: (id, data) => ports.get(id)?.postMessage(fromWire(data)),
      closePort(id) {
        ports.get(id)?.close();
        ports.delete(id);
      },
    },
    electron: {
      ipcRenderer: {
        send: (channel, asked?: unknown) => say({ kind: 'send', channel, asked }),
        on: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
      },
    },
  };
}

/** The script that runs the preload `source` (CommonJS) in its world, with `binding` as its way to the main process. */
export function wrapPreload(source: string, binding: string): string {
  return `(() => {
    if (window !== window.top) return;
    const { world, electron } = (${makePreloadWorld.toString()})((text) => globalThis[${JSON.stringify(binding)}](text));
    globalThis.annexWorld = world;
    const require = (name) => {
      if (name === 'electron') return electron;
      throw new Error('A sandboxed preload cannot require ' + name);
    };
    ((require, module, exports) => {${source}\n})(require, { exports: {} }, {});
  })();`;
}
