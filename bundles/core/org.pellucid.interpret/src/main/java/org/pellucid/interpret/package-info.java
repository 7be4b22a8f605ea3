/** Interprets data sets. */
package org.pellucid.interpret;
