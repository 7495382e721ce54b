package io.curfew.session;

import java.io.IOException;
import org.infinispan.protostream.TagWriter;

/** {@code NodeCard} of {@code store.proto}; only its own node saves it, so what a later version added may be dropped. */
final class NodeCardMarshaller extends EntryMarshaller<NodeCard> {
    NodeCardMarshaller() {
        super(NodeCard.class, "NodeCard");
    }

    @Override
    NodeCard of(WireFields fields) throws IOException {
        return new NodeCard(fields.text(1), fields.number(2), fields.number(3), fields.texts(4), fields.number(5) != 0);
    }

    @Override
    void write(TagWriter to, NodeCard card) throws IOException {
        to.writeString(1, card.address());
        to.writeInt64(2, card.entryVersion());
        to.writeInt64(3, card.oldestEntryVersion());
        writeTexts(to, 4, card.sealKeys());
        to.writeInt64(5, card.leaving() ? 1 : 0);
    }
}
