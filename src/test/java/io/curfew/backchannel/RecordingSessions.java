package io.curfew.backchannel;

import io.curfew.session.StoreUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sessions in a map, which can fail on demand and remember what they were asked. */
final class RecordingSessions implements SessionEnding {
    private record Entry(String subject, @Nullable String sid, long began) {}

    private final Map<String, Entry> sessions = new ConcurrentHashMap<>();
    private final Map<String, Instant> remembered = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private volatile String failing = "";

    void live(String name, String subject, @Nullable String sid, long began) {
        sessions.put(name, new Entry(subject, sid, began));
    }

    Set<String> live() {
        return Set.copyOf(sessions.keySet());
    }

    List<String> calls() {
        return List.copyOf(calls);
    }

    @Nullable
    Instant rememberedUntil(String issuer, String jti) {
        return remembered.get(issuer + " " + jti);
    }

    void failAt(String operation) {
        failing = operation;
    }

    void failNowhere() {
        failing = "";
    }

    @Override
    public int endSid(String issuer, String sid, Instant before) {
        note("endSid");
        known.add(sid);
        return end(entry -> sid.equals(entry.sid()) && entry.began() <= before.getEpochSecond());
    }

    @Override
    public int endSidless(String issuer, String subject, Instant before) {
        note("endSidless");
        return end(entry ->
                entry.sid() == null && entry.subject().equals(subject) && entry.began() <= before.getEpochSecond());
    }

    @Override
    public int endSubject(String issuer, String subject, Instant before) {
        note("endSubject");
        return end(entry -> entry.subject().equals(subject) && entry.began() <= before.getEpochSecond());
    }

    @Override
    public boolean hasSid(String issuer, String sid) {
        note("hasSid");
        return known.contains(sid) || sessions.values().stream().anyMatch(entry -> sid.equals(entry.sid()));
    }

    @Override
    public Set<String> subjectsOf(String issuer, String sid) {
        note("subjectsOf");
        return sessions.values().stream()
                .filter(entry -> sid.equals(entry.sid()))
                .map(Entry::subject)
                .collect(Collectors.toSet());
    }

    @Override
    public void awaitEverywhere() {
        note("awaitEverywhere");
    }

    @Override
    public boolean wasSeen(String issuer, String jti) {
        note("wasSeen");
        return remembered.containsKey(issuer + " " + jti);
    }

    @Override
    public boolean remember(String issuer, String jti, Instant until) {
        note("remember");
        return remembered.putIfAbsent(issuer + " " + jti, until) == null;
    }

    private void note(String operation) {
        calls.add(operation);
        if (operation.equals(failing)) {
            throw new StoreUnavailableException(operation, new IllegalStateException("on demand"));
        }
    }

    private synchronized int end(Predicate<Entry> which) {
        int before = sessions.size();
        sessions.values().removeIf(which);
        return before - sessions.size();
    }
}
