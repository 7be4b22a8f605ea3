package org.pellucid.testkit;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.spi.CompiledModel;
import org.pellucid.api.model.spi.InferRequest;
import org.pellucid.api.model.spi.RuntimeModel;

/**
 * Counts the inferences of a model. All calls go to the real runtime. What a call returns is counted too if it leads to
 * an inference: a compiled model, a request.
 */
public final class CountedModel {
    private static final Set<String> INFERENCE = Set.of("infer", "start");

    private final AtomicInteger inferences = new AtomicInteger();
    private final Model model;

    /** @param model asked by the counted one; whoever opened it closes it */
    public CountedModel(Model model) {
        this.model = watched(RuntimeModel.of(model), RuntimeModel.class);
    }

    private <T> T watched(T real, Class<T> type) {
        return type.cast(Proxy.newProxyInstance(CountedModel.class.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("equals")) {
                        return proxy == arguments[0];
                    }
                    if (method.getName().equals("hashCode")) {
                        return System.identityHashCode(proxy);
                    }
                    if (type == InferRequest.class && INFERENCE.contains(method.getName())) {
                        inferences.incrementAndGet();
                    }
                    try {
                        return watched(method.invoke(real, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private Object watched(Object answer) {
        if (answer instanceof CompiledModel compiled) {
            return watched(compiled, CompiledModel.class);
        }
        return answer instanceof InferRequest request ? watched(request, InferRequest.class) : answer;
    }

    /** {@return the model to be used} */
    public Model model() {
        return model;
    }

    /** {@return how many inferences began since the last call} */
    public int inferences() {
        return inferences.getAndSet(0);
    }
}
