/** What went wrong, as the service said it. */
export class Problem extends Error {
  /**
   * @param {number} status 0 when there was no answer
   * @param {{ detail?: string, code?: string, traceId?: string | null, errors?: Record<string, string[]> }} [said]
   */
  constructor(status, { detail, code, traceId, errors } = {}) {
    super(detail ?? `The service answered ${status} without saying why.`);
    this.status = status;
    this.code = code;
    this.traceId = traceId;
    this.errors = errors;
  }

  /** Whether the same may work later. */
  get mayPass() {
    return this.status === 0 || this.status === 408 || this.status === 409 || this.status === 429 || this.status >= 500;
  }
}

/** @param {any} error */
export const isAbort = (error) => error?.name === 'AbortError';
