/** Interpretation: use cases and triage over a whole data set, with matrices, a report and a manifest. */
@Export
@Version("1.0.0")
package org.pellucid.api.interpret;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
