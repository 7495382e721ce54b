package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One change to a valid configuration, one fault, its very words. */
class FaultSentencesTest {
    @Test
    void theConfigurationIsValidWithoutAChange() {
        assertEquals(List.of(), Values.valid().faults());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 400, textBlock = NAMES)
    void names(String change, String fault) {
        assertEquals(List.of(fault), Values.valid().changed(change).faults());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 400, textBlock = VALUES)
    void values(String change, String fault) {
        assertEquals(List.of(fault), Values.valid().changed(change).faults());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 400, textBlock = URLS)
    void urls(String change, String fault) {
        assertEquals(List.of(fault), Values.valid().changed(change).faults());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', maxCharsPerColumn = 400, textBlock = CONTRADICTIONS)
    void contradictions(String change, String fault) {
        assertEquals(List.of(fault), Values.valid().changed(change).faults());
    }

    @Test
    void noRoute() {
        Values values = Values.valid()
                .changed("curfew.route.orders.path; curfew.route.orders.upstream")
                .changed("curfew.route.billing.path; curfew.route.billing.upstream");
        assertEquals(
                List.of("curfew.route.<name>.path: There is no route. Set this and curfew.route.<name>.upstream."),
                values.faults());
    }

    @Test
    void anotherContextRoot() {
        assertEquals(
                List.of("curfew.public_url: The path of the URL is '/', but the application runs under '/gate'."
                        + " They must be the same."),
                Values.valid().faults("/gate"));
    }

    private static final String NAMES = """
            curfew.isuer=x | curfew.isuer: Not a parameter; did you mean curfew.issuer?
            curfew.public-url=x | curfew.public-url: Not a parameter; did you mean curfew.public_url?
            curfew.clientId=x | curfew.clientId: Not a parameter; did you mean curfew.client_id?
            curfew.client.secret=x | curfew.client.secret: Not a parameter; did you mean curfew.client_secret?
            curfew.whatever=x | curfew.whatever: Not a parameter. docs/configuration.md lists them all.
            curfew.config=/etc/x | curfew.config: Not a parameter. The file is named by CURFEW_CONFIG.
            curfew.path=/x | curfew.path: Can be set for one route only: curfew.route.<name>.path.
            curfew.cache_ttl=5 | curfew.cache_ttl: 'cache_ttl' is a parameter of Kong's openid-connect plugin that Curfew does not offer. Remove it.
            curfew.redis.host=x | curfew.redis.host: 'redis.host' is a parameter of Kong's openid-connect plugin that Curfew does not offer. Remove it.
            curfew.route.orders.upstraem=x | curfew.route.orders.upstraem: Not a parameter; did you mean curfew.route.orders.upstream?
            curfew.route.orders.zzz=x | curfew.route.orders.zzz: Not a parameter. docs/configuration.md lists them all.
            curfew.route.orders.public_url=x | curfew.route.orders.public_url: Can be set for all routes only: curfew.public_url.
            curfew.route.orders.response_mode=x | curfew.route.orders.response_mode: 'response_mode' is a parameter of Kong's openid-connect plugin that Curfew does not offer. Remove it.
            curfew.route.orders=x | curfew.route.orders: A key of a route has the form curfew.route.<name>.<parameter>.
            curfew.route..path=x | curfew.route..path: A key of a route has the form curfew.route.<name>.<parameter>.
            curfew.routes.shop.path=/x | curfew.routes.shop.path: Not a parameter; did you mean curfew.route.shop.path?
            curfew.route.Shop.path=/x | curfew.route.Shop.path: The route's name 'Shop' may hold a-z, 0-9, and between them '-' and '_' only.
            curfew.route.-shop.path=/x | curfew.route.-shop.path: The route's name '-shop' may hold a-z, 0-9, and between them '-' and '_' only.
            CURFEW_ISUER=x | CURFEW_ISUER: Not a parameter; did you mean CURFEW_ISSUER?
            CURFEW_PATH=/x | CURFEW_PATH: Can be set for one route only: CURFEW_ROUTE_<NAME>_PATH.
            CURFEW_CACHE_TTL=5 | CURFEW_CACHE_TTL: 'cache_ttl' is a parameter of Kong's openid-connect plugin that Curfew does not offer. Remove it.
            CURFEW_ROUTE_ORDERS_UPSTRAEM=x | CURFEW_ROUTE_ORDERS_UPSTRAEM: Does not end with the name of a parameter; did you mean CURFEW_ROUTE_ORDERS_UPSTREAM?
            CURFEW_ROUTE_ORDERS_ZZZ=x | CURFEW_ROUTE_ORDERS_ZZZ: Does not end with the name of a parameter. A route's variable has the form CURFEW_ROUTE_<NAME>_<PARAMETER>.
            CURFEW_ROUTE_ORDERS_SESSION_SECRET=x | CURFEW_ROUTE_ORDERS_SESSION_SECRET: Can be set for all routes only: CURFEW_SESSION_SECRET.
            CURFEW_ROUTE_ORDERS_MTLS_REVOCATION_ENDPOINT=x | CURFEW_ROUTE_ORDERS_MTLS_REVOCATION_ENDPOINT: 'mtls_revocation_endpoint' is a parameter of Kong's openid-connect plugin that Curfew does not offer. Remove it.
            CURFEW_ROUTE__PATH=/x | CURFEW_ROUTE__PATH: Does not end with the name of a parameter. A route's variable has the form CURFEW_ROUTE_<NAME>_<PARAMETER>.
            curfew.public_url | curfew.public_url: Missing: where browsers and providers reach the gateway, with its context root. Set it, or CURFEW_PUBLIC_URL in the environment.
            curfew.issuer | curfew.issuer: Missing: the provider's issuer identifier, letter by letter. Set it, or CURFEW_ISSUER in the environment.
            curfew.client_id | curfew.client_id: Missing: the gateway's client identifier at the provider. Set it, or CURFEW_CLIENT_ID in the environment.
            curfew.client_secret; curfew.route.orders.client_secret=x | curfew.route.billing.client_secret: Missing: the gateway's client secret at the provider. Set it, or CURFEW_ROUTE_BILLING_CLIENT_SECRET in the environment.
            curfew.client_secret= | curfew.client_secret: Missing: the gateway's client secret at the provider. Set it, or CURFEW_CLIENT_SECRET in the environment.
            curfew.route.orders.path | curfew.route.orders.path: Missing: requests on or below one of these paths belong to the route; '/' takes the rest. Set it, or CURFEW_ROUTE_ORDERS_PATH in the environment.
            curfew.route.orders.upstream | curfew.route.orders.upstream: Missing: where its requests are forwarded to: scheme, host, port, base path. Set it, or CURFEW_ROUTE_ORDERS_UPSTREAM in the environment.
            """;

    private static final String VALUES = """
            curfew.session_secret=short | curfew.session_secret: Secret 1 of 1 is shorter than 32 characters. Take a random one; commas separate secrets.
            curfew.session_secret=0123456789abcdef0123456789abcdef,0123456789abcdef0123456789abcde | curfew.session_secret: Secret 2 of 2 is shorter than 32 characters. Take a random one; commas separate secrets.
            curfew.route.orders.trusted_ips=10.0.0.1 | curfew.route.orders.trusted_ips: Can be set for all routes only: curfew.trusted_ips.
            curfew.trusted_ips=10.0.0.1,unix: | curfew.trusted_ips: The gateway does not listen on a Unix socket, so nobody comes from 'unix:'. Take it out.
            curfew.trusted_ips=localhost | curfew.trusted_ips: The value 'localhost' is not an IP address, alone or with '/' and a number of bits; names are not looked up.
            curfew.trusted_ips=proxy.example/24 | curfew.trusted_ips: The value 'proxy.example/24' is not an IP address, alone or with '/' and a number of bits; names are not looked up.
            curfew.trusted_ips=10.0.0.0/33 | curfew.trusted_ips: The value '33' is not a number of bits from 0 to 32, in digits only.
            curfew.trusted_ips=2001:db8::/129 | curfew.trusted_ips: The value '129' is not a number of bits from 0 to 128, in digits only.
            curfew.trusted_ips=10.0.0.0/ | curfew.trusted_ips: The value '' is not a number of bits from 0 to 32, in digits only.
            curfew.trusted_ips=10.0.0.1/8 | curfew.trusted_ips: The address of '10.0.0.1/8' goes on behind its first 8 bits. Write the first address of the range, or more bits.
            curfew.trusted_ips=10.0.0.1,,10.0.0.2 | curfew.trusted_ips: The value '10.0.0.1,,10.0.0.2' is not a list: there is nothing before, between or after its commas.
            curfew.trusted_ips=10.0.0.1,::ffff:10.0.0.1/128 | curfew.trusted_ips: '::ffff:10.0.0.1/128' is in the list twice.
            curfew.client_id=gätway | curfew.client_id: The value 'gätway' is not a client identifier: it may hold printable ASCII only.
            curfew.scopes=profile email | curfew.scopes: The scope openid is not among 'profile email'. Without it there is no ID token; add it.
            curfew.scopes=openid " | curfew.scopes: The value '"' is not a scope: RFC 6749, section 3.3 says what a scope may hold.
            curfew.id_token_signed_response_alg=none | curfew.id_token_signed_response_alg: The value 'none' is not one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512.
            curfew.id_token_signed_response_alg=HS256 | curfew.id_token_signed_response_alg: The value 'HS256' is not one of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512.
            curfew.logout_token_exp_required=no | curfew.logout_token_exp_required: The value 'no' is not true or false.
            curfew.leeway=301 | curfew.leeway: The value '301' is not a whole number of seconds from 0 to 300, in digits only.
            curfew.leeway=-1 | curfew.leeway: The value '-1' is not a whole number of seconds from 0 to 300, in digits only.
            curfew.leeway=30s | curfew.leeway: The value '30s' is not a whole number of seconds from 0 to 300, in digits only.
            curfew.leeway=99999999999999999999 | curfew.leeway: The value '99999999999999999999' is not a whole number of seconds from 0 to 300, in digits only.
            curfew.timeout=0 | curfew.timeout: The value '0' is not a whole number of milliseconds from 1 to 2147483647, in digits only.
            curfew.route.orders.connect_timeout=0 | curfew.route.orders.connect_timeout: The value '0' is not a whole number of milliseconds from 1 to 2147483647, in digits only.
            curfew.max_websockets=many | curfew.max_websockets: The value 'many' is not a number of WebSockets from 0 to 1000000, in digits only.
            curfew.route.orders.websocket_origins=https://a.example/chat | curfew.route.orders.websocket_origins: The value 'https://a.example/chat' is not an origin: http or https, host and port, nothing behind.
            curfew.route.orders.read_timeout=60s | curfew.route.orders.read_timeout: The value '60s' is not a whole number of milliseconds from 1 to 2147483647, in digits only.
            curfew.ssl_verify=1 | curfew.ssl_verify: The value '1' is not true or false.
            curfew.session_cookie_name=my cookie | curfew.session_cookie_name: The value 'my cookie' is not the name of a cookie: no spaces, separators or letters beyond ASCII.
            curfew.session_idling_timeout=1.5 | curfew.session_idling_timeout: The value '1.5' is not a whole number of seconds from 0 to 31536000, in digits only.
            curfew.session_absolute_timeout=0 | curfew.session_absolute_timeout: The value '0' is not a whole number of seconds from 1 to 31536000, in digits only.
            curfew.session_absolute_timeout=31536001 | curfew.session_absolute_timeout: The value '31536001' is not a whole number of seconds from 1 to 31536000, in digits only.
            curfew.logout_methods=POST,PUT | curfew.logout_methods: The value 'PUT' is not one of the methods POST, GET, DELETE.
            curfew.logout_methods=POST, | curfew.logout_methods: The value 'POST,' is not a list: there is nothing before, between or after its commas.
            curfew.logout_query_arg=a&b | curfew.logout_query_arg: The value 'a&b' is not the name of an argument: letters, digits and . _ ~ - only.
            curfew.logout_post_arg=a=b | curfew.logout_post_arg: The value 'a=b' is not the name of an argument: letters, digits and . _ ~ - only.
            curfew.logout_revoke=yes | curfew.logout_revoke: The value 'yes' is not true or false.
            curfew.route.orders.methods=GET,,PUT | curfew.route.orders.methods: The value 'GET,,PUT' is not a list: there is nothing before, between or after its commas.
            curfew.route.orders.methods=GET POST | curfew.route.orders.methods: The value 'GET POST' is not a method (a token of RFC 9110, section 5.6.2).
            curfew.route.orders.methods=GET,trace | curfew.route.orders.methods: The gateway forwards no TRACE request. Take it out of the list.
            curfew.route.orders.methods=CONNECT | curfew.route.orders.methods: The gateway forwards no CONNECT request. Take it out of the list.
            curfew.preserve_host=yes | curfew.preserve_host: The value 'yes' is not true or false.
            curfew.run_on_preflight=0 | curfew.run_on_preflight: The value '0' is not true or false.
            curfew.client_max_body_size=-1 | curfew.client_max_body_size: The value '-1' is not a whole number of bytes from 0 to 1000000000000000, in digits only.
            curfew.client_max_body_size=10m | curfew.client_max_body_size: The value '10m' is not a whole number of bytes from 0 to 1000000000000000, in digits only.
            curfew.upstream_id_token_header=x y | curfew.upstream_id_token_header: The value 'x y' is not the name of a header (a token of RFC 9110, section 5.6.2).
            curfew.route.orders.strip_path=on | curfew.route.orders.strip_path: The value 'on' is not true or false.
            curfew.upstream_access_token_header=authorization:basic | curfew.upstream_access_token_header: The value 'authorization:basic' is not a header's name, alone or followed by :bearer.
            curfew.upstream_access_token_header=:bearer | curfew.upstream_access_token_header: The value '' is not the name of a header (a token of RFC 9110, section 5.6.2).
            curfew.upstream_access_token_header=cookie | curfew.upstream_access_token_header: The header 'cookie' is set by the gateway itself. Use another name.
            curfew.upstream_headers_claims=a; curfew.upstream_headers_names=Host | curfew.upstream_headers_names: The header 'Host' is set by the gateway itself. Use another name.
            curfew.upstream_headers_claims=a; curfew.upstream_headers_names=content-length | curfew.upstream_headers_names: The header 'content-length' is set by the gateway itself. Use another name.
            curfew.upstream_headers_claims=a; curfew.upstream_headers_names=Transfer-Encoding | curfew.upstream_headers_names: The header 'Transfer-Encoding' is set by the gateway itself. Use another name.
            curfew.upstream_headers_claims=a; curfew.upstream_headers_names=Connection | curfew.upstream_headers_names: The header 'Connection' is set by the gateway itself. Use another name.
            curfew.upstream_headers_claims=a; curfew.upstream_headers_names=Cookie | curfew.upstream_headers_names: The header 'Cookie' is set by the gateway itself. Use another name.
            curfew.upstream_headers_claims=a; curfew.upstream_headers_names=X-Forwarded-For | curfew.upstream_headers_names: The header 'X-Forwarded-For' is set by the gateway itself. Use another name.
            curfew.upstream_headers_claims=a; curfew.upstream_headers_names=Forwarded | curfew.upstream_headers_names: The header 'Forwarded' is set by the gateway itself. Use another name.
            curfew.upstream_headers_claims=a; curfew.upstream_headers_names=TE | curfew.upstream_headers_names: The header 'TE' is set by the gateway itself. Use another name.
            curfew.upstream_headers_claims=a; curfew.upstream_headers_names=X User | curfew.upstream_headers_names: The value 'X User' is not the name of a header (a token of RFC 9110, section 5.6.2).
            curfew.upstream_headers_claims=a; curfew.upstream_headers_names=AUTHORIZATION | curfew.upstream_headers_names: The header Authorization cannot carry a claim. Use another name, or upstream_access_token_header for the access token.
            curfew.upstream_headers_claims=a,b; curfew.upstream_headers_names=X-A,x-a | curfew.upstream_headers_names: The header 'x-a' is in the list twice.
            """;

    private static final String URLS = """
            curfew.public_url=apps.example.com | curfew.public_url: The value 'apps.example.com' is not an absolute http or https URL.
            curfew.public_url=ftp://apps.example.com | curfew.public_url: The value 'ftp://apps.example.com' is not an absolute http or https URL.
            curfew.public_url=https:// | curfew.public_url: The value 'https://' is not an absolute http or https URL.
            curfew.public_url=https://apps_1.example.com | curfew.public_url: The value 'https://apps_1.example.com' is not an absolute http or https URL.
            curfew.public_url=https://apps.example.com:99999 | curfew.public_url: The value 'https://apps.example.com:99999' is not an absolute http or https URL.
            curfew.public_url=https://apps.example.com?x | curfew.public_url: The value 'https://apps.example.com?x' is not a URL without a query ('?').
            curfew.public_url=https://apps.example.com#x | curfew.public_url: The value 'https://apps.example.com#x' is not a URL without a fragment ('#').
            curfew.public_url=https://me:pw@apps.example.com | curfew.public_url: The URL holds a user name or password. Take it out.
            curfew.public_url=https://apps.example.com/gate | curfew.public_url: The path of the URL is '/gate', but the application runs under '/'. They must be the same.
            curfew.issuer=id.example.com | curfew.issuer: The value 'id.example.com' is not an absolute http or https URL.
            curfew.issuer=https://id.example.com/?x=y | curfew.issuer: The value 'https://id.example.com/?x=y' is not a URL without a query ('?').
            curfew.issuer=https://id.example.com/#x | curfew.issuer: The value 'https://id.example.com/#x' is not a URL without a fragment ('#').
            curfew.end_session_endpoint=/logout | curfew.end_session_endpoint: The value '/logout' is not an absolute http or https URL.
            curfew.revocation_endpoint=https://id example | curfew.revocation_endpoint: The value 'https://id example' is not an absolute http or https URL.
            curfew.route.orders.upstream=orders:8080 | curfew.route.orders.upstream: The value 'orders:8080' is not an absolute http or https URL.
            curfew.route.orders.upstream=http://a,orders:8080 | curfew.route.orders.upstream: The value 'orders:8080' is not an absolute http or https URL.
            curfew.route.orders.upstream=http://a,,http://b | curfew.route.orders.upstream: The value 'http://a,,http://b' is not a list: there is nothing before, between or after its commas.
            curfew.route.orders.upstream=http://a/x,http://A:80/x/ | curfew.route.orders.upstream: 'http://A:80/x/' is in the list twice.
            curfew.upstream_failures=-1 | curfew.upstream_failures: The value '-1' is not a whole number from 0 to 1000000, in digits only.
            curfew.route.orders.upstream_ejection=0 | curfew.route.orders.upstream_ejection: The value '0' is not a whole number of seconds from 1 to 86400, in digits only.
            curfew.upstream_max_connections=0 | curfew.upstream_max_connections: The value '0' is not a whole number from 1 to 65535, in digits only.
            curfew.route.orders.upstream=http://orders/?x | curfew.route.orders.upstream: The value 'http://orders/?x' is not a URL without a query ('?').
            curfew.route.orders.upstream=http://orders/a/../b | curfew.route.orders.upstream: The value 'http://orders/a/../b' is not a URL with a plain path: no empty segments, no dot segments, no ';'.
            curfew.route.orders.upstream=http://orders/a;x | curfew.route.orders.upstream: The value 'http://orders/a;x' is not a URL with a plain path: no empty segments, no dot segments, no ';'.
            curfew.route.orders.upstream=http://me@orders/ | curfew.route.orders.upstream: The URL holds a user name or password. Take it out.
            curfew.route.orders.path=orders | curfew.route.orders.path: The value 'orders' is not a plain path: '/' before each segment, no empty or dot segments, letters, digits and . _ ~ - only.
            curfew.route.orders.path=//orders | curfew.route.orders.path: The value '//orders' is not a plain path: '/' before each segment, no empty or dot segments, letters, digits and . _ ~ - only.
            curfew.route.orders.path=/a/../b | curfew.route.orders.path: The value '/a/../b' is not a plain path: '/' before each segment, no empty or dot segments, letters, digits and . _ ~ - only.
            curfew.route.orders.path=/a/. | curfew.route.orders.path: The value '/a/.' is not a plain path: '/' before each segment, no empty or dot segments, letters, digits and . _ ~ - only.
            curfew.route.orders.path=/a%20b | curfew.route.orders.path: The value '/a%20b' is not a plain path: '/' before each segment, no empty or dot segments, letters, digits and . _ ~ - only.
            curfew.route.orders.path=/a;b | curfew.route.orders.path: The value '/a;b' is not a plain path: '/' before each segment, no empty or dot segments, letters, digits and . _ ~ - only.
            curfew.route.orders.path=/a?b | curfew.route.orders.path: The value '/a?b' is not a plain path: '/' before each segment, no empty or dot segments, letters, digits and . _ ~ - only.
            curfew.anonymous_paths=/public | curfew.anonymous_paths: Can be set for one route only: curfew.route.<name>.anonymous_paths.
            curfew.route.orders.anonymous_paths=public | curfew.route.orders.anonymous_paths: The value 'public' is not a plain path: '/' before each segment, no empty or dot segments, letters, digits and . _ ~ - only.
            curfew.route.orders.anonymous_paths=/a,/b/../c | curfew.route.orders.anonymous_paths: The value '/b/../c' is not a plain path: '/' before each segment, no empty or dot segments, letters, digits and . _ ~ - only.
            curfew.route.orders.anonymous_paths=// | curfew.route.orders.anonymous_paths: The value '/' is not a plain path: '/' before each segment, no empty or dot segments, letters, digits and . _ ~ - only.
            curfew.route.orders.anonymous_paths=/a%2fb | curfew.route.orders.anonymous_paths: The value '/a%2fb' is not a plain path: '/' before each segment, no empty or dot segments, letters, digits and . _ ~ - only.
            curfew.route.orders.anonymous_paths=/a* | curfew.route.orders.anonymous_paths: The value '/a*' is not a plain path: '/' before each segment, no empty or dot segments, letters, digits and . _ ~ - only.
            curfew.route.orders.anonymous_paths=/a,/a/ | curfew.route.orders.anonymous_paths: The path '/a/' is in the list twice.
            curfew.route.orders.path=/a,/a;b | curfew.route.orders.path: The value '/a;b' is not a plain path: '/' before each segment, no empty or dot segments, letters, digits and . _ ~ - only.
            curfew.route.orders.path=/a,,/b | curfew.route.orders.path: The value '/a,,/b' is not a list: there is nothing before, between or after its commas.
            curfew.route.orders.path=/a,/b,/a/ | curfew.route.orders.path: The path '/a/' is in the list twice.
            curfew.route.orders.path=/a,/metrics | curfew.route.orders.path: The path '/metrics' is on or below /metrics, which the gateway keeps for itself. Choose another.
            curfew.route.orders.path=/oidc | curfew.route.orders.path: The path '/oidc' is on or below /oidc, which the gateway keeps for itself. Choose another.
            curfew.route.orders.path=/oidc/ | curfew.route.orders.path: The path '/oidc/' is on or below /oidc, which the gateway keeps for itself. Choose another.
            curfew.route.orders.path=/oidc/x | curfew.route.orders.path: The path '/oidc/x' is on or below /oidc, which the gateway keeps for itself. Choose another.
            curfew.route.orders.path=/health | curfew.route.orders.path: The path '/health' is on or below /health, which the gateway keeps for itself. Choose another.
            curfew.route.orders.path=/metrics/x | curfew.route.orders.path: The path '/metrics/x' is on or below /metrics, which the gateway keeps for itself. Choose another.
            curfew.logout_uri_suffix=logout | curfew.logout_uri_suffix: The value 'logout' is not the end of a path in whole segments. Write '/logout'.
            curfew.logout_uri_suffix=/ | curfew.logout_uri_suffix: The value '/' is not a plain path: '/' before each segment, no empty or dot segments, letters, digits and . _ ~ - only.
            curfew.logout_uri_suffix=/logout/ | curfew.logout_uri_suffix: The value '/logout/' is not a plain path: '/' before each segment, no empty or dot segments, letters, digits and . _ ~ - only.
            curfew.logout_redirect_uri=//evil.example | curfew.logout_redirect_uri: The value '//evil.example' is not a path of the gateway: it starts with one '/' and has no '\\' or spaces.
            curfew.logout_redirect_uri=/\\evil.example | curfew.logout_redirect_uri: The value '/\\evil.example' is not a path of the gateway: it starts with one '/' and has no '\\' or spaces.
            curfew.logout_redirect_uri=/a b | curfew.logout_redirect_uri: The value '/a b' is not a path of the gateway: it starts with one '/' and has no '\\' or spaces.
            curfew.logout_redirect_uri=/bye,/bye | curfew.logout_redirect_uri: '/bye' is in the list twice.
            curfew.logout_redirect_uri=/bye,, | curfew.logout_redirect_uri: The value '/bye,,' is not a list: there is nothing before, between or after its commas.
            curfew.logout_redirect_uri=https://www.example.com/,//evil.example | curfew.logout_redirect_uri: The value '//evil.example' is not a path of the gateway: it starts with one '/' and has no '\\' or spaces.
            curfew.logout_local_only=yes | curfew.logout_local_only: The value 'yes' is not false, true or on_request.
            curfew.logout_clear_site_data=cache,executionContexts | curfew.logout_clear_site_data: The value 'executionContexts' is not one of cache, cookies, storage.
            curfew.logout_redirect_uri=bye | curfew.logout_redirect_uri: The value 'bye' is not an absolute http or https URL.
            curfew.logout_redirect_uri=javascript:alert(1) | curfew.logout_redirect_uri: The value 'javascript:alert(1)' is not an absolute http or https URL.
            curfew.public_url=https://apps.example.com/a//b | curfew.public_url: The value 'https://apps.example.com/a//b' is not a URL with a plain path: no empty segments, no dot segments, no ';'.
            """;

    private static final String CONTRADICTIONS = """
            curfew.route.orders.path=/billing | curfew.route.orders.path: The route 'billing' has the same path '/billing'. Give each route its own, or other methods or hosts.
            curfew.route.orders.path=/billing/ | curfew.route.orders.path: The route 'billing' has the same path '/billing'. Give each route its own, or other methods or hosts.
            curfew.route.orders.path=/orders,/billing | curfew.route.orders.path: The route 'billing' has the same path '/billing'. Give each route its own, or other methods or hosts.
            curfew.route.orders.path=/billing; curfew.route.billing.methods=GET,PUT; curfew.route.orders.methods=post,put | curfew.route.orders.path: The route 'billing' has the same path '/billing' and takes PUT too. Give each route its own, or other methods or hosts.
            curfew.route.orders.path=/billing; curfew.route.billing.methods=GET; curfew.route.orders.client_id=other | curfew.route.orders.path: The routes 'billing' and 'orders' have the same path '/billing' and different registrations (issuer and client_id), so that who is signed in for one of its methods is not for another. Give both the same, or each its own path.
            curfew.route.orders.path=/billing; curfew.route.billing.methods=GET; curfew.route.orders.session_cookie_name=mine | curfew.route.orders.path: The routes 'billing' and 'orders' have the same path '/billing' and different session cookies, so that who is signed in for one of its methods is not for another. Give both the same, or each its own path.
            curfew.route.orders.methods=GET,POST; curfew.route.orders.run_on_preflight=false | curfew.route.orders.run_on_preflight: For the route 'orders' methods lacks OPTIONS, so that no preflight is its own. Add OPTIONS, or remove this.
            curfew.route.orders.client_secret=other | curfew.route.orders.client_secret: The routes 'billing' and 'orders' are one registration (same issuer and client_id) and differ in client_secret. Set it to the same for both, or once for all routes.
            curfew.route.orders.leeway=3 | curfew.route.orders.leeway: The routes 'billing' and 'orders' are one registration (same issuer and client_id) and differ in leeway. Set it to the same for both, or once for all routes.
            curfew.route.billing.scopes=openid email | curfew.route.orders.scopes: The routes 'billing' and 'orders' are one registration (same issuer and client_id) and differ in scopes. Set it to the same for both, or once for all routes.
            curfew.route.orders.session_idling_timeout=60 | curfew.route.orders.session_idling_timeout: The routes 'billing' and 'orders' share a session and differ in session_idling_timeout. Set it to the same for both, or once for all routes.
            curfew.route.orders.session_absolute_timeout=60 | curfew.route.orders.session_absolute_timeout: The routes 'billing' and 'orders' share a session and differ in session_absolute_timeout. Set it to the same for both, or once for all routes.
            curfew.session_cookie_name=mine; curfew.route.orders.client_id=other | curfew.session_cookie_name: The routes 'billing' and 'orders' have different registrations (issuer and client_id) and the same session cookie 'mine'. Give each registration its own cookie, or remove this: the default does.
            curfew.route.orders.client_id=other; curfew.route.orders.session_cookie_name=__Host-curfew | curfew.route.orders.session_cookie_name: The routes 'billing' and 'orders' have different registrations (issuer and client_id) and the same session cookie '__Host-curfew'. Give each registration its own cookie, or remove this: the default does.
            curfew.public_url=http://localhost:9080; curfew.session_cookie_name=__host-x | curfew.session_cookie_name: A cookie whose name starts with __Host- or __Secure- needs https, and public_url is http. Use another name.
            curfew.public_url=http://localhost:9080; curfew.session_cookie_name=__Secure-x | curfew.session_cookie_name: A cookie whose name starts with __Host- or __Secure- needs https, and public_url is http. Use another name.
            curfew.issuer=http://id.example.com | curfew.issuer: The URL is http while public_url is https, and its host is not this machine. The provider must be reached by https.
            curfew.end_session_endpoint=http://id.example.com/x | curfew.end_session_endpoint: The URL is http while public_url is https, and its host is not this machine. The provider must be reached by https.
            curfew.revocation_endpoint=HTTP://id.example.com/x | curfew.revocation_endpoint: The URL is http while public_url is https, and its host is not this machine. The provider must be reached by https.
            curfew.issuer=http://localhost.example.com | curfew.issuer: The URL is http while public_url is https, and its host is not this machine. The provider must be reached by https.
            curfew.issuer=http://127.0.0.1.example.com | curfew.issuer: The URL is http while public_url is https, and its host is not this machine. The provider must be reached by https.
            curfew.route.orders.upstream_headers_claims=email | curfew.route.orders.upstream_headers_claims: For the route 'orders' upstream_headers_claims has 1 and upstream_headers_names has 0 entries. Each claim needs one header.
            curfew.route.orders.upstream_headers_names=X-A | curfew.route.orders.upstream_headers_names: For the route 'orders' upstream_headers_claims has 0 and upstream_headers_names has 1 entries. Each claim needs one header.
            curfew.route.orders.upstream_headers_claims=a,b; curfew.route.orders.upstream_headers_names=X-A | curfew.route.orders.upstream_headers_names: For the route 'orders' upstream_headers_claims has 2 and upstream_headers_names has 1 entries. Each claim needs one header.
            curfew.route.orders.upstream_headers_claims=a; curfew.route.orders.upstream_headers_names=X-A; curfew.route.orders.upstream_access_token_header=x-a | curfew.route.orders.upstream_access_token_header: For the route 'orders' this header already carries a claim (upstream_headers_names). Use another name.
            curfew.route.orders.upstream_headers_claims=a; curfew.route.orders.upstream_headers_names=X-A; curfew.route.orders.upstream_id_token_header=x-a | curfew.route.orders.upstream_id_token_header: For the route 'orders' this header already carries a claim (upstream_headers_names). Use another name.
            curfew.route.orders.upstream_access_token_header=X-Token; curfew.route.orders.upstream_id_token_header=x-token | curfew.route.orders.upstream_id_token_header: For the route 'orders' this header already carries the access token (upstream_access_token_header). Use another name.
            curfew.route.orders.logout_methods=DELETE; curfew.route.orders.logout_post_arg=out | curfew.route.orders.logout_post_arg: For the route 'orders' logout_methods lacks POST, so that no form can sign out. Add POST, or remove this.
            curfew.route.orders.logout_revoke=true; curfew.route.orders.logout_revoke_access_token=false; curfew.route.orders.logout_revoke_refresh_token=false | curfew.route.orders.logout_revoke: For the route 'orders' both logout_revoke_access_token and logout_revoke_refresh_token are false, so that nothing is revoked. Set one to true, or this to false.
            """;
}
