import type { Refusal } from '../../../shared/domain/refusal.ts';

/** The data process's words to a worker. One job at a time. */
export type WordToWorker = { readonly type: 'run'; readonly input: unknown } | { readonly type: 'cancel' };

/** A worker's words back. Each `run` is answered by exactly one of the last four. */
export type WordFromWorker =
  | { readonly type: 'progress'; readonly done: number; readonly total: number; readonly what: string }
  | { readonly type: 'done'; readonly result: unknown }
  | { readonly type: 'refused'; readonly refusal: Refusal }
  | { readonly type: 'fault'; readonly message: string; readonly stack: string }
  | { readonly type: 'cancelled' };
