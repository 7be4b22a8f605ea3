package org.pellucid.interpret;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.pellucid.api.InputException;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.render.MatrixCell;
import org.pellucid.api.render.MatrixOptions;
import org.pellucid.api.render.MatrixRenderer;

/**
 * The matrix renderers present, as one: a run comes to its matrices hours after it began, when its renderer may have been
 * replaced. The one of the highest ranking paints; if there is none, one is waited for; one that goes ends what it
 * paints. No renderer is called under a lock. Safe for use by several threads.
 */
final class MatrixRenderers implements MatrixRenderer {
    private static final Comparator<Painter> BEST_LAST = Comparator.comparingInt((Painter painter) -> painter.ranking)
            .thenComparing(Comparator.comparingLong((Painter painter) -> painter.serviceId).reversed());

    /** A renderer while it is registered. */
    private static final class Painter {
        private final long serviceId;
        private final int ranking;
        private final MatrixRenderer renderer;
        /** Guarded by all painters, as is the next one. */
        private int inFlight;
        private boolean gone;

        Painter(long serviceId, int ranking, MatrixRenderer renderer) {
            this.serviceId = serviceId;
            this.ranking = ranking;
            this.renderer = renderer;
        }
    }

    private final int waitMillis;
    private final int drainMillis;
    private final Map<Long, Painter> painters = new HashMap<>();

    /**
     * @param waitMillis  how long to wait for a renderer if there is none
     * @param drainMillis how long one that goes is given to end what it paints
     */
    MatrixRenderers(int waitMillis, int drainMillis) {
        this.waitMillis = waitMillis;
        this.drainMillis = drainMillis;
    }

    synchronized void add(long serviceId, int ranking, MatrixRenderer renderer) {
        painters.put(serviceId, new Painter(serviceId, ranking, renderer));
        notifyAll();
    }

    /** Returns when what the renderer paints is done, so that its bundle can be torn down. */
    synchronized void remove(long serviceId) {
        Painter painter = painters.get(serviceId);
        if (painter == null) {
            return;
        }
        painter.gone = true;
        try {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(drainMillis);
            long left = drainMillis;
            while (painter.inFlight > 0 && left > 0) {
                wait(left);
                left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            painters.remove(serviceId, painter);
            notifyAll();
        }
    }

    @Override
    public byte[] render(String title, List<List<MatrixCell>> rows, MatrixOptions options) throws PellucidException {
        Painter painter = enter();
        try {
            return painter.renderer.render(title, rows, options);
        } finally {
            leave(painter);
        }
    }

    /** The time to wait does not count while one ends what it paints: its successor can come only then. */
    private synchronized Painter enter() throws PellucidException {
        long left = TimeUnit.MILLISECONDS.toNanos(waitMillis);
        while (true) {
            Optional<Painter> best = painters.values().stream().filter(painter -> !painter.gone).max(BEST_LAST);
            if (best.isPresent()) {
                best.get().inFlight++;
                return best.get();
            }
            boolean leaving = !painters.isEmpty();
            if (left <= 0 && !leaving) {
                throw new UsageException("no matrix renderer is present (waited " + waitMillis
                        + " ms for it): start org.pellucid.render.matrix, or do without matrices");
            }
            long begun = System.nanoTime();
            try {
                // rounded up, since 0 is without end
                wait(leaving ? 0 : TimeUnit.NANOSECONDS.toMillis(left) + 1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InputException("interrupted while waiting for a matrix renderer", e);
            }
            if (!leaving) {
                left -= System.nanoTime() - begun;
            }
        }
    }

    private synchronized void leave(Painter painter) {
        painter.inFlight--;
        notifyAll();
    }
}
