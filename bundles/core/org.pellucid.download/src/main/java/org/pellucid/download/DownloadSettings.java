package org.pellucid.download;

import java.time.Duration;

/**
 * How patient downloads are.
 *
 * @param connectTimeout until a connection stands
 * @param stallTimeout   longest time without a byte
 * @param attempts       at one place, each time without progress
 * @param backOff        before the second attempt; doubled for each further one
 * @param maxBackOff     longest pause between attempts, whatever a server asks for
 * @param maxRedirects   of one request
 */
record DownloadSettings(Duration connectTimeout, Duration stallTimeout, int attempts, Duration backOff,
        Duration maxBackOff, int maxRedirects) {
    static final DownloadSettings DEFAULTS = new DownloadSettings(Duration.ofSeconds(20), Duration.ofSeconds(30), 5,
            Duration.ofMillis(500), Duration.ofSeconds(30), 10);
}
