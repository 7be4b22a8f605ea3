/** Plain code for files. A bundle that uses it takes a private copy in, so it is neither exported nor installed. */
package org.pellucid.files;
