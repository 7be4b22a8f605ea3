/** Judging explanation methods: metrics, and evaluations of several methods over a data set. */
@Export
@Version("1.0.0")
package org.pellucid.api.evaluate;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
