/* The nodes, and what is known of each provider. */
import { api } from './api.js';
import { badge, byId, facts, make, table } from './dom.js';
import { poll } from './poll.js';
import { ago, count, exact, time } from './words.js';
import { tell } from './trouble.js';

const EVERY = 5000;
const KINDS = {
  embedded: 'The nodes hold the sessions together',
  remote: 'Infinispan servers hold the sessions',
  alone: 'This node alone, no cluster',
};
const STATES = { up: ['up', 'good'], degraded: ['degraded', 'bad'], unasked: ['not asked yet', 'plain'] };

export function health() {
  return poll(EVERY, async () => {
    await Promise.all([part('cluster', api.cluster, cluster), part('providers', api.providers, providers)]);
    return true;
  });
}

async function part(id, ask, draw) {
  try {
    byId(id).replaceChildren(...draw(await ask()));
    tell(`${id}-trouble`, null);
  } catch (trouble) {
    byId(id).replaceChildren();
    tell(`${id}-trouble`, trouble);
  }
}

const number = (value) => (Number.isFinite(value) ? value.toLocaleString('en') : null);

function cluster(state) {
  const nodes = state.nodes ?? [];
  return [
    facts([
      ['State', make('span', { class: 'badges' },
        state.serving ? badge('serving', 'good') : badge('not serving', 'bad'),
        state.split ? badge('split: this part cannot reach the other', 'bad') : badge('not split', 'good'))],
      ['Kind', KINDS[state.kind] ?? state.kind],
      ['This node', state.node],
      ['Nodes expected', number(state.expected)],
      ['Owners of each session', number(state.owners)],
      ['Sessions', number(state.sessions) ?? 'not known'],
    ]),
    nodes.length ? table('Nodes', NODE_COLUMNS, nodes) : '',
  ];
}

const NODE_COLUMNS = [
  { title: 'Node', cell: (node) => make('strong', {}, node.name) },
  {
    title: 'State',
    cell: (node) => make('span', { class: 'badges' },
      node.leaving ? badge('leaving', 'fair') : badge('in the cluster', 'good'),
      node.this ? badge('this node', 'plain') : null),
  },
];

function providers(state) {
  if (!state.providers.length) return [make('p', {}, 'No provider is configured.')];
  return state.providers.map((provider) => {
    const [word, kind] = STATES[provider.state] ?? [provider.state, 'plain'];
    return make('article', { class: 'card' },
      make('h3', {}, make('span', {}, provider.issuer), ' ', badge(word, kind)),
      facts([
        ['Discovery', fetched(provider.discovery)],
        ['Keys', fetched(provider.keys, provider.keys?.count)],
        ['Last logout token', provider.last_logout_token
          ? make('span', {}, time(provider.last_logout_token), ` (${exact(provider.last_logout_token)})`)
          : 'none since this node started'],
      ]));
  });
}

function fetched(document, number) {
  const parts = [];
  if (Number.isFinite(number)) parts.push(count(number, 'key'));
  parts.push(document?.fetched ? `fetched ${ago(document.fetched)}` : 'never fetched');
  const text = parts.join(', ');
  return document?.error ? make('span', {}, `${text} `, make('span', { class: 'fault' }, document.error)) : text;
}
