/* One session, all that is known of it. */
import { api, Trouble } from './api.js';
import { byId, facts, note } from './dom.js';
import { fullTime } from './words.js';

let round = 0;

/** Shows it; what it has become meanwhile is asked. */
export async function details(session, actions) {
  const dialog = byId('details');
  const mine = ++round;
  const then = (action) => () => {
    dialog.close();
    action(session);
  };
  byId('details-title').textContent = `Session of ${session.user_name ?? session.subject}`;
  byId('details-end').onclick = then(actions.end);
  byId('details-end-user').onclick = then(actions.endUser);
  byId('details-user').onclick = then(actions.showUser);
  byId('details-close').onclick = () => dialog.close();
  fill(session);
  dialog.showModal();
  byId('details-title').focus();
  try {
    const now = await api.session(session.id);
    if (mine === round) fill(now);
  } catch (trouble) {
    if (!(trouble instanceof Trouble)) throw trouble;
    if (mine !== round) return;
    byId('details-facts').prepend(trouble.isMissing
      ? note('This session is over.', 'fair')
      : note(trouble.message, 'bad'));
  }
}

function fill(session) {
  byId('details-facts').replaceChildren(facts([
    ['User name', session.user_name],
    ['Subject', session.subject],
    ['Provider', session.issuer],
    ['sid', session.sid ?? 'none'],
    ['Client', session.client_id],
    ['Routes', session.routes.join(', ') || 'none'],
    ['Browser', session.browser ?? 'not known'],
    ['Address', session.address ?? 'not known'],
    ['Began', fullTime(session.began)],
    ['Last used', fullTime(session.last_seen)],
    ['Ends', session.ends ? fullTime(session.ends) : 'not known'],
    ['Remembered', session.remembered ? 'yes' : 'no'],
    ['Id', session.id],
  ]));
}
