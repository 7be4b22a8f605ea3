package org.pellucid.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.render.MatrixOptions;
import org.pellucid.api.render.MatrixRenderer;

/** Matrix renderers come and go while a run paints. */
class MatrixRenderersTest {
    private static final int LONG_MILLIS = 600_000;

    private final MatrixRenderers renderers = new MatrixRenderers(LONG_MILLIS, LONG_MILLIS);

    private static MatrixRenderer painting(int value) {
        return (title, cells, options) -> new byte[] {(byte) value};
    }

    private static int paint(MatrixRenderer renderer) throws PellucidException {
        return renderer.render("", List.of(), new MatrixOptions(1, MatrixOptions.SCREEN))[0];
    }

    private static Thread begin(Runnable task, Thread.State until) {
        Thread thread = new Thread(task);
        thread.start();
        while (thread.getState() != until) {
            assertThat(thread.getState()).isNotEqualTo(Thread.State.TERMINATED);
            Thread.onSpinWait();
        }
        return thread;
    }

    @Test
    void theHighestRankingPaintsAndOfEqualsTheOlder() throws Exception {
        renderers.add(2, 0, painting(2));
        renderers.add(1, 0, painting(1));
        assertThat(paint(renderers)).isEqualTo(1);
        renderers.add(3, 5, painting(3));
        assertThat(paint(renderers)).isEqualTo(3);
        renderers.remove(3);
        assertThat(paint(renderers)).isEqualTo(1);
    }

    @Test
    void aRunWaitsForARendererThatIsAway() throws Exception {
        FutureTask<Integer> painting = new FutureTask<>(() -> paint(renderers));
        begin(painting, Thread.State.TIMED_WAITING);
        renderers.add(1, 0, painting(1));
        assertThat(painting.get()).isEqualTo(1);
    }

    @Test
    void aRunWaitsAsLongAsConfigured() {
        assertThatThrownBy(() -> paint(new MatrixRenderers(20, 0))).isInstanceOf(UsageException.class)
                .hasMessage("no matrix renderer is present (waited 20 ms for it): start org.pellucid.render.matrix, or "
                        + "do without matrices");
    }

    @Test
    void aRendererGoesWhenItHasPainted() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        renderers.add(1, 0, (title, cells, options) -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return new byte[] {1};
        });
        FutureTask<Integer> first = new FutureTask<>(() -> paint(renderers));
        begin(first, Thread.State.WAITING);
        final Thread going = begin(() -> renderers.remove(1), Thread.State.TIMED_WAITING);
        FutureTask<Integer> second = new FutureTask<>(() -> paint(renderers));
        begin(second, Thread.State.WAITING);
        released.countDown();
        assertThat(first.get()).isEqualTo(1);
        going.join();
        renderers.add(2, 0, painting(2));
        assertThat(second.get()).isEqualTo(2);
    }
}
