package io.curfew.doctor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one thing after its examination.
 *
 * @param issuer of the registration; null for the configuration itself
 * @param clientId likewise
 * @param fine what is as it should be, a sentence for each
 * @param mended what was found, and is so no longer
 * @param findings what is not as it should be
 */
public record Diagnosis(
        @Nullable String issuer,
        @Nullable String clientId,
        List<String> fine,
        List<Finding> mended,
        List<Finding> findings) {
    public Diagnosis {
        fine = List.copyOf(fine);
        mended = List.copyOf(mended);
        findings = List.copyOf(findings);
    }

    /** What was examined, for a reader. */
    public String subject() {
        return issuer == null ? "configuration" : "issuer " + issuer + ", client " + clientId;
    }

    /** How many findings are of a severity. */
    public long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.code().severity() == severity)
                .count();
    }
}
