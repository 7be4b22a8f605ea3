package org.pellucid.command.diagnose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Namespace;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;
import org.pellucid.api.PellucidException;
import org.pellucid.api.UsageException;
import org.pellucid.api.command.CommandResult;
import org.pellucid.api.command.JsonOutput;
import org.pellucid.api.command.TextOutput;
import org.pellucid.api.command.spi.CommandCall;
import org.pellucid.console.spelling.Spelling;

/** Finds out why a bundle does not do its work, down to what is missing. For one thread. */
final class BundleDiagnosis {
    private final BundleContext context;
    private final ServiceComponentRuntime components;
    private final FrameworkWiring wiring;
    private final List<String> reasons = new ArrayList<>();
    /** What was explained, since components may wait for each other. */
    private final Set<Object> explained = new HashSet<>();

    private BundleDiagnosis(BundleContext context, ServiceComponentRuntime components) {
        this.context = context;
        this.components = components;
        this.wiring = context.getBundle(0).adapt(FrameworkWiring.class);
    }

    /**
     * @param call for services
     * @param name symbolic name, its last part, or number
     * @return what is missing
     * @throws UsageException if there is no such bundle
     */
    static CommandResult of(CommandCall call, String name) throws PellucidException, InterruptedException {
        BundleContext context = FrameworkUtil.getBundle(BundleDiagnosis.class).getBundleContext();
        Bundle bundle = find(context, name);
        BundleDiagnosis why = new BundleDiagnosis(context,
                call.service(ServiceComponentRuntime.class));
        why.explain(bundle, "");
        return new Answer(bundle.getSymbolicName(), bundle.getVersion().toString(),
                BundlesCommand.state(bundle.getState()), List.copyOf(why.reasons));
    }

    private static Bundle find(BundleContext context, String name) throws UsageException {
        List<Bundle> bundles = Arrays.asList(context.getBundles());
        Optional<Bundle> found = bundles.stream()
                .filter(bundle -> name.equals(bundle.getSymbolicName())
                        || name.equals(Long.toString(bundle.getBundleId())))
                .findFirst();
        if (found.isPresent()) {
            return found.get();
        }
        List<Bundle> ending = bundles.stream()
                .filter(bundle -> bundle.getSymbolicName() != null && bundle.getSymbolicName().endsWith("." + name))
                .toList();
        if (ending.size() == 1) {
            return ending.get(0);
        }
        List<String> names = bundles.stream().map(Bundle::getSymbolicName).filter(n -> n != null).toList();
        throw new UsageException("no bundle '" + name + "' is installed" + (ending.isEmpty()
                ? Spelling.of(name, names)
                : "; there is " + String.join(", ", ending.stream().map(Bundle::getSymbolicName).toList())));
    }

    private void explain(Bundle bundle, String indent) {
        if (!explained.add(bundle)) {
            return;
        }
        switch (bundle.getState()) {
            case Bundle.INSTALLED -> unresolved(bundle, indent);
            case Bundle.RESOLVED -> notStarted(bundle, indent);
            case Bundle.UNINSTALLED -> say(indent, "it was uninstalled");
            default -> components.getComponentDescriptionDTOs(bundle)
                    .forEach(component -> explain(component, indent));
        }
    }

    private void say(String indent, String reason) {
        reasons.add(indent + reason);
    }

    private static String name(Bundle bundle) {
        return bundle.getSymbolicName() + " " + bundle.getVersion();
    }

    private void unresolved(Bundle bundle, String indent) {
        int before = reasons.size();
        for (BundleRequirement requirement : bundle.adapt(BundleRevision.class).getDeclaredRequirements(null)) {
            if (matters(requirement)) {
                unresolved(requirement, indent);
            }
        }
        if (reasons.size() == before) {
            say(indent, wiring.resolveBundles(List.of(bundle)) ? "nothing keeps it from being started"
                    : "all it requires is there, but cannot be used together (uses constraints)");
        }
    }

