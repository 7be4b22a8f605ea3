/** Holds what methods and metrics need of a model: compiling it, as it is or rewritten, and running inference. */
@Export
@Version("1.0.0")
package org.pellucid.api.model.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
