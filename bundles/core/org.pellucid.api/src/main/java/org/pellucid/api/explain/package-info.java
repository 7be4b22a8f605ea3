/**
 * Explaining a classifier's answer: the {@link org.pellucid.api.explain.Explainer} that applications call, and its
 * results.
 */
@Export
@Version("1.0.0")
package org.pellucid.api.explain;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
