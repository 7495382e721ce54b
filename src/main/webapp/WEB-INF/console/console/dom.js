/*
 * Makes elements. Whatever comes from the gateway becomes text, never markup: the page's policy (Trusted Types) refuses the rest.
 */

export const byId = (id) => document.getElementById(id);

/** An element with attributes (null: left out; a function: a listener) and children (nodes or text; null: left out). */
export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name, value);
    else if (value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return made;
}

/** Text for those who hear the page. */
export const unseen = (text) => make('span', { class: 'unseen' }, text);

/** A word that stands out; kind: good, bad, fair or plain. */
export const badge = (text, kind) => make('span', { class: `badge ${kind}` }, text);

/** A message. */
export const note = (text, kind) => make('p', { class: `note ${kind}` }, text);

/** Names and values, one below the other. */
export function facts(pairs) {
  return make('dl', { class: 'facts' },
    pairs.filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]).flat());
}

/**
 * A table. Columns are { title, cell(row) }; on a narrow page each row is a card, and what CSS then takes from a table is said by roles.
 */
export function table(caption, columns, rows, attributes = () => ({})) {
  const head = make('tr', { role: 'row' },
    columns.map((column) => make('th', { role: 'columnheader', scope: 'col' }, column.title)));
  return make('table', { role: 'table' },
    make('caption', { class: 'unseen' }, caption),
    make('thead', { role: 'rowgroup' }, head),
    make('tbody', { role: 'rowgroup' }, rows.map((row) => tableRow(columns, row, attributes(row)))));
}

export function tableRow(columns, row, attributes = {}) {
  return make('tr', { role: 'row', ...attributes },
    columns.map((column) => make('td', { role: 'cell', 'data-title': column.title, class: column.kind }, column.cell(row))));
}

/** Lets a button be pressed once: it stays where the focus is, and says what it does meanwhile. */
export async function busy(button, text, task) {
  if (button.getAttribute('aria-disabled') === 'true') return;
  const usual = [...button.childNodes];
  button.setAttribute('aria-disabled', 'true');
  button.replaceChildren(text);
  try {
    await task();
  } finally {
    button.removeAttribute('aria-disabled');
    button.replaceChildren(...usual);
  }
}
