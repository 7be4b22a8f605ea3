package org.pellucid.web.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A request, free of the web server it came through.
 *
 * @param method  {@code GET}, {@code POST} …
 * @param path    as it was sent, beginning with a slash; nothing in it is decoded
 * @param query   parameters of the address, decoded; of several of one name the first
 * @param headers finds a header by its name, {@code null} if it was not sent
 * @param length  bytes of the body as announced, -1 if that was not said
 * @param body    bytes that follow
 */
public record Request(String method, String path, Map<String, String> query, UnaryOperator<String> headers,
        long length, InputStream body) {
    /** Copies the parameters. */
    public Request {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        query = Map.copyOf(query);
    }

    /** Returns a header, empty if it was not sent. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.apply(name));
    }

    /**
     * Returns a parameter that must be there.
     *
     * @throws Refusal if it is not
     */
    public String parameter(String name) throws Refusal {
        String value = query.get(name);
        if (value == null || value.isEmpty()) {
            throw new Refusal(Refusal.BAD_REQUEST, "the parameter " + name + " is missing");
        }
        return value;
    }

    /**
     * Returns a parameter that is a whole number.
     *
     * @throws Refusal if it is missing, no number, or out of its range
     */
    public int number(String name, int least, int most) throws Refusal {
        String text = parameter(name);
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // the message below says what is wanted
        }
        throw new Refusal(Refusal.BAD_REQUEST,
                name + " " + text + ": must be a whole number in " + least + ".." + most);
    }

    /**
     * Reads the body.
     *
     * @param most bytes that are read
     * @throws Refusal     if there are more; what follows is not read
     * @throws IOException if the client goes away
     */
    public byte[] bytes(int most) throws Refusal, IOException {
        if (length > most) {
            throw tooLarge(most);
        }
        byte[] bytes = body.readNBytes(length >= 0 ? (int) length : most + 1);
        if (bytes.length > most) {
            throw tooLarge(most);
        }
        return bytes;
    }

    private static Refusal tooLarge(int most) {
        return new Refusal(Refusal.TOO_LARGE, "more than " + most + " bytes: too much for this request");
    }
}
