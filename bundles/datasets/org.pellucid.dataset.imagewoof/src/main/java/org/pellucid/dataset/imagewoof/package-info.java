/** Data set of the scheme {@code imagewoof}: ten dog breeds of ImageNet. */
package org.pellucid.dataset.imagewoof;
