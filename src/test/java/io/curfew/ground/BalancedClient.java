package io.curfew.ground;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One connection of a client to the balancer, and the way of its requests to the nodes and back. */
final class BalancedClient {
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE");
    private static final int UPGRADED = 101;
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private final Balancer balancer;
    private final InputStream in;
    private final OutputStream out;
    private final Socket client;

    BalancedClient(Balancer balancer, Socket client) throws IOException {
        this.balancer = balancer;
        this.client = client;
        this.in = new BufferedInputStream(client.getInputStream(), 1 << 14);
        this.out = new BufferedOutputStream(client.getOutputStream(), 1 << 14);
    }

    /** What became of one attempt at one node. */
    private enum Outcome {
        /** answered, and the client's connection can go on */
        ANSWERED,
        /** answered, but only the end of the connection ends the answer */
        LAST,
        /** the node failed before anything of an answer had been passed on */
        FAILED
    }

    /** Serves requests until the client goes away or wants to. */
    void serve() throws IOException {
        HttpHead request = HttpHead.read(in);
        while (request != null && pass(request) && !request.says("Connection", "close")) {
            request = HttpHead.read(in);
        }
    }

    /** Passes one request on and its answer back; true if the connection can carry another one. */
    private boolean pass(HttpHead request) throws IOException {
        HttpBody body = HttpBody.ofRequest(request);
        String wanted = request.field(Balancer.WANTED_NODE);
        List<Integer> order = wanted.isEmpty() ? balancer.nodes().nextOrder() : only(wanted);
        boolean repeatable = balancer.isRetrying()
                && wanted.isEmpty()
                && body.kind() == HttpBody.Kind.NONE
                && IDEMPOTENT.contains(request.method());
        int failed = 0;
        for (int port : order) {
            NodeConnection node = connect(port);
            if (node == null) {
                continue;
            }
            if (failed != 0) {
                balancer.retried.increment();
            }
            Outcome outcome = attempt(request, body, node);
            if (outcome != Outcome.FAILED) {
                return outcome == Outcome.ANSWERED;
            }
            failed = port;
            if (!repeatable) {
                break;
            }
        }
        if (failed != 0) {
            balancer.broken.increment();
            return answer("502 Bad Gateway", "broken", failed, body.kind() == HttpBody.Kind.NONE);
        }
        balancer.unserved.increment();
        return answer(
                "503 Service Unavailable", order.isEmpty() ? "none" : "refused", 0, body.kind() == HttpBody.Kind.NONE);
    }

    private List<Integer> only(String wanted) {
        int port = wanted.matches("[0-9]{1,5}") ? Integer.parseInt(wanted) : 0;
        return balancer.nodes().knows(port) ? List.of(port) : List.of();
    }

    private @Nullable NodeConnection connect(int port) {
        try {
            return balancer.nodes().connect(port, balancer.answerLimit());
        } catch (IOException notAccepted) {
            balancer.refused.increment();
            return null;
        }
    }

    private Outcome attempt(HttpHead request, HttpBody body, NodeConnection node) throws IOException {
        boolean reusable = false;
        try {
            send(request, body, node);
            HttpHead answer = firstHead(node);
            if (answer == null) {
                return Outcome.FAILED;
            }
            if (answer.status() == UPGRADED) {
                balancer.countAnswer(node.port());
                out.write(answer.with(Balancer.NODE, Integer.toString(node.port()))
                        .bytes());
                out.flush();
                tunnel(node);
                return Outcome.LAST;
            }
            HttpBody answerBody = HttpBody.ofAnswer(request.method(), answer);
            // before the client has it, who may ask for the counts at once
            balancer.countAnswer(node.port());
            passBack(request, answer, answerBody, node);
            boolean last = answerBody.kind() == HttpBody.Kind.UNTIL_END;
            reusable = !last && !answer.says("Connection", "close");
            return last ? Outcome.LAST : Outcome.ANSWERED;
        } finally {
            if (reusable) {
                balancer.nodes().giveBack(node);
            } else {
                node.close();
            }
        }
    }

    private void send(HttpHead request, HttpBody body, NodeConnection node) throws IOException {
        if (request.says("Expect", "100-continue")) {
            out.write(CONTINUE);
            out.flush();
        }
        HttpHead told = request.without("Connection", "Keep-Alive", "Expect", Balancer.WANTED_NODE);
        node.out().write((request.says("Connection", "upgrade") ? told.with("Connection", "Upgrade") : told).bytes());
        body.copy(in, node.out());
    }

    private static @Nullable HttpHead firstHead(NodeConnection node) {
        try {
            HttpHead head = HttpHead.read(node.in());
            while (head != null && head.status() < 200 && head.status() != UPGRADED) {
                head = HttpHead.read(node.in());
            }
            return head;
        } catch (IOException failure) {
            return null;
        }
    }

    /** What comes from either side goes to the other one until one of them ends. */
    private void tunnel(NodeConnection node) throws IOException {
        node.waitWithoutLimit();
        Thread back = new Thread(() -> pump(node.in(), out, node), "balancer's tunnel");
        back.setDaemon(true);
        back.start();
        pump(in, node.out(), node);
    }

    private void pump(InputStream from, OutputStream to, NodeConnection node) {
        byte[] buffer = new byte[1 << 13];
        try (client;
                node) {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                to.write(buffer, 0, count);
                to.flush();
            }
        } catch (IOException over) {
            // then both are closed
        }
    }

    private void passBack(HttpHead request, HttpHead answer, HttpBody body, NodeConnection node) throws IOException {
        HttpHead told = answer.without("Connection", "Keep-Alive").with(Balancer.NODE, Integer.toString(node.port()));
        boolean last = body.kind() == HttpBody.Kind.UNTIL_END || request.says("Connection", "close");
        out.write((last ? told.with("Connection", "close") : told).bytes());
        try {
            body.copy(node.in(), out);
        } catch (NodeConnection.Failure | EOFException cutOff) {
            balancer.broken.increment();
            // what did come belongs to the client
            out.flush();
            throw cutOff;
        }
    }

    private boolean answer(String status, String fault, int port, boolean goOn) throws IOException {
        HttpHead head = new HttpHead("HTTP/1.1 " + status, List.of())
                .with(Balancer.FAULT, fault)
                .with("Content-Length", "0");
        HttpHead named = port == 0 ? head : head.with(Balancer.NODE, Integer.toString(port));
        out.write((goOn ? named : named.with("Connection", "close")).bytes());
        out.flush();
        return goOn;
    }
}
