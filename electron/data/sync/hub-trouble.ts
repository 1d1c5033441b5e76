/** What is wrong with a hub or with the way to it, as far as its answers tell. The first are named before the later. */
export const troubleKinds = [
  'hub lies',
  'went back',
  'certificate',
  'captive portal',
  'not a hub',
  'signed out',
  'no databases',
  'disk full',
  'too large',
  'failing',
  'proxy',
  'holds back',
  'no answer',
] as const;
export type TroubleKind = (typeof troubleKinds)[number];

/** A trouble with its words: what it is, and what to do. */
export interface HubTrouble {
  readonly kind: TroubleKind;
  readonly sentence: string;
  readonly sinceMs: number;
}

/** What went wrong at one request, or null where the answer is a hub's. */
export interface HubAnswerFacts {
  readonly status: number;
  readonly contentType: string;
  /** The beginning of the answer's text where the status is an error; else empty. */
  readonly text: string;
}

/** The trouble that an answer shows: a page in the place of data, an error of the server, a login that is refused. */
export function troubleOfAnswer({ status, contentType, text }: HubAnswerFacts): TroubleKind | null {
  if (status === 413) return 'too large';
  if (contentType.includes('html')) return 'captive portal';
  if (status === 401) return 'signed out';
  if (status === 403) return 'signed out';
  if (status === 407) return 'proxy';
  if (status === 404) return /database does not exist|no_db_file/i.test(text) ? 'no databases' : null;
  if (status === 507 || (status >= 500 && /enospc|insufficient_storage|no space/i.test(text))) return 'disk full';
  if (status >= 500 || status === 429) return 'failing';
  return null;
}

const certificateCodes =
  /^(CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|INVALID_CA|ERR_SSL|HOSTNAME_MISMATCH)/;

/** The trouble behind an error of `fetch`, which says what it knows in a chain of causes. */
export function troubleOfError(error: unknown): TroubleKind {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const code = 'code' in at ? String(at.code) : '';
    if (certificateCodes.test(code)) return 'certificate';
    if (/redirect/i.test(at.message)) return 'captive portal';
    if (/proxy/i.test(at.message) || code === 'UND_ERR_PRX_TLS') return 'proxy';
    if (at instanceof SyntaxError) return 'not a hub';
  }
  return 'no answer';
}

/** The sentence of a trouble: what it is, and what to do. `host` is the hub's name. */
export function sayTrouble(kind: TroubleKind, host: string): string {
  switch (kind) {
    case 'hub lies':
      return `The hub ${host} sent documents that nobody in the firm wrote, or changed ones. None was taken. They are listed below; tell whoever runs the hub.`;
    case 'went back':
      return `The hub ${host} had lost changes that it held before, as after a restored backup. This device has sent again what it may; others send theirs when they connect.`;
    case 'holds back':
      return 'Changes are missing although later ones of the same device arrived: the hub lost them or holds them back. The device that wrote them sends them again when it connects; any device of the firm can carry them in a bundle.';
    case 'certificate':
      return `The certificate that ${host} shows is not one that this device trusts. Somebody may be in between. If the hub has a new certificate, enter its authority under Sync, Hub.`;
    case 'captive portal':
      return `Something else answers in the place of ${host}, such as the log-in page of a guest network. Open a web browser, log in there, and sync goes on by itself.`;
    case 'not a hub':
      return `What answers at ${host} does not speak a hub’s language. Check the address, or the network in between.`;
    case 'signed out':
      return `The hub ${host} does not accept this device’s account: its password was changed or the account removed. Ask an owner for the account, and enter it under Sync, Hub.`;
    case 'no databases':
      return `The hub ${host} has no databases for this firm: it was made anew. An owner enters the hub’s administrator under Sync, Hub; then this device sends all it has.`;
    case 'disk full':
      return `The disk of the hub ${host} is full, so it takes nothing more. Nothing is lost: changes wait here. Tell whoever runs the hub.`;
    case 'too large':
      return `The hub ${host}, or a server before it, does not take a change as large as this firm has. Nothing is lost: it waits here. Whoever runs the hub allows requests of at least 2 MB.`;
    case 'failing':
      return `The hub ${host} answers with errors. Nothing is lost: changes wait here and are sent when it works again.`;
    case 'proxy':
      return 'The proxy does not let this device through to the hub. Check its address, name and password under Sync, Hub.';
    case 'no answer':
      return `The hub ${host} does not answer. Changes wait here and are sent when it does.`;
  }
}

/** A difference of clocks as people say it: `14 minutes`, `3 hours`, `364 days`. */
export function sayDuration(ms: number): string {
  const minutes = Math.max(1, Math.round(Math.abs(ms) / 60_000));
  const [count, unit] =
    minutes < 120
      ? [minutes, 'minute']
      : minutes < 2_880
        ? [Math.round(minutes / 60), 'hour']
        : [Math.round(minutes / 1_440), 'day'];
  return `${count.toLocaleString('en-US')} ${unit}${count === 1 ? '' : 's'}`;
}
