package org.pellucid.health;

import java.util.Optional;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.pellucid.api.model.spi.RuntimeMonitor;

/** How many native objects are alive: a number that only grows is a model or a request that somebody does not close. */
@Component(service = HealthCheck.class, configurationPid = "org.pellucid.health.objects",
        property = {HealthCheck.NAME + "=Pellucid native objects", Check.TAG})
@Designate(ocd = NativeObjectsCheck.Config.class)
public final class NativeObjectsCheck extends Check {
    /** Configuration. */
    @ObjectClassDefinition(name = "Pellucid native objects check", description = "How many native objects are alive")
    public @interface Config {
        /** @return number of objects */
        @AttributeDefinition(name = "Warning from", min = "1",
                description = "Number of native objects alive from which on the check warns (default 10000)")
        int warnFrom() default 10_000;
    }

    private final Optional<RuntimeMonitor> runtime;
    private final int warnFrom;

    /**
     * @param runtime counts
     * @param config limit
     */
    @Activate
    public NativeObjectsCheck(@Reference(policyOption = ReferencePolicyOption.GREEDY) Optional<RuntimeMonitor> runtime,
            Config config) {
        this.runtime = runtime;
        this.warnFrom = config.warnFrom();
    }

    @Override
    void check(FormattingResultLog log) {
        long alive = require(runtime, "RuntimeMonitor", "org.pellucid.openvino").nativeObjects();
        if (alive >= warnFrom) {
            log.warn("{} native objects are alive, the limit is {}: some model or request is not closed", alive,
                    warnFrom);
        } else {
            log.info("{} native objects are alive", alive);
        }
    }
}
