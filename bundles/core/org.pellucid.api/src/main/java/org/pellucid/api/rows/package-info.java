/** The table of a run: what a row says of a picture and its map, and the files such tables lie in. */
@Export
@Version("1.0.0")
package org.pellucid.api.rows;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
