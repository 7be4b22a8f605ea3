/**
 * ZIP archives read lazily and with distrust: the directory is streamed, not held; names that lead out of a folder,
 * links, encrypted or overlapping entries, wrong sizes and checksums are refused; size, count and ratio are capped.
 */
@Export
@Version("1.0.0")
package org.pellucid.zip;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
