package io.curfew.proxy;

import io.curfew.page.Problem;
import java.util.List;

/** What became of a request that was to be forwarded. */
sealed interface ForwardOutcome {
    /** The upstream answers; the body is still to be copied, and the answer to be closed. */
    record Answered(UpstreamAnswer answer, List<HeaderField> headers) implements ForwardOutcome {
        Answered with(OwnFields own) {
            return new Answered(answer, own.over(headers, answer.status()));
        }
    }

    /** The upstream has opened a WebSocket; the client's side is still to be upgraded with these fields. */
    record Switched(WebSocketTunnel tunnel, List<HeaderField> headers) implements ForwardOutcome {
        private static final int SWITCHING_PROTOCOLS = 101;

        Switched with(OwnFields own) {
            return new Switched(tunnel, own.over(headers, SWITCHING_PROTOCOLS));
        }
    }

    /** The gateway answers in the upstream's place. */
    record Refused(Problem problem, List<HeaderField> headers) implements ForwardOutcome {
        static Refused of(int status, String title, String detail) {
            return new Refused(new Problem(status, title, detail), List.of());
        }
    }
}
