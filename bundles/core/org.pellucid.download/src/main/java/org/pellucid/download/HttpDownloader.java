package org.pellucid.download;

import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.pellucid.api.InputException;
import org.pellucid.api.OutputException;
import org.pellucid.api.Progress;
import org.pellucid.api.download.DownloadFile;
import org.pellucid.api.download.Downloaded;
import org.pellucid.api.download.Downloader;
import org.pellucid.files.Sha256;

/**
 * Downloads with Java's HTTP client, through the proxy that Java's settings or the environment name. Safe for use by
 * several threads.
 */
@Component(configurationPid = "org.pellucid.download")
@Designate(ocd = HttpDownloader.Config.class)
public final class HttpDownloader implements Downloader {
    private static final int SHORTEST_SIGN_OF_LIFE = 1 << 10;

    private final DownloadSettings settings;
    private final EnvironmentProxies proxies;
    /** Made by the first download: its threads are not for a run without any. Guarded by this. */
    private HttpFetch http;

    /** Configuration. */
    @ObjectClassDefinition(name = "Pellucid download", description = "How patient downloads are")
    public @interface Config {
        /** @return seconds */
        @AttributeDefinition(name = "Connect timeout", min = "1",
                description = "Until a connection must stand, in seconds (default 20)")
        int connectSeconds() default 20;

        /** @return seconds */
        @AttributeDefinition(name = "Stall timeout", min = "1",
                description = "Longest time without a byte, in seconds (default 30)")
        int stallSeconds() default 30;

        /** @return number of attempts */
        @AttributeDefinition(name = "Attempts", min = "1",
                description = "Attempts in a row without progress before the next place is tried (default 5)")
        int attempts() default 5;

        /** @return milliseconds */
        @AttributeDefinition(name = "Pause", min = "0",
                description = "Before the second attempt, in milliseconds, doubled for each further one up to 30 s "
                        + "(default 500)")
        int pauseMillis() default 500;
    }

    /** @param config timeouts and attempts */
    @Activate
    public HttpDownloader(Config config) {
        this(new DownloadSettings(Duration.ofSeconds(config.connectSeconds()),
                Duration.ofSeconds(config.stallSeconds()), config.attempts(), Duration.ofMillis(config.pauseMillis()),
                DownloadSettings.DEFAULTS.maxBackOff(), DownloadSettings.DEFAULTS.maxRedirects()),
                new EnvironmentProxies(ProxySelector.getDefault(), System::getenv));
    }

    /** For use without a framework: as patient as the configuration's defaults, proxies from the environment. */
    public HttpDownloader() {
        this(DownloadSettings.DEFAULTS, new EnvironmentProxies(ProxySelector.getDefault(), System::getenv));
    }

    HttpDownloader(DownloadSettings settings, EnvironmentProxies proxies) {
        this.settings = settings;
        this.proxies = proxies;
    }

    private synchronized HttpFetch http() {
        if (http == null) {
            http = new HttpFetch(settings, proxies);
        }
        return http;
    }

    @Override
    public Downloaded download(DownloadFile file, Path folder, Progress progress)
            throws InputException, OutputException, InterruptedException {
        Path target = folder.toAbsolutePath().normalize().resolve(file.name());
        Optional<Downloaded> present = present(file, target);
        if (present.isPresent()) {
            return present.get();
        }
        List<String> failures = new ArrayList<>();
        for (URI url : file.urls()) {
            try (PartFile part = new PartFile(target)) {
                boolean resumed = part.length() > 0;
                bring(file, part, url, progress);
                Optional<String> refusal = refusal(file, part);
                if (refusal.isPresent() && resumed) {
                    // the beginning from another day may be to blame
                    part.restart("", "");
                    bring(file, part, url, progress);
                    refusal = refusal(file, part);
                }
                if (refusal.isPresent()) {
                    part.restart("", "");
                    throw FailedPlaceException.forGood(refusal.get());
                }
                String sum = part.sha256();
                long length = part.length();
                part.complete();
                return new Downloaded(target, length, sum, Optional.of(url));
            } catch (FailedPlaceException e) {
                failures.add(url + ": " + e.getMessage());
            }
        }
        throw new NoPlaceException(file.name() + " could not be downloaded: " + String.join("; ", failures));
    }

    private static Optional<Downloaded> present(DownloadFile file, Path target) throws InputException {
        if (file.sha256().isEmpty() || !Files.isRegularFile(target)) {
            return Optional.empty();
        }
        try {
            String sum = Sha256.of(target);
            return sum.equals(file.sha256().get())
                    ? Optional.of(new Downloaded(target, Files.size(target), sum, Optional.empty()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new InputException(target + " cannot be read", e);
        }
    }

    /** Asks one place until the file is whole or nothing more comes from there. */
    private void bring(DownloadFile file, PartFile part, URI url, Progress progress)
            throws FailedPlaceException, InputException, OutputException, InterruptedException {
        Transfer transfer = new Transfer(file, part, http(), settings, progress);
        int failed = 0;
        long most = part.length();
        while (true) {
            FailedPlaceException failure;
            try {
                transfer.attempt(url);
                return;
            } catch (FailedPlaceException e) {
                failure = e;
            } catch (IOException e) {
                failure = FailedPlaceException
                        .forNow(e.getMessage() == null ? "the connection was cut" : e.getMessage());
            }
            // a line that is cut again and again still brings the file, as long as each attempt brings some of it
            failed = part.length() - most >= SHORTEST_SIGN_OF_LIFE ? 1 : failed + 1;
            most = Math.max(most, part.length());
            if (!failure.worthRetrying() || failed >= settings.attempts()) {
                throw failure;
            }
            pause(failure, failed, progress);
        }
    }

    private void pause(FailedPlaceException failure, int failed, Progress progress) throws InterruptedException {
        long most = settings.maxBackOff().toMillis();
        long own = Math.min(most, settings.backOff().toMillis() << Math.min(20, failed - 1));
        long end = System.nanoTime()
                + 1_000_000 * Math.min(most, failure.waitFor().map(Duration::toMillis).orElse(own));
        long left;
        while ((left = end - System.nanoTime()) > 0) {
            if (progress.cancelled()) {
                throw new InterruptedException("broken off; what has arrived is kept");
            }
            Thread.sleep(Math.max(1, Math.min(100, left / 1_000_000)));
        }
    }

    private static Optional<String> refusal(DownloadFile file, PartFile part) throws InputException, OutputException {
        String sum = part.sha256();
        return file.sha256().filter(wanted -> !wanted.equals(sum))
                .map(wanted -> "what came has the SHA-256 " + sum + ", not " + wanted)
                .or(() -> ContentCheck.wholeRefusal(file.name(), part.path()));
    }
}
