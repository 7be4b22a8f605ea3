/** Holds the contract of the page that explains pictures in a browser. */
@Export
@Version("1.0.0")
package org.pellucid.api.page;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
