/* Times, numbers and codes as a person says them. */
import { make } from './dom.js';

const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const EXACT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const UNITS = [['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];

const HOW = {
  user: 'The user signed out',
  provider: 'The provider said so',
  front_channel: 'A page of the provider said so',
  administrator: 'An operator ended it',
  limit: 'Too many sessions of one user',
  expiry: 'Its time was over',
  replaced: 'Another sign-in took its place',
  refused: 'It did not meet the demands of a route',
  refresh_refused: 'The provider did not renew its tokens',
};

export const how = (code) => HOW[code] ?? code ?? '';

/** "1 session", "2 sessions". */
export const count = (number, one, many = `${one}s`) => `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

export const exact = (iso) => EXACT.format(new Date(iso));

export function ago(iso, now = Date.now()) {
  const seconds = Math.round((Date.parse(iso) - now) / 1000);
  if (Math.abs(seconds) < 5) return 'just now';
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length);
  return RELATIVE.format(Math.trunc(seconds / size), unit);
}

/** A time that goes on being right. */
export const time = (iso) => make('time', { datetime: iso, title: exact(iso), 'data-ago': '' }, ago(iso));

/** With the date, where there is room. */
export const fullTime = (iso) => make('span', {}, time(iso), ` (${exact(iso)})`);

export function keepTimes() {
  setInterval(() => {
    document.querySelectorAll('time[data-ago]').forEach((shown) => {
      shown.textContent = ago(shown.dateTime);
    });
  }, 10000);
}
