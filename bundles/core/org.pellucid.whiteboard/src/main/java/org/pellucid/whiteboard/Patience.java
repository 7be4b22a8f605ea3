package org.pellucid.whiteboard;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The configuration of a component whose plug-ins come and go: how long is waited for them. */
@ObjectClassDefinition(name = "Pellucid plug-ins", description = "How long is waited for plug-ins that come and go")
public @interface Patience {
    /** {@return milliseconds to wait for a plug-in that is away} */
    @AttributeDefinition(name = "Wait", min = "0", max = "600000",
            description = "How long a request waits for a plug-in that went away, e.g. while its bundle is updated, in "
                    + "milliseconds (default 2000)")
    int waitMillis() default 2000;

    /** {@return milliseconds to wait for the work in flight on a plug-in that goes away} */
    @AttributeDefinition(name = "Drain time", min = "0", max = "600000",
            description = "How long a plug-in that goes away is given to finish the work in flight on it, in "
                    + "milliseconds (default 30000)")
    int drainMillis() default 30000;
}
