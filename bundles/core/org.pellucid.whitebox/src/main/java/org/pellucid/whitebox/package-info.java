/**
 * What a white-box method needs to know of a classifier's graph beyond its layers: which values have axes that run over
 * the picture, and through which of them all of the picture's way to the logits leads.
 */
@Export
@Version("1.0.0")
package org.pellucid.whitebox;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
