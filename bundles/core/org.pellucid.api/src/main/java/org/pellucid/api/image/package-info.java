/** Pictures: decoding, preprocessing for a model, colour maps and overlays. */
@Export
@Version("1.2.0")
package org.pellucid.api.image;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
