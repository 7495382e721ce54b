package io.curfew.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The home directory of one running Keycloak: its own data and configuration, the libraries shared with all others. Keycloak
 * rewrites a part of the libraries at its first start ("augmentation", some 25 s); that happens once, with nobody else starting.
 */
final class KeycloakHome {
    private static final ReentrantLock IN_THIS_JVM = new ReentrantLock();

    private final Path distribution;
    private final Path path;
    private final Path log;

    private KeycloakHome(Path distribution, Path path, Path log) {
        this.distribution = distribution;
        this.path = path;
        this.log = log;
    }

    static KeycloakHome prepare() {
        Path distribution = distribution();
        Path path = BuildDirectory.fresh("keycloak-home");
        Path log = BuildDirectory.log(path);
        try {
            Files.createDirectories(path.resolve("data/tmp"));
            Files.createDirectories(path.resolve("providers"));
            Files.createDirectories(path.resolve("themes"));
            Files.createDirectories(path.resolve("conf"));
            Files.createDirectories(path.resolve("bin"));
            Path script = path.resolve("bin/kc.sh");
            Files.copy(distribution.resolve("bin/kc.sh"), script, StandardCopyOption.COPY_ATTRIBUTES);
            if (!script.toFile().setExecutable(true)) {
                throw new IOException("cannot make " + script + " executable");
            }
            Files.createSymbolicLink(path.resolve("lib"), distribution.resolve("lib"));
        } catch (IOException failure) {
            throw new UncheckedIOException("No home for Keycloak in " + path, failure);
        }
        return new KeycloakHome(distribution, path, log);
    }

    Path path() {
        return path;
    }

    Path log() {
        return log;
    }

    /** Runs the start; alone, if it is the one that will augment the shared libraries. */
    <T> T whileAugmenting(Supplier<T> start) {
        IN_THIS_JVM.lock();
        boolean locked = true;
        try (FileChannel channel = openLock()) {
            try (FileLock otherProcesses = channel.lock()) {
                if (!isAugmented()) {
                    T started = start.get();
                    Files.writeString(marker(), augmentation());
                    return started;
                }
                otherProcesses.release();
            }
            IN_THIS_JVM.unlock();
            locked = false;
            return start.get();
        } catch (IOException failure) {
            throw new UncheckedIOException("Keycloak's libraries in " + distribution + " cannot be prepared", failure);
        } finally {
            if (locked) {
                IN_THIS_JVM.unlock();
            }
        }
    }

    void delete() {
        BuildDirectory.delete(path);
    }

    private FileChannel openLock() throws IOException {
        return FileChannel.open(
                distribution.resolve("augmentation.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private boolean isAugmented() throws IOException {
        return Files.exists(marker()) && Files.readString(marker()).equals(augmentation());
    }

    private Path marker() {
        return distribution.resolve("augmented");
    }

    /** Changes when Keycloak augments again, and when the build unpacks the distribution again. */
    private String augmentation() throws IOException {
        return Files.getLastModifiedTime(distribution.resolve("lib/quarkus/quarkus-application.dat"))
                .toString();
    }

    static Path distribution() {
        Path parent = BuildDirectory.path().resolve("keycloak");
        List<Path> found = List.of();
        if (Files.isDirectory(parent)) {
            try (Stream<Path> children = Files.list(parent)) {
                found = children.filter(child -> Files.exists(child.resolve("bin/kc.sh")))
                        .toList();
            } catch (IOException failure) {
                throw new UncheckedIOException("Cannot read " + parent, failure);
            }
        }
        if (found.size() != 1) {
            throw new IllegalStateException("Expected one unpacked Keycloak in " + parent + " but found " + found
                    + ". The build unpacks it: mvn generate-test-resources, after mvn clean if there are several.");
        }
        return found.get(0);
    }
}
