package org.pellucid.method.rise;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Configuration of RISE. Read by nobody here: the explainer finds the values among the service's properties. */
@ObjectClassDefinition(name = "Pellucid method RISE",
        description = "What holds where a request does not set the option")
@interface RiseDefaults {
    @AttributeDefinition(name = "Preset",
            options = {@Option(label = "speed", value = "speed"), @Option(label = "balance", value = "balance"),
                    @Option(label = "quality", value = "quality")},
            description = "Number of masks by the fidelity it buys (default balance)")
    String preset() default "balance";

    @AttributeDefinition(name = "Masks", min = "2", max = "1000000", required = false,
            description = "Number of masks, at most (default that of the preset)")
    int masks();

    @AttributeDefinition(name = "Cells", min = "1", max = "64",
            description = "Cells of a mask along each axis; more than 16 with estimator plain only (default 8)")
    int cells() default 8;

    @AttributeDefinition(name = "Probability", min = "0.01", max = "0.99",
            description = "Of a cell to be visible, a share (default 0.5)")
    double probability() default 0.5;

    @AttributeDefinition(name = "Estimator",
            options = {@Option(label = "plain", value = "plain"), @Option(label = "ridge", value = "ridge")},
            description = "plain: the sum of masks weighted by the score; ridge: regression on mask pairs (default "
                    + "ridge)")
    String estimator() default "ridge";

    @AttributeDefinition(name = "Tolerance", min = "0", max = "1",
            description = "Stop when the maps' standard error, relative to their spread, falls below this share; 0 "
                    + "takes all masks (default 0)")
    double tolerance() default 0;

    @AttributeDefinition(name = "Batch", min = "0", max = "256",
            description = "Pictures in one inference, 0 chooses for the device (default 0)")
    int batch() default 0;

    @AttributeDefinition(name = "Seed", required = false,
            description = "Of the masks (default the general seed of the request)")
    long seed();
}
