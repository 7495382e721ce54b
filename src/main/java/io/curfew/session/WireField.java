package io.curfew.session;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.infinispan.protostream.TagReader;
import org.infinispan.protostream.TagWriter;
import org.infinispan.protostream.descriptors.WireType;
import org.jspecify.annotations.Nullable;

/**
 * One field of an entry as it is on the wire: a number or some bytes. Other kinds of field are never used.
 *
 * @param id the field's number in the schema
 * @param bytes the content, or null when the field is a number; never moved, so that equal means equal bytes
 */
public record WireField(int id, long number, @Nullable ByteBuffer bytes) {
    static WireField read(int tag, TagReader from) throws IOException {
        int id = WireType.getTagFieldNumber(tag);
        WireType type = WireType.fromTag(tag);
        if (type == WireType.VARINT) {
            return new WireField(id, from.readInt64(), null);
        }
        if (type == WireType.LENGTH_DELIMITED) {
            return new WireField(id, 0, ByteBuffer.wrap(from.readByteArray()));
        }
        throw new IOException("A stored entry has a field of the wire type " + type + ", which Curfew never writes.");
    }

    void write(TagWriter to) throws IOException {
        if (bytes == null) {
            to.writeInt64(id, number);
        } else {
            to.writeBytes(id, bytes.duplicate());
        }
    }

    String text() throws IOException {
        if (bytes == null) {
            throw new IOException("A stored entry has a number where a text belongs, in field " + id + ".");
        }
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}
