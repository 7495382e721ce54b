package io.curfew.session;

import java.util.List;

/**
 * Whom an operator has ended, by our own clock. A login that was begun before is refused when it ends: of an ending that goes through all
 * sessions there are, it would be the one that is not there yet. Only logins read these marks: whoever has a session is ended by a mark of
 * its own.
 */
final class LoginsUnderWay {
    /** Of no provider, so no session of one has such a name. */
    private static final String NOBODYS = "";

    /** Of whomever: a login that it does not cover is not asked about the others. It is written last and read first. */
    static final LogoutScope SOMEBODYS = new SignedOutHere(NOBODYS, "some");

    static final LogoutScope EVERYBODYS = new SignedOutHere(NOBODYS, "all");

    private LoginsUnderWay() {}

    static LogoutScope ofUser(ProviderSubject user) {
        return new SignedOutHere(NOBODYS, "user\n" + user.issuer() + "\n" + user.subject());
    }

    /** Of a client at whatever provider. */
    static LogoutScope ofClient(String clientId) {
        return new SignedOutHere(NOBODYS, "client\n" + clientId);
    }

    static LogoutScope ofClient(String clientId, String issuer) {
        return new SignedOutHere(NOBODYS, "client\n" + clientId + "\n" + issuer);
    }

    /** Those by which a session may be refused when it begins, beside {@link #SOMEBODYS}. */
    static List<LogoutScope> of(Session session) {
        String client = session.space().clientId();
        return List.of(
                EVERYBODYS, ofUser(session.providerSubject()), ofClient(client), ofClient(client, session.issuer()));
    }
}
