package example.orders;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** As much of a browser as the tests need: cookies, redirects, and the fields by which the gateway tells a page from a script. */
final class Browser {
    private final CookieManager cookies = new CookieManager();
    private final HttpClient following = client(HttpClient.Redirect.NORMAL);
    private final HttpClient stopping = client(HttpClient.Redirect.NEVER);

    private HttpClient client(HttpClient.Redirect redirects) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(cookies)
                .followRedirects(redirects)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** The user opens a page, and ends where the redirects lead to. */
    HttpResponse<String> open(String url) {
        return send(following, page(url).GET());
    }

    /** The first answer alone. */
    HttpResponse<String> firstAnswer(String url) {
        return send(stopping, page(url).GET());
    }

    /** A script of the page asks. */
    HttpResponse<String> fetch(String url) {
        return send(stopping, request(url).header("Sec-Fetch-Mode", "cors").GET());
    }

    /** A button of the application's page. */
    HttpResponse<String> press(String url) {
        return send(following, page(url).POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** A form of somebody else's, such as the provider's logout token. */
    HttpResponse<String> form(String url, String name, String value) {
        String body = name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
        return send(
                stopping,
                request(url)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static HttpRequest.Builder page(String url) {
        return request(url)
                .header("Accept", "text/html")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document")
                .header("Sec-Fetch-Site", "same-origin");
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30));
    }

    private static HttpResponse<String> send(HttpClient client, HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
