package org.pellucid.download;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The head of an answer, read. */
record HttpAnswer(HttpResponse<ByteFeed> response) {
    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d{1,18})-(\\d{1,18})/(\\d{1,18}|\\*)");
    private static final Pattern UNSATISFIED = Pattern.compile("bytes \\*/(\\d{1,18})");

    /**
     * What part of a file it brings.
     *
     * @param first byte
     * @param last  byte
     * @param total size, if said
     */
    record Range(long first, long last, OptionalLong total) {
    }

    int status() {
        return response.statusCode();
    }

    private HttpHeaders headers() {
        return response.headers();
    }

    String header(String name) {
        return headers().firstValue(name).orElse("").strip();
    }

    /** @return bytes of the body as the server says; a number that is none counts as not said */
    OptionalLong length() {
        try {
            return headers().firstValueAsLong("Content-Length");
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    Optional<Range> range() {
        Matcher matcher = CONTENT_RANGE.matcher(header("Content-Range"));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        OptionalLong total = matcher.group(3).equals("*") ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(matcher.group(3)));
        return Optional.of(new Range(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)), total));
    }

    /** @return size of the file, where the range asked for lies behind its end */
    OptionalLong unsatisfiedTotal() {
        Matcher matcher = UNSATISFIED.matcher(header("Content-Range"));
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    /** @return what tells this version of the file from others; empty if nothing does beyond doubt */
    String validator() {
        String tag = header("ETag");
        if (tag.startsWith("\"")) {
            return tag;
        }
        return header("Last-Modified");
    }

    boolean isRedirect() {
        return switch (status()) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    /** @return pause the server asks for, in seconds; dates are not read */
    Optional<Duration> retryAfter() {
        String text = header("Retry-After");
        return text.matches("\\d{1,6}") ? Optional.of(Duration.ofSeconds(Long.parseLong(text))) : Optional.empty();
    }

    URI url() {
        return response.uri();
    }
}
