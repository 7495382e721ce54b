package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By what a request shows who sends it. */
class CredentialSettingsTest {
    private static CredentialSettings of(String changes) {
        return Values.valid().changed(changes).route("orders").access().credentials();
    }

    @Test
    void sessionsAloneAreTheDefault() {
        assertEquals(
                CredentialSettings.SESSION,
                Values.valid().route("orders").access().credentials());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "session | true | false",
                "bearer | false | true",
                "bearer, session | true | true",
                "session,bearer,session | true | true",
            })
    void bothAreASet(String methods, boolean session, boolean bearer) {
        assertEquals(
                new CredentialSettings(session, bearer, true),
                of("curfew.route.orders.audience_required=api; curfew.route.orders.auth_methods=" + methods));
        assertEquals(
                new CredentialSettings(session, bearer, false),
                of(
                        "curfew.route.orders.audience_required=api; curfew.bearer_logout_check=false; curfew.route.orders.auth_methods="
                                + methods));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authorization_code",
                "password",
                "client_credentials",
                "introspection",
                "userinfo",
                "kong_oauth2",
                "refresh_token"
            })
    void theOthersOfKongAreRefusedByName(String method) {
        List<String> faults = Values.valid()
                .changed("curfew.route.orders.auth_methods=session," + method)
                .faults();
        assertEquals(1, faults.size(), faults::toString);
        assertTrue(faults.get(0).contains("'" + method + "' is not offered: "), faults::toString);
    }

    @Test
    void whatIsNoMethodIsSaid() {
        assertEquals(
                List.of("curfew.auth_methods: The value 'cookie' is not session or bearer."),
                Values.valid().changed("curfew.auth_methods=cookie").faults());
    }

    @ParameterizedTest
    @ValueSource(strings = {"query", "body", "cookie"})
    void tokensAreTakenInTheHeaderAlone(String place) {
        List<String> faults = Values.valid()
                .changed("curfew.bearer_token_param_type=header," + place)
                .faults();
        assertEquals(1, faults.size(), faults::toString);
        assertTrue(faults.get(0).contains("'" + place + "' is not offered: "), faults::toString);
        assertEquals(
                List.of(),
                Values.valid().changed("curfew.bearer_token_param_type=header").faults());
    }

    @Test
    void whomTokensAreForMustBeSaid() {
        List<String> faults = Values.valid()
                .changed("curfew.route.orders.auth_methods=bearer")
                .faults();
        assertEquals(1, faults.size(), faults::toString);
        assertTrue(
                faults.get(0)
                        .startsWith(
                                "curfew.route.orders.auth_methods: For the route 'orders' audience_required is missing"),
                faults::toString);
        assertEquals(
                List.of(),
                Values.valid()
                        .changed("curfew.route.orders.auth_methods=bearer; curfew.audience_required=api")
                        .faults());
    }

    @Test
    void whoIsNotSignedInCannotSignOut() {
        String tokens = "curfew.route.orders.auth_methods=bearer; curfew.route.orders.audience_required=api; ";
        List<String> faults = Values.valid()
                .changed(tokens + "curfew.route.orders.logout_uri_suffix=/logout")
                .faults();
        assertEquals(
                List.of(
                        "curfew.route.orders.logout_uri_suffix: Does nothing without session in auth_methods, as nobody is"
                                + " signed in. Add that, or remove this."),
                faults);
        Route forAll = Values.valid()
                .changed(tokens + "curfew.logout_uri_suffix=/logout")
                .route("orders");
        assertEquals(null, forAll.logout().uriSuffix(), "the path is the application's");
    }

    @Test
    void aCheckOfTokensWithoutTokensIsAFault() {
        assertEquals(
                List.of(
                        "curfew.route.orders.bearer_logout_check: Does nothing without bearer in auth_methods. Add that, or"
                                + " remove this."),
                Values.valid()
                        .changed("curfew.route.orders.bearer_logout_check=false")
                        .faults());
    }
}
