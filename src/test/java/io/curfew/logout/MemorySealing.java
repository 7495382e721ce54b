package io.curfew.logout;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Opens exactly what it sealed, for the same purpose and bound to the same text. */
final class MemorySealing implements Sealing {
    private final Map<List<String>, String> sealed = new HashMap<>();

    @Override
    public String seal(String purpose, String boundTo, String plain) {
        String text = "sealed-" + sealed.size();
        sealed.put(List.of(purpose, boundTo, text), plain);
        return text;
    }

    @Override
    public Optional<String> open(String purpose, String boundTo, String text) {
        return Optional.ofNullable(sealed.get(List.of(purpose, boundTo, text)));
    }
}
