/** Reports: what a run over a data set found, to read in a browser. */
@Export
@Version("1.0.0")
package org.pellucid.api.report;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
