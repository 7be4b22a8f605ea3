package org.pellucid.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeskTest {
    private static final long LONG = TimeUnit.MINUTES.toMillis(1);

    @Test
    void more_than_may_wait_are_told_that_all_are_busy() throws Exception {
        Desk desk = new Desk(1, 0, LONG);
        try (Desk.Place first = desk.enter()) {
            assertThat(first).isNotNull();
            assertThatThrownBy(desk::enter).isInstanceOf(Refusal.class).extracting("status").isEqualTo(Refusal.BUSY);
        }
        desk.enter().close();
    }

    @Test
    void who_waits_comes_in_when_a_place_is_free() throws Exception {
        Desk desk = new Desk(1, 1, LONG);
        CountDownLatch waits = new CountDownLatch(1);
        CompletableFuture<Boolean> second;
        try (Desk.Place first = desk.enter()) {
            second = CompletableFuture.supplyAsync(() -> {
                waits.countDown();
                try (Desk.Place place = desk.enter()) {
                    return place != null;
                } catch (Refusal | InterruptedException e) {
                    return false;
                }
            });
            waits.await();
            assertThat(first).isNotNull();
            assertThat(second.isDone()).isFalse();
        }
        assertThat(second.get(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void nobody_waits_for_ever() throws InterruptedException, ExecutionException, Refusal {
        Desk desk = new Desk(1, 1, 1);
        try (Desk.Place first = desk.enter()) {
            assertThat(first).isNotNull();
            assertThatThrownBy(desk::enter).isInstanceOf(Refusal.class).hasMessageContaining("busy");
        }
    }
}
