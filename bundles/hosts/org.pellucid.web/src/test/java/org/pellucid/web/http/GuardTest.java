package org.pellucid.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final int PORT = 7355;

    private final Guard guard = new Guard(Set.of("127.0.0.1:" + PORT, "localhost:" + PORT, "[::1]:" + PORT), "secret");

    private static Request request(String method, String path, Map<String, String> headers) {
        Map<String, String> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        sent.putAll(headers);
        return new Request(method, path, Map.of(), sent::get, 0, InputStream.nullInputStream());
    }

    private static Map<String, String> own(String... more) {
        Map<String, String> headers = new HashMap<>(
                Map.of("Host", "127.0.0.1:" + PORT, Guard.SECRET, "secret", "Origin",
                        "http://127.0.0.1:" + PORT));
        for (int i = 0; i < more.length; i += 2) {
            headers.put(more[i], more[i + 1]);
        }
        return headers;
    }

    private void refused(int status, Request request) {
        assertThatThrownBy(() -> guard.check(request)).isInstanceOf(Refusal.class).extracting("status")
                .isEqualTo(status);
    }

    @Test
    void the_page_itself_passes_by_each_of_its_names() {
        for (String name : new String[] {"127.0.0.1", "localhost", "[::1]", "LOCALHOST"}) {
            String host = name + ":" + PORT;
            assertThatCode(() -> guard.check(request("POST", "/api/explain",
                    own("Host", host, "Origin", "http://" + host.toLowerCase(java.util.Locale.ROOT)))))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void a_foreign_name_is_refused_before_the_secret_is_looked_at() {
        refused(Refusal.WRONG_HOST, request("GET", "/", own("Host", "evil.example:" + PORT)));
        refused(Refusal.WRONG_HOST, request("GET", Guard.HEALTH, Map.of()));
    }

    @Test
    void the_names_are_not_mixed() {
        refused(Refusal.FORBIDDEN, request("POST", "/api/explain", own("Host", "localhost:" + PORT)));
    }

    @Test
    void health_and_the_files_of_the_page_need_no_secret() {
        for (String path : new String[] {Guard.HEALTH, "/", "/app.js"}) {
            assertThatCode(() -> guard.check(request("GET", path, Map.of("Host", "127.0.0.1:" + PORT))))
                    .doesNotThrowAnyException();
        }
        refused(Refusal.NO_SECRET, request("GET", "/api/start", own(Guard.SECRET, "Secret")));
        refused(Refusal.NO_SECRET, request("GET", "/api/healthy", own(Guard.SECRET, "")));
    }

    @Test
    void no_secret_is_made_twice() {
        assertThat(Guard.makeSecret()).isNotEqualTo(Guard.makeSecret()).matches("[\\w-]{32}");
    }
}
