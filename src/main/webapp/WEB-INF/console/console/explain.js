/* What would become of a logout token, step by step. */
import { api } from './api.js';
import { badge, busy, byId, make } from './dom.js';
import { tell } from './trouble.js';

const VERDICTS = { 'would be accepted': 'good', refused: 'bad', 'cannot be checked now': 'fair' };

export function explain() {
  const form = byId('explain-form');
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const token = form.elements.logout_token.value.trim();
    busy(form.querySelector('button'), 'Explaining…', async () => {
      byId('explanation').replaceChildren();
      try {
        byId('explanation').replaceChildren(...drawn(await api.explain(token)));
        tell('explain-trouble', null);
      } catch (trouble) {
        tell('explain-trouble', trouble);
      }
    });
  });
  return {
    hide() {
      form.reset();
      byId('explanation').replaceChildren();
    },
  };
}

function drawn(answer) {
  return [
    make('p', { class: 'verdict' },
      'Verdict: ', badge(answer.verdict, VERDICTS[answer.verdict] ?? 'plain'),
      answer.code ? [' ', make('code', {}, answer.code)] : null),
    make('ol', { class: 'steps' }, answer.steps.map(step)),
  ];
}

function step(each) {
  const [word, kind] = each.passed === true ? ['passed', 'good'] : each.passed === false ? ['failed', 'bad'] : ['not reached', 'plain'];
  return make('li', {},
    make('div', {}, make('strong', {}, each.step), ' ', badge(word, kind), each.section ? make('span', { class: 'soft' }, ` section ${each.section}`) : null),
    each.detail ? make('p', {}, each.detail) : null);
}
