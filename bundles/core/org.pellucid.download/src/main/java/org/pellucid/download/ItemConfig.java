package org.pellucid.download;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.pellucid.api.download.CatalogKind;

/** Configuration of one thing in the catalogue. */
@ObjectClassDefinition(name = "Pellucid download item", description = "A model, data set or label file to be fetched")
@interface ItemConfig {
    /** @return name */
    @AttributeDefinition(name = "Name", description = "As it is fetched by; letters, digits, . _ and -")
    String name();

    /** @return kind */
    @AttributeDefinition(name = "Kind", description = "MODEL, DATASET or LABELS (default MODEL)")
    CatalogKind kind() default CatalogKind.MODEL;

    /** @return one line */
    @AttributeDefinition(name = "Description", required = false, description = "One line (default: empty)")
    String description() default "";

    /** @return file name */
    @AttributeDefinition(name = "File", required = false,
            description = "Name of the file; for a model its definition (default: empty, NAME.xml for a model, "
                    + "NAME.zip for a data set, NAME.txt for labels)")
    String file() default "";

    /** @return places of the file */
    @AttributeDefinition(name = "URLs", description = "Places of the file, http or https, tried in this order")
    String[] urls();

    /** @return checksum of the file, or empty */
    @AttributeDefinition(name = "SHA-256", required = false,
            description = "Checksum of the file, 64 hexadecimal digits (default: empty, not checked)")
    String sha256() default "";

    /** @return places of the weights */
    @AttributeDefinition(name = "URLs of weights", required = false,
            description = "For a model: places of its .bin file (default: none)")
    String[] weightsUrls() default {};

    /** @return checksum of the weights, or empty */
    @AttributeDefinition(name = "SHA-256 of weights", required = false,
            description = "Checksum of the weights (default: empty, not checked)")
    String weightsSha256() default "";

    /** @return largest size of a file, MiB */
    @AttributeDefinition(name = "Largest size", min = "1",
            description = "A larger file is refused, in MiB (default 2048)")
    int maxMebibytes() default 2048;

    /** @return whether to unpack */
    @AttributeDefinition(name = "Unpack",
            description = "Whether the file is a ZIP archive to be unpacked (default false)")
    boolean unpack() default false;
}
