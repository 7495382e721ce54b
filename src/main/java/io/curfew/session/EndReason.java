package io.curfew.session;

/** Why a session is over, as far as it is known. */
public enum EndReason {
    /** Its user signed out at this gateway. */
    SIGNED_OUT("signed_out"),
    /** The provider said so by a logout token. */
    PROVIDER("provider"),
    /** The provider's page said so in a frame. */
    FRONT_CHANNEL("front_channel"),
    /** To make room for another session of the user. */
    EVICTED("evicted"),
    /** Its browser began another one. */
    REPLACED("replaced"),
    /** It may not pass, and its route ends such a session. */
    REFUSED("refused"),
    /** The provider takes its refresh token no longer. */
    REFRESH_REFUSED("refresh_refused"),
    /** An operator has ended it. */
    ADMINISTRATOR("administrator"),
    /** It was idle for too long, or its time was over. */
    EXPIRED("expired"),
    /** Nobody knows, or a later version of Curfew does. */
    UNKNOWN("unknown");

    private final String text;

    EndReason(String text) {
        this.text = text;
    }

    /** What is stored, and told to pages. */
    public String text() {
        return text;
    }

    static EndReason of(String text) {
        for (EndReason reason : values()) {
            if (reason.text.equals(text)) {
                return reason;
            }
        }
        return UNKNOWN;
    }

    /** A mark for what can never begin again. */
    LogoutMark forEver() {
        return new LogoutMark(Long.MAX_VALUE, text, LaterFields.NONE);
    }

    /** What a mark says; where it says nothing, what its scope means. */
    static EndReason of(LogoutScope scope, LogoutMark mark) {
        String said = mark.reason();
        return said == null ? usual(scope) : of(said);
    }

    private static EndReason usual(LogoutScope scope) {
        if (scope instanceof SignedOutHere) {
            return SIGNED_OUT;
        }
        // marks that say nothing of one session are those of earlier versions
        return scope instanceof EndedHere ? UNKNOWN : PROVIDER;
    }
}
