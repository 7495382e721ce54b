package io.curfew.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The frame of all pages of the demo's applications: readable in light and dark, without anything from outside. */
final class Html {
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1c2430; --paper: #f6f7f9; --card: #ffffff; --line: #d5dae2;
              --quiet: #566173; --alarm: #b3261e; --accent: %s; --on-accent: #ffffff; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e8ecf2; --paper: #12161d; --card: #1b212b;
              --line: #333d4c; --quiet: #a3afc0; --alarm: #ff897d; } }
            * { box-sizing: border-box; }
            body { margin: 0; background: var(--paper); color: var(--ink);
              font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", sans-serif; }
            header { background: var(--accent); color: var(--on-accent); padding: 1.1rem 0; }
            header p { margin: 0; opacity: .92; }
            h1 { margin: 0; font-size: 1.5rem; }
            h2 { margin: 0 0 .6rem; font-size: 1.1rem; }
            .wide { max-width: 52rem; margin: 0 auto; padding: 0 1.2rem; }
            main.wide { padding-block: 1.4rem 3rem; display: grid; gap: 1.1rem; }
            section { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; padding: 1.1rem 1.3rem; }
            section > :last-child { margin-bottom: 0; }
            .row { display: flex; flex-wrap: wrap; gap: .8rem; align-items: center; }
            form { margin: 0; }
            button, a.button { font: inherit; font-weight: 600; padding: .5rem 1rem; border-radius: .45rem; cursor: pointer;
              border: 1px solid var(--line); background: transparent; color: inherit; text-decoration: none; }
            button.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
            button:disabled, input:disabled { opacity: .5; cursor: default; }
            :focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
            .apart { justify-content: space-between; margin-bottom: .6rem; }
            .apart h2 { margin: 0; }
            label { display: block; font-weight: 600; margin: .9rem 0 .3rem; }
            input { font: inherit; flex: 1 1 14rem; padding: .5rem .7rem; border-radius: .45rem; color: inherit;
              border: 1px solid var(--quiet); background: var(--paper); }
            [role=log] { height: clamp(9rem, 24vh, 20rem); overflow-y: auto; border: 1px solid var(--line); border-radius: .45rem; }
            [role=log] ol { list-style: none; margin: 0; padding: .3rem .9rem; }
            [role=log] li { padding: .45rem 0; overflow-wrap: anywhere; }
            [role=log] p { margin: 0; }
            [role=log] .own strong::after { content: " (you)"; font-weight: 400; }
            [role=alert]:empty { display: none; }
            [role=alert] { border: 1px solid var(--alarm); border-left-width: .4rem; border-radius: .6rem; background: var(--card);
              padding: 1rem 1.3rem; display: flex; flex-wrap: wrap; gap: .8rem; align-items: center; justify-content: space-between; }
            [role=alert] p { margin: 0; font-weight: 600; }
            table { border-collapse: collapse; width: 100%%; font-size: .9rem; }
            th, td { text-align: left; vertical-align: top; padding: .3rem .5rem; border-bottom: 1px solid var(--line);
              overflow-wrap: anywhere; }
            th { font-weight: 600; width: 14rem; }
            .quiet, caption { color: var(--quiet); }
            caption { text-align: left; padding-bottom: .4rem; }
            output { display: block; margin-top: .7rem; font-family: ui-monospace, monospace; font-size: .9rem;
              white-space: pre-wrap; overflow-wrap: anywhere; }
            """;

    private Html() {}

    /**
     * A whole page.
     *
     * @param title plain text
     * @param accent a CSS colour on which white text can be read
     * @param main the content of the {@code main} element, already HTML
     */
    static String page(String title, String subtitle, String accent, String main) {
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <header><div class="wide"><h1>%s</h1><p>%s</p></div></header>
                <main class="wide">%s</main>
                </body>
                </html>
                """.formatted(escape(title), STYLE.formatted(accent), escape(title), escape(subtitle), main);
    }

    /** How a {@code Content-Security-Policy} names the style of a page with this accent. */
    static String styleSource(String accent) {
        try {
            byte[] style = STYLE.formatted(accent).getBytes(StandardCharsets.UTF_8);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(style);
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Plain text as HTML text or attribute value. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
