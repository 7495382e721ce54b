package io.curfew.session;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.infinispan.protostream.FileDescriptorSource;
import org.infinispan.protostream.SerializationContext;
import org.infinispan.protostream.SerializationContextInitializer;

/** What goes over the wire, as {@code store.proto} says; embedded between the nodes, remote to the Infinispan servers. */
final class StoreSchema implements SerializationContextInitializer {
    static final String PACKAGE = "curfew";

    /** Raised when an older node would do harm by not knowing what is new; see {@code store.proto}. */
    static final int ENTRY_VERSION = 1;

    static final int OLDEST_ENTRY_VERSION = 1;

    private static final String FILE = "store.proto";

    private static final List<EntryMarshaller<?>> MARSHALLERS = List.of(
            new KeyMarshaller<>(
                    SessionKey.class,
                    "SessionKey",
                    1,
                    key -> List.of(key.value()),
                    texts -> new SessionKey(texts.get(0))),
            new KeyMarshaller<>(
                    ProviderSession.class,
                    "ProviderSession",
                    2,
                    key -> List.of(key.issuer(), key.sid()),
                    texts -> new ProviderSession(texts.get(0), texts.get(1))),
            new KeyMarshaller<>(
                    ProviderSubject.class,
                    "ProviderSubject",
                    2,
                    key -> List.of(key.issuer(), key.subject()),
                    texts -> new ProviderSubject(texts.get(0), texts.get(1))),
            new KeyMarshaller<>(
                    SidlessSubject.class,
                    "SidlessSubject",
                    2,
                    key -> List.of(key.issuer(), key.subject()),
                    texts -> new SidlessSubject(texts.get(0), texts.get(1))),
            new KeyMarshaller<>(
                    SignedOutHere.class,
                    "SignedOutHere",
                    2,
                    key -> List.of(key.issuer(), key.sid()),
                    texts -> new SignedOutHere(texts.get(0), texts.get(1))),
            new KeyMarshaller<>(
                    EndedHere.class,
                    "EndedHere",
                    1,
                    key -> List.of(key.sessionKey()),
                    texts -> new EndedHere(texts.get(0))),
            new KeyMarshaller<>(
                    LogoutTokenId.class,
                    "LogoutTokenId",
                    2,
                    key -> List.of(key.issuer(), key.jti()),
                    texts -> new LogoutTokenId(texts.get(0), texts.get(1))),
            new KeyMarshaller<>(
                    LeaseQuestion.class,
                    "LeaseQuestion",
                    1,
                    question -> List.of(question.asker()),
                    texts -> new LeaseQuestion(texts.get(0))),
            new SessionMarshaller(),
            new IndexedSessionsMarshaller(),
            new LogoutMarkMarshaller(),
            new PendingLoginMarshaller(),
            new NodeCardMarshaller(),
            new SessionQuestionMarshaller(),
            new SessionFindingsMarshaller());

    @Override
    public void registerSchema(SerializationContext context) {
        context.registerProtoFiles(FileDescriptorSource.fromString(FILE, schema()));
    }

    @Override
    public void registerMarshallers(SerializationContext context) {
        MARSHALLERS.forEach(context::registerMarshaller);
    }

    private static String schema() {
        try (InputStream file = StoreSchema.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing in this build");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
