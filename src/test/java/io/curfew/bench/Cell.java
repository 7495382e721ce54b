package io.curfew.bench;

import java.util.List;

/** One column of the table: a kind of request, on so many connections. */
record Cell(String name, String path, boolean isPost, int connections) {
    static final Cell USUAL = get("1 KB", ServedFile.SMALL, 64);

    /** So few connections that compilers get processor time, too. */
    static final Cell WARM_UP = get("1 KB", ServedFile.SMALL, 4);

    static final Cell LARGE = get("1 MB", ServedFile.LARGE, 64);
    static final Cell POST = new Cell("POST 10 KB, 64", ServedFile.POST_PATH, true, 64);

    static final List<Cell> ALL = List.of(
            get("1 KB", ServedFile.SMALL, 16),
            USUAL,
            get("1 KB", ServedFile.SMALL, 256),
            get("100 KB", ServedFile.MIDDLE, 64),
            LARGE,
            POST);

    private static Cell get(String size, ServedFile file, int connections) {
        return new Cell(size + ", " + connections, file.path(), false, connections);
    }
}
