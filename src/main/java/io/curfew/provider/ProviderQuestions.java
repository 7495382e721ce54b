package io.curfew.provider;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.curfew.config.ProviderSettings;
import io.curfew.config.Registration;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Single questions to a provider for whoever wants to know what is wrong with it: nothing is kept, no redirect followed, no
 * status taken for a failure. Every call ends within the registration's {@code timeout}, and every one throws {@link
 * ProviderUnavailableException} when there is no whole answer.
 */
public final class ProviderQuestions {
    private static final int LARGEST = 1024 * 1024;
    private static final Map<String, String> JSON = Map.of("Accept", "application/json");
    private static final String FORM = "application/x-www-form-urlencoded";

    private final ProviderClient client;

    public ProviderQuestions(ProviderClient client) {
        this.client = client;
    }

    /** Where the discovery document of an issuer is. */
    public static URI discoveryOf(String issuer) {
        return DiscoveryDocument.location(issuer);
    }

    /** Asks for a document. */
    public ProviderProbe document(ProviderSettings settings, URI uri) {
        return client.probe(settings, ProviderProbe.Question.get(uri, JSON), LARGEST);
    }

    /** Asks as the browser of somebody who is not signed in would. */
    public ProviderProbe page(ProviderSettings settings, URI uri) {
        return client.probe(settings, ProviderProbe.Question.get(uri, Map.of("Accept", "text/html")), LARGEST);
    }

    /**
     * Asks the token endpoint as the gateway asks it, with its proof of who it is.
     *
     * @param methods what the discovery document says of how clients prove themselves there
     * @param form without the client
     */
    public ProviderProbe token(Registration registration, URI endpoint, List<String> methods, String form) {
        ClientAuthentication self = ClientAuthentication.of(registration, methods);
        Map<String, String> headers = new HashMap<>(JSON);
        String authorization = self.authorization();
        if (authorization != null) {
            headers.put("Authorization", authorization);
        }
        return client.probe(
                registration.provider(),
                new ProviderProbe.Question("POST", endpoint, headers, form + self.form(), FORM),
                LARGEST);
    }

    /** Sends a form of somebody else's than the gateway's client. */
    public ProviderProbe form(ProviderSettings settings, URI uri, String form) {
        return client.probe(settings, new ProviderProbe.Question("POST", uri, JSON, form, FORM), LARGEST);
    }

    /**
     * A request with a bearer token.
     *
     * @param json the body, or null for none
     */
    public ProviderProbe bearing(
            ProviderSettings settings, String token, String method, URI uri, @Nullable Map<String, ?> json) {
        Map<String, String> headers = new HashMap<>(JSON);
        headers.put("Authorization", "Bearer " + token);
        String body = json == null ? null : JSONObjectUtils.toJSONString(json);
        return client.probe(
                settings, new ProviderProbe.Question(method, uri, headers, body, "application/json"), LARGEST);
    }

    /** Why the gateway cannot use a discovery document whose issuer is right; empty when it can. */
    public static Optional<String> unusable(String issuer, Map<String, Object> document) {
        try {
            DiscoveryDocument.parse(issuer, document);
            return Optional.empty();
        } catch (ProviderUnavailableException e) {
            return Optional.of(e.sentence());
        }
    }

    /**
     * Whether a key is there for the registered algorithm.
     *
     * @throws ProviderUnavailableException when the document holds no keys at all that could be used
     */
    public static boolean hasKey(Registration registration, URI source, Map<String, Object> document) {
        return KeySet.parse(OutsideText.shown(source.toString()), document)
                .hasOneFor(JWSAlgorithm.parse(registration.provider().signingAlgorithm()));
    }

    /** A value as it stands in a form or a query. */
    public static String encoded(String text) {
        return ClientAuthentication.encoded(text);
    }
}
