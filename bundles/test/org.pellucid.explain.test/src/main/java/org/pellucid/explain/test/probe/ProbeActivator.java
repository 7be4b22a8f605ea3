package org.pellucid.explain.test.probe;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.function.IntConsumer;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.pellucid.api.explain.spi.ExplainMethod;

/** Registers the probe, as the headers of its bundle say, and with it a way to change its ranking. */
public final class ProbeActivator implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Dictionary<String, String> headers = context.getBundle().getHeaders("");
        String fault = headers.get("Probe-Fault");
        if ("activate".equals(fault)) {
            throw new IllegalStateException("broken in activate");
        }
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(ExplainMethod.METHOD, "probe");
        properties.put(Constants.SERVICE_RANKING, Integer.valueOf(headers.get("Probe-Ranking")));
        properties.put(ExplainMethod.AUTO, Integer.valueOf(headers.get("Probe-Auto")));
        ServiceRegistration<ExplainMethod> method = context.registerService(ExplainMethod.class,
                new Probe(context.getBundle().getVersion().getMajor(), fault), properties);
        Object id = method.getReference().getProperty(Constants.SERVICE_ID);
        context.registerService(IntConsumer.class, ranking -> {
            properties.put(Constants.SERVICE_RANKING, ranking);
            method.setProperties(properties);
        }, new Hashtable<>(Map.of("probe", id)));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework unregisters the service
    }
}
