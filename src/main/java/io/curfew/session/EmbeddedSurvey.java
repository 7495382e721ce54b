package io.curfew.session;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks the nodes of the cluster: each looks through the sessions that it is the first owner of, all at the same time. */
final class EmbeddedSurvey implements SessionSurvey {
    private static final String SESSIONS = "sessions";

    /** For the way, beside what each node may need. */
    private static final Duration ON_THE_WAY = Duration.ofSeconds(1);

    /** Questions come to a cache container, which knows nothing of us; in one process there may be several. */
    private static final Map<String, EmbeddedSurvey> NODES = new ConcurrentHashMap<>();

    private final CacheCluster cluster;
    private final SessionSearch search;
    private final @Nullable String address;

    private EmbeddedSurvey(CacheCluster cluster, SessionSearch search, @Nullable String address) {
        this.cluster = cluster;
        this.search = search;
        this.address = address;
    }

    /** Of a store in this process alone. */
    static EmbeddedSurvey alone(CacheCluster cluster, SessionSearch search) {
        return new EmbeddedSurvey(cluster, search, null);
    }

    /** Of a node of a cluster, which answers from now on when others ask. */
    static EmbeddedSurvey inCluster(CacheCluster cluster, SessionSearch search) {
        EmbeddedSurvey survey = new EmbeddedSurvey(cluster, search, cluster.address());
        NODES.put(cluster.address(), survey);
        return survey;
    }

    /** What the node at an address answers. */
    static SessionFindings answer(String address, SessionQuestion question) {
        EmbeddedSurvey node = NODES.get(address);
        // one that is just starting or ending has not looked
        return node == null ? new SessionFindings(List.of(), false) : node.own(question);
    }

    private SessionFindings own(SessionQuestion question) {
        return search.through(cluster.own(SESSIONS, address != null), question);
    }

    @Override
    public SessionFindings ask(SessionQuestion question) {
        try {
            return address == null ? own(question) : askAll(question);
        } catch (RuntimeException e) {
            // as while the container stops
            throw new StoreUnavailableException("sessions list", e);
        }
    }

    private SessionFindings askAll(SessionQuestion question) {
        Membership before = cluster.membership(SESSIONS, List.of());
        Answers answers = new Answers(question.most());
        Duration limit = question.limit().plus(ON_THE_WAY);
        await(
                cluster.executor()
                        .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                        .submitConsumer(question, (node, findings, failure) -> {
                            if (failure == null) {
                                answers.add(CacheCluster.nameOf(node), findings);
                            }
                        }),
                limit.plus(ON_THE_WAY));
        // while sessions move from node to node, one may be looked for where it is no more
        boolean same = cluster.membership(SESSIONS, List.of()).equals(before);
        return answers.all(same ? before.members() : Set.of(""));
    }

    /** However it ends, what has come counts. */
    private static void await(CompletableFuture<Void> round, Duration limit) {
        try {
            round.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // who has not answered is missing among the answers
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What nodes have answered until now. */
    private static final class Answers {
        private final int most;
        private final TreeSet<SessionPlace> places = new TreeSet<>();
        private final Set<String> complete = new HashSet<>();

        Answers(int most) {
            this.most = most;
        }

        synchronized void add(String node, SessionFindings findings) {
            places.addAll(findings.places());
            while (places.size() > most) {
                places.pollLast();
            }
            if (findings.complete()) {
                complete.add(node);
            }
        }

        synchronized SessionFindings all(Set<String> needed) {
            return new SessionFindings(List.copyOf(places), complete.containsAll(needed));
        }
    }

    @Override
    public void close() {
        if (address != null) {
            NODES.remove(address);
        }
    }
}
