package org.pellucid.health;

import java.util.List;
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
import org.pellucid.api.PellucidException;
import org.pellucid.api.model.Model;
import org.pellucid.api.model.ModelEntry;
import org.pellucid.api.model.ModelLoader;
import org.pellucid.api.model.PerformanceHint;
import org.pellucid.api.model.Precision;
import org.pellucid.api.model.spi.CompileRequest;
import org.pellucid.api.model.spi.CompiledModel;
import org.pellucid.api.model.spi.RuntimeModel;

/** Whether a model can be loaded and compiled. */
@Component(service = HealthCheck.class, configurationPid = "org.pellucid.health.model",
        property = {HealthCheck.NAME + "=Pellucid model", Check.TAG})
@Designate(ocd = ModelCheck.Config.class)
public final class ModelCheck extends Check {
    /** Configuration. */
    @ObjectClassDefinition(name = "Pellucid model check", description = "Whether a model compiles")
    public @interface Config {
        /** @return name or file, empty for the first found */
        @AttributeDefinition(name = "Model", description = "Name of a model folder, or path of an .xml file. Default: "
                + "empty, which means the first model found.")
        String model() default "";

        /** @return device name */
        @AttributeDefinition(name = "Device", description = "Device to compile it for. Default: CPU.")
        String device() default "CPU";
    }

    private final Optional<ModelLoader> models;
    private final String model;
    private final String device;

    /**
     * @param models to load from
     * @param config model and device
     */
    @Activate
    public ModelCheck(@Reference(policyOption = ReferencePolicyOption.GREEDY) Optional<ModelLoader> models,
            Config config) {
        this.models = models;
        this.model = config.model();
        this.device = config.device();
    }

    @Override
    void check(FormattingResultLog log) throws PellucidException {
        ModelLoader loader = require(models, "ModelLoader", "org.pellucid.openvino");
        String name = model;
        if (name.isBlank()) {
            List<ModelEntry> found = loader.list();
            if (found.isEmpty()) {
                log.warn("No model is found: none can be tried; see the property pellucid.models");
                return;
            }
            name = found.get(0).name();
        }
        CompileRequest request = new CompileRequest(device, Precision.AUTO, PerformanceHint.LATENCY, Optional.empty());
        long begun = System.nanoTime();
        try (Model open = loader.load(name); CompiledModel compiled = RuntimeModel.of(open).compile(request)) {
            log.info("{} runs on {} in {}, ready in {} ms", name, compiled.executionDevices(),
                    compiled.executionPrecision(), (System.nanoTime() - begun) / 1_000_000);
        }
    }
}
