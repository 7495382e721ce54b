/* The console of operators. Each view is a module; this one shows the view that the address names. */
import { byId } from './console/dom.js';
import { keepTimes } from './console/words.js';
import { sessions } from './console/sessions.js';
import { logouts } from './console/logouts.js';
import { health } from './console/health.js';
import { explain } from './console/explain.js';
import { doctor } from './console/doctor.js';

const views = { sessions: sessions(), logouts: logouts(), health: health(), explain: explain(), doctor: doctor() };
let current = null;

function show(name, withFocus) {
  if (current === name) return;
  if (current) views[current].hide?.();
  current = name;
  for (const each of Object.keys(views)) byId(`view-${each}`).hidden = each !== name;
  document.querySelectorAll('header nav a[href^="#"]').forEach((link) => {
    if (link.hash === `#${name}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  });
  const title = byId(`${name}-title`);
  document.title = `${title.textContent} – Curfew console`;
  byId('notice').hidden = true;
  if (withFocus) title.focus();
  views[name].show?.();
}

function follow(withFocus) {
  const name = location.hash.slice(1);
  // the skip link names no view
  if (Object.hasOwn(views, name)) show(name, withFocus);
  else if (!current) show('sessions', false);
}

addEventListener('hashchange', () => follow(true));
keepTimes();
follow(false);
