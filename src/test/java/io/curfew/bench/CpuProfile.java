package io.curfew.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** The samples of a recording, by room and by method. */
final class CpuProfile {
    private static final String BY_CPU_TIME = "jdk.CPUTimeSample";
    private static final String IN_JAVA = "jdk.ExecutionSample";
    private static final int TOP = 25;

    private final Map<Room, Integer> rooms = new EnumMap<>(Room.class);
    private final Map<String, Integer> methods = new HashMap<>();
    private final String kind;
    private int samples;
    private int withoutStack;

    private CpuProfile(String kind) {
        this.kind = kind;
    }

    /** Takes the samples by CPU time where there are some, else those of threads that run Java. */
    static CpuProfile of(Path recording) {
        CpuProfile byTime = read(recording, BY_CPU_TIME);
        return byTime.samples > 0 ? byTime : read(recording, IN_JAVA);
    }

    private static CpuProfile read(Path recording, String kind) {
        CpuProfile profile = new CpuProfile(kind);
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals(kind)) {
                    profile.add(event);
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return profile;
    }

    private void add(RecordedEvent event) {
        RecordedStackTrace trace = event.getStackTrace();
        if (trace == null || trace.getFrames().isEmpty()) {
            withoutStack++;
            return;
        }
        List<String> frames = trace.getFrames().stream()
                .map(frame -> frame.getMethod().getType().getName() + "."
                        + frame.getMethod().getName())
                .toList();
        samples++;
        rooms.merge(Room.of(frames), 1, Integer::sum);
        methods.merge(frames.get(0), 1, Integer::sum);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "%,d samples of %s, %,d more without a stack%n%n", samples, kind, withoutStack);
        if (kind.equals(IN_JAVA)) {
            line(text, "They are of threads that run Java: what the kernel does for sockets is not in them.%n%n");
        }
        text.append("| room | share |\n| --- | ---: |\n");
        rooms.entrySet().stream()
                .sorted(Map.Entry.<Room, Integer>comparingByValue().reversed())
                .forEach(
                        entry -> line(text, "| %s | %.1f %% |%n", entry.getKey().title(), share(entry.getValue())));
        int own = rooms.entrySet().stream()
                .filter(entry -> entry.getKey().isOwnWork())
                .mapToInt(Map.Entry::getValue)
                .sum();
        line(text, "| **gate, lookup and headers together** | **%.1f %%** |%n%n", share(own));
        text.append("| innermost method | share |\n| --- | ---: |\n");
        methods.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(TOP)
                .forEach(entry -> line(text, "| `%s` | %.1f %% |%n", entry.getKey(), share(entry.getValue())));
        return text.toString();
    }

    private double share(int part) {
        return 100.0 * part / Math.max(1, samples);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values));
    }
}
