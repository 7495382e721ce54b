package io.curfew.page;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A small HTML page of the gateway itself. All text given to it is plain text and is escaped here.
 *
 * @param title the heading
 * @param paragraphs sentences below it
 * @param actions ways on, in order; the first one stands out
 */
public record Page(String title, List<String> paragraphs, List<Action> actions) {
    /** The media type of {@link #html()}. */
    public static final String MEDIA_TYPE = "text/html;charset=UTF-8";

    private static final String STYLE = """
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

    private static final String STYLE_HASH = sha256(STYLE);

    public Page {
        paragraphs = List.copyOf(paragraphs);
        actions = List.copyOf(actions);
    }

    /** A way on from a page. */
    public sealed interface Action {
        /** HTML, escaped. */
        String markup();

        /** A link to a path of the gateway or to an http or https URL. */
        record Link(String href, String label) implements Action {
            public Link {
                if (!href.matches("(?s)(/|https?://).*")) {
                    throw new IllegalArgumentException("A page links to paths and http URLs only.");
                }
            }

            @Override
            public String markup() {
                return "<a class=\"action\" href=\"" + escape(href) + "\">" + escape(label) + "</a>";
            }
        }

        /** A button that posts an empty form to the gateway, which answers it without a redirect to another origin. */
        record Post(String target, String label) implements Action {
            @Override
            public String markup() {
                return form(target, label);
            }
        }

        /** A button that posts an empty form to the gateway, which may redirect the browser to another origin. */
        record PostLeadingAway(String target, String label) implements Action {
            @Override
            public String markup() {
                return form(target, label);
            }
        }

        /**
         * A form for another origin that sends itself, and has a button where scripts do not run.
         *
         * @param fields in order
         * @param leadsTo what the browser may be redirected to after it, as sources of a Content Security Policy
         * @param nonce the script's, for this page alone
         */
        record SubmittedForm(URI target, Map<String, String> fields, String label, List<String> leadsTo, String nonce)
                implements Action {
            public SubmittedForm {
                if (!target.toString().matches("https?://.+")) {
                    throw new IllegalArgumentException("A form is sent to http URLs only.");
                }
                fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
                leadsTo = List.copyOf(leadsTo);
            }

            @Override
            public String markup() {
                String inputs = fields.entrySet().stream()
                        .map(field -> "<input type=\"hidden\" name=\"" + escape(field.getKey()) + "\" value=\""
                                + escape(field.getValue()) + "\">")
                        .collect(Collectors.joining());
                return form(target.toASCIIString(), inputs, label) + "<script nonce=\"" + escape(nonce)
                        + "\">document.forms[0].submit()</script>";
            }

            private String policy() {
                String origin = target.getScheme() + "://" + target.getRawAuthority();
                return "; script-src 'nonce-" + nonce + "'; form-action " + origin
                        + leadsTo.stream().map(source -> " " + source).collect(Collectors.joining());
            }
        }

        private static String form(String target, String label) {
            return form(target, "", label);
        }

        /** @param inputs HTML, escaped */
        private static String form(String target, String inputs, String label) {
            return "<form method=\"post\" action=\"" + escape(target) + "\">" + inputs + "<button class=\"action\">"
                    + escape(label) + "</button></form>";
        }
    }

    /**
     * The headers that go with the page: nothing is stored, framed, sniffed or fetched from elsewhere.
     *
     * <p>{@code Referrer-Policy} is not {@code no-referrer}: with that one browsers send {@code Origin: null} with a form, which
     * the gateway would have to take for a foreign site. A form for another origin says which one it comes from, as {@code null}
     * looks like an attack there too.
     */
    public Map<String, String> headers() {
        return Map.of(
                "Cache-Control",
                "no-store",
                "Content-Security-Policy",
                "default-src 'none'; style-src '" + STYLE_HASH + "'; base-uri 'none'; frame-ancestors 'none'"
                        + formAction(),
                "X-Content-Type-Options",
                "nosniff",
                "Referrer-Policy",
                submitted().isPresent() ? "strict-origin" : "same-origin");
    }

    /**
     * Chromium holds every redirect after a form against {@code form-action}, and where the chain through a provider leads is
     * not ours to know: a page with such a form goes without the directive.
     */
    private String formAction() {
        Optional<Action.SubmittedForm> submitted = submitted();
        if (submitted.isPresent()) {
            return submitted.get().policy();
        }
        if (actions.stream().anyMatch(Action.PostLeadingAway.class::isInstance)) {
            return "";
        }
        return actions.stream().anyMatch(Action.Post.class::isInstance)
                ? "; form-action 'self'"
                : "; form-action 'none'";
    }

    private Optional<Action.SubmittedForm> submitted() {
        return actions.stream()
                .filter(Action.SubmittedForm.class::isInstance)
                .map(Action.SubmittedForm.class::cast)
                .findFirst();
    }

    /** The page, to be sent as UTF-8. */
    public String html() {
        StringBuilder out = new StringBuilder(3072)
                .append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .append("<meta name=\"color-scheme\" content=\"light dark\"><title>")
                .append(escape(title))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><main><h1>")
                .append(escape(title))
                .append("</h1>");
        for (String paragraph : paragraphs) {
            out.append("<p>").append(escape(paragraph)).append("</p>");
        }
        if (!actions.isEmpty()) {
            out.append("<div class=\"actions\">");
            actions.forEach(action -> out.append(action.markup()));
            out.append("</div>");
        }
        return out.append("</main></body></html>\n").toString();
    }

    private static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
