package io.curfew.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The directory of one start. Its launcher holds a lock in it, which the operating system drops however the launcher ends; so a
 * later start sees what nobody will remove any more, and removes it.
 */
final class UnpackDirectory {
    private static final String PREFIX = "curfew-";
    private static final String LOCK = "launcher.lock";

    private final Path path;
    private final FileChannel lock;

    private UnpackDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** Makes one that only its owner can read, and removes those of the same owner whose launcher was killed. */
    static UnpackDirectory fresh(Map<String, String> environment) throws IOException {
        String wished = environment.getOrDefault("UNPACK_DIRECTORY", "");
        Path parent = Files.createDirectories(Path.of(wished.isEmpty() ? System.getProperty("java.io.tmpdir") : wished)
                .toAbsolutePath());
        Path path = Files.createTempDirectory(parent, PREFIX);
        // gets its name when it is locked, so that no other start finds it without a holder
        Path unnamed = path.resolve(LOCK + ".new");
        FileChannel lock = FileChannel.open(unnamed, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        Files.move(unnamed, path.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
        removeLeftovers(parent, path);
        return new UnpackDirectory(path, lock);
    }

    Path path() {
        return path;
    }

    void delete() throws IOException {
        lock.close();
        delete(path);
    }

    private static void removeLeftovers(Path parent, Path own) throws IOException {
        List<Path> others;
        try (Stream<Path> children = Files.list(parent)) {
            others = children.filter(child -> child.getFileName().toString().startsWith(PREFIX))
                    .filter(child -> !child.equals(own))
                    .toList();
        }
        for (Path other : others) {
            try {
                if (isLeftover(other, own)) {
                    delete(other);
                }
            } catch (IOException e) {
                System.err.println("The leftover " + other + " of an earlier start could not be removed: " + e);
            }
        }
    }

    private static boolean isLeftover(Path other, Path own) throws IOException {
        Path lock = other.resolve(LOCK);
        if (!Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)
                || !Files.getOwner(other, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))
                || !Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        }
    }

    private static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> tree = Files.walk(directory)) {
            deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }
}
