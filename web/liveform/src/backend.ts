// The verification backend, as its page sees it: ask for one thing, then look until nothing is busy.
export interface State {
  session_id: string;
  step: 'terms' | 'document' | 'account' | 'selfie' | 'result' | 'error';
  busy: boolean;
  checks: { name: string; result: 'PASS' | 'FAIL' | 'WARN' | 'ERROR' | 'SKIPPED' | null }[];
  tries_left: number;
  retake: string | null;
  error_code: string | null;
  account_code: string | null;
  submission_id: string | null;
  picture: { width: number; height: number; sharpness: number; brightness: number } | null;
  decision: { outcome: 'APPROVED' | 'REJECTED' | 'PENDING'; reason: string | null } | null;
  webhook: 'sent' | 'failed' | null;
}

export interface Started {
  token: string;
  publishable_key: string;
  read_key: string;
  state: State;
}

/** The backend does not know this verification (any more), or does not take this now. */
export class Refused extends Error {
  constructor(readonly status: number) {
    super(`the backend answered ${status}`);
  }
}

const address = '/demo/api/verifications';
const lookEveryMs = 300;
const answerWithinMs = 20_000;

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function ask<Answer>(method: 'GET' | 'POST', path: string, token: string, body?: Blob | object): Promise<Answer> {
  const headers: Record<string, string> = { Authorization: `Bearer ${token}` };
  if (body) headers['Content-Type'] = body instanceof Blob ? body.type : 'application/json';
  const answer = await fetch(address + path, {
    method,
    headers,
    body: body === undefined || body instanceof Blob ? (body ?? null) : JSON.stringify(body),
    signal: AbortSignal.timeout(answerWithinMs),
  });
  if (!answer.ok) throw new Refused(answer.status);
  return (await answer.json()) as Answer;
}

export const start = (fate: string): Promise<Started> => ask<Started>('POST', '', '', { fate });

export class Verification {
  constructor(
    readonly id: string,
    private readonly token: string,
  ) {}

  /** Asks for something and follows it to its end; `progress` is told every state on the way. */
  async ask(
    what: 'flow' | 'document' | 'account/transfer' | 'account/skip' | 'account/code' | 'selfie' | 'resume',
    body: Blob | object | undefined,
    progress: (state: State) => void,
  ): Promise<State> {
    let state = await ask<State>('POST', `/${this.id}/${what}`, this.token, body);
    progress(state);
    while (state.busy) {
      await pause(lookEveryMs);
      state = await this.look();
      progress(state);
    }
    return state;
  }

  look(): Promise<State> {
    return ask<State>('GET', `/${this.id}`, this.token);
  }
}
