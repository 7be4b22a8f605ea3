/**
 * Drawing on pictures: text in the font that ships, lines and legends. It needs no fonts, no display and no native
 * library of the machine, since a bare server has none of them.
 */
@Export
@Version("1.0.0")
package org.pellucid.drawing;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
