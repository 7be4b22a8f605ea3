/**
 * What black-box methods share: a classifier that answers for many masked versions of one picture, several inferences
 * in flight, and numbers read from options with their range in the message.
 */
@Export
@Version("1.0.0")
package org.pellucid.blackbox;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
