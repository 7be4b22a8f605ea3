/**
 * Explaining a classifier's answer: the {@link org.pellucid.api.explain.Explainer} applications call, and the SPI
 * {@link org.pellucid.api.explain.ExplainMethod} that new methods implement.
 */
@Export
@Version("1.0.0")
package org.pellucid.api.explain;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
