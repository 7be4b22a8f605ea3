/** Renderer of the formats {@code jpg} and {@code png}. */
package org.pellucid.render.overlay;
