package io.curfew.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A browser without a window: cookies of its own with their attributes respected, redirects followed by hand with the trail
 * kept, the headers that browsers send with navigations and fetches. Runs no script. Requests may come from many threads;
 * the current page is the last navigation's.
 */
public final class BrowserSession {
    /** By what a server takes it for a browser. */
    public static final String USER_AGENT = "Mozilla/5.0 (BrowserSession)";

    private static final int MOST_REDIRECTS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient client;
    private final CookieJar cookies = new CookieJar(Clock.systemUTC());
    private volatile @Nullable URI page;

    /** A browser that trusts the certificates that Java trusts. */
    public BrowserSession() {
        this(HttpClient.newBuilder());
    }

    /** A browser with a trust of its own. */
    public BrowserSession(SSLContext tls) {
        this(HttpClient.newBuilder().sslContext(tls));
    }

    private BrowserSession(HttpClient.Builder builder) {
        this(builder.version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(5))
                .build());
    }

    /** One of very many browsers, which share their connections; the client must not follow redirects. */
    public BrowserSession(HttpClient shared) {
        client = shared;
    }

    /** A browser whose user has accepted every certificate, as long as it is for the host. */
    public static BrowserSession trustingAnyCertificate() {
        return new BrowserSession(HttpClient.newBuilder().sslContext(AnyCertificate.context()));
    }

    /** The user enters a URL in the address bar. */
    public Answer get(String url) {
        return navigate(PageRequest.navigation("GET", URI.create(url), null));
    }

    /** The user enters a URL in the address bar, and we look at the first response alone. */
    public Answer getWithoutRedirect(String url) {
        return once(PageRequest.navigation("GET", URI.create(url), null));
    }

    /** The user follows a link of the current page. */
    public Answer click(String link) {
        return navigate(PageRequest.navigation("GET", here().resolve(link), here()));
    }

    /** The user sends a form of the current page. */
    public Answer submit(HtmlForm form) {
        if (form.method().equals("GET")) {
            return click(form.action() + "?" + FormBody.of(form.fields()));
        }
        return post(form.action().toString(), form.fields());
    }

    /** The current page sends a form to this URL, relative or absolute. */
    public Answer post(String url, Map<String, String> fields) {
        return navigate(
                PageRequest.navigation("POST", here().resolve(url), here()).withForm(fields));
    }

    /** A page of another origin, say {@code https://evil.example/}, makes the browser navigate here with a form. */
    public Answer postFrom(String otherPage, String url, Map<String, String> fields) {
        return navigate(PageRequest.navigation("POST", URI.create(url), URI.create(otherPage))
                .withForm(fields));
    }

    /** A page of another origin makes the browser navigate here with a link. */
    public Answer getFrom(String otherPage, String url) {
        return navigate(PageRequest.navigation("GET", URI.create(url), URI.create(otherPage)));
    }

    /** A script of the current page calls {@code fetch(url)}; redirects are not followed. */
    public Answer fetch(String url) {
        return fetch("GET", url, Map.of());
    }

    /** A script of the current page (or, before any navigation, of the URL's own origin) calls {@code fetch}. */
    public Answer fetch(String method, String url, Map<String, String> headers) {
        URI from = page;
        URI target = from == null ? URI.create(url) : from.resolve(url);
        return once(
                PageRequest.fetch(method, target, from == null ? target : from).withHeaders(headers));
    }

    /** Opens a URL, fills in Keycloak's login form that it leads to, and follows the way back. */
    public Answer login(String url, String username, String password) {
        Answer form = get(url);
        return submitLogin(form, username, password);
    }

    /** Fills in Keycloak's login form on this page and follows the way back. */
    public Answer submitLogin(Answer loginPage, String username, String password) {
        HtmlForm form = HtmlForm.in(loginPage, "kc-form-login");
        return navigate(PageRequest.navigation("POST", form.action(), loginPage.uri())
                .withForm(form.with("username", username)
                        .with("password", password)
                        .fields()));
    }

    public CookieJar cookies() {
        return cookies;
    }

    /** The URL of the current page; throws before the first navigation. */
    public URI here() {
        URI current = page;
        if (current == null) {
            throw new IllegalStateException("The browser shows no page yet");
        }
        return current;
    }

    private Answer navigate(PageRequest first) {
        List<Answer.Hop> trail = new ArrayList<>();
        PageRequest request = first;
        while (true) {
            HttpResponse<String> response = send(request);
            String location = response.headers().firstValue("Location").orElse(null);
            if (!isRedirect(response.statusCode()) || location == null) {
                page = request.uri();
                return answer(request, response, trail);
            }
            URI target = request.uri().resolve(location);
            trail.add(
                    new Answer.Hop(request.method(), request.uri(), response.statusCode(), response.headers(), target));
            if (trail.size() > MOST_REDIRECTS) {
                throw new IllegalStateException("Redirected too often:\n" + answer(request, response, trail));
            }
            request = request.redirected(target, response.statusCode());
        }
    }

    private Answer once(PageRequest request) {
        return answer(request, send(request), List.of());
    }

    private static Answer answer(PageRequest request, HttpResponse<String> response, List<Answer.Hop> trail) {
        return new Answer(
                request.method(), request.uri(), response.statusCode(), response.headers(), response.body(), trail);
    }

    private HttpResponse<String> send(PageRequest request) {
        String cookieHeader = cookies.header(request.uri(), request.isCrossSite(), request.isSafeNavigation());
        HttpRequest.Builder builder = request.toHttp().timeout(LIMIT);
        if (cookieHeader != null) {
            builder.header("Cookie", cookieHeader);
        }
        try {
            HttpResponse<String> response = client.send(builder.build(), HttpResponse.BodyHandlers.ofString());
            cookies.accept(request.uri(), response.headers().allValues("Set-Cookie"));
            return response;
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    request.method().toUpperCase(Locale.ROOT) + " " + request.uri() + " failed", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking " + request.uri(), interrupted);
        }
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }
}
