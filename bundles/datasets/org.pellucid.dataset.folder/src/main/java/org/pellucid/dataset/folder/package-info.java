/** Data set of the scheme {@code folder}: pictures in a folder and the folders below it. */
package org.pellucid.dataset.folder;
