/** Data set of the scheme {@code zip}: pictures in a ZIP archive, read without unpacking. */
package org.pellucid.dataset.archive;
