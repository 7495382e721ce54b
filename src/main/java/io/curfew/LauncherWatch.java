package io.curfew;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * In the server's process: hears from the launcher that this server is about to be ended, and ends it when the launcher is gone
 * without having ended it, as after SIGKILL.
 */
final class LauncherWatch {
    /** The system property with the process id of the launcher, which sets it. */
    private static final String LAUNCHER = "io.curfew.launcher";

    /** The environment variable with the path of a file that the launcher makes some time before it ends this server. */
    private static final String LEAVING_FILE = "LAUNCHER_LEAVING_FILE";

    private static final Duration PAUSE = Duration.ofMillis(100);

    private volatile boolean leaving;

    private LauncherWatch() {}

    /** Begins to watch; does nothing where no launcher has started this process. */
    static LauncherWatch begin() {
        LauncherWatch watch = new LauncherWatch();
        Long launcher = Long.getLong(LAUNCHER);
        String leavingFile = System.getenv(LEAVING_FILE);
        if (launcher != null && leavingFile != null) {
            Thread thread = new Thread(() -> watch.endAfter(launcher, Path.of(leavingFile)), "curfew-launcher-watch");
            thread.setDaemon(true);
            thread.start();
        }
        return watch;
    }

    /** Whether this server still answers, but is not to be given new work. */
    boolean isLeaving() {
        return leaving;
    }

    private void endAfter(long launcher, Path leavingFile) {
        ProcessHandle.of(launcher).ifPresent(process -> {
            CompletableFuture<ProcessHandle> end = process.onExit();
            while (!isOverWithin(end, PAUSE)) {
                leaving = leaving || Files.exists(leavingFile);
            }
        });
        System.exit(1);
    }

    private static boolean isOverWithin(CompletableFuture<?> end, Duration limit) {
        try {
            end.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
