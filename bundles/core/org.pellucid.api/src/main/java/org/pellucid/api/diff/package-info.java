/** Comparing two models: whether they give the same answers, and whether they look at the same places for them. */
@Export
@Version("1.0.0")
package org.pellucid.api.diff;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
