package io.curfew;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The texts in the sources of the product: each concatenation of literals, with {@code …} for what is put between them. */
final class SourceText {
    private static final Path ROOT = Path.of("src/main/java/io/curfew");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
    private static final Pattern PLUS = Pattern.compile("\\s*\\+\\s*");
    private static final Pattern COMMENT =
            Pattern.compile("(?s)/\\*.*?\\*/|(?m)^[^\"\n]*?//[^\n]*$|(?<=[;{},)])\\s*//[^\n]*$");

    private SourceText() {}

    /** The sources whose path below {@code io/curfew} starts so, without their comments. */
    static List<String> sources(String start) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<String> sources = new ArrayList<>();
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> ROOT.relativize(path).toString().startsWith(start))
                    .sorted()
                    .toList()) {
                sources.add(COMMENT.matcher(Files.readString(file)).replaceAll(""));
            }
            return sources;
        }
    }

    /** All texts of a source, in its order. */
    static List<String> of(String source) {
        List<String> texts = new ArrayList<>();
        Matcher literal = LITERAL.matcher(source);
        int from = 0;
        while (literal.find(from)) {
            StringBuilder text = new StringBuilder(literal.group(1));
            from = literal.end();
            for (int next = behindPlus(source, from); next > 0; next = behindPlus(source, from)) {
                if (literal.find(next) && literal.start() == next) {
                    text.append(literal.group(1));
                    from = literal.end();
                } else {
                    text.append('…');
                    from = endOfExpression(source, next);
                }
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static int behindPlus(String source, int from) {
        Matcher plus = PLUS.matcher(source).region(from, source.length());
        return plus.lookingAt() ? plus.end() : -1;
    }

    private static int endOfExpression(String source, int from) {
        int depth = 0;
        int at = from;
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '"') {
                Matcher literal = LITERAL.matcher(source).region(at, source.length());
                at = literal.lookingAt() ? literal.end() : at + 1;
                continue;
            }
            boolean closes = ")]}".indexOf(c) >= 0;
            if (depth == 0 && (closes || ",;+".indexOf(c) >= 0)) {
                break;
            }
            depth += "([{".indexOf(c) >= 0 ? 1 : closes ? -1 : 0;
            at++;
        }
        return at;
    }
}
