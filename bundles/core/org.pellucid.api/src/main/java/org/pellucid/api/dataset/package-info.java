/** Data sets: pictures one after the other, with what is known about them. */
@Export
@Version("1.0.0")
package org.pellucid.api.dataset;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
