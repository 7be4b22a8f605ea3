/** Devices that models run on. */
@Export
@Version("1.0.0")
package org.pellucid.api.device;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
