package org.pellucid.method.vitreciprocam;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * Configuration of ViT-ReciproCAM. Option k is missing, since it belongs to one model. Read by nobody here: the explainer
 * finds the values among the properties of the service.
 */
@ObjectClassDefinition(name = "Pellucid method ViT-ReciproCAM",
        description = "What holds where a request does not set the option")
@interface VitDefaults {
    @AttributeDefinition(name = "Gaussian mask",
            description = "true: keep a 3x3 neighbourhood; false: a single token (default true)")
    boolean use__gaussian() default true;

    @AttributeDefinition(name = "Class token",
            description = "true: keep the class token; false: zero it like the hidden patches (default true)")
    boolean cls__token() default true;

    @AttributeDefinition(name = "Final normalisation",
            options = {@Option(label = "auto", value = "auto"), @Option(label = "true", value = "true"),
                    @Option(label = "false", value = "false")},
            description = "Whether the model has one behind its last block; only checked (default auto)")
    String final__norm() default "auto";

    @AttributeDefinition(name = "Form",
            options = {@Option(label = "auto", value = "auto"), @Option(label = "collapsed", value = "collapsed"),
                    @Option(label = "literal", value = "literal")},
            description = "collapsed: only what the class token sees; literal: every masked sequence (default auto, "
                    + "which is collapsed where the graph allows it)")
    String form() default "auto";
}
