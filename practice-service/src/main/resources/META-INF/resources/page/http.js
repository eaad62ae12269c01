// One request, and what its failure means: whether to send it again, and when.

// The service answers within three seconds, also when something it needs is away. This is for what lies between.
const REPLY_WITHIN_MS = 15_000;

export class Fault extends Error {
  /** @param status 0 when no reply came: then nobody here knows whether the request has done its work */
  constructor(message, status = 0, retryAfter = null) {
    super(message);
    this.status = status;
    /** Seconds to wait before sending it again; null when the reply did not say. */
    this.retryAfter = retryAfter;
  }

  /** The same request would get the same again. A 409 that says when to come back is about a request still in progress. */
  get final() {
    return this.status > 0 && this.status < 500 && !(this.status === 409 && this.retryAfter !== null);
  }
}

export const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

/** @return the reply's JSON, null when it has none */
export async function request(path, options = {}) {
  const { response, body } = await exchange(path, options).catch(() => {
    throw new Fault('No reply came. Check your connection, then try again: nothing counts twice.');
  });
  if (response.ok) return body;
  throw new Fault(explanation(body) ?? `The service answered ${response.status}.`, response.status,
    seconds(response.headers.get('Retry-After')));
}

// A reply that breaks off is as lost as one that never came.
async function exchange(path, options) {
  const response = await fetch(path, { signal: AbortSignal.timeout(REPLY_WITHIN_MS), ...options });
  if (response.status === 204) return { response, body: null };
  const body = await response.json().catch((broken) => {
    if (response.ok) throw broken;
    return {};
  });
  return { response, body };
}

// RFC 9457
const explanation = (problem) => problem?.violations?.map(({ field, message }) => `${field} ${message}`).join(', ')
  ?? problem?.detail ?? problem?.title;

// Retry-After is seconds or a date.
function seconds(header) {
  if (!header) return null;
  const value = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isNaN(value) ? null : Math.max(0, value);
}
