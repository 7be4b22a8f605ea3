/** Writes explanations as files: names, temporary files, and the renderers found as services. */
package org.pellucid.render;
