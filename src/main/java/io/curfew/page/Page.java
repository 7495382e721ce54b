package io.curfew.page;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A small HTML page of the gateway itself. All text given to it is plain text and is escaped here.
 *
 * @param title the heading
 * @param paragraphs sentences below it
 * @param actions ways on, in order
 */
public record Page(String title, List<String> paragraphs, List<Action> actions) {
    /** The media type of {@link #html()}. */
    public static final String MEDIA_TYPE = "text/html;charset=UTF-8";

    /** Headers that go with every page: nothing is stored, framed, sniffed or fetched from elsewhere. */
    public static final Map<String, String> HEADERS = Map.of(
            "Cache-Control", "no-store",
            "Content-Security-Policy",
                    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer");

    public Page {
        paragraphs = List.copyOf(paragraphs);
        actions = List.copyOf(actions);
    }

    /** A way on from a page. */
    public sealed interface Action {
        /** HTML, escaped. */
        String markup();

        /** A link. */
        record Link(String href, String label) implements Action {
            @Override
            public String markup() {
                return "<p><a class=\"action\" href=\"" + escape(href) + "\">" + escape(label) + "</a></p>";
            }
        }

        /** A button that posts an empty form. */
        record Post(String target, String label) implements Action {
            @Override
            public String markup() {
                return "<form method=\"post\" action=\"" + escape(target) + "\"><button class=\"action\">"
                        + escape(label) + "</button></form>";
            }
        }
    }

    /** The page as UTF-8 bytes. */
    public byte[] html() {
        return document().getBytes(StandardCharsets.UTF_8);
    }

    private String document() {
        StringBuilder out = new StringBuilder(1024)
                .append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>")
                .append(escape(title))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><main><h1>")
                .append(escape(title))
                .append("</h1>");
        for (String paragraph : paragraphs) {
            out.append("<p>").append(escape(paragraph)).append("</p>");
        }
        for (Action action : actions) {
            out.append(action.markup());
        }
        return out.append("</main></body></html>\n").toString();
    }

    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#1d2530;--ground:#f4f6f8;--card:#fff;--accent:#1f5fbf}\
            @media(prefers-color-scheme:dark){:root{--ink:#e8edf2;--ground:#14181d;--card:#1e242b;--accent:#8ab4f8}}\
            body{margin:0;min-height:100vh;display:grid;place-items:center;background:var(--ground);color:var(--ink);\
            font:1rem/1.5 system-ui,sans-serif}main{background:var(--card);max-width:30rem;margin:1rem;padding:2rem;\
            border-radius:.75rem;box-shadow:0 1px 4px #0003}h1{margin-top:0;font-size:1.4rem}\
            .action{display:inline-block;font:inherit;color:var(--accent);background:none;border:1px solid var(--accent);\
            border-radius:.4rem;padding:.4rem 1rem;text-decoration:none;cursor:pointer}""";

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
}
