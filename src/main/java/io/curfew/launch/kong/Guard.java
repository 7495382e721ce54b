package io.curfew.launch.kong;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What stands before the requests of a place in the file.
 *
 * @param login its openid-connect plugin
 * @param refusing the names of its other plugins that may refuse a request, or answer it themselves
 */
record Guard(Optional<OidcPlugin> login, List<String> refusing) {
    Guard {
        refusing = List.copyOf(refusing);
    }

    /** With what a wider place has: its login counts where there is none here, its other plugins always do. */
    Guard within(Guard wider) {
        return new Guard(
                login.or(wider::login),
                Stream.concat(refusing.stream(), wider.refusing.stream())
                        .distinct()
                        .toList());
    }
}
