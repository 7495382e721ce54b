package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Demands.Demand;
import io.curfew.config.RefusalSettings.Refusal;
import io.curfew.config.TellingSettings.Downstream;
import io.curfew.config.UpstreamSettings.ClaimHeader;
import io.curfew.config.UpstreamSettings.TokenHeader;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a configuration says about who may pass, logins and headers, and what is wrong with it. */
class AccessSettingsTest {
    @Test
    void aRouteThatSaysNothingDemandsNothing() {
        assertEquals(AccessSettings.NONE, Values.valid().route("orders").access());
        assertTrue(Values.valid().route("orders").access().demands().areNone());
    }

    @Test
    void everythingIsRead() {
        AccessSettings access = Values.valid()
                .changed("curfew.route.orders.scopes_required=openid  email , admin")
                .changed(
                        "curfew.route.orders.roles_required=clerk; curfew.route.orders.roles_claim=realm_access, roles")
                .changed("curfew.route.orders.audience_required=a; curfew.route.orders.groups_required=g")
                .changed("curfew.route.orders.claims_forbidden=suspended,act.sub; curfew.search_user_info=true")
                .changed("curfew.route.orders.forbidden_redirect_uri=/help")
                .changed("curfew.route.orders.forbidden_error_message=For clerks, and <chiefs> only.")
                .changed("curfew.route.orders.forbidden_destroy_session=true")
                .changed("curfew.route.orders.unauthorized_redirect_uri=https://www.example.com/who?x=y")
                .changed("curfew.route.orders.unauthorized_error_message=Who?")
                .changed("curfew.route.orders.unauthorized_destroy_session=false")
                .changed("curfew.route.orders.unexpected_redirect_uri=https://www.example.com/sorry")
                .changed("curfew.route.orders.login_action=redirect; curfew.route.orders.login_redirect_uri=/orders/x")
                .changed("curfew.max_age=60; curfew.route.orders.audience=a,b")
                .changed("curfew.route.orders.authorization_query_args_names=prompt,acr_values")
                .changed("curfew.route.orders.authorization_query_args_values=login,gold silver")
                .changed("curfew.route.orders.authorization_query_args_client=login_hint")
                .changed("curfew.route.orders.upstream_user_info_header=X-Userinfo")
                .changed("curfew.route.orders.hide_credentials=true")
                .changed(
                        "curfew.route.orders.downstream_headers_claims=sub; curfew.route.orders.downstream_headers_names=X-Who")
                .changed("curfew.route.orders.downstream_access_token_header=X-Access:bearer")
                .changed("curfew.route.orders.downstream_id_token_header=X-Id")
                .changed("curfew.route.orders.downstream_user_info_header=X-Info")
                .route("orders")
                .access();
        assertEquals(
                List.of(
                        new Demand(
                                "scopes_required",
                                List.of("scope"),
                                List.of(Set.of("openid", "email"), Set.of("admin"))),
                        new Demand("audience_required", List.of("aud"), List.of(Set.of("a"))),
                        new Demand("roles_required", List.of("realm_access", "roles"), List.of(Set.of("clerk"))),
                        new Demand("groups_required", List.of("groups"), List.of(Set.of("g")))),
                access.demands().required());
        assertEquals(List.of("suspended", "act.sub"), access.demands().forbidden());
        assertEquals(
                new RefusalSettings(
                        new Refusal(URI.create("/help"), "For clerks, and <chiefs> only.", true),
                        new Refusal(URI.create("https://www.example.com/who?x=y"), "Who?", false),
                        URI.create("https://www.example.com/sorry")),
                access.refusals());
        assertEquals(
                new LoginSettings(
                        URI.create("/orders/x"),
                        Duration.ofMinutes(1),
                        Map.of("audience", "a b", "prompt", "login", "acr_values", "gold silver"),
                        List.of("login_hint")),
                access.login());
        assertEquals(
                List.of("audience", "prompt", "acr_values"),
                List.copyOf(access.login().arguments().keySet()));
        assertEquals(
                new TellingSettings(
                        true,
                        "X-Userinfo",
                        true,
                        new Downstream(
                                List.of(new ClaimHeader("sub", "X-Who")),
                                new TokenHeader("X-Access", true),
                                new TokenHeader("X-Id", false),
                                "X-Info")),
                access.telling());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 400, textBlock = """
            curfew.roles_required=a,,b | curfew.roles_required: The value 'a,,b' is not a list: there is nothing before, between or after its commas.
            curfew.roles_required=a\tb | curfew.roles_required: The value 'a?b' is not a list without control characters.
            curfew.route.orders.roles_claim=r | curfew.route.orders.roles_claim: Demands nothing without roles_required. Set that too, or remove this.
            curfew.login_action=response | curfew.login_action: With 'response' the browser would be given tokens, which Curfew keeps from it. Write upstream or redirect.
            curfew.login_action=stay | curfew.login_action: The value 'stay' is not upstream or redirect.
            curfew.route.orders.login_action=redirect | curfew.route.orders.login_action: For the route 'orders' login_redirect_uri is missing, where a login would end. Set it, or remove this.
            curfew.max_age=-1 | curfew.max_age: The value '-1' is not a whole number of seconds from 0 to 31536000, in digits only.
            curfew.route.orders.max_age=5 | curfew.route.orders.max_age: The routes 'billing' and 'orders' share a session and differ in max_age. Set it to the same for both, or once for all routes.
            curfew.route.orders.search_user_info=true | curfew.route.orders.search_user_info: The routes 'billing' and 'orders' share a session and differ in search_user_info. Set it to the same for both, or once for all routes.
            curfew.authorization_query_args_client=State | curfew.authorization_query_args_client: The argument 'State' belongs to the authorization request itself or has a parameter of its own. Take it out.
            curfew.authorization_query_args_client=a,a | curfew.authorization_query_args_client: The argument 'a' is in the list twice.
            curfew.route.orders.authorization_query_args_names=a | curfew.route.orders.authorization_query_args_names: For the route 'orders' authorization_query_args_names has 1 and authorization_query_args_values has 0 entries. Each needs one of the other.
            curfew.route.orders.authorization_query_args_values=a | curfew.route.orders.authorization_query_args_values: For the route 'orders' authorization_query_args_names has 0 and authorization_query_args_values has 1 entries. Each needs one of the other.
            curfew.route.orders.downstream_headers_claims=a | curfew.route.orders.downstream_headers_claims: For the route 'orders' downstream_headers_claims has 1 and downstream_headers_names has 0 entries. Each needs one of the other.
            curfew.route.orders.unauthorized_redirect_uri=/orders/help | curfew.route.orders.unauthorized_redirect_uri: The path lies on the route 'orders' itself, so that a browser would be sent there again and again. Use another, or one below anonymous_paths.
            curfew.forbidden_redirect_uri=//evil.example | curfew.forbidden_redirect_uri: The value '//evil.example' is not a path of the gateway: it starts with one '/' and has no '\\' or spaces.
            curfew.forbidden_redirect_uri=javascript:alert(1) | curfew.forbidden_redirect_uri: The value 'javascript:alert(1)' is not an absolute http or https URL.
            curfew.upstream_user_info_header=Authorization | curfew.upstream_user_info_header: The header Authorization cannot carry this. Use another name.
            curfew.upstream_user_info_header=Cookie | curfew.upstream_user_info_header: The header 'Cookie' is set by the gateway itself. Use another name.
            curfew.downstream_id_token_header=Location | curfew.downstream_id_token_header: The header 'Location' means something to browsers or caches. Use another name.
            curfew.downstream_user_info_header=Content-Type | curfew.downstream_user_info_header: The header 'Content-Type' means something to browsers or caches. Use another name.
            """)
    void aFaultIsToldInTheseWords(String change, String fault) {
        assertEquals(List.of(fault), Values.valid().changed(change).faults());
    }

