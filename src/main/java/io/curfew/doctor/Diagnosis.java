package io.curfew.doctor;

import java.util.List;

/**
 * What is known of one thing after its examination.
 *
 * @param subject what was examined
 * @param fine what is as it should be, a sentence for each
 * @param mended what was found, and is so no longer
 * @param findings what is not as it should be
 */
public record Diagnosis(String subject, List<String> fine, List<Finding> mended, List<Finding> findings) {
    public Diagnosis {
        fine = List.copyOf(fine);
        mended = List.copyOf(mended);
        findings = List.copyOf(findings);
    }

    /** How many findings are of a severity. */
    public long count(Severity severity) {
        return findings.stream()
                .filter(finding -> finding.code().severity() == severity)
                .count();
    }
}
