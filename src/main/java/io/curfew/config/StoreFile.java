package io.curfew.config;

import java.nio.file.Path;

/**
 * A PKCS12 file with keys or certificates; that it opens and holds what it is for was checked at start.
 *
 * @param file its absolute path
 * @param password opens the file and every key in it
 */
public record StoreFile(Path file, Secret password) {}
