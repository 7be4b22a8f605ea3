package org.pellucid.explain.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.hc.api.HealthCheck;
import org.apache.felix.hc.api.Result;
import org.apache.felix.hc.api.Result.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.pellucid.api.model.Model;

/** The health checks, asked as a health check executor asks them, while all is well and while something is missing. */
class HealthTest extends InFramework {
    private static final String OPENVINO = "org.pellucid.openvino";

    private Result check(String name) throws InterruptedException {
        String filter = "(&(hc.name=Pellucid " + name + ")(hc.tags=pellucid))";
        List<Result> results = new ArrayList<>();
        // Looked up anew each time: a check that is being configured may be registered and still not be given out, and
        // no event tells when it is.
        await("health check " + name, () -> {
            execute(filter).ifPresent(results::add);
            return !results.isEmpty();
        });
        return results.get(0);
    }

    private Optional<Result> execute(String filter) {
        try {
            for (ServiceReference<HealthCheck> reference : context.getServiceReferences(HealthCheck.class, filter)) {
                HealthCheck check = context.getService(reference);
                if (check != null) {
                    Result result = check.execute();
                    context.ungetService(reference);
                    return Optional.of(result);
                }
            }
            return Optional.empty();
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(filter, e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"natives", "devices", "model", "methods", "native objects"})
    void all_is_well(String name) throws Exception {
        Result result = check(name);
        assertThat(result.getStatus()).as(result.toString()).isEqualTo(Status.OK);
        assertThat(result.toString()).isNotEmpty();
    }

    @Test
    void every_check_is_registered() throws Exception {
        Collection<ServiceReference<HealthCheck>> checks = context.getServiceReferences(HealthCheck.class,
                "(hc.tags=pellucid)");
        assertThat(checks).hasSize(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"natives", "devices", "model", "native objects"})
    void a_bundle_that_is_stopped_is_named(String name) throws Exception {
        Bundle bundle = bundle(OPENVINO);
        bundle.stop();
        try {
            Result result = check(name);
            assertThat(result.getStatus()).isEqualTo(Status.CRITICAL);
            assertThat(result.toString()).contains("bundle " + OPENVINO + " is not there, not started");
        } finally {
            bundle.start();
        }
        assertThat(check(name).getStatus()).as("started again").isEqualTo(Status.OK);
    }

    @Test
    void a_model_that_is_not_there_is_named() throws Exception {
        Configuration configuration = configure("org.pellucid.health.model", Map.of("model", "gone"));
        try {
            await("the configuration", () -> describe("model").contains("There is no model 'gone'"));
            assertThat(check("model").getStatus()).isEqualTo(Status.CRITICAL);
        } finally {
            configuration.delete();
        }
    }

    @Test
    void native_objects_not_closed_are_counted() throws Exception {
        Configuration configuration = configure("org.pellucid.health.objects", Map.of("warnFrom", 2));
        try (Model model = models.load("efficientnet-lite0")) {
            explain(model, sample("chelsea.png"), "reciprocam", org.pellucid.api.Progress.NONE);
            await("the configuration", () -> describe("native objects").contains("the limit is 2"));
            assertThat(check("native objects").getStatus()).isEqualTo(Status.WARN);
        } finally {
            configuration.delete();
        }
    }

    private Configuration configure(String component, Map<String, Object> values) throws Exception {
        Configuration configuration = configurations.getConfiguration(component, "?");
        Dictionary<String, Object> dictionary = new Hashtable<>(values);
        configuration.update(dictionary);
        return configuration;
    }

    private String describe(String name) {
        try {
            return check(name).toString();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
