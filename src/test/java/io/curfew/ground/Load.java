package io.curfew.ground;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Threads that call something again and again until they are told to stop, and what came of each call. */
public final class Load {
    /** The status of a shot whose call threw. */
    public static final int FAILED = -1;

    private static final Duration STOP_LIMIT = Duration.ofSeconds(90);

    /** What is called; its result is a status that the test gives a meaning, 0 or more. */
    public interface Call {
        int call(int worker) throws Exception;
    }

    /**
     * One call.
     *
     * @param worker who called, from 0
     * @param began when, by {@link System#nanoTime}
     * @param nanos how long it took
     * @param status what it returned, or {@link #FAILED}
     */
    public record Shot(int worker, long began, long nanos, int status) {
        /** Whether it began after this moment of {@link System#nanoTime}. */
        public boolean isAfter(long moment) {
            return began - moment > 0;
        }
    }

    /**
     * What came of all calls.
     *
     * @param shots each call, in order of their begin
     * @param failures the first failures, one sentence each; the count is that of the status {@link #FAILED}
     */
    public record Result(List<Shot> shots, List<String> failures) {
        public Result {
            shots = List.copyOf(shots);
            failures = List.copyOf(failures);
        }

        /** How many calls returned each status. */
        public Map<Integer, Long> byStatus() {
            Map<Integer, Long> counts = new TreeMap<>();
            shots.forEach(shot -> counts.merge(shot.status(), 1L, Long::sum));
            return counts;
        }

        public List<Shot> where(Predicate<Shot> condition) {
            return shots.stream().filter(condition).toList();
        }

        /** The longest call; zero if there was none. */
        public Duration longest() {
            return Duration.ofNanos(shots.stream().mapToLong(Shot::nanos).max().orElse(0));
        }

        @Override
        public String toString() {
            return shots.size() + " calls " + byStatus() + ", longest "
                    + longest().toMillis() + " ms" + (failures.isEmpty() ? "" : ", failures: " + failures);
        }
    }

    private final AtomicLong calls = new AtomicLong();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final List<Worker> workers;

    private Load(int threads, Call call) {
        workers = IntStream.range(0, threads)
                .mapToObj(number -> new Worker(number, call))
                .toList();
    }

    /** Starts that many threads, which call with their number at once. */
    public static Load start(int threads, Call call) {
        Load load = new Load(threads, call);
        load.workers.forEach(Thread::start);
        return load;
    }

    /** How many calls have ended so far. */
    public long calls() {
        return calls.get();
    }

    /** Waits until this many more calls have ended; throws if they do not within the limit. */
    public Load awaitMore(long more, Duration limit) {
        long goal = calls() + more;
        if (!Waiting.until(() -> calls() >= goal, limit)) {
            throw new IllegalStateException(
                    "Only " + (calls() - goal + more) + " of " + more + " calls within " + limit);
        }
        return this;
    }

    /** Lets each thread end its call, and tells what came of all of them. */
    public Result stop() {
        stopped.countDown();
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        try {
            for (Worker worker : workers) {
                TimeUnit.NANOSECONDS.timedJoin(worker, Math.max(1, deadline - System.nanoTime()));
                if (worker.isAlive()) {
                    throw new IllegalStateException("A call has not ended within " + STOP_LIMIT);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
        return new Result(
                workers.stream()
                        .flatMap(Worker::shots)
                        .sorted((one, other) -> Long.signum(one.began() - other.began()))
                        .toList(),
                workers.stream().flatMap(worker -> worker.failures.stream()).toList());
    }

    /** Writes only into its own arrays, so that recording costs the calls nothing. */
    private final class Worker extends Thread {
        private static final int KEPT_FAILURES = 5;

        private final int number;
        private final Call call;
        private final List<String> failures = new ArrayList<>();
        private long[] times = new long[2_048];
        private int[] statuses = new int[1_024];
        private int count;

        Worker(int number, Call call) {
            super("load " + number);
            setDaemon(true);
            this.number = number;
            this.call = call;
        }

        @Override
        public void run() {
            while (stopped.getCount() > 0) {
                long began = System.nanoTime();
                int status = status();
                record(began, System.nanoTime() - began, status);
                calls.incrementAndGet();
            }
        }

        private int status() {
            try {
                return call.call(number);
            } catch (Exception | AssertionError failure) {
                if (failures.size() < KEPT_FAILURES) {
                    failures.add(failure.toString());
                }
                return FAILED;
            }
        }

        private void record(long began, long nanos, int status) {
            if (count == statuses.length) {
                statuses = Arrays.copyOf(statuses, 2 * count);
                times = Arrays.copyOf(times, 4 * count);
            }
            times[2 * count] = began;
            times[2 * count + 1] = nanos;
            statuses[count] = status;
            count++;
        }

        Stream<Shot> shots() {
            return IntStream.range(0, count)
                    .mapToObj(i -> new Shot(number, times[2 * i], times[2 * i + 1], statuses[i]));
        }
    }
}
