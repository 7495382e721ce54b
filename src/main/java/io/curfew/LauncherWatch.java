package io.curfew;

/** In the server's process: ends it when the launcher is gone without having ended it, as after SIGKILL. */
final class LauncherWatch {
    /** The system property with the process id of the launcher, which sets it. */
    private static final String LAUNCHER = "io.curfew.launcher";

    private LauncherWatch() {}

    /** Begins to watch; does nothing where no launcher has started this process. */
    static void begin() {
        Long launcher = Long.getLong(LAUNCHER);
        if (launcher == null) {
            return;
        }
        Thread watch = new Thread(() -> endAfter(launcher), "curfew-launcher-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private static void endAfter(long launcher) {
        ProcessHandle.of(launcher).ifPresent(process -> process.onExit().join());
        System.exit(1);
    }
}
