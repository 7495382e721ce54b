/* Asks again and again, while somebody looks. */

/**
 * Asks at once when the view is shown, and then each so many milliseconds while the tab is visible. A view that says "no more" (false) is
 * left alone until it is shown anew.
 */
export function poll(milliseconds, ask) {
  let timer = 0;
  let shown = false;
  let asking = false;

  async function round() {
    clearTimeout(timer);
    if (!shown || asking || document.hidden) return;
    asking = true;
    let on = true;
    try {
      on = await ask();
    } finally {
      asking = false;
    }
    if (on !== false) timer = setTimeout(round, milliseconds);
  }

  document.addEventListener('visibilitychange', round);
  return {
    show() {
      shown = true;
      round();
    },
    hide() {
      shown = false;
      clearTimeout(timer);
    },
    now: round,
  };
}
