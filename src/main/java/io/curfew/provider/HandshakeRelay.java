package io.curfew.provider;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.curfew.config.Registration;
import io.curfew.trace.Traces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls of the container's login handshake by our own client. The container calls the token endpoint without any limit
 * of time or size and by its own trust alone, so a provider that hangs would hold a request thread for ever. It is given addresses
 * on the loopback interface instead, which nobody else can guess; here the calls get the limits and the {@code ssl_verify} of
 * their registration.
 */
public final class HandshakeRelay implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HandshakeRelay.class.getName());
    private static final int LARGEST_REQUEST = 64 * 1024;
    private static final int TOKENS_LIMIT = 1024 * 1024;

    /** What is asked for at one of our addresses. */
    private interface Call {
        ProviderAnswer ask(HttpExchange exchange) throws IOException;
    }

    private final Providers providers;
    private final ProviderClient client;
    private final SecureRandom random;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "curfew-handshake-relay");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Call> calls = new ConcurrentHashMap<>();
    private final Map<Registration, URI> keys = new ConcurrentHashMap<>();

    public HandshakeRelay(Providers providers, ProviderClient client, SecureRandom random) {
        this.providers = providers;
        this.client = client;
        this.random = random;
        try {
            server =
                    HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException("No port on the loopback interface is free for the login handshake.", e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /**
     * One handshake: the provider as the container is to see it, until it is closed. The container holds neither the client
     * secret nor the authorization code, only words in their place; both are put in here.
     */
    public final class Passage implements AutoCloseable {
        private final Registration registration;
        private final ProviderMetadata metadata;
        private final URI tokenEndpoint;
        private final boolean provable;
        private final Traces.Here here = client.here();
        private volatile @Nullable String carried;
        private volatile @Nullable ProviderUnavailableException failure;
        private volatile @Nullable String grantedScope;

        private Passage(Registration registration) {
            this.registration = registration;
            ProviderMetadata real = providers.metadata(registration);
            provable = ProofKey.isUsed(registration, providers.challengeMethods(registration));
            tokenEndpoint = offer(exchange -> {
                Traces.Stay stay = here.goOn();
                try {
                    return exchangeCode(real.tokenEndpoint(), exchange);
                } finally {
                    stay.close();
                }
            });
            metadata = new ProviderMetadata(
                    real.issuer(),
                    real.authorizationEndpoint(),
                    tokenEndpoint,
                    // one address for good: the container caches keys by it
                    keys.computeIfAbsent(registration, HandshakeRelay.this::offerKeys),
                    real.endSessionEndpoint(),
                    real.revocationEndpoint());
        }

        private ProviderAnswer exchangeCode(URI endpoint, HttpExchange exchange) throws IOException {
            // the container's own form holds nothing that we do not know better
            exchange.getRequestBody().readNBytes(LARGEST_REQUEST);
            String grant = carried;
            carried = null;
            if (grant == null) {
                throw new ProviderUnavailableException("No authorization code is to be exchanged.");
            }
            ClientAuthentication self = ClientAuthentication.of(registration, providers.tokenAuthMethods(registration));
            String form = grant + self.form();
            try {
                ProviderAnswer answer =
                        client.post(registration.provider(), endpoint, form, self.authorization(), TOKENS_LIMIT);
                if (answer.status() >= 500) {
                    throw new ProviderUnavailableException(endpoint + " answered " + answer.status() + ".");
                }
                grantedScope = AccessTokens.scope(answer);
                return answer;
            } catch (ProviderUnavailableException e) {
                failure = e;
                throw e;
            }
        }

        /**
         * Takes the authorization code, if there is one; returns the word that stands for it.
         *
         * @param proofKey what the login that asked for the code bound it to, if it did
         */
        public String carry(Optional<String> code, String redirectUri, Optional<ProofKey> proofKey) {
            carried = code.map(value -> "grant_type=authorization_code&code=" + ClientAuthentication.encoded(value)
                            + "&redirect_uri=" + ClientAuthentication.encoded(redirectUri)
                            + proofKey.map(key -> "&code_verifier=" + key.verifier())
                                    .orElse(""))
                    .orElse(null);
            return "carried by the handshake relay";
        }

        /** Whether a login that starts binds its code to a proof key. */
        public boolean wantsProofKey() {
            return provable;
        }

        /** The registration that the handshake is for. */
        public Registration registration() {
            return registration;
        }

        /** Like the provider's own, with our addresses for tokens and keys. */
        public ProviderMetadata metadata() {
            return metadata;
        }

        /** What the provider said beside the tokens that their scope is; null when it said nothing. */
        public @Nullable String grantedScope() {
            return grantedScope;
        }

        /** Throws why the token endpoint gave no answer, if that was so. */
        public void throwFailure() {
            ProviderUnavailableException why = failure;
            if (why != null) {
                throw why;
            }
        }

        @Override
        public void close() {
            calls.remove(tokenEndpoint.getPath());
        }
    }

    /**
     * A way through for one handshake.
     *
     * @throws ProviderUnavailableException when the provider's metadata cannot be had
     */
    public Passage open(Registration registration) {
        return new Passage(registration);
    }

    private URI offerKeys(Registration registration) {
        return offer(exchange -> {
            URI location = providers.metadata(registration).jwksUri();
            return client.get(registration.provider(), location, Provider.KEYS_LIMIT);
        });
    }

    private URI offer(Call call) {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        String path = "/" + HexFormat.of().formatHex(bits);
        calls.put(path, call);
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Call call = calls.get(exchange.getRequestURI().getPath());
            if (call == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            ProviderAnswer answer = answer(call, exchange);
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static ProviderAnswer answer(Call call, HttpExchange exchange) throws IOException {
        try {
            return call.ask(exchange);
        } catch (ProviderUnavailableException e) {
            LOG.log(System.Logger.Level.WARNING, "A login handshake goes without an answer: {0}", e.getMessage());
            return new ProviderAnswer(URI.create(""), 502, "");
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
