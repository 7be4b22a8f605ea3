package org.pellucid.method.aise;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration of AISE. Read by nobody here: the explainer finds the values among the service's properties. */
@ObjectClassDefinition(name = "Pellucid method AISE",
        description = "What holds where a request does not set the option")
@interface AiseDefaults {
    @AttributeDefinition(name = "Preset",
            options = {@Option(label = "speed", value = "speed"), @Option(label = "balance", value = "balance"),
                    @Option(label = "quality", value = "quality")},
            description = "Number of inferences by the fidelity it buys (default balance)")
    String preset() default "balance";

    @AttributeDefinition(name = "Pairs", min = "2", max = "2000", required = false,
            description = "Pairs of a random mask and its complement, two inferences each (default that of the preset)")
    int pairs();

    @AttributeDefinition(name = "Places", min = "0", max = "10000", required = false,
            description = "Places the search tries for a window of each width, six inferences each (default that of "
                    + "the preset)")
    int places();

    @AttributeDefinition(name = "Widths", required = false,
            description = "Standard deviations of the windows, as shares 0.01..1 of the shorter side, separated by "
                    + "spaces (default those of the preset)")
    String widths();

    @AttributeDefinition(name = "Epsilon", min = "0", max = "1",
            description = "Of the search: large looks widely, 0 around the best place found (default 0.1)")
    double epsilon() default 0.1;

    @AttributeDefinition(name = "Batch", min = "0", max = "256",
            description = "Pictures in one inference, 0 chooses for the device (default 0)")
    int batch() default 0;

    @AttributeDefinition(name = "Seed", required = false,
            description = "Of the random masks (default the general seed of the request)")
    long seed();
}
