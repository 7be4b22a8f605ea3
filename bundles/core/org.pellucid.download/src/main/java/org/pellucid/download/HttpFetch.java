package org.pellucid.download;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLException;

/** Asks for a file and follows redirects. Safe for use by several threads. */
final class HttpFetch {
    private final HttpClient client;
    private final DownloadSettings settings;

    HttpFetch(DownloadSettings settings, EnvironmentProxies proxies) {
        this.settings = settings;
        // redirects are followed here, so that they can be counted and kept to http and https
        this.client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(settings.connectTimeout()).proxy(proxies)
                .authenticator(proxies.authenticator()).build();
    }

    /**
     * @param url       where
     * @param offset    first byte wanted
     * @param validator of the version whose other bytes are here, or empty
     * @return the answer, whose body is to be closed
     */
    HttpAnswer get(URI url, long offset, String validator) throws IOException, InterruptedException {
        Set<URI> seen = new HashSet<>();
        URI next = url;
        while (true) {
            if (!seen.add(next) || seen.size() > settings.maxRedirects() + 1) {
                throw FailedPlaceException.forGood("it redirects in circles or more than " + settings.maxRedirects()
                        + " times");
            }
            HttpAnswer answer = ask(next, offset, validator);
            if (!answer.isRedirect()) {
                return answer;
            }
            answer.response().body().close();
            next = target(next, answer.header("Location"));
        }
    }

    private HttpAnswer ask(URI url, long offset, String validator) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(settings.stallTimeout())
                .header("User-Agent", "pellucid").header("Accept-Encoding", "identity");
        if (offset > 0) {
            request.header("Range", "bytes=" + offset + "-");
            if (!validator.isEmpty()) {
                request.header("If-Range", validator);
            }
        }
        HttpResponse.BodyHandler<ByteFeed> body = head -> new ByteFeed();
        try {
            return new HttpAnswer(client.send(request.build(), body));
        } catch (HttpTimeoutException e) {
            throw FailedPlaceException.forNow("it does not answer");
        } catch (ConnectException e) {
            boolean unknown = e.getCause() instanceof UnresolvedAddressException
                    || e.getCause() instanceof UnknownHostException;
            throw FailedPlaceException.forNow(unknown ? "unknown host " + url.getHost() : "it cannot be reached");
        } catch (SSLException e) {
            throw FailedPlaceException.forGood("no secure connection: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw FailedPlaceException.forGood("it cannot be asked: " + e.getMessage());
        }
    }

    private static URI target(URI from, String location) throws FailedPlaceException {
        try {
            URI to = from.resolve(location);
            String scheme = to.getScheme().toLowerCase(Locale.ROOT);
            boolean secure = from.getScheme().equalsIgnoreCase("https");
            if (location.isEmpty() || to.getHost() == null
                    || !scheme.equals("https") && (secure || !scheme.equals("http"))) {
                throw FailedPlaceException.forGood("it redirects to '" + location
                        + "', which is no http or https URL, or gives up a secure connection");
            }
            return to;
        } catch (IllegalArgumentException e) {
            throw FailedPlaceException.forGood("it redirects to '" + location + "', which is no URL");
        }
    }
}
