package io.curfew.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * How the gateway's own pages look.
 *
 * @param hash as a source of a Content Security Policy
 */
record Style(String css, String hash) {
    private static final String CSS = """
            :root{color-scheme:light dark;--ink:#1b2430;--soft:#51606f;--ground:#eef1f5;--card:#fff;--line:#d5dce4;\
            --accent:#1a56b8;--on-accent:#fff}
            @media(prefers-color-scheme:dark){:root{--ink:#e9eef4;--soft:#a9b6c3;--ground:#12161b;--card:#1b2128;\
            --line:#36414d;--accent:#8ab4f8;--on-accent:#10233f}}
            *{box-sizing:border-box}
            body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1rem;background:var(--ground);\
            color:var(--ink);font:1rem/1.55 system-ui,sans-serif}
            main{width:100%;max-width:30rem;padding:2rem;background:var(--card);border:1px solid var(--line);\
            border-radius:.75rem;overflow-wrap:anywhere}
            h1{margin:0 0 1rem;font-size:1.45rem;line-height:1.25}
            p{margin:0 0 .75rem;color:var(--soft)}
            p:last-child{margin:0}
            .actions{display:flex;flex-wrap:wrap;gap:.75rem;margin-top:1.5rem}
            form{margin:0}
            .action{display:inline-block;font:inherit;font-weight:600;padding:.6rem 1.25rem;border-radius:.5rem;\
            border:1px solid var(--accent);color:var(--accent);background:none;text-decoration:none;cursor:pointer}
            .actions>:first-child .action,.actions>.action:first-child{background:var(--accent);color:var(--on-accent)}
            .action:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
            @media(max-width:30rem){main{padding:1.5rem}.actions>*,.action{width:100%;text-align:center}}
            """;

    private static final String LIST_CSS = """
            main.wide{max-width:46rem}
            main.wide h1{text-wrap:balance}
            .entries{list-style:none;margin:1.5rem 0 0;padding:0}
            .entries>li{display:flex;flex-wrap:wrap;gap:.75rem 1.5rem;align-items:flex-start;\
            justify-content:space-between;padding:1.25rem 0;border-top:1px solid var(--line)}
            .entries>li>div{flex:1 1 18rem}
            h2{margin:0 0 .5rem;font-size:1.1rem;line-height:1.3}
            .mark{display:inline-block;margin-left:.25rem;padding:.1rem .6rem;border-radius:1rem;font-size:.8rem;\
            background:var(--accent);color:var(--on-accent);vertical-align:.1rem}
            dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:0}
            dt{color:var(--soft)}
            dd{margin:0}
            .unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
            @media(max-width:30rem){dl{grid-template-columns:1fr}dd{margin:0 0 .35rem}.entries>li>*{flex:1 1 100%}}
            """;

    static final Style PLAIN = of(CSS);

    /** For pages with a list. */
    static final Style LISTING = of(CSS + LIST_CSS);

    private static Style of(String css) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
            return new Style(css, "sha256-" + Base64.getEncoder().encodeToString(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
