/* The sessions: search, table, and what can be done with each. */
import { api } from './api.js';
import { busy, byId, make, table, tableRow, unseen } from './dom.js';
import { count, time } from './words.js';
import { tell } from './trouble.js';
import { askAndEnd } from './ending.js';
import { details } from './details.js';

const PAGE = 50;
const NARROW = matchMedia('(max-width: 36rem)');

export function sessions() {
  const form = byId('search');
  const more = byId('sessions-more');
  let body = null;
  let shown = 0;
  let next = null;
  let complete = true;
  let round = 0;
  let asked = {};

  const actions = {
    end: (session) => ended(askAndEnd.one(session)),
    endUser: (session) => ended(askAndEnd.user(session)),
    showUser(session) {
      form.reset();
      form.elements.subject.value = session.subject;
      form.elements.issuer.value = session.issuer;
      search();
      byId('sessions-title').focus();
    },
  };
  const columns = columnsWith(actions);

  async function ended(outcome) {
    if (await outcome) await search();
  }

  /** From the beginning. */
  async function search() {
    const mine = ++round;
    asked = query(form);
    say('Searching…');
    try {
      const page = await api.sessions({ ...asked, limit: PAGE });
      if (mine === round) first(page);
      tell('sessions-trouble', null);
    } catch (trouble) {
      if (mine !== round) return;
      say('');
      byId('sessions-table').replaceChildren();
      more.hidden = true;
      tell('sessions-trouble', trouble);
    }
  }

  function first(page) {
    const made = table('Sessions, the newest first', columns, []);
    body = made.querySelector('tbody');
    shown = 0;
    add(page);
    byId('sessions-table').replaceChildren(...(shown ? [made] : []));
  }

  function add(page) {
    body.append(...page.sessions.map((session) => tableRow(columns, session)));
    shown += page.sessions.length;
    next = page.next;
    complete = page.complete !== false;
    more.hidden = !next;
    say(summary(shown, Boolean(next), complete));
  }

  async function showMore() {
    const mine = round;
    await busy(more, 'Searching…', async () => {
      try {
        const page = await api.sessions({ ...asked, limit: PAGE, after: next });
        if (mine !== round) return;
        const from = body.rows.length;
        add(page);
        tell('sessions-trouble', null);
        // the button may be gone: on with the first that is new
        body.rows[from]?.querySelector('button').focus();
      } catch (trouble) {
        if (mine === round) tell('sessions-trouble', trouble);
      }
    });
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    search();
  });
  form.addEventListener('reset', () => setTimeout(search));
  more.addEventListener('click', showMore);
  byId('end-client').addEventListener('submit', (event) => {
    event.preventDefault();
    ended(askAndEnd.client(event.target.elements.client_id.value.trim()));
  });
  byId('end-all').addEventListener('click', () => ended(askAndEnd.all()));

  // on a phone the sessions come first
  byId('searching').open = !NARROW.matches;
  NARROW.addEventListener('change', () => {
    byId('searching').open = !NARROW.matches;
  });

  let begun = false;
  return {
    show() {
      if (!begun) search();
      begun = true;
    },
  };
}

function say(text) {
  byId('sessions-status').textContent = text;
}

function summary(shown, more, complete) {
  const what = shown === 0 ? 'No session was found.' : `${count(shown, 'session')} shown.`;
  if (!complete) {
    return `${what} The search stopped at a limit of time or number before it had seen everything: there may be others. Ask for less, or show more.`;
  }
  return more ? `${what} There are more.` : what;
}

function query(form) {
  const asked = {};
  for (const [name, value] of new FormData(form)) {
    if (name === 'age') {
      const [which, length] = value.split('=');
      if (length) asked[which] = length;
    } else {
      asked[name] = value.trim();
    }
  }
  return asked;
}

function columnsWith(actions) {
  const of = (session) => unseen(` of ${session.user_name ?? session.subject}, ${session.browser ?? 'a browser that is not known'}`);
  return [
    {
      title: 'User',
      cell: (session) => [
        make('strong', {}, session.user_name ?? session.subject),
        session.user_name ? make('span', { class: 'soft' }, session.subject) : null,
      ],
    },
    {
      title: 'Where',
      kind: 'place',
      cell: (session) => [
        make('span', {}, session.browser ?? 'not known'),
        make('span', { class: 'soft' }, session.address ?? 'address not known'),
      ],
    },
    {
      title: 'Routes',
      cell: (session) => [
        make('span', {}, session.routes.join(', ') || 'none'),
        make('span', { class: 'soft' }, session.client_id),
      ],
    },
    { title: 'Began', kind: 'time', cell: (session) => time(session.began) },
    { title: 'Last used', kind: 'time', cell: (session) => time(session.last_seen) },
    {
      title: 'Actions',
      kind: 'actions',
      cell: (session) => [
        make('button', { type: 'button', click: () => details(session, actions) }, 'Details', of(session)),
        make('button', { type: 'button', class: 'danger', click: () => actions.end(session) }, 'End', of(session)),
        make('button', { type: 'button', class: 'danger', click: () => actions.endUser(session) },
          'End all of user', unseen(` ${session.user_name ?? session.subject}`)),
      ],
    },
  ];
}
