package io.curfew.launch.kong;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** A declarative file of Kong, read as YAML that holds mappings, lists and texts, and nothing else. */
final class KongFile {
    private static final int LARGEST = 10_000_000;
    private static final int MOST_ALIASES = 200;
    private static final int DEEPEST = 50;

    private KongFile() {}

    static Section read(String location) {
        String text = text(location);
        Object document = parse(text.startsWith("\uFEFF") ? text.substring(1) : text);
        if (document == null) {
            throw new UnusableFileException("The file is empty.");
        }
        if (!(document instanceof Map)) {
            throw new UnusableFileException("The file is not a mapping of names to values.");
        }
        Section root = Section.of("", document);
        if (!root.isSet("_format_version")) {
            throw new UnusableFileException("The file has no _format_version, so it is no declarative file of Kong.");
        }
        return root;
    }

    private static String text(String location) {
        try {
            Path file = Path.of(location);
            if (Files.size(file) > LARGEST) {
                throw unusable("The file is larger than " + LARGEST + " bytes.");
            }
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (InvalidPathException notPath) {
            throw unusable("The file cannot be read: its name is not a path.");
        } catch (NoSuchFileException missing) {
            throw unusable("The file does not exist.");
        } catch (CharacterCodingException notText) {
            throw unusable("The file is not in UTF-8.");
        } catch (IOException unreadable) {
            throw unusable("The file cannot be read. Is it a file, and may this process read it?");
        }
    }

    private static @Nullable Object parse(String text) {
        LoaderOptions limits = new LoaderOptions();
        limits.setAllowDuplicateKeys(false);
        limits.setMaxAliasesForCollections(MOST_ALIASES);
        limits.setNestingDepthLimit(DEEPEST);
        limits.setCodePointLimit(LARGEST);
        limits.setWrappedToRootException(true);
        DumperOptions unused = new DumperOptions();
        PlainConstructor constructor = new PlainConstructor(limits);
        Yaml yaml = new Yaml(constructor, new Representer(unused), unused, limits, new TextsAlone());
        try {
            return constructor.construct(yaml.compose(new StringReader(text)));
        } catch (MarkedYAMLException malformed) {
            throw unusable("The file is not YAML that can be read" + at(malformed.getProblemMark()) + ".");
        } catch (YAMLException | IllegalArgumentException beyondLimits) {
            throw unusable(
                    "The file is not YAML that can be read: more than " + DEEPEST + " levels, more than " + MOST_ALIASES
                            + " aliases, a character that YAML forbids, or a value that is not what its tag says.");
        }
    }

    private static UnusableFileException unusable(String sentence) {
        return new UnusableFileException(sentence);
    }

    /** The parser's own words may quote what stands there, which may be a secret. */
    private static String at(@Nullable Mark mark) {
        return mark == null ? "" : ": look at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }

    /** Makes a value of what was parsed, after a look at its keys. */
    private static final class PlainConstructor extends SafeConstructor {
        PlainConstructor(LoaderOptions limits) {
            super(limits);
        }

        @Nullable
        Object construct(@Nullable Node document) {
            if (document == null || document.getTag().equals(Tag.NULL)) {
                return null;
            }
            requirePlainKeys(document);
            return constructDocument(document);
        }

        /** The hash of a list of lists of lists, all the same by aliases, would take longer than anybody waits. */
        private static void requirePlainKeys(Node document) {
            Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
            Deque<Node> next = new ArrayDeque<>(List.of(document));
            for (Node node = next.poll(); node != null; node = next.poll()) {
                if (!seen.add(node)) {
                    continue;
                }
                if (node instanceof SequenceNode list) {
                    next.addAll(list.getValue());
                } else if (node instanceof MappingNode mapping) {
                    for (NodeTuple tuple : mapping.getValue()) {
                        if (!(tuple.getKeyNode() instanceof ScalarNode)) {
                            throw unusable("The file has a key that is a list or a mapping"
                                    + at(tuple.getKeyNode().getStartMark()) + ".");
                        }
                        next.add(tuple.getValueNode());
                    }
                }
            }
        }
    }

    /** A secret of digits is a text too: YAML would make a number of it, and 0755 another number. */
    private static final class TextsAlone extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            addImplicitResolver(Tag.MERGE, MERGE, "<");
            addImplicitResolver(Tag.NULL, NULL, "~nN\0");
            addImplicitResolver(Tag.NULL, EMPTY, null);
        }
    }
}
