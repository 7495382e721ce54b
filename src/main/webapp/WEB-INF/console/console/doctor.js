/* Lets the doctor look at the configuration. */
import { api } from './api.js';
import { badge, busy, byId, facts, make } from './dom.js';
import { count } from './words.js';
import { tell } from './trouble.js';

const SEVERITIES = { fault: 'bad', warning: 'fair' };

export function doctor() {
  const button = byId('doctor-run');
  const status = byId('doctor-status');
  button.addEventListener('click', () => busy(button, 'Looking…', async () => {
    status.textContent = 'The doctor is looking…';
    byId('findings').replaceChildren();
    try {
      const { findings } = await api.doctor();
      status.textContent = findings.length ? `${count(findings.length, 'finding')}.` : 'Nothing was found that is wrong.';
      byId('findings').replaceChildren(...findings.map(finding));
      tell('doctor-trouble', null);
    } catch (trouble) {
      status.textContent = '';
      tell('doctor-trouble', trouble);
    }
  }));
  return {};
}

function finding(each) {
  const severity = String(each.severity).toLowerCase();
  return make('article', { class: 'card' },
    make('h2', {}, badge(severity, SEVERITIES[severity] ?? 'plain'), ' ', make('span', {}, each.what)),
    facts([
      ['Why it matters', each.why],
      ['What to do', each.do],
      ['Provider', each.issuer],
      ['Client', each.client_id],
      ['Code', each.code ? make('code', {}, each.code) : null],
    ]));
}
