/* Asks the gateway. What goes wrong is a Trouble with words for a person. */

const BASE = new URL('..', import.meta.url);
// ending very many takes the gateway up to half a minute
const LIMIT = 60000;

export class Trouble extends Error {
  constructor(status, sentence) {
    super(sentence);
    this.status = status;
  }

  /** Nothing is there, or nothing that does this. */
  get isMissing() {
    return this.status === 404 || this.status === 405;
  }
}

/** What an operator can do about it; the gateway's own words come behind. */
const SENTENCES = {
  0: 'The gateway could not be reached. Nobody can tell whether it did what you asked for.',
  400: 'The gateway does not take this.',
  401: 'You are not signed in any more. Load the page again to sign in.',
  403: 'You may not do this: your session does not carry the role of an operator, or the request did not come from this page.',
  404: 'It is not there.',
  429: 'This was asked too often. Try again in some seconds.',
  503: 'The gateway cannot do this now, most likely because the session store does not answer. What was to end may have ended in part. Try again in some seconds.',
};

async function ask(method, path, { query = {}, body } = {}) {
  const url = new URL(path, BASE);
  for (const [name, value] of Object.entries(query)) {
    if (value !== '' && value !== null && value !== undefined) url.searchParams.set(name, value);
  }
  const headers = { Accept: 'application/json' };
  if (body) headers['Content-Type'] = 'application/json';
  let response;
  let text;
  try {
    response = await fetch(url, {
      method,
      headers,
      body: body && JSON.stringify(body),
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(LIMIT),
    });
    text = await response.text();
  } catch {
    throw new Trouble(0, SENTENCES[0]);
  }
  const answer = parsed(text);
  if (!response.ok) throw new Trouble(response.status, sentence(response.status, answer));
  if (answer === null) throw new Trouble(response.status, 'The gateway answered something that is not JSON.');
  return answer;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function sentence(status, problem) {
  const ours = SENTENCES[status] ?? `The gateway failed (${status}).`;
  const theirs = problem && (problem.detail || problem.title || problem.error_description);
  return theirs ? `${ours} It says: ${theirs}` : ours;
}

const segment = encodeURIComponent;

export const api = {
  sessions: (query) => ask('GET', 'sessions', { query }),
  session: (id) => ask('GET', `sessions/${segment(id)}`),
  endSession: (id, reason) => ask('DELETE', `sessions/${segment(id)}`, { query: { reason } }),
  end: (whose, reason) => ask('POST', 'sessions/end', { body: { ...whose, reason } }),
  logouts: () => ask('GET', 'logouts', { query: { limit: 100 } }),
  cluster: () => ask('GET', 'cluster'),
  providers: () => ask('GET', 'providers'),
  explain: (token) => ask('POST', 'explain', { body: { logout_token: token } }),
  doctor: () => ask('GET', 'doctor'),
};
