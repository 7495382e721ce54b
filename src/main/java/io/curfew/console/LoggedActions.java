package io.curfew.console;

import io.curfew.page.Json;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Base64;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Writes a line for each action of an operator. */
public final class LoggedActions implements OperatorActions {
    private static final Logger LOG = System.getLogger(LoggedActions.class.getName());

    private final Random random;

    /** Creates it. */
    public LoggedActions(Random random) {
        this.random = random;
    }

    @Override
    public String tell(Action action) {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        String receipt = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        LOG.log(
                action.isDone() ? Level.INFO : Level.WARNING,
                "An operator has ended sessions. action={0} actor={1} by={2} reason={3} issuer={4} client_id={5} subject={6}"
                        + " sessions={7} done={8} receipt={9}",
                action.name(),
                Json.quote(action.actor().subject()),
                action.actor().by(),
                Json.quote(action.reason()),
                quoted(action.issuer()),
                quoted(action.clientId()),
                quoted(action.subject()),
                action.sessions(),
                action.isDone(),
                receipt);
        return receipt;
    }

    private static String quoted(@Nullable String text) {
        return text == null ? "-" : Json.quote(text);
    }
}
