package io.curfew.page;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A small HTML page of the gateway itself. All text given to it is plain text and is escaped here.
 *
 * @param title the heading
 * @param paragraphs sentences below it
 * @param entries what is listed below the sentences; null for nothing
 * @param actions ways on, in order; the first one stands out
 */
public record Page(
        String title, List<String> paragraphs, @Nullable EntryList entries, List<Action> actions) {
    /** The media type of {@link #html()}. */
    public static final String MEDIA_TYPE = "text/html;charset=UTF-8";

    public Page {
        paragraphs = List.copyOf(paragraphs);
        actions = List.copyOf(actions);
    }

    /** One that lists nothing. */
    public Page(String title, List<String> paragraphs, List<Action> actions) {
        this(title, paragraphs, null, actions);
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
                return "<a class=\"action\" href=\"" + Markup.escape(href) + "\">" + Markup.escape(label) + "</a>";
            }
        }

        /**
         * A button that posts a form to the gateway, which answers it without a redirect to another origin.
         *
         * @param fields in order
         * @param what what a label alone does not say where there are several; null for nothing
         */
        record Post(
                String target,
                Map<String, String> fields,
                String label,
                @Nullable String what) implements Action {
            public Post {
                fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
            }

            /** One with an empty form. */
            public Post(String target, String label) {
                this(target, Map.of(), label, null);
            }

            @Override
            public String markup() {
                return "<form method=\"post\" action=\"" + Markup.escape(target) + "\">" + Markup.hidden(fields)
                        + "<button class=\"action\">" + Markup.escape(label)
                        + (what == null ? "" : "<span class=\"unseen\"> " + Markup.escape(what) + "</span>")
                        + "</button></form>";
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
                return form(target.toASCIIString(), Markup.hidden(fields), label) + "<script nonce=\""
                        + Markup.escape(nonce) + "\">document.forms[0].submit()</script>";
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
            return "<form method=\"post\" action=\"" + Markup.escape(target) + "\">" + inputs
                    + "<button class=\"action\">" + Markup.escape(label) + "</button></form>";
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
                "default-src 'none'; style-src '" + style().hash() + "'; base-uri 'none'; frame-ancestors 'none'"
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
        return allActions().anyMatch(Action.Post.class::isInstance) ? "; form-action 'self'" : "; form-action 'none'";
    }

    private Stream<Action> allActions() {
        return entries == null ? actions.stream() : Stream.concat(actions.stream(), entries.actions());
    }

    private Style style() {
        return entries == null ? Style.PLAIN : Style.LISTING;
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
                .append(Markup.escape(title))
                .append("</title><style>")
                .append(style().css())
                .append("</style></head><body>")
                .append(entries == null ? "<main>" : "<main class=\"wide\">")
                .append("<h1>")
                .append(Markup.escape(title))
                .append("</h1>");
        for (String paragraph : paragraphs) {
            out.append("<p>").append(Markup.escape(paragraph)).append("</p>");
        }
        if (entries != null) {
            out.append(entries.markup());
        }
        if (!actions.isEmpty()) {
            out.append("<div class=\"actions\">");
            actions.forEach(action -> out.append(action.markup()));
            out.append("</div>");
        }
        return out.append("</main></body></html>\n").toString();
    }
}
