package org.pellucid.health;

import java.util.List;
import java.util.Optional;
import org.apache.felix.hc.api.FormattingResultLog;
import org.apache.felix.hc.api.HealthCheck;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.pellucid.api.explain.Explainer;
import org.pellucid.api.explain.MethodEntry;

/** Which explanation methods there are, and how busy. */
@Component(service = HealthCheck.class, property = {HealthCheck.NAME + "=Pellucid methods", Check.TAG})
public final class MethodsCheck extends Check {
    private final Optional<Explainer> explainer;

    /** @param explainer knows the methods */
    @Activate
    public MethodsCheck(@Reference(policyOption = ReferencePolicyOption.GREEDY) Optional<Explainer> explainer) {
        this.explainer = explainer;
    }

    @Override
    void check(FormattingResultLog log) {
        List<MethodEntry> methods = require(explainer, "Explainer", "org.pellucid.explain").methods();
        if (methods.isEmpty()) {
            log.critical("There is no explanation method: start a bundle org.pellucid.method.*");
        }
        for (MethodEntry method : methods) {
            log.info("{} of {} {}: {}, {} in flight", method.name(), method.bundle(), method.version(),
                    method.state(), method.inFlight());
        }
    }
}
