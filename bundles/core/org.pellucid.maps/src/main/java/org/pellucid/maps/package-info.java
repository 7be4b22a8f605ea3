/**
 * Plain code for the values of maps. A bundle that uses it takes a private copy in, so it is neither exported nor
 * installed.
 */
package org.pellucid.maps;
