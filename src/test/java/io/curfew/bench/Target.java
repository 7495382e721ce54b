package io.curfew.bench;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import java.net.URI;
import java.util.Objects;

/**
 * One of the servers that are compared.
 *
 * @param url where it listens, without a slash at its end
 * @param cookie the header of a browser that has logged in, or empty where nobody logs in
 * @param processes what it consists of
 */
record Target(String name, String url, String cookie, ProcessTree processes) {
    /** A server that asks for no login. */
    static Target open(String name, String url, long pid) {
        return new Target(name, url, "", new ProcessTree(pid));
    }

    /** A server at which a browser logs in now. */
    static Target loggedIn(String name, String url, long pid) {
        BrowserSession browser = new BrowserSession();
        Answer answer = browser.get(url + ServedFile.SMALL.path());
        String cookie = browser.cookies().header(URI.create(url + ServedFile.SMALL.path()), false, true);
        if (answer.status() != 200) {
            throw new IllegalStateException("The login at " + name + " ended so: " + answer);
        }
        return new Target(name, url, Objects.requireNonNull(cookie, name + " set no cookie"), new ProcessTree(pid));
    }

    boolean isProtected() {
        return !cookie.isEmpty();
    }
}
