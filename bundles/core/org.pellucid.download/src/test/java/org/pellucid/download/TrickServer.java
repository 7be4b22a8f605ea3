package org.pellucid.download;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An HTTP server on this machine only whose answers are written byte by byte, lies included. One request a connection;
 * stops when closed.
 */
final class TrickServer implements AutoCloseable {
    private final ServerSocket socket;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /** What was asked. */
    record Request(String method, String target, Map<String, String> headers) {
        String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        /** @return first byte asked for */
        int offset() {
            String range = header("Range");
            return range.isEmpty() ? 0 : Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        }
    }

    /** Writes an answer; the connection is closed behind it. */
    interface Answer {
        void write(Request request, Out out) throws IOException, InterruptedException;
    }

    /** Where an answer is written. */
    static final class Out {
        private final OutputStream stream;

        Out(OutputStream stream) {
            this.stream = stream;
        }

        Out head(int status, String... headers) throws IOException {
            StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Trick\r\n");
            for (String header : headers) {
                head.append(header).append("\r\n");
            }
            return bytes(head.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        }

        Out bytes(byte[] bytes) throws IOException {
            return bytes(bytes, 0, bytes.length);
        }

        Out bytes(byte[] bytes, int from, int to) throws IOException {
            stream.write(bytes, from, to - from);
            stream.flush();
            return this;
        }
    }

    TrickServer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::serve);
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "trick-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                daemon(() -> answer(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void answer(Socket connection) {
        try (connection;
                InputStream in = connection.getInputStream();
                OutputStream out = connection.getOutputStream()) {
            Request request = read(in);
            requests.add(request);
            String path = request.target().startsWith("http") ? request.target()
                    : URI.create(request.target()).getPath();
            Answer answer = answers.get(path);
            if (answer == null) {
                new Out(out).head(404, "Content-Length: 0");
            } else {
                answer.write(request, new Out(out));
            }
        } catch (IOException | InterruptedException e) {
            // the client has gone
        }
    }

    private static Request read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.write(next);
        }
        String[] lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n");
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.put(lines[i].substring(0, colon).toLowerCase(Locale.ROOT), lines[i].substring(colon + 1).strip());
        }
        return new Request(lines[0].split(" ")[0], lines[0].split(" ")[1], headers);
    }

    /** Answers requests for a path from now on. */
    URI on(String path, Answer answer) {
        answers.put(path, answer);
        return url(path);
    }

    /** Serves a file as a good server does, ranges included. */
    URI file(String path, byte[] content, String etag) {
        return on(path, (request, out) -> {
            int offset = request.offset();
            String ifRange = request.header("If-Range");
            if (offset > 0 && (ifRange.isEmpty() || ifRange.equals(etag)) && offset < content.length) {
                out.head(206, "Content-Length: " + (content.length - offset), "ETag: " + etag,
                        "Content-Range: bytes " + offset + "-" + (content.length - 1) + "/" + content.length)
                        .bytes(content, offset, content.length);
            } else {
                out.head(200, "Content-Length: " + content.length, "ETag: " + etag).bytes(content);
            }
        });
    }

    URI url(String path) {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
    }

    int port() {
        return socket.getLocalPort();
    }

    /** @return what was asked so far */
    List<Request> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
