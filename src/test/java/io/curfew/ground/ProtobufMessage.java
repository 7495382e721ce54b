package io.curfew.ground;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** As much of the wire format of protocol buffers as a test needs: fields by their numbers. */
final class ProtobufMessage {
    private record Field(int number, long value, ByteBuffer content) {}

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final List<Field> fields = new ArrayList<>();

    ProtobufMessage(ByteBuffer bytes) {
        ByteBuffer in = bytes.duplicate();
        while (in.hasRemaining()) {
            long tag = varint(in);
            fields.add(field((int) (tag >>> 3), (int) (tag & 7), in));
        }
    }

    private static Field field(int number, int wireType, ByteBuffer in) {
        return switch (wireType) {
            case 0 -> new Field(number, varint(in), NOTHING);
            case 1 -> new Field(number, Long.reverseBytes(in.getLong()), NOTHING);
            case 2 -> {
                int length = (int) varint(in);
                ByteBuffer content = in.slice(in.position(), length);
                in.position(in.position() + length);
                yield new Field(number, 0, content);
            }
            case 5 -> new Field(number, Integer.reverseBytes(in.getInt()), NOTHING);
            default -> throw new IllegalArgumentException("No wire type: " + wireType);
        };
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte octet = in.get();
            value |= (long) (octet & 0x7f) << shift;
            if (octet >= 0) {
                return value;
            }
        }
    }

    boolean has(int number) {
        return fields.stream().anyMatch(field -> field.number() == number);
    }

    List<ProtobufMessage> messages(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .map(field -> new ProtobufMessage(field.content()))
                .toList();
    }

    /** Empty when there is none. */
    byte[] bytes(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .map(ProtobufMessage::content)
                .findFirst()
                .orElse(new byte[0]);
    }

    private static byte[] content(Field field) {
        byte[] bytes = new byte[field.content().remaining()];
        field.content().duplicate().get(bytes);
        return bytes;
    }

    String text(int number) {
        return new String(bytes(number), StandardCharsets.UTF_8);
    }

    /** Zero when there is none. */
    long number(int number) {
        return fields.stream()
                .filter(field -> field.number() == number)
                .mapToLong(Field::value)
                .findFirst()
                .orElse(0);
    }
}
