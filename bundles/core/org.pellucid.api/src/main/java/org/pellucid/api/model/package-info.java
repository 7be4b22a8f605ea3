/**
 * Models: finding and loading OpenVINO IR files, compiling them (as they are or rewritten) and running inference.
 */
@Export
@Version("1.0.0")
package org.pellucid.api.model;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
