/** An answer of the hub that is not the wished-for one: CouchDB's status, error name and reason. */
export class HubError extends Error {
  readonly status: number;
  readonly error: string;

  constructor(status: number, error: string, reason: string) {
    super(reason);
    this.name = 'HubError';
    this.status = status;
    this.error = error;
  }
}

/** 400: the request cannot be understood. */
export function badRequest(reason: string): HubError {
  return new HubError(400, 'bad_request', reason);
}

/** 404: no such database, document, attachment or route. */
export function notFound(reason = 'missing'): HubError {
  return new HubError(404, 'not_found', reason);
}

/** 401: who asks is not known, or is not enough. */
export function unauthorized(reason = 'Authentication required.'): HubError {
  return new HubError(401, 'unauthorized', reason);
}

/** 403: who asks is known and may not. */
export function forbidden(reason = 'You are not allowed to access this db.'): HubError {
  return new HubError(403, 'forbidden', reason);
}

/** 413: a document or a request is larger than the hub takes. */
export function tooLarge(reason: string): HubError {
  return new HubError(413, 'document_too_large', reason);
}

/** Any error as a HubError: PouchDB's own keep their status and name, the rest become a 500 without details. */
export function toHubError(error: unknown): HubError {
  if (error instanceof HubError) return error;
  const known = error as { status?: unknown; name?: unknown; reason?: unknown; message?: unknown } | null;
  if (known && typeof known.status === 'number' && known.status >= 400 && known.status < 500) {
    const reason = typeof known.reason === 'string' ? known.reason : String(known.message ?? '');
    return new HubError(known.status, typeof known.name === 'string' ? known.name : 'bad_request', reason);
  }
  return new HubError(500, 'internal_server_error', 'The hub failed at this request.');
}
