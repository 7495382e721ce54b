package io.curfew.config;

import io.curfew.config.Parameter.Scope;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The rows of how a sign-out leaves the browser, behind those of {@link LoginParameters}. */
final class LeavingParameters {
    private static final ParameterTable TABLE = new ParameterTable();

    static final Parameter<LocalOnly> LOCAL_ONLY = TABLE.row(
            "logout_local_only",
            Scope.BOTH,
            Form.open("`false`, `true` or `on_request`", LeavingParameters::localOnly),
            "false",
            "`true` leaves the session at the provider; `on_request` does so when the sign-out has the query argument `local`");
    static final Parameter<List<SiteData>> CLEAR_SITE_DATA = TABLE.row(
            "logout_clear_site_data",
            Scope.BOTH,
            Form.open("list", LeavingParameters::siteData),
            null,
            "what a sign-out asks the browser to forget: `cache`, `cookies`, `storage`");

    private LeavingParameters() {}

    static List<Parameter<?>> all() {
        return TABLE.rows();
    }

    /** The settings in values without a fault. */
    static LeavingSettings read(RouteValues values) {
        return new LeavingSettings(
                values.find(Parameters.LOGOUT_REDIRECT_URI).orElse(List.of()),
                values.get(LOCAL_ONLY),
                values.find(CLEAR_SITE_DATA).orElse(List.of()));
    }

    private static LocalOnly localOnly(String value) throws MalformedValueException {
        for (LocalOnly one : LocalOnly.values()) {
            if (one.word().equals(value.toLowerCase(Locale.ROOT))) {
                return one;
            }
        }
        throw MalformedValueException.of(value, "false, true or on_request");
    }

    private static List<SiteData> siteData(String value) throws MalformedValueException {
        Set<SiteData> found = new LinkedHashSet<>();
        for (String part : Forms.list(value)) {
            found.add(Arrays.stream(SiteData.values())
                    .filter(one -> one.directive().equals(part))
                    .findFirst()
                    .orElseThrow(() -> MalformedValueException.of(
                            part,
                            "one of "
                                    + Arrays.stream(SiteData.values())
                                            .map(SiteData::directive)
                                            .collect(Collectors.joining(", ")))));
        }
        return List.copyOf(found);
    }
}
