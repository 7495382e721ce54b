package io.curfew.demo;

/** The page of the chat, its script, and the policy under which both work: nothing inline but the style. */
final class ChatPage {
    /** Says in the page's own language what {@link ChatApplication} sends. */
    static final String SCRIPT = """
            'use strict';
            const byId = id => document.getElementById(id);
            const form = byId('say');
            const text = byId('text');
            const messages = byId('messages');
            const log = messages.parentElement;
            const socket = new WebSocket(location.origin.replace(/^http/, 'ws') + form.dataset.socket);

            socket.addEventListener('message', event => {
              const told = JSON.parse(event.data);
              if (told.kind === 'here') {
                byId('here').textContent = 'Here now: ' + told.names.join(', ');
              } else {
                show(told);
              }
            });

            socket.addEventListener('close', event => {
              if (event.code === 4401) {
                over('You were signed out. The connection was closed.', 'Sign in again');
              } else {
                over('The connection was lost.', 'Try again');
              }
            });

            form.addEventListener('submit', event => {
              event.preventDefault();
              if (text.value.trim() && socket.readyState === WebSocket.OPEN) {
                socket.send(text.value);
                text.value = '';
              }
              text.focus();
            });

            function element(name, content, className) {
              const made = document.createElement(name);
              made.textContent = content;
              made.className = className || '';
              return made;
            }

            function show(told) {
              const item = element('li', '', told.name === form.dataset.user ? 'own' : '');
              const time = element('time', new Date(told.at).toLocaleTimeString([], {timeStyle: 'short'}), 'quiet');
              time.dateTime = new Date(told.at).toISOString();
              item.append(element('strong', told.name), ' ', time, element('p', told.text));
              messages.append(item);
              log.scrollTop = log.scrollHeight;
            }

            function over(sentence, invitation) {
              const link = element('a', invitation, 'button');
              link.href = location.pathname;
              byId('notice').replaceChildren(element('p', sentence), link);
              byId('here').textContent = 'You are not connected.';
              text.disabled = true;
              form.querySelector('button').disabled = true;
              link.focus();
            }
            """;

    private static final String MAIN = """
            <section aria-labelledby="who">
            <div class="row apart"><h2 id="who">You are <strong>%1$s</strong></h2>
            <div class="row"><a class="button" href="/orders/">Go to Orders</a>
            <form method="post" action="%2$s/logout"><button id="sign-out">Sign out</button></form></div></div>
            <p class="quiet">Everybody who is logged in may read and write here, by a WebSocket through the gateway.</p>
            </section>
            <div id="notice" role="alert"></div>
            <section aria-labelledby="talk"><h2 id="talk">Messages</h2>
            <p id="here" class="quiet" role="status">Connecting …</p>
            <div role="log" aria-labelledby="talk" tabindex="0"><ol id="messages"></ol></div>
            <form id="say" data-socket="%2$s%3$s" data-user="%1$s">
            <label for="text">Your message</label>
            <div class="row"><input id="text" maxlength="%4$d" autocomplete="off" autofocus><button class="main">Send</button></div>
            </form>
            </section>
            <script src="%2$s%5$s" defer></script>
            """;

    private static final String ACCENT = "#3a4a9f";

    private ChatPage() {}

    /** For this user. */
    static String html(String user) {
        return Html.page(
                "Chat",
                "An application behind Curfew that uses WebSockets",
                ACCENT,
                MAIN.formatted(
                        Html.escape(user),
                        ChatApplication.PATH,
                        ChatApplication.SOCKET,
                        ChatApplication.LONGEST,
                        ChatApplication.SCRIPT));
    }

    /** The {@code Content-Security-Policy} under which it works. */
    static String policy() {
        return "default-src 'none'; script-src 'self'; style-src '" + Html.styleSource(ACCENT)
                + "'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    }
}
