/** What tests of several bundles share: where data lies, reference maps, a silent log. Not part of the product. */
@Export
@Version("1.0.0")
package org.pellucid.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
