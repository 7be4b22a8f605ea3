package org.pellucid.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pellucid.files.Sha256;
import org.pellucid.look.Look;
import org.pellucid.web.http.Answer;
import org.pellucid.web.http.Handler;
import org.pellucid.web.http.Refusal;
import org.pellucid.web.http.Request;

/** Gives the files of the page. They lie in this bundle, so a name can lead nowhere else. */
final class StaticFiles implements Handler {
    private static final Pattern NAME = Pattern.compile("/(?<name>[a-z][a-z0-9-]*\\.(?<kind>html|js|css|svg))");
    private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "js",
            "text/javascript; charset=utf-8", "css", "text/css; charset=utf-8", "svg", "image/svg+xml");

    @Override
    public Answer answer(Request request) throws Refusal, IOException {
        var match = NAME.matcher(request.path().equals("/") ? "/index.html" : request.path());
        if (!match.matches()) {
            throw new Refusal(Refusal.NOT_FOUND, "there is nothing at " + request.path());
        }
        byte[] bytes = bytes(match.group("name")).orElseThrow(
                () -> new Refusal(Refusal.NOT_FOUND, "there is nothing at " + request.path()));
        // asked for again each time, but sent only if it changed: an update of this bundle shows at once
        Map<String, String> cached = Map.of("Cache-Control", "no-cache", "ETag", '"' + Sha256.of(bytes) + '"');
        return request.header("If-None-Match").filter(cached.get("ETag")::equals).isPresent() ? Answer.known(cached)
                : Answer.of(TYPES.get(match.group("kind")), bytes).with(cached);
    }

    /** The files that the page shares with the report, and its own. */
    private static Optional<byte[]> bytes(String name) throws IOException {
        Optional<byte[]> shared = Look.file(name);
        if (shared.isPresent()) {
            return shared;
        }
        try (InputStream in = StaticFiles.class.getResourceAsStream("page/" + name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        }
    }
}
