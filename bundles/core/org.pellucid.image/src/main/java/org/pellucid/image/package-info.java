/** Pictures with OpenCV: checked, decoded, prepared and painted. */
package org.pellucid.image;
