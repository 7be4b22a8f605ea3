package org.pellucid.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pellucid.api.InputException;
import org.pellucid.api.OutputException;

/** Things go through several threads and come out as they went in. */
@Timeout(60)
class PipelineTest {
    private static final int JOBS = 3;

    private final List<Integer> out = new ArrayList<>();

    private static Pipeline.Source<Integer> numbers(int count) {
        Iterator<Integer> numbers = IntStream.range(0, count).iterator();
        return () -> numbers.hasNext() ? Optional.of(numbers.next()) : Optional.empty();
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, JOBS, 64})
    void results_come_in_the_order_of_their_source(int jobs) throws Exception {
        Pipeline.run(numbers(500), item -> item, out::add, jobs, "test");
        assertThat(out).isEqualTo(upTo(500));
    }

    @Test
    void a_result_waits_for_an_earlier_one_that_takes_longer() throws Exception {
        CountDownLatch othersDone = new CountDownLatch(JOBS - 1);
        Pipeline.run(numbers(JOBS), item -> {
            if (item == 0) {
                othersDone.await();
            } else {
                othersDone.countDown();
            }
            return item;
        }, out::add, JOBS, "test");
        assertThat(out).isEqualTo(upTo(JOBS));
    }

    @Test
    void as_many_are_worked_on_at_a_time_as_was_asked() throws Exception {
        CyclicBarrier all = new CyclicBarrier(JOBS);
        Pipeline.run(numbers(JOBS * 4), item -> {
            try {
                all.await(30, TimeUnit.SECONDS); // breaks unless all are there at once
            } catch (BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
            return item;
        }, out::add, JOBS, "test");
        assertThat(out).hasSize(JOBS * 4);
    }

    @Test
    void the_source_is_not_read_far_ahead_of_what_was_handed_on() throws Exception {
        AtomicInteger taken = new AtomicInteger();
        List<Integer> ahead = new ArrayList<>();
        Pipeline.Source<Integer> source = numbers(200);
        Pipeline.run(() -> {
            taken.incrementAndGet();
            return source.next();
        }, item -> item, result -> {
            out.add(result);
            ahead.add(taken.get() - out.size());
        }, JOBS, "test");
        assertThat(ahead).allMatch(distance -> distance <= JOBS * 3 + 1);
    }

    @Test
    void one_at_a_time_is_done_by_the_caller() throws Exception {
        List<Thread> threads = new ArrayList<>();
        Pipeline.run(numbers(2), item -> threads.add(Thread.currentThread()), result -> {
        }, 1, "test");
        assertThat(threads).containsOnly(Thread.currentThread());
    }

    @Test
    void what_was_done_is_handed_on_when_another_fails() {
        CountDownLatch othersDone = new CountDownLatch(2);
        assertThatThrownBy(() -> Pipeline.run(numbers(3), item -> {
            if (item == 0) {
                othersDone.await();
                throw new InputException("no use");
            }
            othersDone.countDown();
            return item;
        }, out::add, JOBS, "test")).isInstanceOf(InputException.class).hasMessage("no use");
        assertThat(out).containsExactly(1, 2);
    }

    @Test
    void a_sink_that_failed_is_not_asked_again() {
        assertThatThrownBy(() -> Pipeline.run(numbers(50), item -> item, result -> {
            out.add(result);
            throw new OutputException("disk full");
        }, JOBS, "test")).isInstanceOf(OutputException.class);
        assertThat(out).containsExactly(0);
    }

    @Test
    void a_source_that_fails_ends_the_run_after_what_it_gave_away() {
        Pipeline.Source<Integer> source = numbers(2);
        assertThatThrownBy(() -> Pipeline.run(() -> {
            Optional<Integer> next = source.next();
            if (next.isEmpty()) {
                throw new InputException("damaged");
            }
            return next;
        }, item -> item, out::add, JOBS, "test")).hasMessage("damaged");
        assertThat(out).isSubsetOf(0, 1).isSorted();
    }

    @Test
    void a_fault_reaches_the_caller_as_it_is() {
        assertThatThrownBy(() -> Pipeline.run(numbers(5), item -> {
            throw new IllegalStateException("fault");
        }, result -> {
        }, JOBS, "test")).isInstanceOf(IllegalStateException.class).hasMessage("fault");
    }

    @Test
    void an_interruption_ends_all_work_and_hands_on_what_it_gave_in_the_end() throws Exception {
        CountDownLatch atWork = new CountDownLatch(JOBS);
        AtomicInteger working = new AtomicInteger();
        List<Object> seen = new ArrayList<>();
        Thread caller = new Thread(() -> {
            try {
                Pipeline.run(numbers(100), item -> {
                    working.incrementAndGet();
                    atWork.countDown();
                    try {
                        new CountDownLatch(1).await();
                        return item;
                    } catch (InterruptedException e) {
                        return item; // partly done
                    } finally {
                        working.decrementAndGet();
                    }
                }, out::add, JOBS, "test");
            } catch (InterruptedException e) {
                seen.add(e);
                seen.add(working.get());
            } catch (Exception e) {
                seen.add(e);
            }
        });
        caller.start();
        atWork.await();
        caller.interrupt();
        caller.join();
        assertThat(seen).hasSize(2).last().isEqualTo(0);
        assertThat(out).isEqualTo(upTo(JOBS));
    }
}
