package io.curfew.bench;

/** What the upstream serves. */
enum ServedFile {
    SMALL("/files/1k.bin", 1 << 10),
    MIDDLE("/files/100k.bin", 100 << 10),
    LARGE("/files/1m.bin", 1 << 20);

    /** Where the upstream takes a POST; it reads the body and answers {@link #POSTED}. */
    static final String POST_PATH = "/files/post";

    static final String POSTED = "posted";

    private final String path;
    private final int size;

    ServedFile(String path, int size) {
        this.path = path;
        this.size = size;
    }

    String path() {
        return path;
    }

    /** The same in every run, and does not compress to nothing. */
    byte[] content() {
        return Machine.bytes(size);
    }
}