    @Test
    void aSessionHeaderCarriesNothingElse() {
        Values values = Values.valid()
                .changed("curfew.route.orders.session_request_headers=id,subject")
                .changed("curfew.route.orders.upstream_headers_claims=email")
                .changed("curfew.route.orders.upstream_headers_names=X-Email");
        assertEquals(List.of(), values.faults(), "the control");
        String fault = "curfew.route.orders.session_request_headers: For the route 'orders' the upstream would be told"
                + " something else under Session-Subject too. Give that another name, or leave this out.";
        assertEquals(
                List.of(fault),
                values.changed("curfew.route.orders.upstream_headers_names=session-subject")
                        .faults());
        assertEquals(
                List.of(fault),
                values.changed("curfew.route.orders.upstream_headers_names=X-Email")
                        .changed("curfew.route.orders.upstream_user_info_header=Session-Subject")
                        .faults());
    }

    @Test
    void aHeaderCarriesOneThing() {
        Values values = Values.valid()
                .changed("curfew.route.orders.upstream_id_token_header=X-A")
                .changed("curfew.route.orders.upstream_user_info_header=x-a")
                .changed("curfew.route.orders.downstream_id_token_header=X-A")
                .changed("curfew.route.orders.downstream_user_info_header=x-a");
        String sentence = ": For the route 'orders' this header already carries something else. Use another name.";
        assertEquals(
                List.of(
                        "curfew.route.orders.upstream_user_info_header" + sentence,
                        "curfew.route.orders.downstream_user_info_header" + sentence),
                values.faults());
        assertEquals(
                List.of(),
                values.changed("curfew.route.orders.upstream_user_info_header=x-b")
                        .changed("curfew.route.orders.downstream_user_info_header=x-b")
                        .faults());
    }

