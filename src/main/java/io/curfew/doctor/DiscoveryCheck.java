package io.curfew.doctor;

import io.curfew.config.Registration;
import io.curfew.provider.OutsideText;
import io.curfew.provider.ProviderProbe;
import io.curfew.provider.ProviderQuestions;
import io.curfew.provider.ProviderUnavailableException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** Whether the discovery document can be had and used, by TLS that holds, from the right issuer, at the same time of day. */
final class DiscoveryCheck {
    private final ProviderQuestions questions;
    private final Clock clock;

    DiscoveryCheck(ProviderQuestions questions, Clock clock) {
        this.questions = questions;
        this.clock = clock;
    }

    /** The document; empty when it cannot be used, which is then noted. */
    Optional<Metadata> check(Registration registration, Notes notes) {
        URI uri = ProviderQuestions.discoveryOf(registration.issuer());
        Instant asked = clock.instant();
        ProviderProbe answer;
        try {
            answer = questions.document(registration.provider(), uri);
        } catch (ProviderUnavailableException failure) {
            notes.found(code(failure), failure.sentence());
            return Optional.empty();
        }
        if (registration.issuer().startsWith("https:")
                && registration.provider().sslVerify()) {
            notes.fine("The certificate of the provider is trusted, and its host name is right.");
        }
        Instant answered = clock.instant();
        if (answer.status() != 200 || answer.json().isEmpty()) {
            notes.found(
                    FindingCode.DISCOVERY_UNUSABLE,
                    uri + " answered " + answer.status()
                            + (answer.status() == 200 ? ", but not with a JSON object." : " instead of 200."));
            return Optional.empty();
        }
        compareClocks(registration, answer.date(), asked, answered, notes);
        return document(registration, uri, answer.json(), notes);
    }

    private static Optional<Metadata> document(
            Registration registration, URI uri, Map<String, Object> json, Notes notes) {
        Map<String, Object> asConfigured = new HashMap<>(json);
        asConfigured.put("issuer", registration.issuer());
        Optional<String> unusable = ProviderQuestions.unusable(registration.issuer(), asConfigured);
        if (unusable.isPresent()) {
            notes.found(FindingCode.DISCOVERY_UNUSABLE, unusable.get());
            return Optional.empty();
        }
        notes.fine("The discovery document is there and can be used.");
        if (registration.issuer().equals(json.get("issuer"))) {
            notes.fine("The issuer is the configured one.");
        } else {
            notes.found(
                    FindingCode.ISSUER_DIFFERS,
                    uri + " says that its issuer is '" + OutsideText.shown(String.valueOf(json.get("issuer")))
                            + "', and '" + registration.issuer()
                            + "' is configured. The credentials are not sent there, and so not examined.");
        }
        return Optional.of(new Metadata(json));
    }

    private static void compareClocks(
            Registration registration, @Nullable String date, Instant asked, Instant answered, Notes notes) {
        Instant theirs;
        try {
            theirs = ZonedDateTime.parse(date == null ? "" : date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            // a server without a clock need not say the time (RFC 9110, section 6.6.1)
            return;
        }
        Duration skew = skew(theirs, asked, answered);
        Duration leeway = registration.provider().leeway();
        if (skew.compareTo(leeway) > 0) {
            notes.found(
                    FindingCode.CLOCK_SKEW,
                    String.format(
                            Locale.ROOT,
                            "The provider's clock is %d seconds %s ours; the leeway is %d.",
                            skew.toSeconds(),
                            theirs.isBefore(asked) ? "behind" : "ahead of",
                            leeway.toSeconds()));
        } else {
            notes.fine("The clocks differ by less than the leeway of " + leeway.toSeconds() + " seconds.");
        }
    }

    /** How far it is at least from what it may have been here; the field leaves out the parts of a second. */
    private static Duration skew(Instant theirs, Instant asked, Instant answered) {
        if (theirs.isAfter(answered)) {
            return Duration.between(answered, theirs);
        }
        Instant latest = theirs.plusSeconds(1);
        return latest.isBefore(asked) ? Duration.between(latest, asked) : Duration.ZERO;
    }

    private static FindingCode code(ProviderUnavailableException failure) {
        boolean ofTls = false;
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLPeerUnverifiedException) {
                return FindingCode.TLS_HOST_NAME;
            }
            ofTls |= cause instanceof CertificateException;
        }
        return ofTls ? FindingCode.TLS_UNTRUSTED : FindingCode.DISCOVERY_UNREACHABLE;
    }
}
