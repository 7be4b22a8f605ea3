package org.pellucid.shell.test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Says why a service is not there. */
final class Wiring {
    private Wiring() {
    }

    /** Every component that is not satisfied or failed to start, with the reason; every bundle that is not active. */
    static List<String> faults(BundleContext context, ServiceComponentRuntime components) {
        List<String> faults = new ArrayList<>();
        int level = context.getBundle(0).adapt(FrameworkStartLevel.class).getStartLevel();
        for (Bundle bundle : context.getBundles()) {
            boolean fragment = bundle.getHeaders("").get("Fragment-Host") != null;
            boolean later = bundle.adapt(BundleStartLevel.class).getStartLevel() > level;
            if (!fragment && !later && bundle.getState() != Bundle.ACTIVE && bundle.getState() != Bundle.STARTING) {
                faults.add(bundle.getSymbolicName() + " is in state " + bundle.getState());
            }
        }
        for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs()) {
            for (ComponentConfigurationDTO configuration : components.getComponentConfigurationDTOs(component)) {
                String failure = configuration.failure == null ? "" : " failed: " + configuration.failure;
                if (configuration.unsatisfiedReferences.length > 0 || !failure.isEmpty()) {
                    faults.add(component.name + failure + Arrays.stream(configuration.unsatisfiedReferences)
                            .map(Wiring::reference).toList());
                }
            }
        }
        return faults;
    }

    private static String reference(UnsatisfiedReferenceDTO reference) {
        return "needs " + reference.name + (reference.target == null ? "" : " " + reference.target);
    }
}
