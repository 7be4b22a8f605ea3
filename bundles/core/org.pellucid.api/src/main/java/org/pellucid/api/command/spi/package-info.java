/**
 * Holds what the author of a command implements: a bundle registers a {@link org.pellucid.api.command.spi.Command} with
 * the name it is called by.
 */
@Export
@Version("1.0.0")
package org.pellucid.api.command.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
