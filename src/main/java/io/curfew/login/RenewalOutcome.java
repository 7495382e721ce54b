package io.curfew.login;

import io.curfew.session.Tokens;
import java.util.Optional;

/** What became of asking a provider for new tokens. */
sealed interface RenewalOutcome {
    /** It gave some; whether the session took them is another question. */
    record Gained(Tokens tokens) implements RenewalOutcome {}

    /**
     * It said that the login is over, or answered for another one.
     *
     * @param foreign the tokens of that other one
     */
    record Refused(Optional<Tokens> foreign) implements RenewalOutcome {}

    /** It said nothing about the login. */
    record Silent() implements RenewalOutcome {}

    /** There is no refresh token to ask with. */
    record NotAsked() implements RenewalOutcome {}
}
