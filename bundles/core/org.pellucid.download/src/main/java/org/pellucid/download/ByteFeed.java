package org.pellucid.download;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The body of an answer, taken by one thread as it arrives. Unlike a stream it can be waited for with a limit, so that
 * a server that falls silent does not hold a download for ever.
 */
final class ByteFeed implements BodySubscriber<ByteFeed>, AutoCloseable {
    private static final Object END = new Object();

    private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
    private final Deque<ByteBuffer> buffers = new ArrayDeque<>();
    private volatile Flow.Subscription subscription;
    private volatile boolean closed;

    @Override
    public CompletionStage<ByteFeed> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription newSubscription) {
        subscription = newSubscription;
        if (closed) {
            newSubscription.cancel();
        } else {
            newSubscription.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> items) {
        arrived.add(List.copyOf(items));
    }

    @Override
    public void onError(Throwable throwable) {
        arrived.add(throwable);
    }

    @Override
    public void onComplete() {
        arrived.add(END);
    }

    /**
     * @param limit longest time to wait
     * @return bytes, at least one, or {@code null} at the end
     * @throws IOException          if the connection was cut, or nothing came in time
     * @throws InterruptedException if the thread was interrupted
     */
    ByteBuffer next(Duration limit) throws IOException, InterruptedException {
        while (true) {
            ByteBuffer buffer = buffers.poll();
            if (buffer == null) {
                Object item = arrived.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
                if (item == null) {
                    throw new IOException("nothing came for " + limit.toSeconds() + " s");
                }
                if (item == END) {
                    return null;
                }
                if (item instanceof Throwable cause) {
                    throw new IOException("the connection was cut", cause);
                }
                for (Object each : (List<?>) item) {
                    buffers.add((ByteBuffer) each);
                }
                subscription.request(1);
            } else if (buffer.hasRemaining()) {
                return buffer;
            }
        }
    }

    /** Wants no more: the connection is given up unless the body was read to its end. */
    @Override
    public void close() {
        closed = true;
        Flow.Subscription current = subscription;
        if (current != null) {
            current.cancel();
        }
    }
}
