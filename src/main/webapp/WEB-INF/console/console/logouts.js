/* What ended and what was refused, as it happens. */
import { api } from './api.js';
import { badge, byId, make, table } from './dom.js';
import { poll } from './poll.js';
import { count, how, time } from './words.js';
import { tell } from './trouble.js';

const EVERY = 2000;

const isRefused = (event) => event.event.endsWith('_refused');

export function logouts() {
  const kind = byId('logouts-kind');
  const pause = byId('logouts-pause');
  let paused = false;
  let events = [];
  let known = null;

  const feed = poll(EVERY, async () => {
    if (paused) return false;
    try {
      events = (await api.logouts()).logouts;
      tell('logouts-trouble', null);
    } catch (trouble) {
      tell('logouts-trouble', trouble);
      return !trouble.isMissing && trouble.status !== 401;
    }
    if (!paused) render();
    return true;
  });

  function render() {
    const fresh = new Set(events.map(key).filter((each) => known && !known.has(each)));
    known = new Set(events.map(key));
    const wanted = events.filter((event) => !kind.value || (kind.value === 'refused') === isRefused(event));
    byId('logouts-table').replaceChildren(...(wanted.length
      ? [table('Logouts, the newest first', COLUMNS, wanted, (event) => ({ class: fresh.has(key(event)) ? 'fresh' : null }))]
      : []));
    // told only when it changes: a reader of the screen is not to hear it every two seconds
    if (fresh.size) say(`${fresh.size} new. ${count(wanted.length, 'entry', 'entries')} shown.`);
    else if (!byId('logouts-status').dataset.told) say(wanted.length ? `${count(wanted.length, 'entry', 'entries')} shown.` : 'Nothing has happened yet.');
  }

  kind.addEventListener('change', () => {
    delete byId('logouts-status').dataset.told;
    render();
  });
  pause.addEventListener('click', () => {
    paused = !paused;
    pause.setAttribute('aria-pressed', String(paused));
    say(paused ? 'Paused.' : 'Going on.');
    feed.now();
  });
  return feed;
}

const key = (event) => `${event.receipt} ${event.time} ${event.node}`;

function say(text) {
  const status = byId('logouts-status');
  status.textContent = text;
  status.dataset.told = 'true';
}

const COLUMNS = [
  { title: 'When', kind: 'time', cell: (event) => time(event.time) },
  { title: 'What', cell: what },
  {
    title: 'Who',
    cell: (event) => [
      make('span', {}, event.subject ?? (event.sid ? `sid ${event.sid}` : 'not known')),
      event.client_id ? make('span', { class: 'soft' }, event.client_id) : null,
      event.issuer ? make('span', { class: 'soft' }, event.issuer) : null,
    ],
  },
  { title: 'Sessions', kind: 'number', cell: (event) => (isRefused(event) ? '–' : String(event.sessions ?? 0)) },
  { title: 'Took', kind: 'number', cell: (event) => (event.milliseconds === null || event.milliseconds === undefined ? '–' : `${event.milliseconds} ms`) },
  {
    title: 'Receipt',
    kind: 'receipt',
    cell: (event) => [make('code', {}, event.receipt ?? ''), make('span', { class: 'soft' }, event.node ? `at ${event.node}` : '')],
  },
];

function what(event) {
  if (isRefused(event)) {
    return [
      make('span', {}, badge('refused', 'bad'), event.count > 1 ? ` ${count(event.count, 'time')}` : ''),
      make('code', {}, event.outcome ?? ''),
    ];
  }
  const failed = event.outcome && event.outcome !== 'done';
  return [
    make('span', {}, failed ? badge(event.outcome, 'fair') : badge('ended', 'good')),
    make('span', {}, how(event.how)),
    event.actor || event.reason
      ? make('span', { class: 'soft' }, [event.actor, event.reason].filter(Boolean).join(': '))
      : null,
  ];
}
