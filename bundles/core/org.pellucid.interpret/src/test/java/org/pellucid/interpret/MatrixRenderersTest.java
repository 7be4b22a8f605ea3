package org.pellucid.interpret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.render.spi.MatrixOptions;
import org.pellucid.api.render.spi.MatrixRenderer;
import org.pellucid.whiteboard.Whiteboard;

/** A run paints with whichever matrix renderer is there. */
class MatrixRenderersTest {
    private static final int WAIT_MILLIS = 20;

    private final Whiteboard<MatrixRenderer> board = new Whiteboard<>(WAIT_MILLIS, 0, (any, properties) -> Set.of());
    private final MatrixRenderers renderers = new MatrixRenderers(board, WAIT_MILLIS);

    private byte[] paint() throws PellucidException, InterruptedException {
        return renderers.render("", List.of(), MatrixOptions.builder().columns(1).build());
    }

    @Test
    void the_renderer_of_the_highest_ranking_paints() throws Exception {
        board.add((title, cells, options) -> new byte[] {1}, Map.of());
        board.add((title, cells, options) -> new byte[] {2}, Map.of("service.ranking", 5));
        assertThat(paint()).containsExactly(2);
    }

    @Test
    void an_interruption_stays_one() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(this::paint).isInstanceOf(InterruptedException.class);
    }

    @Test
    void a_run_waits_as_long_as_configured_then_says_what_can_be_done() {
        assertThatThrownBy(this::paint).isInstanceOf(UsageException.class)
                .hasMessage("no matrix renderer is present (waited 20 ms for it): start org.pellucid.render.matrix, or "
                        + "do without matrices");
    }
}
