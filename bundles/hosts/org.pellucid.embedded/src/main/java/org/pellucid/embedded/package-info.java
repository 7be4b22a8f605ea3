/**
 * Pellucid on a plain class path, for applications without OSGi: {@link org.pellucid.embedded.Pellucid}.
 */
package org.pellucid.embedded;
