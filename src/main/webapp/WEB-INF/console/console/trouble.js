/* Tells what went wrong where it is looked for. */
import { byId, note } from './dom.js';
import { Trouble } from './api.js';

/** Shows the trouble in the place with this id, once; nothing takes it away again. */
export function tell(id, trouble) {
  const place = byId(id);
  const [text, kind] = words(trouble);
  if (place.textContent !== text) place.replaceChildren(...(text ? [note(text, kind)] : []));
}

function words(trouble) {
  if (!trouble) return ['', ''];
  if (!(trouble instanceof Trouble)) throw trouble;
  return trouble.isMissing
    ? ['This is not available on this gateway.', 'plain']
    : [trouble.message, 'bad'];
}
