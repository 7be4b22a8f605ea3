/** Data set of the scheme {@code shapes}: synthetic scenes with known objects. */
package org.pellucid.dataset.shapes;
