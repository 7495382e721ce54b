package io.curfew.launch;

/** In the server's process: ends it when the launcher is gone without having ended it, as after SIGKILL. */
public final class LauncherWatch {
    private static final String LAUNCHER = "io.curfew.launcher";

    private LauncherWatch() {}

    /** What tells the server's JVM that this process is its launcher. */
    static String jvmArgument() {
        return "-D" + LAUNCHER + "=" + ProcessHandle.current().pid();
    }

    /** Begins to watch; does nothing where no launcher has started this process. */
    public static void begin() {
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
