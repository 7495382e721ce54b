package io.curfew.session;

/** Puts a question to whoever holds the sessions. */
interface SessionSurvey extends AutoCloseable {
    /**
     * The first sessions of the whole store that meet a question; what nobody answers in time is missing and said to be.
     *
     * @throws SurveyRefusedException if the store does not let this gateway look through all sessions
     */
    SessionFindings ask(SessionQuestion question);

    @Override
    void close();
}
