package io.curfew.launch;

import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the doctor is told on the command line.
 *
 * @param user the administrator of Keycloak, or null for none
 * @param realm where the administrator's account is
 * @param url which Keycloak, or null for the only one
 * @param mends whether the gateway's client in Keycloak is corrected
 */
record DoctorArguments(
        @Nullable String user, String realm, @Nullable String url, boolean mends) {
    static final String USER = "--keycloak-admin";
    static final String REALM = "--keycloak-admin-realm";
    static final String URL = "--keycloak-url";
    static final String FIX = "--fix";

    private static final String USAGE = "The doctor takes " + USER + " <name> [" + REALM + " <realm>] [" + URL
            + " <url>] [" + FIX + "], and no password: that comes from KEYCLOAK_ADMIN_PASSWORD or standard input.";

    static DoctorArguments of(List<String> words) {
        Map<String, String> values = new HashMap<>();
        boolean mends = false;
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            if (word.equals(FIX)) {
                mends = true;
            } else if (Set.of(USER, REALM, URL).contains(word) && rest.hasNext() && !values.containsKey(word)) {
                values.put(word, rest.next());
            } else {
                throw new UnusableArgumentsException(USAGE);
            }
        }
        String user = values.get(USER);
        if (user == null && (mends || !values.isEmpty())) {
            throw new UnusableArgumentsException(USAGE);
        }
        return new DoctorArguments(user, values.getOrDefault(REALM, "master"), values.get(URL), mends);
    }
}
