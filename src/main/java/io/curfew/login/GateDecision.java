package io.curfew.login;

/** What the gate can say to a request, as it is counted. */
public enum GateDecision {
    SESSION,
    ACCESS_TOKEN,
    ANONYMOUS,
    PREFLIGHT,
    SIGN_OUT,
    OWN_PATH,
    LOGIN,
    UNAUTHORIZED,
    FORBIDDEN,
    EVICTED,
    ACCESS_TOKEN_REFUSED,
    KEYS_UNAVAILABLE,
    STORE_UNAVAILABLE,
    NO_ROUTE,
    PATH_REFUSED,
    AMBIGUOUS,
    BODY_UNREADABLE;

    static GateDecision of(GateVerdict verdict) {
        if (verdict instanceof GateVerdict.Forward) {
            return SESSION;
        }
        if (verdict instanceof GateVerdict.ForwardBearer) {
            return ACCESS_TOKEN;
        }
        if (verdict instanceof GateVerdict.ForwardAnonymously) {
            return ANONYMOUS;
        }
        if (verdict instanceof GateVerdict.ForwardPreflight) {
            return PREFLIGHT;
        }
        if (verdict instanceof GateVerdict.SignOut) {
            return SIGN_OUT;
        }
        return verdict instanceof GateVerdict.OwnPath ? OWN_PATH : ofWhomItStops(verdict);
    }

    private static GateDecision ofWhomItStops(GateVerdict verdict) {
        if (verdict instanceof GateVerdict.StartLogin) {
            return LOGIN;
        }
        if (verdict instanceof GateVerdict.Unauthorized) {
            return UNAUTHORIZED;
        }
        if (verdict instanceof GateVerdict.Forbidden) {
            return FORBIDDEN;
        }
        if (verdict instanceof GateVerdict.Evicted) {
            return EVICTED;
        }
        if (verdict instanceof GateVerdict.BearerRefused) {
            return ACCESS_TOKEN_REFUSED;
        }
        if (verdict instanceof GateVerdict.KeysUnavailable) {
            return KEYS_UNAVAILABLE;
        }
        return ((GateVerdict.Refused) verdict).status() == 404 ? NO_ROUTE : PATH_REFUSED;
    }
}
