package io.curfew;

import io.curfew.config.AdminSettings;
import io.curfew.config.Settings;
import io.curfew.console.AdminEndings;
import io.curfew.console.AdminOpenApiResource;
import io.curfew.console.AdminSessions;
import io.curfew.console.AdminSessionsResource;
import io.curfew.console.LoggedActions;
import io.curfew.console.OperatorEndpoint;
import io.curfew.console.OperatorVerdict;
import io.curfew.console.Operators;
import io.curfew.login.OperatorCredentials;
import io.curfew.logout.SessionTokenRevocation;
import io.curfew.session.AllSessions;
import io.curfew.session.LiveSession;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What is below {@code /oidc/admin}; nothing where nobody is an operator. */
final class AdminWiring implements AutoCloseable {
    private final AllSessions sessions;
    private final Set<Object> resources;

    /** @param more resources of other rooms, where there are operators */
    AdminWiring(
            Halls halls,
            LoginWiring login,
            SessionTokenRevocation revocation,
            Function<HttpServletRequest, List<LiveSession>> signedIn,
            Function<OperatorEndpoint, Set<Object>> more) {
        Settings settings = halls.settings();
        AdminSettings admin = settings.admin();
        // also where there are no operators: other nodes may have some, and ask
        sessions = new AllSessions(halls.store(), halls.sessions(), settings.routes());
        if (admin == null) {
            resources = Set.of();
            return;
        }
        OperatorCredentials credentials = login.operators(admin);
        OperatorEndpoint operators = new OperatorEndpoint(
                new Operators(
                        settings.publicUrl(),
                        fields -> credentials.ofToken(fields).map(AdminWiring::verdict),
                        credentials::hasRole),
                signedIn);
        AdminEndings endings = new AdminEndings(
                sessions,
                halls.sessions(),
                settings.routes(),
                revocation::revokeUnused,
                new LoggedActions(halls.random()),
                halls.clock());
        resources = new HashSet<>(more.apply(operators));
        resources.add(new AdminOpenApiResource(operators));
        resources.add(new AdminSessionsResource(
                operators, new AdminSessions(sessions, settings.routes(), halls.clock()), endings));
    }

    private static OperatorVerdict verdict(OperatorCredentials.Verdict verdict) {
        return verdict instanceof OperatorCredentials.Verdict.Operator operator
                ? new OperatorVerdict.Operator(
                        operator.caller().userName(),
                        operator.caller().issuer(),
                        operator.caller().subject(),
                        OperatorVerdict.By.BEARER)
                : new OperatorVerdict.Refused(((OperatorCredentials.Verdict.Refused) verdict).answer());
    }

    Set<Object> resources() {
        return Set.copyOf(resources);
    }

    @Override
    public void close() {
        sessions.close();
    }
}
