/** Models: finding, loading and describing them. */
@Export
@Version("1.0.0")
package org.pellucid.api.model;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
