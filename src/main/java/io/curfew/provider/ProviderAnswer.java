package io.curfew.provider;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Map;

/** What a provider answered: the status and the whole body, which is within the limit of the call. */
record ProviderAnswer(URI asked, int status, String body) {
    static ProviderAnswer of(URI asked, int status, byte[] body) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return new ProviderAnswer(asked, status, text);
        } catch (CharacterCodingException e) {
            throw new ProviderUnavailableException("The answer of " + asked + " is not UTF-8 text.", e);
        }
    }

    /** The body as a JSON object; anything but a 200 with one is a fault of the provider. */
    Map<String, Object> json() {
        if (status != 200) {
            String hint = status / 100 == 3 ? " Redirects are not followed: configure the final address." : "";
            throw new ProviderUnavailableException(asked + " answered " + status + " instead of 200." + hint);
        }
        try {
            // the parser would take an array of pairs for an object
            if (body.stripLeading().startsWith("{")) {
                return JSONObjectUtils.parse(body);
            }
        } catch (ParseException e) {
            // told below: the parser's own message quotes the document
        }
        throw new ProviderUnavailableException("The answer of " + asked + " is not a JSON object.");
    }

    @Override
    public String toString() {
        return "[answer " + status + "]";
    }
}
