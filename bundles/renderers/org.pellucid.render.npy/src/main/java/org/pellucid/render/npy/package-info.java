/** Renderer of the format {@code npy}. */
package org.pellucid.render.npy;