    private static boolean matters(BundleRequirement requirement) {
        String resolution = requirement.getDirectives().get(Namespace.REQUIREMENT_RESOLUTION_DIRECTIVE);
        String effective = requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE,
                Namespace.EFFECTIVE_RESOLVE);
        return !Namespace.RESOLUTION_OPTIONAL.equals(resolution) && !"dynamic".equals(resolution)
                && Namespace.EFFECTIVE_RESOLVE.equals(effective);
    }

    private void unresolved(BundleRequirement requirement, String indent) {
        String text = requirement.getNamespace() + " "
                + requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
        List<BundleCapability> providers = List.copyOf(wiring.findProviders(requirement));
        if (providers.isEmpty()) {
            say(indent, "no bundle provides " + text.strip() + versions(requirement));
            return;
        }
        if (providers.stream().allMatch(provider -> provider.getRevision().getBundle()
                .getState() == Bundle.INSTALLED)) {
            Bundle provider = providers.get(0).getRevision().getBundle();
            if (!provider.equals(requirement.getRevision().getBundle()) && !explained.contains(provider)) {
                say(indent, name(provider) + ", which provides " + text.strip() + ", is not resolved either:");
                explain(provider, indent + "  ");
            }
        }
    }

    /** The versions of a package that there are, where another one is asked for. */
    private String versions(BundleRequirement requirement) {
        String filter = requirement.getDirectives().getOrDefault(Namespace.REQUIREMENT_FILTER_DIRECTIVE, "");
        List<String> there = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            BundleRevision revision = bundle.adapt(BundleRevision.class);
            for (BundleCapability capability : revision == null ? List.<BundleCapability>of()
                    : revision.getDeclaredCapabilities(requirement.getNamespace())) {
                Object value = capability.getAttributes().get(requirement.getNamespace());
                Object version = capability.getAttributes().get(Constants.VERSION_ATTRIBUTE);
                if (value != null && version != null
                        && filter.contains("(" + requirement.getNamespace() + "=" + value + ")")) {
                    there.add(version + " of " + bundle.getSymbolicName());
                }
            }
        }
        return there.isEmpty() ? "" : "; there is " + String.join(", ", there);
    }

    private void notStarted(Bundle bundle, String indent) {
        if (bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null) {
            return; // fragments are never started
        }
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        int now = context.getBundle(0).adapt(FrameworkStartLevel.class).getStartLevel();
        if (level.getStartLevel() > now) {
            say(indent, "its start level is " + level.getStartLevel() + ", the framework's " + now);
        } else {
            say(indent, level.isPersistentlyStarted() ? "its start failed, or it was stopped for now"
                    : "it was stopped, or never started");
        }
    }

    private void explain(ComponentDescriptionDTO component, String indent) {
        if (!explained.add(component.bundle.id + " " + component.name)) {
            return;
        }
        if (!components.isComponentEnabled(component)) {
            say(indent, "component " + component.name + " is disabled");
            return;
        }
        for (ComponentConfigurationDTO configuration : components.getComponentConfigurationDTOs(component)) {
            switch (configuration.state) {
                case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> say(indent, "component " + component.name
                        + " needs a configuration with the PID " + String.join(" or ", component.configurationPid));
                case ComponentConfigurationDTO.FAILED_ACTIVATION -> say(indent, "component " + component.name
                        + " failed to start: " + firstLine(configuration.failure));
                case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> {
                    for (UnsatisfiedReferenceDTO reference : configuration.unsatisfiedReferences) {
                        unsatisfied(component, reference, indent);
                    }
                }
                default -> {
                    // it works
                }
            }
        }
    }

    private static String firstLine(String text) {
        return text == null ? "no reason known" : text.lines().findFirst().orElse("no reason known");
    }

    private void unsatisfied(ComponentDescriptionDTO component, UnsatisfiedReferenceDTO reference, String indent) {
        String type = Arrays.stream(component.references).filter(known -> known.name.equals(reference.name))
                .map(known -> known.interfaceName).findFirst().orElse("?");
        say(indent, "component " + component.name + ": reference " + reference.name + " is not satisfied: no service "
                + type + target(component, reference));
        for (Bundle bundle : context.getBundles()) {
            for (ComponentDescriptionDTO provider : components.getComponentDescriptionDTOs(bundle)) {
                if (Arrays.asList(provider.serviceInterfaces).contains(type)) {
                    provider(provider, indent + "  ");
                }
            }
            if (bundle.getState() != Bundle.ACTIVE && bundle.getState() != Bundle.STARTING
                    && registers(bundle, type)) {
                say(indent + "  ", name(bundle) + " would register one, but is "
                        + BundlesCommand.state(bundle.getState()) + ":");
                explain(bundle, indent + "    ");
            }
        }
    }

    private static String target(ComponentDescriptionDTO component, UnsatisfiedReferenceDTO reference) {
        String given = reference.target;
        if (given == null) {
            given = Arrays.stream(component.references).filter(known -> known.name.equals(reference.name))
                    .map((ReferenceDTO known) -> known.target).filter(text -> text != null).findFirst().orElse("");
        }
        return given.isEmpty() ? "" : " that matches " + given;
    }

    private void provider(ComponentDescriptionDTO provider, String indent) {
        int before = reasons.size();
        explain(provider, indent);
        if (reasons.size() > before) {
            reasons.add(before, indent + "component " + provider.name + " of " + provider.bundle.symbolicName
                    + " would register one, but:");
        }
    }

    private static boolean registers(Bundle bundle, String type) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null && revision.getDeclaredCapabilities("osgi.service").stream()
                .map(capability -> capability.getAttributes().get(Constants.OBJECTCLASS))
                .anyMatch(types -> types instanceof List<?> list ? list.contains(type) : type.equals(types));
    }

    /**
     * What was found out.
     *
     * @param bundle  symbolic name
     * @param version version
     * @param state   of the bundle
     * @param reasons one line each, what belongs to another one indented below it; empty if nothing is wrong
     */
    record Answer(String bundle, String version, String state, List<String> reasons) implements CommandResult {
        @Override
        public void print(TextOutput out) {
            out.line(bundle, " ", version, " is ", state, reasons.isEmpty() ? "; nothing is missing" : "");
            reasons.forEach(reason -> out.line("  ", reason));
        }

        @Override
        public void json(JsonOutput out) throws IOException {
            out.name("bundle").value(bundle);
            out.name("version").value(version);
            out.name("state").value(state);
            out.name("reasons").beginArray();
            for (String reason : reasons) {
                out.value(reason);
            }
            out.endArray();
        }
    }
}
