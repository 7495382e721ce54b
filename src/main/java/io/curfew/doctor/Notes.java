package io.curfew.doctor;

import io.curfew.config.Registration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What comes up during one examination. */
final class Notes {
    private final List<String> fine = new ArrayList<>();
    private final List<Finding> mended = new ArrayList<>();
    private final Set<Finding> findings = new LinkedHashSet<>();

    void fine(String sentence) {
        fine.add(sentence);
    }

    void found(FindingCode code, String what) {
        findings.add(new Finding(code, what));
    }

    void addAll(Notes others) {
        fine.addAll(others.fine);
        mended.addAll(others.mended);
        findings.addAll(others.findings);
    }

    void mended(FindingCode code, String what) {
        mended.add(new Finding(code, what));
    }

    boolean has(FindingCode code) {
        return findings.stream().anyMatch(finding -> finding.code() == code);
    }

    /** Takes back what is only another sight of something that was found where it is. */
    void leaveOut(Set<FindingCode> codes) {
        findings.removeIf(finding -> codes.contains(finding.code()));
    }

    /** Of a registration, or of the configuration itself. */
    Diagnosis diagnosis(@Nullable Registration registration) {
        return new Diagnosis(
                registration == null ? null : registration.issuer(),
                registration == null ? null : registration.clientId(),
                fine,
                mended,
                List.copyOf(findings));
    }
}
