/**
 * OpenVINO IR as a graph in pure Java: read and checked, queried, rewritten, written. Knows nothing of natives, so that
 * a method can look for its insertion layer without a runtime.
 *
 * @see <a href="https://docs.openvino.ai/2026/documentation/openvino-ir-format.html">the IR format</a>
 */
@Export
@Version("1.0.0")
package org.pellucid.ir;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
