package io.curfew.session;

import java.util.Iterator;
import java.util.Map;
import org.infinispan.client.hotrod.RemoteCache;
import org.infinispan.client.hotrod.exceptions.HotRodClientException;
import org.infinispan.commons.util.CloseableIterator;

/** Reads the sessions of Infinispan servers in batches, if they let us, and keeps what is asked for. */
final class RemoteSurvey implements SessionSurvey {
    private static final int BATCH = 500;

    private final RemoteCache<SessionKey, Session> sessions;
    private final SessionSearch search;

    RemoteSurvey(RemoteCache<SessionKey, Session> sessions, SessionSearch search) {
        this.sessions = sessions;
        this.search = search;
    }

    @Override
    public SessionFindings ask(SessionQuestion question) {
        try (CloseableIterator<Map.Entry<Object, Object>> entries = sessions.retrieveEntries(null, BATCH)) {
            return search.through(typed(entries), question);
        } catch (HotRodClientException e) {
            if (String.valueOf(e.getMessage()).contains("ISPN000287")) {
                throw new SurveyRefusedException(e);
            }
            throw new StoreUnavailableException("sessions list", e);
        } catch (RuntimeException e) {
            throw new StoreUnavailableException("sessions list", e);
        }
    }

    private static Iterator<Map.Entry<SessionKey, Session>> typed(Iterator<Map.Entry<Object, Object>> entries) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return entries.hasNext();
            }

            @Override
            public Map.Entry<SessionKey, Session> next() {
                Map.Entry<Object, Object> next = entries.next();
                return Map.entry((SessionKey) next.getKey(), (Session) next.getValue());
            }
        };
    }

    @Override
    public void close() {
        // the connection is the store's
    }
}
