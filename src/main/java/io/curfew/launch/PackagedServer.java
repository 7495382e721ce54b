package io.curfew.launch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** The server inside the jar. */
final class PackagedServer {
    private static final String ROOT = "wlp/";

    private final Path jar;

    private PackagedServer(Path jar) {
        this.jar = jar;
    }

    static PackagedServer ofRunningJar() {
        try {
            return new PackagedServer(Path.of(PackagedServer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The place of the running jar is not a path.", e);
        }
    }

    void unpack(Path home) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                if (entry.getName().startsWith(ROOT)) {
                    unpack(zip, entry, home);
                }
            }
        }
    }

    private static void unpack(ZipFile zip, ZipEntry entry, Path home) throws IOException {
        Path target = home.resolve(entry.getName()).normalize();
        if (!target.startsWith(home)) {
            throw new IOException("The jar holds an entry that leads out of it: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Path directory = target.resolveSibling(".");
        Files.createDirectories(directory);
        try (InputStream content = zip.getInputStream(entry)) {
            Files.copy(content, target);
        }
        if (directory.normalize().endsWith("bin") && !target.toFile().setExecutable(true)) {
            throw new IOException("The server's script " + target + " could not be made executable.");
        }
    }
}
