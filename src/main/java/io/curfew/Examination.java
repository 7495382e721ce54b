package io.curfew;

import io.curfew.config.Settings;
import io.curfew.doctor.Diagnosis;
import io.curfew.doctor.Doctor;
import io.curfew.doctor.Finding;
import io.curfew.page.Json;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The doctor for an operator's page: one examination at a time, in a thread of its own, for which nobody waits longer than a limit. It
 * knows no administrator of a provider and mends nothing.
 */
final class Examination implements Supplier<Optional<String>> {
    private static final Logger LOG = System.getLogger(Examination.class.getName());

    /** A provider may take its timeout for each of ten questions, and there may be several. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final Function<Settings, List<Diagnosis>> doctor;
    private final Settings settings;
    private final Duration limit;
    private final Semaphore place = new Semaphore(1);

    /** @param doctor {@link Doctor#examine} */
    Examination(Function<Settings, List<Diagnosis>> doctor, Settings settings, Duration limit) {
        this.doctor = doctor;
        this.settings = settings;
        this.limit = limit;
    }

    /** What was found, as a JSON document; empty when another examination is under way, or this one is for too long. */
    @Override
    public Optional<String> get() {
        if (!place.tryAcquire()) {
            return Optional.empty();
        }
        FutureTask<List<Diagnosis>> task = new FutureTask<>(() -> {
            try {
                return doctor.apply(settings);
            } finally {
                // only now: one that nobody waits for any more still asks providers
                place.release();
            }
        });
        Thread thread = new Thread(task, "curfew-doctor");
        thread.setDaemon(true);
        thread.start();
        try {
            return Optional.of(json(task.get(limit.toMillis(), TimeUnit.MILLISECONDS)));
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            LOG.log(Level.ERROR, "The examination failed.", e.getCause());
            return Optional.empty();
        }
    }

    private static String json(List<Diagnosis> all) {
        return all.stream()
                .flatMap(diagnosis -> diagnosis.findings().stream().map(finding -> json(diagnosis, finding)))
                .collect(Collectors.joining(",", "{\"findings\":[", "]}"));
    }

    private static String json(Diagnosis diagnosis, Finding finding) {
        return "{\"code\":" + Json.quote(finding.code().code())
                + ",\"severity\":"
                + Json.quote(finding.code().severity().name().toLowerCase(Locale.ROOT))
                + ",\"issuer\":" + text(diagnosis.issuer())
                + ",\"client_id\":" + text(diagnosis.clientId())
                + ",\"what\":" + Json.quote(finding.what())
                + ",\"why\":" + Json.quote(finding.code().why())
                + ",\"do\":" + Json.quote(finding.code().remedy()) + "}";
    }

    private static String text(@Nullable String value) {
        return value == null ? "null" : Json.quote(value);
    }
}
