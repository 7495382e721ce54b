package io.curfew.page;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Things of one kind on a {@link Page}, one below the other. All text is plain text and is escaped here.
 *
 * @param label what they are, for those who do not see the page
 */
public record EntryList(String label, List<Entry> entries) {
    public EntryList {
        entries = List.copyOf(entries);
    }

    /**
     * One of them.
     *
     * @param mark what sets it apart from the others; null for nothing
     * @param facts what is told of it, in order
     * @param action what can be done with it
     */
    public record Entry(String title, @Nullable String mark, List<Fact> facts, Optional<Page.Action> action) {
        public Entry {
            facts = List.copyOf(facts);
        }
    }

    /** Something told of an entry. */
    public record Fact(String name, String value) {}

    Stream<Page.Action> actions() {
        return entries.stream().flatMap(entry -> entry.action().stream());
    }

    String markup() {
        StringBuilder out = new StringBuilder(512)
                .append("<ul class=\"entries\" aria-label=\"")
                .append(Markup.escape(label))
                .append("\">");
        for (Entry entry : entries) {
            out.append("<li><div><h2>").append(Markup.escape(entry.title()));
            String mark = entry.mark();
            if (mark != null) {
                out.append(" <span class=\"mark\">").append(Markup.escape(mark)).append("</span>");
            }
            out.append("</h2><dl>");
            for (Fact fact : entry.facts()) {
                out.append("<dt>").append(Markup.escape(fact.name())).append("</dt><dd>");
                out.append(Markup.escape(fact.value())).append("</dd>");
            }
            out.append("</dl></div>");
            entry.action().ifPresent(action -> out.append(action.markup()));
            out.append("</li>");
        }
        return out.append("</ul>").toString();
    }
}
