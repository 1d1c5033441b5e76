import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

/** A piece of the page under jsdom. */
export interface Rendered {
  readonly place: HTMLElement;
  show(element: ReactNode): Promise<void>;
  end(): Promise<void>;
}

/** Prepares what the component library expects of a browser and jsdom lacks, once. */
export function preparePage(): void {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  window.matchMedia ??= (query: string) => ({
    matches: false,
    media: query,
    onchange: null,
    addListener: () => undefined,
    removeListener: () => undefined,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    dispatchEvent: () => false,
  });
  window.ResizeObserver ??= class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
}

/** Renders an element with the providers that screens stand in. */
export async function render(element: ReactNode): Promise<Rendered> {
  preparePage();
  const place = document.createElement('div');
  document.body.append(place);
  const root = createRoot(place);
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const show = (next: ReactNode): Promise<void> =>
    act(async () => {
      root.render(
        <QueryClientProvider client={queries}>
          <MantineProvider env="test">{next}</MantineProvider>
        </QueryClientProvider>,
      );
    });
  await show(element);
  return {
    place,
    show,
    end: async () => {
      await act(async () => root.unmount());
      place.remove();
    },
  };
}

/** Types into a field as a person does: the value is set and the page is told. */
export async function type(field: HTMLInputElement, text: string): Promise<void> {
  await act(async () => {
    field.focus();
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    set?.call(field, text);
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

/** Leaves a field. */
export async function leave(field: HTMLElement): Promise<void> {
  await act(async () => field.blur());
}

/** Presses a key in a field. */
export async function press(field: HTMLElement, key: string, changes: KeyboardEventInit = {}): Promise<void> {
  await act(async () => {
    field.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...changes }));
  });
}

/** Lets timers and promises of `ms` run. */
export async function pass(ms: number): Promise<void> {
  await act(() => new Promise<void>((resolve) => setTimeout(resolve, ms)));
}

/** Waits until something holds, five seconds at the most; throws after that. */
export async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 250; tries += 1) {
    if (holds()) return;
    await pass(20);
  }
  throw new Error(`It does not hold: ${holds.toString()}`);
}

/** The field of a name; throws where there is none. */
export function fieldOf(place: HTMLElement, selector: string): HTMLInputElement {
  const field = place.querySelector(selector);
  if (!(field instanceof HTMLInputElement)) throw new Error(`There is no field ${selector}.`);
  return field;
}
