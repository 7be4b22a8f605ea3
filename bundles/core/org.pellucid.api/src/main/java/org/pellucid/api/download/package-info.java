/** Downloads: files by URL, and the catalogue of models, labels and data sets that can be fetched by name. */
@Export
@Version("1.0.0")
package org.pellucid.api.download;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
