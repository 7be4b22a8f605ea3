/** Loads OpenCV's library, inside an OSGi framework and on a plain class path. */
package org.opencv.pellucid;
