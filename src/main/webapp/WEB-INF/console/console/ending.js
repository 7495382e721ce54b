/* Ends sessions: asks for the reason, and says how many ended and the receipt. */
import { api, Trouble } from './api.js';
import { busy, byId, make } from './dom.js';
import { count } from './words.js';

const dialog = byId('ending');
const form = byId('ending-form');
const reason = form.elements.reason;
const sure = form.elements.sure;
const fault = byId('ending-fault');

const name = (session) => session.user_name ?? session.subject;

/** Each asks, and ends if the operator stays with it. True when something was ended. */
export const askAndEnd = {
  one: (session) => ask({
    title: `End the session of ${name(session)}?`,
    what: `${session.browser ?? 'A browser that is not known'}, ${session.address ?? 'address not known'}. Its next request is not let through on any node. The user may still be signed in at the provider.`,
    button: 'End the session',
    act: (why) => api.endSession(session.id, why),
  }),
  user: (session) => ask({
    title: `End all sessions of ${name(session)}?`,
    what: `All browsers of the subject ${session.subject} at ${session.issuer}, under every client.`,
    button: 'End all of this user',
    act: (why) => api.end({ issuer: session.issuer, subject: session.subject }, why),
  }),
  client: (client) => ask({
    title: 'End all sessions of a client?',
    what: `Everybody who signed in with the client ${client} is signed out here.`,
    button: 'End all of this client',
    act: (why) => api.end({ client_id: client }, why),
  }),
  all: () => ask({
    title: 'End all sessions of everybody?',
    what: 'Every user of every route has to sign in again.',
    button: 'End all sessions',
    everybody: true,
    act: (why) => api.end({ all: true }, why),
  }),
};

function ask({ title, what, button, everybody = false, act }) {
  byId('ending-title').textContent = title;
  byId('ending-what').textContent = what;
  byId('ending-do').textContent = button;
  byId('ending-confirm').hidden = !everybody;
  form.reset();
  complain(null);
  dialog.showModal();
  reason.focus();
  return new Promise((resolve) => {
    let ended = null;
    form.onsubmit = (event) => {
      event.preventDefault();
      if (!isFilledIn(everybody)) return;
      busy(byId('ending-do'), 'Ending…', async () => {
        ended = await end(act);
        if (ended) dialog.close();
      });
    };
    byId('ending-cancel').onclick = () => dialog.close();
    dialog.onclose = () => {
      if (ended) report(ended);
      resolve(Boolean(ended));
    };
  });
}

function isFilledIn(everybody) {
  if (!reason.value.trim()) {
    complain('Say why: the audit log is to tell it later.', reason);
    return false;
  }
  if (everybody && !sure.checked) {
    complain('Tick the box if you mean everybody.', sure);
    return false;
  }
  complain(null);
  return true;
}

/** What the gateway says of it; null when it did not. */
async function end(act) {
  try {
    return await act(reason.value.trim());
  } catch (trouble) {
    if (!(trouble instanceof Trouble)) throw trouble;
    complain(trouble.isMissing ? 'It is over already, or this is not available on this gateway.' : trouble.message, reason);
    return null;
  }
}

function complain(text, field) {
  fault.textContent = text ?? '';
  for (const each of [reason, sure]) {
    if (text && each === field) each.setAttribute('aria-invalid', 'true');
    else each.removeAttribute('aria-invalid');
  }
  field?.focus();
}

function report(outcome) {
  const notice = byId('notice');
  const sentence = outcome.ended === 0 ? 'No session ended: it was over already.' : `${count(outcome.ended, 'session')} ended.`;
  notice.hidden = false;
  notice.replaceChildren(
    make('strong', {}, sentence),
    outcome.complete === false ? make('strong', { class: 'bad' }, ' Not all of them: do it again.') : '',
    outcome.receipt ? make('span', {}, ' Receipt: ', make('code', {}, outcome.receipt)) : '');
  notice.focus();
}
