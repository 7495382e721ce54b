package io.curfew.launch.kong;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
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
        limits.setAllowRecursiveKeys(false);
        limits.setMaxAliasesForCollections(MOST_ALIASES);
        limits.setNestingDepthLimit(DEEPEST);
        limits.setCodePointLimit(LARGEST);
        DumperOptions unused = new DumperOptions();
        Yaml yaml = new Yaml(new SafeConstructor(limits), new Representer(unused), unused, limits, new TextsAlone());
        try {
            return yaml.load(text);
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
