package org.pellucid.explain.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceRegistration;
import org.pellucid.api.UsageException;
import org.pellucid.api.explain.Classification;
import org.pellucid.api.explain.ExplainSettings;
import org.pellucid.api.explain.PreprocessingChoice;
import org.pellucid.api.image.Preprocessor;
import org.pellucid.api.model.Model;

/** Preprocessors come and go while pictures are prepared. */
class PreprocessorSwapTest extends InFramework {
    private static final String NAME = "guest";

    private Model model;

    @BeforeEach
    void open() throws Exception {
        model = model();
    }

    @AfterEach
    void close() {
        model.close();
    }

    private ServiceRegistration<Preprocessor> register(float value, Runnable before) {
        Preprocessor preprocessor = (picture, input, target) -> {
            before.run();
            while (target.hasRemaining()) {
                target.put(value);
            }
        };
        return context.registerService(Preprocessor.class, preprocessor,
                new Hashtable<>(Map.of(Preprocessor.PREPROCESSOR, NAME)));
    }

    private Classification predict() throws Exception {
        return explainer().predict(model, sample("chelsea.png"),
                ExplainSettings.builder().preprocessing(PreprocessingChoice.of(NAME)).build());
    }

    private static double logit(Classification answer) {
        return answer.predictions().get(0).logit();
    }

    @Test
    void one_that_goes_ends_its_picture_first_and_its_successor_takes_the_next() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        ServiceRegistration<Preprocessor> first = register(0, () -> {
            reached.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        final Future<Classification> begun = threads.submit(this::predict);
        reached.await();
        FutureTask<Void> leave = new FutureTask<>(first::unregister, null);
        Thread leaving = new Thread(leave);
        leaving.start();
        await("the service to wait for the picture in flight",
                () -> leaving.getState() == Thread.State.TIMED_WAITING);
        final Future<Classification> next = threads.submit(this::predict);
        released.countDown();
        leave.get();
        ServiceRegistration<Preprocessor> second = register(1, () -> {
        });
        try {
            assertThat(begun.get().preprocessing().preset()).isEqualTo(NAME);
            assertThat(logit(next.get())).as("what the second one wrote").isNotEqualTo(logit(begun.get()))
                    .isEqualTo(logit(predict()));
            assertThat(begun.get().preprocessing().version()).hasValue(context.getBundle().getVersion().toString());
        } finally {
            second.unregister();
        }
    }

    @Test
    void one_that_is_not_there_is_named_with_those_present() throws Exception {
        configure(Map.of("waitMillis", 0));
        ServiceRegistration<Preprocessor> present = register(0, () -> {
        });
        try {
            assertThat(explainer().preprocessings()).contains("timm", NAME);
            assertThatThrownBy(() -> explainer().preprocessing(model, PreprocessingChoice.of("gast")))
                    .isInstanceOf(UsageException.class).hasMessageContainingAll("'gast'", "there are: model", NAME);
        } finally {
            present.unregister();
            configure(Map.of());
        }
    }
}
