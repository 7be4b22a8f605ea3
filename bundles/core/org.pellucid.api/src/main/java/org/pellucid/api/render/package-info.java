/** Files of explanations: which formats there are, how maps are painted and files are named. */
@Export
@Version("1.2.0")
package org.pellucid.api.render;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
