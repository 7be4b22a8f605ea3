package org.pellucid.download;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import org.pellucid.api.InputException;
import org.pellucid.api.OutputException;
import org.pellucid.api.Progress;
import org.pellucid.api.download.DownloadFile;

/** Brings a file from one place, or the rest of it. For one thread. */
record Transfer(DownloadFile file, PartFile part, HttpFetch http, DownloadSettings settings, Progress progress) {
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int UNSATISFIABLE = 416;

    /**
     * One attempt. What has arrived stays in the part file.
     *
     * @throws FailedPlaceException if the place does not give the file
     * @throws IOException          if the connection broke
     * @throws InputException, OutputException       if the file cannot be had from anywhere: too large, or the disk is full
     */
    void attempt(URI url) throws IOException, InputException, OutputException, InterruptedException {
        // Without a validator only the checksum can tell that the two ends belong together.
        boolean sameVersion = part.url().equals(url.toString()) && !part.validator().isEmpty();
        boolean resume = part.length() > 0 && (sameVersion || file.sha256().isPresent());
        HttpAnswer answer = http.get(url, resume ? part.length() : 0, sameVersion ? part.validator() : "");
        try (ByteFeed body = answer.response().body()) {
            switch (answer.status()) {
                case OK -> begin(url, answer);
                case PARTIAL -> goOn(url, answer, resume && sameVersion, resume);
                case UNSATISFIABLE -> {
                    if (resume && answer.unsatisfiedTotal().equals(OptionalLong.of(part.length()))) {
                        return; // all of it was here already
                    }
                    part.restart("", "");
                    throw FailedPlaceException.forNow("the file has changed there");
                }
                default -> throw refused(answer);
            }
            receive(answer, body);
        }
    }

    private void begin(URI url, HttpAnswer answer) throws IOException, InputException, OutputException {
        checkEncoding(answer);
        if (answer.length().isPresent()) {
            checkSize(answer.length().getAsLong());
        }
        part.restart(url.toString(), answer.validator());
        if (answer.length().isPresent()) {
            part.checkRoom(answer.length().getAsLong());
        }
    }

    private void goOn(URI url, HttpAnswer answer, boolean sameVersion, boolean asked)
            throws IOException, InputException, OutputException {
        checkEncoding(answer);
        Optional<HttpAnswer.Range> range = answer.range();
        boolean fits = asked && range.isPresent() && range.get().first() == part.length()
                && range.get().last() >= range.get().first()
                && (range.get().total().isEmpty() || range.get().last() < range.get().total().getAsLong());
        boolean changed = sameVersion && !answer.validator().isEmpty() && !answer.validator().equals(part.validator());
        if (!fits || changed) {
            part.restart("", "");
            throw FailedPlaceException.forNow("it sent another part than was asked for");
        }
        if (range.get().total().isPresent()) {
            checkSize(range.get().total().getAsLong());
        }
        part.checkRoom(range.get().last() - range.get().first() + 1);
    }

    private static void checkEncoding(HttpAnswer answer) throws FailedPlaceException {
        String encoding = answer.header("Content-Encoding");
        if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
            throw FailedPlaceException.forGood("it sends the file packed as " + encoding + " without being asked to");
        }
    }

    private void checkSize(long bytes) throws InputException, OutputException {
        if (bytes > file.maxBytes()) {
            part.discard();
            throw new InputException(
                    file.name() + " has " + bytes + " bytes; the limit is " + file.maxBytes());
        }
    }

    private static FailedPlaceException refused(HttpAnswer answer) {
        String message = "it answers " + answer.status();
        return switch (answer.status()) {
            case 408, 425, 429, 500, 502, 503, 504 -> FailedPlaceException.forNow(message, answer.retryAfter());
            default -> FailedPlaceException.forGood(message);
        };
    }

    private void receive(HttpAnswer answer, ByteFeed body)
            throws IOException, InputException, OutputException, InterruptedException {
        String what = "bytes of " + file.name();
        long total = answer.range().map(HttpAnswer.Range::total).orElse(answer.length()).orElse(-1);
        long expected = answer.range().map(range -> range.last() + 1).orElse(answer.length().orElse(-1));
        boolean looked = part.length() >= ContentCheck.HEAD;
        progress.step(what, part.length(), total);
        ByteBuffer bytes;
        while ((bytes = body.next(settings.stallTimeout())) != null) {
            if (progress.cancelled() || Thread.currentThread().isInterrupted()) {
                Thread.interrupted();
                throw new InterruptedException(file.name() + ": broken off; what has arrived is kept");
            }
            if (bytes.remaining() > file.maxBytes() - part.length()) {
                part.discard();
                throw new InputException(file.name() + " has more than the limit of " + file.maxBytes() + " bytes");
            }
            part.append(bytes);
            if (!looked && part.length() >= ContentCheck.HEAD) {
                look(answer);
                looked = true;
            }
            progress.step(what, part.length(), total);
        }
        if (!looked) {
            look(answer);
        }
        if (expected >= 0 && part.length() != expected) {
            throw new IOException("the connection was cut");
        }
    }

    private void look(HttpAnswer answer) throws InputException, OutputException, FailedPlaceException {
        Optional<String> refusal = ContentCheck.refusal(file.name(), answer.header("Content-Type"),
                part.head(ContentCheck.HEAD));
        if (refusal.isPresent()) {
            part.restart("", "");
            throw FailedPlaceException.forGood(refusal.get());
        }
    }
}
