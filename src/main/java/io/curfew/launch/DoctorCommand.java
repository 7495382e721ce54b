package io.curfew.launch;

import io.curfew.config.ConfigFaultsException;
import io.curfew.config.ConfigReader;
import io.curfew.config.ProcessValues;
import io.curfew.config.Secret;
import io.curfew.config.Settings;
import io.curfew.doctor.Diagnosis;
import io.curfew.doctor.Doctor;
import io.curfew.doctor.Finding;
import io.curfew.doctor.KeycloakAccess;
import io.curfew.doctor.Severity;
import io.curfew.provider.ProviderClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code java -jar curfew.jar doctor}: reads the configuration as the gateway would, and examines it with its providers. */
public final class DoctorCommand {
    /** What the command is called. */
    public static final String COMMAND = "doctor";

    private static final String PASSWORD = "KEYCLOAK_ADMIN_PASSWORD";
    private static final int FAULTS = 1;
    private static final int CANNOT_RUN = 2;

    private final Map<String, String> environment;
    private final InputStream in;
    private final PrintStream out;
    private final PrintStream problems;

    public DoctorCommand(Map<String, String> environment, InputStream in, PrintStream out, PrintStream problems) {
        this.environment = Map.copyOf(environment);
        this.in = in;
        this.out = out;
        this.problems = problems;
    }

    /**
     * Prints what was found.
     *
     * @param words behind the command
     * @return the exit status: 0 without a fault, 1 with one, 2 when nothing could be examined
     */
    public int run(List<String> words, Map<String, String> properties, Clock clock) {
        try {
            DoctorArguments arguments = DoctorArguments.of(words);
            Settings settings = ConfigReader.read(ProcessValues.of(properties, environment), "");
            return examine(settings, access(arguments, settings), clock);
        } catch (ConfigFaultsException faults) {
            out.println(faults.getMessage());
            return FAULTS;
        } catch (UnusableArgumentsException unusable) {
            problems.println(unusable.sentence());
            return CANNOT_RUN;
        }
    }

    private int examine(Settings settings, Optional<KeycloakAccess> access, Clock clock) {
        List<Diagnosis> all;
        try (ProviderClient client = new ProviderClient()) {
            all = new Doctor(client, clock, access).examine(settings);
        }
        all.forEach(this::print);
        long faults = all.stream()
                .mapToLong(diagnosis -> diagnosis.count(Severity.FAULT))
                .sum();
        long warnings = all.stream()
                .mapToLong(diagnosis -> diagnosis.count(Severity.WARNING))
                .sum();
        long mended =
                all.stream().mapToLong(diagnosis -> diagnosis.mended().size()).sum();
        out.println("faults: " + faults + ", warnings: " + warnings + ", mended: " + mended);
        if (out.checkError()) {
            problems.println("The report could not be written.");
            return CANNOT_RUN;
        }
        return faults == 0 ? 0 : FAULTS;
    }

    private void print(Diagnosis diagnosis) {
        out.println(diagnosis.subject());
        diagnosis.fine().forEach(sentence -> out.println("  fine     " + sentence));
        diagnosis.mended().forEach(finding -> out.println("  mended   " + line(finding)));
        diagnosis.findings().forEach(finding -> {
            out.printf("  %-8s %s%n", finding.code().severity().name().toLowerCase(Locale.ROOT), line(finding));
            out.println("           why: " + finding.code().why());
            out.println("           do:  " + finding.code().remedy());
        });
        out.println();
    }

    private static String line(Finding finding) {
        return finding.code().code() + ": " + finding.what();
    }

    private Optional<KeycloakAccess> access(DoctorArguments arguments, Settings settings) {
        String user = arguments.user();
        if (user == null) {
            return Optional.empty();
        }
        String base = base(arguments.url(), Doctor.keycloaks(settings));
        return Optional.of(
                new KeycloakAccess(base, arguments.realm(), user, new Secret(password()), arguments.mends()));
    }

    /** The password must not go to whoever is named in a configuration. */
    private static String base(@Nullable String wanted, List<String> keycloaks) {
        if (keycloaks.isEmpty()) {
            throw new UnusableArgumentsException("No issuer of the configuration is a realm of Keycloak.");
        }
        if (wanted == null ? keycloaks.size() > 1 : !keycloaks.contains(wanted)) {
            throw new UnusableArgumentsException("Say which Keycloak may see the administrator's password, by "
                    + DoctorArguments.URL + " and one of: " + String.join(", ", keycloaks));
        }
        return wanted == null ? keycloaks.get(0) : wanted;
    }

    private String password() {
        String given = environment.getOrDefault(PASSWORD, "");
        if (given.isEmpty()) {
            given = line();
        }
        if (given.isEmpty()) {
            throw new UnusableArgumentsException(
                    "The administrator's password is missing: set " + PASSWORD + ", or write it to standard input.");
        }
        return given;
    }

    private String line() {
        problems.println("The administrator's password is read from standard input; what is typed there can be seen.");
        try {
            String line = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            return "";
        }
    }
}
