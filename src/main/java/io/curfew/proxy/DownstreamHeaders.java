package io.curfew.proxy;

import io.curfew.config.TellingSettings.Downstream;
import io.curfew.config.UpstreamSettings.TokenHeader;
import io.curfew.session.Caller;
import io.curfew.session.Tokens;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The response headers that tell a browser who is signed in. Only the gateway sets them on a route that has them. */
final class DownstreamHeaders {
    private DownstreamHeaders() {}

    /**
     * The answer with them, and without what the upstream has in their place.
     *
     * @param caller null for a request that needs none
     */
    static List<HeaderField> in(
            List<HeaderField> answer, Downstream told, @Nullable Caller caller, Optional<Tokens> tokens) {
        List<HeaderField> out = without(answer, told);
        if (caller == null) {
            return out;
        }
        int before = out.size();
        IdentityHeaders.addClaims(out, told.claimHeaders(), caller);
        IdentityHeaders.addUserInfo(out, told.userInfoHeader(), caller);
        if (tokens.isPresent()) {
            IdentityHeaders.add(out, told.accessTokenHeader(), tokens.get().accessToken());
            IdentityHeaders.add(out, told.idTokenHeader(), tokens.get().idToken());
        }
        // one user's answer must not be given to another by a cache between
        return out.size() > before ? OwnFields.forOneBrowser(out) : out;
    }

    /** What is left of these fields without those that are ours. */
    static List<HeaderField> without(List<HeaderField> fields, Downstream told) {
        Set<String> ours = names(told);
        List<HeaderField> out = new ArrayList<>(fields.size() + ours.size() + 1);
        for (HeaderField field : fields) {
            if (!ours.contains(field.lowerCaseName())) {
                out.add(field);
            }
        }
        return out;
    }

    private static Set<String> names(Downstream told) {
        Set<String> names = new HashSet<>();
        told.claimHeaders().forEach(claim -> add(names, claim.header()));
        addToken(names, told.accessTokenHeader());
        addToken(names, told.idTokenHeader());
        add(names, told.userInfoHeader());
        return names;
    }

    private static void addToken(Set<String> names, @Nullable TokenHeader header) {
        add(names, header == null ? null : header.header());
    }

    private static void add(Set<String> names, @Nullable String name) {
        if (name != null) {
            names.add(name.toLowerCase(Locale.ROOT));
        }
    }
}
