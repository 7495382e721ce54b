/*
 * Tells the user of an open page that their session is over. Include it in a page behind the gateway:
 *
 *   <script src="/oidc/session-watch.js" defer></script>
 *
 * data-action   bar (default): a bar with a button; reload: the page is loaded again; none: only the event
 * data-text, data-button   what the bar says
 * data-at       the path whose session counts, if it is not this page's
 *
 * Whatever the action, the document gets a cancelable event "curfew:ended" with detail.reason.
 */
(() => {
  'use strict';
  const script = document.currentScript;
  const options = script ? script.dataset : {};
  const base = new URL('.', script ? script.src : new URL('/oidc/', location.href)).pathname;
  const at = '?at=' + encodeURIComponent(options.at || location.pathname);
  // one connection for all pages of a session: a browser opens six to a host, no more
  const canShare = Boolean(navigator.locks && window.BroadcastChannel);
  const LONGEST_PAUSE = 60000;

  let known = null;
  let over = false;
  let round = 0;
  let failures = 0;
  let timer = 0;
  let watchdog = 0;
  let stream = null;
  let channel = null;
  let abort = null;
  let release = null;
  let asked = 0;

  const isCurrent = (mine) => !over && mine === round;

  function stop() {
    round += 1;
    clearTimeout(timer);
    hangUp();
    if (abort) abort.abort();
    if (release) release();
    if (channel) channel.close();
    abort = release = channel = null;
  }

  function hangUp() {
    clearTimeout(watchdog);
    if (stream) stream.close();
    stream = null;
  }

  function later() {
    stop();
    failures += 1;
    const pause = Math.min(LONGEST_PAUSE, 1000 * 2 ** failures);
    timer = setTimeout(begin, pause / 2 + Math.random() * pause / 2);
  }

  /* What there is now; nothing where that is the end of it, or nobody knows. */
  async function ask(mine) {
    asked = Date.now();
    let now;
    try {
      const answer = await fetch(base + 'session' + at, { cache: 'no-store', redirect: 'error' });
      if (answer.status === 404 || answer.status === 403) return null;
      if (!answer.ok) throw new Error(answer.statusText);
      now = await answer.json();
    } catch (failure) {
      if (isCurrent(mine)) later();
      return null;
    }
    if (!isCurrent(mine)) return null;
    if (!now.signed_in) {
      // the answer with the new cookie may still be on its way
      if (known && now.reason === 'replaced' && failures < 3) later();
      else if (known) end(now.reason || 'unknown');
      return null;
    }
    if (known && known.subject !== now.subject) {
      end('other_user');
      return null;
    }
    return now;
  }

  /* Listens if there is a session. */
  async function begin() {
    stop();
    if (over) return;
    const mine = round;
    const now = await ask(mine);
    if (!now) return;
    known = now;
    if (canShare) share(mine);
    else if (document.visibilityState === 'visible') listen(mine);
  }

  /* Whoever has the lock listens for all; the browser hands it on when a page goes. */
  function share(mine) {
    const name = 'curfew-session-' + base + known.space;
    channel = new BroadcastChannel(name);
    channel.onmessage = (message) => heard(message.data, mine);
    abort = new AbortController();
    navigator.locks.request(name, { signal: abort.signal }, () => {
      if (!isCurrent(mine)) return undefined;
      listen(mine);
      return new Promise((resolve) => { release = resolve; });
    }).catch(() => { /* given up before it was had */ });
  }

  function listen(mine) {
    stream = new EventSource(base + 'session/events' + at);
    stream.addEventListener('session', (event) => {
      if (!isCurrent(mine)) return;
      failures = 0;
      expectIn(30, mine);
      if (JSON.parse(event.data).subject !== known.subject) end('other_user');
    });
    stream.addEventListener('alive', (event) => expectIn(Number(event.data), mine));
    stream.addEventListener('ended', (event) => {
      const message = { ended: JSON.parse(event.data).reason };
      if (channel && isCurrent(mine)) channel.postMessage(message);
      heard(message, mine);
    });
    stream.onerror = () => {
      // a broken connection comes back by itself; an answer that is no stream does not
      if (stream && stream.readyState === EventSource.CLOSED && isCurrent(mine)) later();
    };
    expectIn(30, mine);
  }

  /* After sleep a connection may be dead, and nobody has told the browser. */
  function expectIn(seconds, mine) {
    clearTimeout(watchdog);
    watchdog = setTimeout(() => { if (isCurrent(mine)) begin(); }, seconds * 2500);
  }

  function heard(message, mine) {
    if (!isCurrent(mine) || !message.ended) return;
    // the same browser has begun another session, maybe of the same user
    if (message.ended === 'replaced') later();
    else end(message.ended);
  }

  function end(reason) {
    if (over) return;
    over = true;
    stop();
    const event = new CustomEvent('curfew:ended', { detail: { reason }, cancelable: true });
    if (!document.dispatchEvent(event)) return;
    if (options.action === 'reload') location.reload();
    else if (options.action !== 'none') show(reason);
  }

  const TEXTS = {
    expired: 'Your session has ended, because it was not used for a while or its time was over.',
    evicted: 'You were signed out here, because you signed in elsewhere.',
    administrator: 'An administrator has signed you out.',
    other_user: 'Somebody else has signed in with this browser.',
  };

  const STYLE = `
    :host { all: initial; position: fixed; inset: 0 0 auto 0; z-index: 2147483647; color-scheme: light dark; }
    div { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; align-items: center; justify-content: center;
      padding: .75rem 1rem; font: 1rem/1.5 system-ui, sans-serif; color: #1b2430; background: #fff4d6;
      border-bottom: 1px solid #b98900; box-shadow: 0 2px 10px rgb(0 0 0 / .2); }
    button { font: inherit; font-weight: 600; padding: .4rem 1.1rem; border-radius: .5rem; cursor: pointer;
      border: 1px solid #1a56b8; background: #1a56b8; color: #fff; }
    button:focus-visible { outline: 3px solid #1a56b8; outline-offset: 3px; }
    @media (prefers-color-scheme: dark) {
      div { color: #f4ead0; background: #332a10; border-color: #b98900; }
      button { border-color: #8ab4f8; background: #8ab4f8; color: #10233f; }
      button:focus-visible { outline-color: #8ab4f8; }
    }
    @media print { :host { display: none; } }`;

  /* In a tree of its own: no style of the page gets in, none gets out, and no style attribute is needed (CSP). */
  function show(reason) {
    const bar = document.createElement('curfew-session-ended');
    const root = bar.attachShadow({ mode: 'open' });
    const box = document.createElement('div');
    box.setAttribute('role', 'alert');
    if ('adoptedStyleSheets' in root && 'replaceSync' in CSSStyleSheet.prototype) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      root.adoptedStyleSheets = [sheet];
    }
    root.append(box);
    document.body.prepend(bar);
    // an alert is read out when its text comes, not when it comes with its text
    setTimeout(() => {
      const text = document.createElement('span');
      text.textContent = options.text || TEXTS[reason] || 'You were signed out.';
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = options.button || 'Sign in again';
      button.addEventListener('click', () => location.reload());
      box.append(text, button);
    }, 50);
  }

  /* A page that is put aside must not hold the lock or the connection; when it comes back it asks anew. */
  addEventListener('pagehide', stop);
  addEventListener('pageshow', (event) => { if (event.persisted) begin(); });
  addEventListener('online', () => { if (known) begin(); });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible') {
      if (!canShare) hangUp();
    } else if (known && !canShare) {
      begin();
    } else if (known && Date.now() - asked > 30000) {
      ask(round);
    }
  });
  begin();
})();
