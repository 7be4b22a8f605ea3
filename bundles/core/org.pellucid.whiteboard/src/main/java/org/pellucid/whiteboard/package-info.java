/**
 * Services of plug-ins that come and go while work is in flight on them. Each bundle that has such services holds a
 * private copy of this package.
 */
package org.pellucid.whiteboard;
