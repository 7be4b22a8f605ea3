/**
 * Plain code for maps of several models in the coordinates of one picture. A bundle that uses it takes a private copy in,
 * so it is neither exported nor installed.
 */
package org.pellucid.grid;