    @Test
    void anAnonymousPathOfTheRouteMayBeShownToWhoMayNotPass() {
        Values nobody = Values.valid().changed("curfew.route.orders.forbidden_redirect_uri=/orders/help/a");
        assertEquals(List.of(), nobody.faults(), "nobody is forbidden what demands nothing");
        Values values = nobody.changed("curfew.route.orders.roles_required=clerk");
        assertEquals(1, values.faults().size());
        assertEquals(
                List.of(),
                values.changed("curfew.route.orders.anonymous_paths=/help").faults());
    }

    @Test
    void tokensForTheBrowserAndARedirectWithoutEffectAreWorthALine() {
        List<String> notices = Values.valid()
                .changed("curfew.route.orders.downstream_id_token_header=X-Id")
                .changed("curfew.route.orders.login_redirect_uri=/x")
                .read()
                .notices();
        assertEquals(
                List.of(
                        "curfew.route.orders.downstream_id_token_header: The browser is given a token: whatever runs in its"
                                + " pages can take it away.",
                        "curfew.route.orders.login_redirect_uri: Has no effect: login_action is upstream."),
                notices);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roles_required=a,b|roles_required=a b|false",
                "roles_required=a b|roles_required=b a|true",
                "roles_required=a|groups_required=a|false",
                "roles_required=a|roles_required=a; curfew.roles_claim=x|false",
                "roles_required=a; curfew.roles_claim=x,y|roles_required=a; curfew.roles_claim=x.y|false",
                "roles_required=a|roles_required=a; curfew.claims_forbidden=b|false",
                "claims_forbidden=a,b|claims_forbidden=b,a|true",
                "claims_forbidden=a,b|claims_forbidden=a|false",
            })
    void theSameDemandsAndNoOthersHaveTheSameFingerprint(String one, String other, boolean same) {
        String first = fingerprint(one);
        if (same) {
            assertEquals(first, fingerprint(other));
        } else {
            assertNotEquals(first, fingerprint(other));
        }
    }

    private static String fingerprint(String demands) {
        return Values.valid()
                .changed("curfew." + demands)
                .route("orders")
                .access()
                .demands()
                .fingerprint();
    }
}
