/**
 * What every contract of Pellucid shares: the exceptions, split by whose fault a failure is, and progress.
 */
@Export
@Version("1.0.0")
package org.pellucid.api;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
