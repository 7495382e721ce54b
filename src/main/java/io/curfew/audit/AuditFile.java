package io.curfew.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file to which lines are appended. When it was moved away or removed, the next line begins a new one, so that it can be rotated by
 * renaming. For one thread.
 */
final class AuditFile implements AutoCloseable {
    private static final Set<OpenOption> APPENDING = Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND);

    private final Path path;
    private @Nullable FileChannel channel;
    private @Nullable Object key;

    /** What was written last has no end: the disk was full. */
    private boolean torn;

    AuditFile(Path path) {
        this.path = path;
    }

    /** Appends one line. After a failure it can be given again. */
    void append(String line) throws IOException {
        FileChannel open = open();
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(torn ? "\n" + line + "\n" : line + "\n");
        int length = bytes.remaining();
        try {
            while (bytes.hasRemaining()) {
                open.write(bytes);
            }
            torn = false;
        } catch (IOException e) {
            torn |= bytes.remaining() < length;
            forget(open);
            throw e;
        }
    }

    private FileChannel open() throws IOException {
        FileChannel there = channel;
        if (there != null && isInPlace()) {
            return there;
        }
        if (there != null) {
            forget(there);
            torn = false;
        }
        // whoever may read it is for its owner to say
        FileAttribute<?>[] ofOwner =
                path.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        FileChannel opened = FileChannel.open(path, APPENDING, ofOwner);
        channel = opened;
        key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return opened;
    }

    private boolean isInPlace() throws IOException {
        try {
            return Objects.equals(
                    key, Files.readAttributes(path, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException rotated) {
            return false;
        }
    }

    private void forget(FileChannel open) {
        channel = null;
        try {
            open.close();
        } catch (IOException e) {
            // what it could not write is told by who gave it
        }
    }

    @Override
    public void close() {
        FileChannel open = channel;
        if (open != null) {
            forget(open);
        }
    }
}
