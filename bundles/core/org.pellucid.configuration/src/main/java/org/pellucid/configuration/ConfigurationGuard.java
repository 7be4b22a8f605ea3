package org.pellucid.configuration;

import java.io.IOException;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.log.Logger;
import org.osgi.service.log.LoggerFactory;

/**
 * Stands between Configuration Admin and the components: a value outside the range that its Metatype description gives
 * is refused, the log says why, and the component gets the value it had before, or its default. Immediate, since it
 * remembers those values. Safe for use by several threads.
 */
@Component(immediate = true, property = ConfigurationPlugin.CM_RANKING + ":Integer=500")
public final class ConfigurationGuard implements ConfigurationPlugin {
    private static final String OURS = "org.pellucid.";

    private final BundleContext context;
    private final Logger log;
    /** The values that were good last, by PID. Guarded by this. */
    private final Map<String, Map<String, Object>> good = new HashMap<>();
    /** What was refused and said so, since each component asks anew. Guarded by this. */
    private final Map<String, String> said = new HashMap<>();

    /**
     * @param context to find the descriptions
     * @param log     told what is refused
     */
    @Activate
    public ConfigurationGuard(BundleContext context, @Reference(service = LoggerFactory.class) Logger log) {
        this.context = context;
        this.log = log;
    }

    @Override
    public synchronized void modifyConfiguration(ServiceReference<?> reference,
            Dictionary<String, Object> properties) {
        String pid = String.valueOf(properties.get(Constants.SERVICE_PID));
        Object factory = properties.get(ConfigurationAdmin.SERVICE_FACTORYPID);
        String described = factory == null ? pid : factory.toString();
        if (!described.startsWith(OURS)) {
            return;
        }
        Map<String, Object> before = good.computeIfAbsent(pid, key -> new HashMap<>());
        for (Attribute attribute : attributes(described)) {
            Object value = properties.get(attribute.id());
            Optional<String> refusal = value == null ? Optional.empty() : attribute.refusal(value);
            if (refusal.isEmpty()) {
                remember(before, attribute.id(), value);
                said.remove(pid + " " + attribute.id());
                continue;
            }
            Object old = before.get(attribute.id());
            String message = "configuration " + pid + ": " + attribute.id() + " " + text(value) + ": " + refusal.get()
                    + "; " + (old == null ? "the default" : text(old)) + " stays";
            if (!message.equals(said.put(pid + " " + attribute.id(), message))) {
                log.error("{}", message);
            }
            if (old == null) {
                properties.remove(attribute.id());
            } else {
                properties.put(attribute.id(), old);
            }
        }
    }

    private static String text(Object value) {
        return value instanceof Object[] several ? Arrays.toString(several) : value.toString();
    }

    private static void remember(Map<String, Object> values, String id, Object value) {
        if (value == null) {
            values.remove(id);
        } else {
            values.put(id, value);
        }
    }

    /** Looks anew each time: configurations change seldom, and bundles may have been updated. */
    private List<Attribute> attributes(String pid) {
        for (Bundle bundle : context.getBundles()) {
            if (!String.valueOf(bundle.getSymbolicName()).startsWith(OURS)) {
                continue;
            }
            try {
                List<Attribute> found = Descriptions.of(bundle).get(pid);
                if (found != null) {
                    return found;
                }
            } catch (IOException e) {
                log.warn("The Metatype descriptions of {} cannot be read: {}", bundle.getSymbolicName(), e.toString());
            }
        }
        return List.of();
    }
}
