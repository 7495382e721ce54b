package io.curfew.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Where the build puts things, and the only place the test ground writes to. */
public final class BuildDirectory {
    private BuildDirectory() {}

    /** The directory named by the system property {@code curfew.build.directory}, or {@code target}. */
    public static Path path() {
        return Path.of(System.getProperty("curfew.build.directory", "target"))
                .toAbsolutePath()
                .normalize();
    }

    /** A new directory of its own, {@code <build directory>/<kind>/<kind>-<number>}. */
    public static Path fresh(String kind) {
        try {
            Path parent = Files.createDirectories(path().resolve(kind));
            return Files.createTempDirectory(parent, kind + "-");
        } catch (IOException failure) {
            throw new UncheckedIOException("No directory for " + kind + " below " + path(), failure);
        }
    }

    /** The directory {@code <build directory>/<name>} that all share; made if it is not there. */
    static Path shared(String name) {
        try {
            return Files.createDirectories(path().resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException("No directory " + name + " below " + path(), failure);
        }
    }

    /** The log file for the process that lives in this directory; it outlives the directory. */
    public static Path log(Path directory) {
        return shared("logs").resolve(directory.getFileName() + ".log");
    }

    /** Deletes a directory with all it holds; symbolic links are deleted, not followed. */
    public static void delete(Path directory) {
        if (!directory.startsWith(path())) {
            throw new IllegalArgumentException(directory + " is not below " + path());
        }
        if (!Files.exists(directory)) {
            return;
        }
        try {
            Files.walkFileTree(directory, new Deletion());
        } catch (IOException failure) {
            throw new UncheckedIOException("Could not delete " + directory, failure);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
