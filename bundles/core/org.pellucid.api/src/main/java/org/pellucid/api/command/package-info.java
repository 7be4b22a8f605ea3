/**
 * The commands of Pellucid, for hosts that let people type them: a command line, a shell, a page. A host finds
 * {@link org.pellucid.api.command.Commands} and says with {@link org.pellucid.api.command.Caller} who calls.
 */
@Export
@Version("1.0.0")
package org.pellucid.api.command;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
